//! Properties of one object whose names become the same in Rust.
//!
//! `@type` and `type`, `flightOrderId` and `flight_order_id`: the generator would write two fields of one name. They
//! are named after their spelling here (see [`super::clashes`]), and `x-wire-names` keeps what they are called on the
//! wire, which a pass over the generated types puts back (see [`crate::generate::wire_names`]).

use serde_json::{Map, Value};

use super::clashes::{Candidates, spelling, tell_apart};
use super::names::snake;
use crate::api::Api;
use crate::pointer::{self, set};
use crate::report::Report;
use crate::schemas;

/// Runs the pass.
pub fn run(api: &mut Api, report: &mut Report) {
    api.each_schema(|at, schema| {
        schemas::each(at, schema, &mut |at, schema| rename(at, schema, report));
    });
}

fn rename(at: &str, schema: &mut Value, report: &mut Report) {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
        return;
    };
    let known = schema.get("x-wire-names").and_then(Value::as_object);
    let wires = properties.keys().map(|name| {
        let wire = known.and_then(|known| known.get(name)?.as_str());
        wire.unwrap_or(name)
    });
    let members: Vec<_> = wires.clone().map(names).collect();
    let names = tell_apart(&members, |_| false, str::to_owned);
    let mut made = Map::new();
    let mut wire_names = Map::new();
    for (((wire, (key, property)), member), name) in wires.zip(properties).zip(&members).zip(names)
    {
        if name == member.plain() && name == plain(wire) {
            made.insert(wire.to_owned(), property.clone());
            continue;
        }
        if name != member.plain() && name != *key {
            report.give_up(
                "property_names",
                pointer::join(&pointer::join(at, "properties"), wire),
                format!(
                    "another field is called {} in Rust; this one becomes {name}",
                    member.plain()
                ),
            );
        }
        made.insert(name.clone(), property.clone());
        wire_names.insert(name, Value::String(wire.to_owned()));
    }
    if wire_names.is_empty() {
        return;
    }
    let required: Vec<Value> = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .map(|wire| {
            let renamed = wire_names.iter().find(|(_, old)| *old == wire);
            renamed.map_or_else(|| wire.clone(), |(new, _)| Value::String(new.clone()))
        })
        .collect();
    if !required.is_empty() {
        set(schema, "required", required);
    }
    set(schema, "properties", made);
    set(schema, "x-wire-names", wire_names);
}

/// The names that a property can have: its plain name, or that with its spelling.
fn names(wire: &str) -> Candidates {
    let mut wanted = snake(wire);
    let full = format!("{wanted}_{}", spelling(&wanted, wire));
    // The generator's name for all other properties, also if only a later document allows them.
    if wanted == "extra" {
        wanted.push_str("_property");
    }
    Candidates::snake(wanted, [full], wire)
}

/// The name that the generator itself would make of a property's.
fn plain(wire: &str) -> String {
    use heck::ToSnakeCase as _;
    let cleaned: String = wire
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '_' {
                c
            } else {
                '-'
            }
        })
        .collect();
    cleaned.to_snake_case()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn properties_that_clash_are_named_after_their_spelling() {
        let mut schema = json!({
            "required": ["type"],
            "properties": {"@type": {"type": "string"}, "type": {"type": "integer"}, "a": {}, "extra": {}},
        });
        let mut report = Report::default();
        rename("/P", &mut schema, &mut report);
        let named = json!({
            "required": ["type_lower"],
            "properties": {
                "type_at_lower": {"type": "string"}, "type_lower": {"type": "integer"}, "a": {},
                "extra_property": {},
            },
            "x-wire-names": {
                "type_at_lower": "@type", "type_lower": "type", "extra_property": "extra",
            },
        });
        assert_eq!(schema, named);
        let places: Vec<_> = report
            .entries()
            .iter()
            .map(|e| e.pointer.as_str())
            .collect();
        assert_eq!(places, ["/P/properties/@type", "/P/properties/type",]);
        rename("/P", &mut schema, &mut report);
        assert_eq!(schema, named);
        assert_eq!(report.entries().len(), 2);
    }
}

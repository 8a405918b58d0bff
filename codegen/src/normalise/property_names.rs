//! Renames properties of one object that have the same Rust name.
//!
//! Examples: `@type` and `type`, `flightOrderId` and `flight_order_id`. They are renamed after
//! their spelling (see [`super::clashes`]), and [`Schema::wire_names`] keeps their wire names,
//! which the generator restores.

use indexmap::IndexMap;

use super::clashes::{Candidates, resolve_clashes, spelling};
use super::names::snake;
use crate::pointer;
use crate::report::Report;
use crate::schema::Schema;

/// Applies the pass to a schema.
pub fn rename(at: &str, schema: &mut Schema, report: &mut Report) {
    let Some(properties) = &schema.properties else {
        return;
    };
    let wires = properties
        .keys()
        .map(|key| schema.wire_names.get(key).unwrap_or(key));
    let members: Vec<_> = wires.clone().map(|wire| candidates(wire)).collect();
    let names = resolve_clashes(&members, |_| false, str::to_owned);
    let mut renamed = IndexMap::new();
    let mut wire_names = IndexMap::new();
    for (((wire, (key, property)), member), name) in wires.zip(properties).zip(&members).zip(names)
    {
        if name == member.plain() && name == plain(wire) {
            renamed.insert(wire.clone(), property.clone());
            continue;
        }
        if name != member.plain() && name != *key {
            report.record(
                "property_names",
                pointer::join(&pointer::join(at, "properties"), wire),
                format!(
                    "another field is called {} in Rust; this one becomes {name}",
                    member.plain()
                ),
            );
        }
        renamed.insert(name.clone(), property.clone());
        wire_names.insert(name, wire.clone());
    }
    if wire_names.is_empty() {
        return;
    }
    for required in &mut schema.required {
        if let Some((new, _)) = wire_names.iter().find(|(_, wire)| *wire == required) {
            required.clone_from(new);
        }
    }
    schema.properties = Some(renamed);
    schema.wire_names = wire_names;
}

/// The candidate names of a property: its plain name, or its name with its spelling.
fn candidates(wire: &str) -> Candidates {
    let mut wanted = snake(wire);
    let full = format!("{wanted}_{}", spelling(&wanted, wire));
    // The generator's name for all other properties; reserved, because a later document may allow
    // them.
    if wanted == "extra" {
        wanted.push_str("_property");
    }
    Candidates::snake(wanted, [full], wire)
}

/// The generator's name for a property.
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
        let mut schema = Schema::read(&json!({
            "required": ["type"],
            "properties": {"@type": {"type": "string"}, "type": {"type": "integer"}, "a": {}, "extra": {}},
        }));
        let mut report = Report::default();
        rename("/P", &mut schema, &mut report);
        let named = json!({
            "required": ["type_lower"],
            "properties": {
                "type_at_lower": {"type": "string"}, "type_lower": {"type": "integer"}, "a": {},
                "extra_property": {},
            },
        });
        let wire_names = json!({
            "type_at_lower": "@type", "type_lower": "type", "extra_property": "extra",
        });
        assert_eq!(
            (schema.write(), json!(schema.wire_names)),
            (named, wire_names)
        );
        let locations: Vec<_> = report
            .entries()
            .iter()
            .map(|e| e.pointer.as_str())
            .collect();
        assert_eq!(locations, ["/P/properties/@type", "/P/properties/type",]);
        let before = schema.clone();
        rename("/P", &mut schema, &mut report);
        assert_eq!(schema, before);
        assert_eq!(report.entries().len(), 2);
    }
}

//! Properties of one object whose names become the same in Rust.
//!
//! `@type` and `type`, `flightOrderId` and `flight_order_id`: the generator would write two fields of one name. All but
//! the first get another name here, and `x-wire-names` keeps what they are called on the wire, which a pass over the
//! generated types puts back (see [`crate::generate::wire_names`]).

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::names::snake;
use super::schemas;
use crate::api::Api;
use crate::pointer::set;
use crate::report::Report;

/// Runs the pass.
pub fn run(api: &mut Api, _: &mut Report) {
    api.each_schema(|at, schema| schemas::each(at, schema, &mut |_, schema| rename(schema)));
}

fn rename(schema: &mut Value) {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
        return;
    };
    let mut taken = HashSet::new();
    if schema.get("additionalProperties").is_some() {
        // The generator's name for all other properties.
        taken.insert("extra".to_owned());
    }
    let mut made = Map::new();
    let mut wire_names = Map::new();
    for (wire, property) in properties {
        let wanted = snake(wire);
        let awkward = wanted != plain(wire);
        let mut name = wanted.clone();
        let mut count = 2;
        while !taken.insert(name.clone()) {
            name = format!("{wanted}_{count}");
            count += 1;
        }
        if name == wanted && !awkward {
            made.insert(wire.clone(), property.clone());
        } else {
            made.insert(name.clone(), property.clone());
            wire_names.insert(name, Value::String(wire.clone()));
        }
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
    fn the_second_of_two_gets_another_name() {
        let mut schema = json!({
            "required": ["type"],
            "properties": {"@type": {"type": "string"}, "type": {"type": "integer"}, "a": {}},
        });
        rename(&mut schema);
        assert_eq!(
            schema,
            json!({
                "required": ["type_2"],
                "properties": {"@type": {"type": "string"}, "type_2": {"type": "integer"}, "a": {}},
                "x-wire-names": {"type_2": "type"},
            })
        );
    }
}

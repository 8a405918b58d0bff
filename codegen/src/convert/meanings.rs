//! Moves the meaning of a parameter beside its type.
//!
//! The converter moves the type of a parameter into a `schema` and leaves extensions where they
//! are. A meaning belongs to the type, as for a property.

use serde_json::Value;

/// The members that move.
const KEYS: [&str; 2] = ["x-meaning", "x-known-values"];

/// Moves the meanings of all parameters of an OAS3 document.
pub(super) fn move_into_schemas(oas3: &mut Value) {
    for location in ["/paths", "/components/parameters"] {
        if let Some(part) = oas3.pointer_mut(location) {
            move_in(part);
        }
    }
}

fn move_in(part: &mut Value) {
    match part {
        Value::Object(members) => {
            let is_parameter = members.get("in").is_some_and(Value::is_string);
            if is_parameter && members.get("schema").is_some_and(Value::is_object) {
                for key in KEYS {
                    let value = members.shift_remove(key);
                    let schema = members.get_mut("schema").and_then(Value::as_object_mut);
                    if let (Some(schema), Some(value)) = (schema, value) {
                        schema.insert(key.to_owned(), value);
                    }
                }
                return;
            }
            members.values_mut().for_each(move_in);
        }
        Value::Array(items) => items.iter_mut().for_each(move_in),
        _ => {}
    }
}

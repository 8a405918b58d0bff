//! How passes walk schemas: every schema within a schema, innermost first.

use serde_json::Value;

use crate::pointer;

/// Calls `visit` for each schema below `schema`, then for `schema` itself.
pub fn each(at: &str, schema: &mut Value, visit: &mut impl FnMut(&str, &mut Value)) {
    if let Value::Object(members) = schema {
        for (key, member) in members.iter_mut() {
            let at = || pointer::join(at, key);
            match (key.as_str(), member) {
                ("properties" | "patternProperties" | "definitions", Value::Object(schemas)) => {
                    for (name, schema) in schemas {
                        each(&pointer::join(&at(), name), schema, visit);
                    }
                }
                ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
                    for (i, schema) in schemas.iter_mut().enumerate() {
                        each(&format!("{}/{i}", at()), schema, visit);
                    }
                }
                ("items" | "additionalProperties" | "not", schema @ Value::Object(_)) => {
                    each(&at(), schema, visit);
                }
                // Some documents write a list of one schema.
                ("items", Value::Array(schemas)) => {
                    if let [only] = schemas.as_mut_slice() {
                        each(&format!("{}/0", at()), only, visit);
                    }
                }
                _ => {}
            }
        }
    }
    visit(at, schema);
}

/// The `type` of a schema.
pub fn kind(schema: &Value) -> Option<&str> {
    schema.get("type").and_then(Value::as_str)
}

/// The name of the component that a schema refers to.
pub fn component(schema: &Value) -> Option<&str> {
    let reference = schema.get("$ref").and_then(Value::as_str)?;
    reference.strip_prefix("#/components/schemas/")
}

/// A reference to a component.
pub fn reference(name: &str) -> Value {
    let name = pointer::escape(&name.replace('%', "%25"));
    serde_json::json!({ "$ref": format!("#/components/schemas/{name}") })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_schema_is_visited_innermost_first() {
        let mut schema = json!({
            "properties": {"items": {"items": [{}]}, "type": 5},
            "additionalProperties": {"allOf": [{}]},
            "example": {"items": {}},
        });
        let mut places = vec![];
        each("", &mut schema, &mut |at, _| places.push(at.to_owned()));
        assert_eq!(
            places,
            [
                "/properties/items/items/0",
                "/properties/items",
                "/properties/type",
                "/additionalProperties/allOf/0",
                "/additionalProperties",
                "",
            ]
        );
    }
}

//! `null` where it can be told from absence, and nowhere else.
//!
//! An optional property that may also be null is one `Option`: `null` and nothing are both `None`. A required one
//! that may be null is an `Option` that is always written. Beside a `$ref`, where OAS3 ignores it,
//! `nullable` moves around the reference. Arguments and definitions are never null themselves: an argument is left out, and what
//! refers to a definition says whether it may be null.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::api::Api;
use crate::pointer;
use crate::report::Report;
use crate::schemas;

/// Runs the pass.
pub fn run(api: &mut Api, _: &mut Report) {
    let definitions: HashSet<String> = api
        .schemas
        .keys()
        .filter(|name| may_be_null(&api.schemas, name))
        .cloned()
        .collect();
    api.each_schema(|at, schema| {
        schemas::each(at, schema, &mut |_, schema| {
            inherit(schema, &definitions);
            properties(schema);
        });
        if let Some(members) = schema.as_object_mut() {
            members.shift_remove("nullable");
        }
    });
}

/// Whether a definition allows null, itself or where its references lead.
fn may_be_null(schemas: &Map<String, Value>, name: &str) -> bool {
    let mut name = name;
    for _ in 0..=schemas.len() {
        let Some(schema) = schemas.get(name) else {
            break;
        };
        if schema.get("nullable") == Some(&json!(true)) {
            return true;
        }
        match schemas::component(schema) {
            Some(next) => name = next,
            None => break,
        }
    }
    false
}

/// What refers to a definition that may be null may be null.
fn inherit(schema: &mut Value, definitions: &HashSet<String>) {
    let mut allow = |schema: &mut Value| {
        if schemas::component(schema).is_some_and(|name| definitions.contains(name)) {
            pointer::set(schema, "nullable", true);
        }
    };
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.values_mut().for_each(&mut allow);
    }
    for key in ["items", "additionalProperties"] {
        if let Some(schema) = schema.get_mut(key) {
            allow(schema);
        }
    }
}

fn properties(schema: &mut Value) {
    let required: Vec<String> = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect();
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        for (name, property) in properties {
            if !required.contains(name)
                && let Some(members) = property.as_object_mut()
            {
                members.shift_remove("nullable");
            }
            if !required.contains(name) && is_collection(property) {
                pointer::set(property, "nullable", true);
            }
            around_reference(property);
        }
    }
    for key in ["items", "additionalProperties"] {
        if let Some(schema) = schema.get_mut(key) {
            around_reference(schema);
        }
    }
}

/// The generator leaves an optional list or map out when it is empty. An empty list is something else than none
/// (it empties a field of a resource that is updated), so these become `Option`s as well.
fn is_collection(schema: &Value) -> bool {
    match schemas::kind(schema) {
        Some("array") => true,
        Some("object") => schema.get("properties").is_none(),
        _ => false,
    }
}

fn around_reference(schema: &mut Value) {
    if schema.get("nullable") != Some(&json!(true)) {
        return;
    }
    if let Some(reference) = schema.get("$ref").cloned()
        && let Some(members) = schema.as_object_mut()
    {
        members.shift_remove("$ref");
        members.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_refers_to_a_nullable_definition_is_nullable() {
        let oas2 = json!({"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {}, "definitions": {
            "Colour": {"type": "string", "enum": ["red"], "x-nullable": true},
            "Alias": {"$ref": "#/definitions/Colour"},
            "Shade": {"type": "string", "enum": ["dark", null]},
            "Plain": {"type": "string", "enum": ["a"]},
            "A": {"type": "object", "required": ["colour", "alias", "shade", "plain"], "properties": {
                "colour": {"$ref": "#/definitions/Colour"}, "alias": {"$ref": "#/definitions/Alias"},
                "shade": {"$ref": "#/definitions/Shade"}, "plain": {"$ref": "#/definitions/Plain"},
                "list": {"type": "array", "items": {"$ref": "#/definitions/Colour"}},
            }},
        }});
        let oas3 = crate::convert::convert(&oas2).unwrap();
        let mut report = Report::default();
        let mut api = Api::read(&oas2, &oas3, &mut report);
        crate::normalise::normalise(&mut api, &mut report);
        let before = api.schemas.clone();
        let nullable = |pointer: &str| {
            before["A"]
                .pointer(pointer)
                .unwrap()
                .get("nullable")
                .is_some()
        };
        for name in ["colour", "alias", "shade", "list/items"] {
            assert!(
                nullable(&format!("/properties/{name}")),
                "{name}: {:#}",
                before["A"]
            );
        }
        assert!(!nullable("/properties/plain"));
        crate::normalise::normalise(&mut api, &mut report);
        assert_eq!(api.schemas, before);
    }

    #[test]
    fn only_required_properties_stay_nullable() {
        let reference = json!({"$ref": "#/components/schemas/A", "nullable": true});
        let mut schema = json!({"required": ["a"], "properties": {"a": reference, "b": reference}});
        properties(&mut schema);
        assert_eq!(
            schema["properties"]["a"]["allOf"][0]["$ref"],
            "#/components/schemas/A"
        );
        assert_eq!(
            schema["properties"]["b"],
            json!({"$ref": "#/components/schemas/A"})
        );
    }
}

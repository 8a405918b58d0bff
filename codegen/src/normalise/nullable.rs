//! `null` where it can be told from absence, and nowhere else.
//!
//! An optional property that may also be null is one `Option`: `null` and nothing are both `None`. A required one
//! that may be null is an `Option` that is always written. Beside a `$ref`, where OAS3 ignores it,
//! `nullable` moves around the reference. Arguments and definitions are never null themselves: an argument is left out, and what
//! refers to a definition says whether it may be null.

use serde_json::{Value, json};

use super::schemas;
use crate::api::Api;
use crate::pointer;
use crate::report::Report;

/// Runs the pass.
pub fn run(api: &mut Api, _: &mut Report) {
    api.each_schema(|at, schema| {
        schemas::each(at, schema, &mut |_, schema| properties(schema));
        if let Some(members) = schema.as_object_mut() {
            members.shift_remove("nullable");
        }
    });
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

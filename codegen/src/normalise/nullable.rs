//! Keeps `null` only where it differs from absence.
//!
//! An optional property that may also be null is one `Option`: `null` and absence are both `None`.
//! A required property that may be null is an `Option` that is always written. Beside a `$ref`,
//! where OAS3 ignores it, `nullable` moves to an `allOf` around the reference. Arguments and
//! definitions are never null themselves: an argument is left out, and `nullable` moves from a
//! definition to the schemas that refer to it.

use std::collections::HashSet;

use indexmap::IndexMap;

use crate::api::Api;
use crate::report::Report;
use crate::schema::{Kind, Schema};

/// Runs the pass.
pub fn run(api: &mut Api, _: &mut Report) {
    let names = api.schemas.keys();
    let definitions: HashSet<String> = names
        .filter(|name| may_be_null(&api.schemas, name))
        .cloned()
        .collect();
    api.each_schema(|_, schema| decide(schema, &definitions));
    api.each_root(|_, schema| schema.nullable = false);
}

/// Whether a definition allows null, directly or through references.
fn may_be_null(schemas: &IndexMap<String, Schema>, name: &str) -> bool {
    let mut schema = schemas.get(name);
    for _ in 0..=schemas.len() {
        match schema {
            Some(found) if found.nullable => return true,
            Some(found) => schema = found.target(schemas),
            None => break,
        }
    }
    false
}

/// Decides which parts of a schema may be null. A reference to a nullable definition is nullable.
fn decide(schema: &mut Schema, definitions: &HashSet<String>) {
    let inherits = |part: &Schema| {
        part.reference
            .as_ref()
            .is_some_and(|name| definitions.contains(name))
    };
    for (name, property) in schema.properties.iter_mut().flatten() {
        property.nullable = if schema.required.contains(name) {
            property.nullable || inherits(property)
        } else {
            is_collection(property)
        };
        wrap_reference(property);
    }
    for part in schema.items.iter_mut().chain(&mut schema.additional) {
        part.nullable |= inherits(part);
        wrap_reference(part);
    }
}

/// Whether a schema is a list or a map. Optional ones become `Option`s as well, because the generator
/// leaves them out when they are empty. An empty list differs from an absent one: it clears a field in
/// an update.
fn is_collection(schema: &Schema) -> bool {
    match schema.kind {
        Some(Kind::Array) => true,
        Some(Kind::Object) => schema.properties.is_none(),
        _ => false,
    }
}

/// Moves the reference of a nullable schema into an `allOf`.
fn wrap_reference(schema: &mut Schema) {
    if schema.nullable {
        schema
            .all_of
            .extend(schema.reference.take().map(Schema::reference));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_reference_to_a_nullable_definition_is_nullable() {
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
        let written = before["A"].write();
        let nullable = |pointer: &str| written.pointer(pointer).unwrap().get("nullable").is_some();
        for name in ["colour", "alias", "shade", "list/items"] {
            assert!(
                nullable(&format!("/properties/{name}")),
                "{name}: {written:#}"
            );
        }
        assert!(!nullable("/properties/plain"));
        crate::normalise::normalise(&mut api, &mut report);
        assert_eq!(api.schemas, before);
    }

    #[test]
    fn only_required_properties_stay_nullable() {
        let reference = json!({"$ref": "#/components/schemas/A", "nullable": true});
        let mut schema = Schema::read(
            &json!({"required": ["a"], "properties": {"a": reference, "b": reference}}),
        );
        decide(&mut schema, &HashSet::new());
        let schema = schema.write();
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

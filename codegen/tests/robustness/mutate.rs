//! Random changes of documents: values that are replaced, added, moved or removed.

use std::ops::Range;

use oas2_codegen::pointer;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// A change of a document.
#[derive(Debug, Clone)]
pub enum Change {
    /// A value is replaced.
    Replace(Value),
    /// A value gets a member with this name.
    Add(&'static str, Value),
    /// A value is replaced by another part of the document.
    Copy(usize),
    /// A member is renamed.
    Rename(&'static str),
    /// A value is removed.
    Remove,
}

/// A document of `bases` with a number of changes in `counts`.
pub fn mutated(
    bases: impl Strategy<Value = Value>,
    counts: Range<usize>,
) -> impl Strategy<Value = Value> {
    let changes = prop::collection::vec((any::<usize>(), change()), counts);
    (bases, changes).prop_map(|(base, changes)| {
        changes
            .into_iter()
            .fold(base, |document, (location, change)| {
                apply(document, location, change)
            })
    })
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => anything().prop_map(Change::Replace),
        4 => (keyword(), anything()).prop_map(|(key, value)| Change::Add(key, value)),
        2 => schema().prop_map(Change::Replace),
        2 => any::<usize>().prop_map(Change::Copy),
        1 => name().prop_map(Change::Rename),
        1 => Just(Change::Remove),
    ]
}

/// Applies a change at one of the positions; `location` selects it.
fn apply(mut document: Value, location: usize, change: Change) -> Value {
    let mut locations = vec![];
    pointer::walk("", &document, |at, _| locations.push(at.to_owned()));
    let at = locations[location % locations.len()].clone();
    match change {
        Change::Replace(value) => *document.pointer_mut(&at).unwrap() = value,
        Change::Add(key, value) => pointer::set(document.pointer_mut(&at).unwrap(), key, value),
        Change::Copy(from) => {
            let value = document
                .pointer(&locations[from % locations.len()])
                .unwrap();
            // A part that contains the location could double the document with each change.
            if value.to_string().len() < 4000 {
                let value = value.clone();
                *document.pointer_mut(&at).unwrap() = value;
            }
        }
        Change::Rename(name) => {
            change_member(&mut document, &at, |members, key| {
                let renamed = std::mem::take(members).into_iter().map(|(k, v)| {
                    let name = if k == key { name.to_owned() } else { k };
                    (name, v)
                });
                *members = renamed.collect();
            });
        }
        Change::Remove => change_member(&mut document, &at, |members, key| {
            members.shift_remove(key);
        }),
    }
    document
}

/// Calls `change` with the object that contains the member at `at`, and its key. An item of a list is
/// removed.
fn change_member(
    document: &mut Value,
    at: &str,
    change: impl FnOnce(&mut Map<String, Value>, &str),
) {
    let Some((parent, key)) = at.rsplit_once('/') else {
        return;
    };
    match document.pointer_mut(parent).unwrap() {
        Value::Object(members) => change(members, &key.replace("~1", "/").replace("~0", "~")),
        Value::Array(items) => {
            items.remove(key.parse().unwrap());
        }
        _ => {}
    }
}

/// Names and words that have a meaning at some position.
fn name() -> prop::sample::Select<&'static str> {
    prop::sample::select(vec![
        "string",
        "integer",
        "number",
        "boolean",
        "object",
        "array",
        "file",
        "null",
        "dateTime",
        "long",
        "any",
        "query",
        "path",
        "body",
        "header",
        "formData",
        "int8",
        "int32",
        "int64",
        "uint64",
        "float",
        "double",
        "date",
        "date-time",
        "uuid",
        "phone",
        "byte",
        "csv",
        "ssv",
        "tsv",
        "pipes",
        "multi",
        "application/json",
        "application/hal+json",
        "application/xml",
        "text/plain",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
        "*/*",
        "#/definitions/Pet",
        "#/definitions/Cat",
        "#/definitions/Error",
        "#/definitions/Pet/properties/kind",
        "#/parameters/sort",
        "#/responses/Failed",
        "#/responses/Failed/schema",
        "other.json#/A",
        "#",
        "Pet",
        "pet",
        "aB",
        "a_b",
        "a b/c",
        "a~b",
        "Option",
        "String",
        "type",
        "self",
        "new",
        "send",
        "exec",
        "x",
        "2",
        "",
        " ",
        "\u{0}",
        "é",
        "日本",
        "İ",
        "^[a-z]+$",
        "(?<",
        "2026-01-15",
        "/a/{id}/{id}",
        "/{a}{b}",
        "/a/{",
        "default",
        "204",
        "4XX",
        "get",
        "options",
    ])
}

/// Keywords of OAS2, and of formats that are confused with it.
fn keyword() -> prop::sample::Select<&'static str> {
    prop::sample::select(vec![
        "type",
        "format",
        "items",
        "properties",
        "required",
        "enum",
        "$ref",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "in",
        "name",
        "schema",
        "default",
        "example",
        "additionalProperties",
        "patternProperties",
        "discriminator",
        "pattern",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "multipleOf",
        "minItems",
        "maxItems",
        "uniqueItems",
        "title",
        "description",
        "summary",
        "nullable",
        "x-nullable",
        "x-known-values",
        "readOnly",
        "xml",
        "externalDocs",
        "collectionFormat",
        "consumes",
        "produces",
        "schemes",
        "security",
        "tags",
        "deprecated",
        "operationId",
        "parameters",
        "responses",
        "headers",
        "definitions",
        "200",
        "201",
        "default",
        "get",
        "put",
        "options",
        "head",
        "host",
        "basePath",
        "a",
        "a_b",
        "aB",
        "type ",
    ])
}

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        1 => Just(Value::Null),
        2 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<u64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => (-2_i64..12).prop_map(Value::from),
        6 => name().prop_map(Value::from),
    ]
}

/// Any value that may occur in a document, valid or not.
fn anything() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((keyword(), inner), 0..4).prop_map(object),
        ]
    })
}

/// A value similar to a schema.
fn schema() -> impl Strategy<Value = Value> {
    let simple =
        (name(), prop::collection::vec((keyword(), leaf()), 0..3)).prop_map(|(kind, members)| {
            let mut schema = object(members);
            pointer::set(&mut schema, "type", kind);
            schema
        });
    let reference = prop::sample::select(vec!["Pet", "Cat", "Error"])
        .prop_map(|to| json!({ "$ref": format!("#/definitions/{to}") }));
    prop_oneof![simple, reference].prop_recursive(3, 12, 3, |inner| {
        let extra = (keyword(), leaf());
        let named = prop::collection::vec((name(), inner.clone()), 0..4).prop_map(object);
        prop_oneof![
            inner
                .clone()
                .prop_map(|items| json!({"type": "array", "items": items})),
            inner.clone().prop_map(|items| json!({ "items": [items] })),
            (named.clone(), extra).prop_map(|(properties, (key, value))| {
                let mut schema = json!({ "properties": properties });
                pointer::set(&mut schema, key, value);
                schema
            }),
            (prop::collection::vec(inner.clone(), 0..3), named).prop_map(|(parts, properties)| {
                json!({"allOf": parts, "properties": properties})
            }),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|parts| json!({ "allOf": parts })),
            inner.prop_map(|values| json!({"type": "object", "additionalProperties": values})),
        ]
    })
}

fn object(members: Vec<(&'static str, Value)>) -> Value {
    Value::Object(
        members
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
    )
}

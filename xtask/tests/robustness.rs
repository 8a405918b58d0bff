//! Whatever comes in: no panic, and what should hold for every document holds.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::path::Path;

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use xtask::{diff, load, pipeline, pointer, report::Report, standalone};

/// A small document with one of everything.
fn base() -> Value {
    json!({
        "swagger": "2.0", "info": {"title": "T", "version": "1"}, "host": "h.example", "basePath": "/v1",
        "securityDefinitions": {"o": {"type": "oauth2", "flow": "password", "tokenUrl": "https://t.example", "scopes": {"r": "r"}}},
        "paths": {"/pets/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": true, "type": "string"}],
            "get": {
                "operationId": "getPet", "security": [{"o": ["r"]}],
                "parameters": [
                    {"name": "tags", "in": "query", "type": "array", "items": {"type": "string"}, "collectionFormat": "pipes"},
                    {"name": "X-H", "in": "header", "type": "integer", "format": "int32", "minimum": 1},
                ],
                "responses": {"200": {"description": "d", "schema": {"$ref": "#/definitions/Pet"}}, "default": {"description": "d", "schema": {"$ref": "#/definitions/Error"}}},
            },
            "post": {
                "consumes": ["multipart/form-data"],
                "parameters": [{"name": "file", "in": "formData", "type": "file"}, {"name": "note", "in": "formData", "type": "string"}],
                "responses": {"201": {"description": "d"}},
            },
        }},
        "definitions": {
            "Pet": {"type": "object", "required": ["id"], "properties": {
                "id": {"type": "integer", "format": "int64"}, "kind": {"type": "string", "enum": ["cat", "dog"]},
                "born": {"type": "string", "format": "date"}, "more": {"$ref": "#/definitions/Pet"},
                "code": {"type": "string", "pattern": "^[A-Z]{2}$"},
            }},
            "Cat": {"allOf": [{"$ref": "#/definitions/Pet"}, {"type": "object", "properties": {"lives": {"type": "number"}}}]},
            "Error": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    })
}

/// Something that may stand anywhere in a document, where it belongs or not.
fn anything() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "string",
        "integer",
        "number",
        "object",
        "array",
        "file",
        "query",
        "path",
        "body",
        "header",
        "formData",
        "#/definitions/Pet",
        "#/definitions/Error",
        "#/parameters/x",
        "a b/c",
        "",
        "date-time",
        "multi",
        "$ref",
        "\u{0}",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word.clone().prop_map(Value::from),
    ];
    let key = prop::sample::select(vec![
        "type",
        "format",
        "items",
        "properties",
        "required",
        "enum",
        "$ref",
        "allOf",
        "in",
        "name",
        "schema",
        "default",
        "additionalProperties",
        "pattern",
        "minLength",
        "description",
        "x-nullable",
        "parameters",
        "responses",
        "200",
        "get",
        "type ",
    ]);
    leaf.prop_recursive(3, 12, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..4).prop_map(|members| {
                Value::Object(
                    members
                        .into_iter()
                        .map(|(k, v)| (k.to_owned(), v))
                        .collect::<Map<_, _>>(),
                )
            }),
        ]
    })
}

/// Puts `value` at the place that `choice` names, or removes what is there.
fn mutate(document: &Value, choice: usize, value: Option<Value>) -> Value {
    let mut places = vec![];
    pointer::walk("", document, |at, _| places.push(at.to_owned()));
    let at = places[choice % places.len()].clone();
    let mut document = document.clone();
    match (value, at.rsplit_once('/')) {
        (Some(value), _) => *document.pointer_mut(&at).unwrap() = value,
        (None, Some((parent, key))) => match document.pointer_mut(parent).unwrap() {
            Value::Object(members) => {
                members.shift_remove(&key.replace("~1", "/").replace("~0", "~"));
            }
            Value::Array(items) => {
                items.remove(key.parse().unwrap());
            }
            _ => {}
        },
        (None, None) => {}
    }
    document
}

fn generated(document: &Value) -> Result<Vec<xtask::generate::File>, String> {
    let file = Path::new("d.json");
    let source = load::parse(file, document.to_string().as_bytes()).map_err(|e| e.to_string())?;
    let made = pipeline::run(&source, &standalone::target(file)).map_err(|e| e.to_string())?;
    Ok(made.files)
}

/// Few cases by default, as many as `PROPTEST_CASES` says otherwise.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: cases.and_then(|n| n.parse().ok()).unwrap_or(64),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = load::parse(Path::new("d"), &bytes);
    }

    #[test]
    fn text_never_panics(text in "(?s)[ \\n:\\-{}\\[\\]\"'&*!|>%@a-c0-9,#]{0,120}") {
        let _ = load::parse(Path::new("d"), text.as_bytes());
    }

    #[test]
    fn a_spoilt_document_is_made_or_refused(choice in any::<usize>(), value in anything(), again in any::<usize>(), other in anything()) {
        let document = mutate(&mutate(&base(), choice, Some(value)), again, Some(other));
        if let Err(refusal) = generated(&document) {
            // progenitor and the libraries below it may not panic on what the passes hand them.
            prop_assert!(!refusal.contains("panicked"), "{refusal}\n{document:#}");
            prop_assert!(!refusal.contains("is not Rust"), "{refusal}\n{document:#}");
        }
    }

    #[test]
    fn a_difference_of_code_is_a_difference_of_documents(choice in any::<usize>(), value in prop::option::of(anything())) {
        let old = base();
        let new = mutate(&old, choice, value);
        let changes = diff::diff(&old, &new);
        if let (Ok(a), Ok(b)) = (generated(&old), generated(&new)) {
            prop_assert!(a == b || !changes.is_empty());
        }
        prop_assert!(diff::diff(&new, &new).is_empty());
    }

    #[test]
    fn normalising_twice_changes_nothing(choice in any::<usize>(), value in anything()) {
        let mut document = mutate(&base(), choice, Some(value));
        let mut report = Report::default();
        if let Ok((_, once)) = pipeline::read(&mut document, &mut report) {
            let mut twice = once.clone();
            xtask::normalise::normalise(&mut twice, &mut report).unwrap();
            prop_assert_eq!(format!("{:?}", once), format!("{:?}", twice));
        }
    }
}

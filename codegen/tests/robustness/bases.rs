//! The documents that are mutated: one with every feature, those of `fixtures/documents`, and our
//! own.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use oas2_codegen::load;
use proptest::prelude::*;
use serde_json::{Value, json};

static NAMED: LazyLock<Vec<(String, Value)>> = LazyLock::new(|| {
    let mut named = vec![("base".to_owned(), base())];
    for path in paths() {
        named.push((path.display().to_string(), load::load(&path).unwrap().value));
    }
    named
});

/// The fixtures' files; our own document is the last.
pub fn paths() -> Vec<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(here.join("fixtures/documents")).unwrap();
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    paths.push(here.join("../spec/classifications.oas2.yaml"));
    paths
}

/// All documents with their names.
pub fn named() -> Vec<(String, Value)> {
    NAMED.clone()
}

/// Any document.
pub fn all() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => Just(base()),
        5 => (0..NAMED.len()).prop_map(|i| NAMED[i].1.clone()),
    ]
}

/// Any document except our own, which takes long to generate.
pub fn small() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => Just(base()),
        5 => (0..NAMED.len() - 1).prop_map(|i| NAMED[i].1.clone()),
    ]
}

/// A small document with every feature.
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
                    {"$ref": "#/parameters/sort"},
                ],
                "responses": {"200": {"description": "d", "schema": {"$ref": "#/definitions/Pet"}}, "default": {"$ref": "#/responses/Failed"}},
            },
            "post": {
                "consumes": ["multipart/form-data"],
                "parameters": [{"name": "file", "in": "formData", "type": "file"}, {"name": "note", "in": "formData", "type": "string"}, {"$ref": "#/parameters/sort"}],
                "responses": {"201": {"description": "d"}},
            },
            "put": {
                "parameters": [{"name": "pet", "in": "body", "required": true, "schema": {"allOf": [{"$ref": "#/definitions/Pet"}, {"required": ["note"], "properties": {"note": {"type": "string"}}}]}}],
                "responses": {"200": {"description": "d", "schema": {"type": "array", "items": {"$ref": "#/definitions/Cat"}}}, "202": {"description": "d", "schema": {"type": "string", "enum": ["queued"]}}},
            },
        }},
        "parameters": {"sort": {"name": "sort", "in": "query", "type": "string", "enum": ["up", "down"]}},
        "responses": {"Failed": {"description": "d", "schema": {"$ref": "#/definitions/Error"}}},
        "definitions": {
            "Pet": {"type": "object", "discriminator": "kind", "required": ["id", "mother"], "properties": {
                "id": {"type": "integer", "format": "int64"}, "kind": {"type": "string", "enum": ["cat", "dog"]},
                "born": {"type": "string", "format": "date"}, "more": {"$ref": "#/definitions/Pet"},
                "mother": {"$ref": "#/definitions/Pet", "x-nullable": true},
                "code": {"type": "string", "pattern": "^[A-Z]{2}$"},
                "owner": {"description": "d", "allOf": [{"$ref": "#/definitions/Error"}, {"properties": {"since": {"type": "string", "format": "date-time"}}}]},
                "nick_names": {"type": "array", "items": {"type": "string", "maxLength": 9}}, "nickNames": {"type": "boolean"},
            }},
            "Cat": {"allOf": [{"$ref": "#/definitions/Pet"}, {"type": "object", "properties": {"lives": {"type": "number"}}}]},
            "Error": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    })
}

//! A document with many features, and checks of messages by it.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::LazyLock;

use classifications_contract::{Checked, Contract};
use http::{Request, Response};
use serde_json::{Value, json};

pub const BASE: &str = "https://api.example/v1";

static CONTRACT: LazyLock<Contract> = LazyLock::new(|| Contract::from_value(document()).unwrap());

pub fn contract() -> &'static Contract {
    &CONTRACT
}

/// The document.
pub fn document() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Things", "version": "1" },
        "servers": [{ "url": BASE }],
        "security": [{ "oauth2": ["read"] }],
        "paths": {
            "/contracts/{contractNo}/things": {
                "parameters": [
                    { "name": "contractNo", "in": "path", "required": true, "schema": { "type": "string" } }
                ],
                "get": {
                    "operationId": "queryThings",
                    "parameters": [
                        { "name": "codes", "in": "query", "explode": false,
                          "schema": { "type": "array", "items": { "type": "integer", "format": "int32" } } },
                        { "name": "tags", "in": "query",
                          "schema": { "type": "array", "items": { "type": "string" } } },
                        { "name": "since", "in": "query", "schema": { "type": "string", "format": "date" } },
                        { "name": "thingNo", "in": "query", "schema": { "type": "integer", "format": "int64" } },
                        { "name": "open", "in": "query", "allowEmptyValue": true, "schema": { "type": "boolean" } },
                        { "name": "either", "in": "query",
                          "schema": { "oneOf": [{ "type": "integer" }, { "type": "string", "pattern": "^0" }] } },
                        { "name": "filter", "in": "query",
                          "content": { "application/json": { "schema": { "type": "object" } } } },
                        { "name": "pair", "in": "query", "explode": false,
                          "schema": { "type": "object", "properties": { "a": { "type": "integer" } } } },
                        { "name": "X-Trace", "in": "header", "schema": { "type": "string", "format": "uuid" } },
                        { "name": "X-List", "in": "header",
                          "schema": { "type": "array", "items": { "type": "integer" } } },
                        { "name": "session", "in": "cookie", "schema": { "type": "integer" } }
                    ],
                    "responses": {
                        "200": {
                            "description": "found",
                            "headers": {
                                "X-Limit": { "required": true, "schema": { "type": "integer" } },
                                "x-list": { "schema": { "type": "array", "items": { "type": "integer" } } }
                            },
                            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } }
                        },
                        "204": { "description": "none" },
                        "4XX": { "description": "error", "content": {
                            "application/problem+json": { "schema": { "type": "object", "required": ["title"] } },
                            "text/*": { "schema": { "type": "string", "maxLength": 5 } }
                        } }
                    }
                },
                "post": {
                    "operationId": "createThing",
                    "requestBody": { "$ref": "#/components/requestBodies/Thing" },
                    "responses": { "201": { "description": "made" }, "default": { "description": "error" } }
                }
            },
            "/required": { "get": {
                "operationId": "required",
                "security": [],
                "parameters": [
                    { "name": "q", "in": "query", "required": true, "schema": { "type": "string" } },
                    { "name": "X-Need", "in": "header", "required": true, "schema": { "type": "string" } },
                    { "name": "crumb", "in": "cookie", "required": true, "schema": { "type": "string" } }
                ],
                "responses": { "200": { "description": "done" } }
            } },
            "/keys": { "get": {
                "security": [{ "headerKey": [], "queryKey": [] }, { "cookieKey": [] }],
                "responses": { "200": { "description": "done" } }
            } },
            "/form": { "post": {
                "operationId": "sendForm",
                "security": [{}],
                "requestBody": { "content": { "application/x-www-form-urlencoded": {
                    "schema": {
                        "type": "object",
                        "required": ["n"],
                        "properties": {
                            "n": { "type": "integer" },
                            "csv": { "type": "array", "items": { "type": "integer" } },
                            "multi": { "type": "array", "items": { "type": "boolean" } }
                        }
                    },
                    "encoding": { "csv": { "explode": false } }
                } } },
                "responses": { "200": { "description": "done" } }
            } }
        },
        "components": {
            "requestBodies": { "Thing": {
                "required": true,
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } }
            } },
            "schemas": schemas(),
            "securitySchemes": {
                "oauth2": { "type": "oauth2", "flows": {} },
                "headerKey": { "type": "apiKey", "in": "header", "name": "X-IBM-Client-Id" },
                "queryKey": { "type": "apiKey", "in": "query", "name": "key" },
                "cookieKey": { "type": "apiKey", "in": "cookie", "name": "key" }
            }
        }
    })
}

fn schemas() -> Value {
    json!({
        "Thing": {
            "type": "object",
            "required": ["id", "secret", "name"],
            "properties": {
                "id": { "type": "integer", "format": "int64", "readOnly": true },
                "secret": { "type": "string", "writeOnly": true },
                "name": { "type": "string" },
                "part": { "$ref": "#/components/schemas/Part" }
            }
        },
        "Part": {
            "type": "object",
            "properties": { "parts": { "type": "array", "items": { "$ref": "#/components/schemas/Part" } } },
            "additionalProperties": { "type": "integer" }
        },
        "Everything": {
            "type": "object",
            "additionalProperties": false,
            "properties": {
                "type": { "type": "boolean" },
                "enum": { "type": "string", "enum": ["A", "B"] },
                "int32": { "type": "integer", "format": "int32" },
                "date": { "type": "string", "format": "date" },
                "pattern": { "type": "string", "pattern": "^[A-Z]{3}$" },
                "minimum": { "type": "number", "minimum": 0, "exclusiveMinimum": true },
                "maximum": { "type": "number", "maximum": 100.00 },
                "multipleOf": { "type": "number", "multipleOf": 0.01 },
                "minLength": { "type": "string", "minLength": 2 },
                "maxLength": { "type": "string", "maxLength": 2 },
                "minItems": { "type": "array", "minItems": 1, "items": {} },
                "maxItems": { "type": "array", "maxItems": 1, "items": {} },
                "uniqueItems": { "type": "array", "uniqueItems": true, "items": {} },
                "minProperties": { "type": "object", "minProperties": 1 },
                "maxProperties": { "type": "object", "maxProperties": 1 },
                "required": { "type": "object", "required": ["a"] },
                "additionalProperties": { "type": "object", "additionalProperties": false },
                "anyOf": { "anyOf": [{ "type": "string" }, { "type": "integer" }] },
                "oneOf": { "oneOf": [{ "type": "number" }, { "type": "integer" }] },
                "not": { "not": { "type": "string" } }
            }
        }
    })
}

/// Checks a request, after adding a token.
pub fn request(method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Checked {
    let mut all = vec![("authorization", "Bearer abc.def")];
    all.extend_from_slice(headers);
    bare_request(method, target, &all, body)
}

/// Checks a request without a token.
pub fn bare_request(method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Checked {
    let uri = if target.starts_with('/') {
        format!("{BASE}{target}")
    } else {
        target.to_owned()
    };
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    contract().check_request(&request.body(body.to_owned()).unwrap())
}

/// Checks a response.
pub fn response(operation: &str, status: u16, headers: &[(&str, &str)], body: &str) -> Checked {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    contract().check_response(operation, &response.body(body.to_owned()).unwrap())
}

//! The positions of a document where a schema can be.

use serde_json::{Value, json};

use crate::edits::Edit;

/// A position.
pub struct Position {
    /// Its name in messages.
    pub name: &'static str,
    /// Whether the client sends the value.
    pub request: bool,
    /// Whether the client reads the value.
    pub response: bool,
    /// The positions whose most severe bump this position has for the same change; empty if the bump
    /// is computed.
    pub like: &'static [&'static str],
    kind: Kind,
    /// The document with a schema at this position.
    document: fn(&Value) -> Value,
}

/// The kinds of schemas at a position.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A schema of a parameter outside the body.
    Simple,
    /// Any schema.
    Schema,
    /// Any schema, and keywords that only properties can have.
    Property,
}

impl Position {
    /// The document with `schema` at this position.
    pub fn document(&self, schema: &Value) -> Value {
        (self.document)(schema)
    }

    /// Whether an edit is possible at this position.
    pub fn allows(&self, edit: &Edit) -> bool {
        (edit.simple || self.kind != Kind::Simple)
            && (!edit.property || self.kind == Kind::Property)
    }
}

fn document(path: &str, parameters: &Value, responses: &Value, definitions: &Value) -> Value {
    json!({
        "swagger": "2.0", "info": {"title": "T", "version": "1"}, "host": "h.example",
        "consumes": ["application/json"], "produces": ["application/json"],
        "paths": {path: {"post": {"operationId": "op", "parameters": parameters, "responses": responses}}},
        "definitions": definitions,
    })
}

fn parameter(location: &str, schema: &Value) -> Value {
    let mut parameter = json!({"name": "p", "in": location, "required": location == "path"});
    parameter
        .as_object_mut()
        .unwrap()
        .extend(schema.as_object().unwrap().clone());
    let path = if location == "path" { "/a/{p}" } else { "/a" };
    let mut document = document(
        path,
        &json!([parameter]),
        &json!({"204": {"description": "d"}}),
        &json!({}),
    );
    if location == "formData" {
        document["consumes"] = json!(["application/x-www-form-urlencoded"]);
    }
    document
}

fn body(schema: &Value, definitions: &Value) -> Value {
    let body = json!([{"name": "b", "in": "body", "required": true, "schema": schema}]);
    document(
        "/a",
        &body,
        &json!({"204": {"description": "d"}}),
        definitions,
    )
}

fn response(status: &str, schema: &Value, definitions: &Value) -> Value {
    let responses = json!({status: {"description": "d", "schema": schema}});
    document("/a", &json!([]), &responses, definitions)
}

fn property(name: &str, schema: &Value) -> Value {
    json!({"type": "object", "properties": {"k": {"type": "boolean"}, name: schema}})
}

#[allow(clippy::too_many_lines, reason = "a list")]
/// All positions; those that others refer to come first.
pub fn all() -> Vec<Position> {
    let at = |name, like: &'static [&'static str], document| Position {
        name,
        request: like.contains(&"property"),
        response: like.contains(&"property of a response"),
        like,
        kind: Kind::Schema,
        document,
    };
    let simple = |name, like, document| Position {
        request: true,
        kind: Kind::Simple,
        ..at(name, like, document)
    };
    let property_at = |name, like, document| Position {
        kind: Kind::Property,
        ..at(name, like, document)
    };
    let query: &[&str] = &["query"];
    let sent: &[&str] = &["property"];
    let received: &[&str] = &["property of a response"];
    let both: &[&str] = &["property", "property of a response"];
    vec![
        simple("query", &[], |s| parameter("query", s)),
        Position {
            request: true,
            ..property_at("property", &[], |s| body(&property("p", s), &json!({})))
        },
        Position {
            response: true,
            ..property_at("property of a response", &[], |s| {
                response("200", &property("p", s), &json!({}))
            })
        },
        simple("header", query, |s| parameter("header", s)),
        simple("path", query, |s| parameter("path", s)),
        simple("form", query, |s| parameter("formData", s)),
        // unlike a property, a body is no field of a type
        Position {
            request: true,
            ..at("body", &[], |s| body(s, &json!({})))
        },
        at("item of a body", sent, |s| {
            body(&json!({"type": "array", "items": s}), &json!({}))
        }),
        at("value of a body", sent, |s| {
            body(
                &json!({"type": "object", "additionalProperties": s}),
                &json!({}),
            )
        }),
        at("definition of a body", sent, |s| {
            body(&json!({"$ref": "#/definitions/D"}), &json!({"D": s}))
        }),
        property_at("property called title", sent, |s| {
            body(&property("title", s), &json!({}))
        }),
        property_at("property called x-y", sent, |s| {
            body(&property("x-y", s), &json!({}))
        }),
        property_at("property of a property", sent, |s| {
            body(&property("o", &property("p", s)), &json!({}))
        }),
        property_at("property of a part", sent, |s| {
            body(
                &json!({"allOf": [{"$ref": "#/definitions/D"}, property("p", s)]}),
                &json!({"D": property("q", &json!({"type": "string"}))}),
            )
        }),
        Position {
            request: true,
            ..property_at("property of an inherited definition", &[], |s| {
                body(
                    &json!({"allOf": [{"$ref": "#/definitions/D"}, property("q", &json!({"type": "string"}))]}),
                    &json!({"D": property("p", s)}),
                )
            })
        },
        property_at("part of a property", sent, |s| {
            body(&property("p", &json!({"allOf": [s]})), &json!({}))
        }),
        property_at("part of a property of a response", received, |s| {
            response("200", &property("p", &json!({"allOf": [s]})), &json!({}))
        }),
        property_at("property of an error", received, |s| {
            response("400", &property("p", s), &json!({}))
        }),
        property_at("property of the default response", received, |s| {
            response("default", &property("p", s), &json!({}))
        }),
        property_at(
            "property called title of a definition of a response",
            received,
            |s| {
                response(
                    "200",
                    &json!({"$ref": "#/definitions/D"}),
                    &json!({"D": property("title", s)}),
                )
            },
        ),
        at("item of a response", received, |s| {
            response("200", &json!({"type": "array", "items": s}), &json!({}))
        }),
        at("response", received, |s| response("200", s, &json!({}))),
        property_at("property of a definition sent and received", both, |s| {
            let mut document = body(
                &json!({"$ref": "#/definitions/D"}),
                &json!({"D": property("p", s)}),
            );
            document["paths"]["/a"]["post"]["responses"] =
                json!({"200": {"description": "d", "schema": {"$ref": "#/definitions/D"}}});
            document
        }),
    ]
}

//! The document that progenitor sees: not the API's, but one in which every Rust type that is wanted
//! occurs in a place where progenitor has no limits.
//!
//! Arguments become required query parameters of an operation of the same name (which gives types of
//! inline schemas readable names), a JSON body stays a JSON body, and each JSON answer becomes the one
//! answer of an operation of its own.

use openapiv3::OpenAPI;
use serde_json::{Map, Value, json};

use crate::api::{Api, BodyKind, Content, Operation, Status};
use crate::error::Refusal;
use crate::pointer;

/// How the answers' operations are told from the real ones.
pub const ANSWER_PATH: &str = "/answers/";

/// Makes the document.
///
/// # Errors
/// A [`Refusal`] when a schema is not what OAS3 allows.
pub fn make(api: &Api) -> Result<OpenAPI, Refusal> {
    let mut paths = Map::new();
    for operation in &api.operations {
        paths.insert(
            format!("/operations/{}", operation.name),
            json!({ "post": arguments(operation) }),
        );
        for (i, response) in operation.responses.iter().enumerate() {
            if let Content::Json(schema) = &response.content {
                paths.insert(
                    format!("{ANSWER_PATH}{}/{i}", operation.name),
                    json!({ "get": answer(operation, i, response.status, schema) }),
                );
            }
        }
    }
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": api.title, "version": api.version },
        "paths": paths,
        "components": { "schemas": api.schemas },
    });
    serde_json::from_value(document).map_err(|e| {
        Refusal::document(
            format!("a schema is not what OAS3 allows: {e}"),
            "check the definitions with a validator for OAS2",
        )
    })
}

fn arguments(operation: &Operation) -> Value {
    let mut parameters = vec![];
    let mut add = |rust: &str, schema: &Value| {
        parameters.push(json!({
            "name": rust.trim_end_matches('_'),
            "in": "query",
            "required": true,
            "schema": schema,
        }));
    };
    for parameter in &operation.parameters {
        add(&parameter.rust, &parameter.schema);
    }
    let mut made = json!({
        "operationId": operation.name.trim_end_matches('_'),
        "responses": { "200": { "description": "" } },
    });
    match operation.body.as_ref().map(|body| &body.kind) {
        Some(BodyKind::Json { schema, .. }) => {
            let content = json!({ "application/json": { "schema": schema } });
            let body = json!({ "required": true, "content": content });
            pointer::set(&mut made, "requestBody", body);
        }
        Some(BodyKind::Form(fields) | BodyKind::Multipart(fields)) => {
            for field in fields {
                if let Some(schema) = &field.schema {
                    add(&field.rust, schema);
                }
            }
        }
        Some(BodyKind::Raw(_)) | None => {}
    }
    pointer::set(&mut made, "parameters", parameters);
    made
}

/// The first success gives its types the operation's name, the others add their status.
fn answer(operation: &Operation, i: usize, status: Status, schema: &Value) -> Value {
    let name = operation.name.trim_end_matches('_');
    let first_json = operation
        .responses
        .iter()
        .position(|r| r.status.may_succeed() && matches!(r.content, Content::Json(_)));
    let label = match status {
        _ if first_json == Some(i) => "answer".to_owned(),
        Status::Code(code) => format!("answer_{code}"),
        Status::Default => "answer_default".to_owned(),
    };
    json!({
        "operationId": format!("{name}_{label}"),
        "responses": {
            "200": {
                "description": "",
                "content": { "application/json": { "schema": schema } },
            },
        },
    })
}

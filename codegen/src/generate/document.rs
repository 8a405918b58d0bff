//! Writes the OAS3 document that progenitor reads: the normalised API, within progenitor's limits.
//!
//! It differs from the API in three ways. Names are the Rust names, because progenitor
//! distinguishes parameters only by name; [`super::passes`] restores the wire names. Form fields
//! are query parameters, so that each is a separate argument. Responses of several types are one
//! enum with a variant for each status.

use openapiv3::{OpenAPI, ReferenceOr, StatusCode};
use serde_json::{Map, Value, json};

use super::docs;
use super::names::given_name;
use super::responses::{self, Choice, Outcome};
use crate::api::{Api, BodyKind, ListFormat, Location, Operation, Part, Status, path_parts};
use crate::error::DocumentError;
use crate::pointer;
use crate::schema::Schema;

/// The document, and additional data for the passes.
#[derive(Debug)]
pub(crate) struct Document {
    /// The document for progenitor.
    pub openapi: OpenAPI,
    /// The enums of responses with several types.
    pub choices: Vec<Choice>,
}

/// A parameter or form field, in the document's order.
#[derive(Debug)]
pub(crate) struct Argument<'a> {
    /// The name in Rust.
    pub rust: &'a str,
    /// The name on the wire.
    pub name: &'a str,
    pub location: ArgumentLocation,
    pub list: &'a ListFormat,
    /// Whether it is a list of files.
    pub several_files: bool,
    pub required: bool,
    pub schema: Option<&'a Schema>,
    pub description: Option<&'a str>,
}

/// The location of an argument in the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ArgumentLocation {
    Path,
    Query,
    Header,
    FormField,
    File,
}

/// All arguments of an operation except a body that is no form.
pub(crate) fn arguments(operation: &Operation) -> Vec<Argument<'_>> {
    let parameters = operation.parameters.iter().map(|p| Argument {
        rust: &p.rust,
        name: &p.name,
        location: match p.location {
            Location::Path => ArgumentLocation::Path,
            Location::Query => ArgumentLocation::Query,
            Location::Header => ArgumentLocation::Header,
        },
        list: &p.list,
        several_files: false,
        required: p.required || p.location == Location::Path,
        schema: Some(&p.schema),
        description: p.description.as_deref(),
    });
    let fields = operation.fields().iter().map(|f| Argument {
        rust: &f.rust,
        name: &f.name,
        location: if f.schema.is_some() {
            ArgumentLocation::FormField
        } else {
            ArgumentLocation::File
        },
        list: &f.list,
        several_files: f.several_files,
        required: f.required,
        schema: f.schema.as_ref(),
        description: f.description.as_deref(),
    });
    parameters.chain(fields).collect()
}

/// Makes the document.
///
/// # Errors
/// A [`DocumentError`] when a schema is not valid OAS3.
pub(crate) fn make(api: &Api) -> Result<Document, DocumentError> {
    let schemas = api.schemas.iter();
    let mut schemas = schemas.map(|(name, s)| (name.clone(), s.write())).collect();
    let mut choices = vec![];
    let mut paths = Map::new();
    for operation in &api.operations {
        let path = free_path(&paths, operation);
        let outcomes = [Outcome::Success, Outcome::Error].map(|outcome| {
            let unified = responses::unify(operation, outcome, &mut schemas);
            if let Some(choice) = unified.choice {
                choices.push(choice);
            }
            unified.content
        });
        let method = operation.method.to_ascii_lowercase();
        let item = paths.entry(path).or_insert_with(|| json!({}));
        pointer::set(item, &method, operation_item(operation, outcomes));
    }
    let mut info = json!({ "title": one_line(&api.title), "version": header_text(&api.version) });
    if let Some(description) = &api.description {
        pointer::set(&mut info, "description", docs::rustdoc(description));
    }
    let document = json!({
        "openapi": "3.0.3",
        "info": info,
        "paths": paths,
        "components": { "schemas": schemas },
    });
    let openapi = serde_json::from_value(document).map_err(|e| {
        DocumentError::document(
            format!("a schema is not valid OAS3: {e}"),
            "check the definitions with a validator for OAS2",
        )
    })?;
    Ok(Document { openapi, choices })
}

/// The document for mocks. progenitor names a method after each status and supports known statuses
/// only, so unknown ones become their range.
pub(crate) fn for_mocks(openapi: &OpenAPI) -> OpenAPI {
    let mut openapi = openapi.clone();
    for item in openapi.paths.paths.values_mut() {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        let operations = [
            &mut item.get,
            &mut item.put,
            &mut item.post,
            &mut item.delete,
            &mut item.options,
            &mut item.head,
            &mut item.patch,
        ];
        for operation in operations.into_iter().flatten() {
            let responses = std::mem::take(&mut operation.responses.responses);
            operation.responses.responses = responses
                .into_iter()
                .map(|(status, response)| (named_status(status), response))
                .collect();
        }
    }
    openapi
}

/// A status that progenitor can name; for any other, its range.
fn named_status(status: StatusCode) -> StatusCode {
    match status {
        StatusCode::Code(code) if Status::Code(code).name().starts_with("Status") => {
            StatusCode::Range(code / 100)
        }
        known => known,
    }
}

/// The printable ASCII characters of `info.version`, because generated code could send it as a header.
fn header_text(version: &str) -> String {
    let printable = |c: &char| (' '..='~').contains(c);
    version.chars().filter(printable).collect()
}

/// The path with the Rust names of its parameters. Operations whose paths differ only in a query or
/// in the names of parameters get a fragment, which is never sent.
fn free_path(paths: &Map<String, Value>, operation: &Operation) -> String {
    let mut path = String::new();
    for part in path_parts(&operation.path) {
        match part {
            Part::Text(text) => path.push_str(&text.replace('{', "%7B").replace('}', "%7D")),
            Part::Parameter(name) => {
                let found = operation.parameters.iter();
                let mut found = found.filter(|p| p.location == Location::Path && p.name == name);
                if let Some(parameter) = found.next() {
                    path.push('{');
                    path.push_str(given_name(&parameter.rust));
                    path.push('}');
                }
            }
        }
    }
    let method = operation.method.to_ascii_lowercase();
    while paths
        .get(&path)
        .is_some_and(|item| item.get(&method).is_some())
    {
        path.push('#');
    }
    path
}

fn operation_item(operation: &Operation, [success, error]: [Option<Value>; 2]) -> Value {
    let parameters: Vec<Value> = arguments(operation).iter().map(parameter).collect();
    let mut item = json!({
        "operationId": given_name(&operation.name),
        "parameters": parameters,
        "responses": response_items(operation, success.as_ref(), error.as_ref()),
    });
    let texts = [
        ("summary", &operation.summary),
        ("description", &operation.description),
    ];
    for (key, text) in texts {
        if let Some(text) = text.as_deref().map(docs::rustdoc).filter(|t| !t.is_empty()) {
            pointer::set(&mut item, key, text);
        }
    }
    if let Some(body) = &operation.body {
        let content = match &body.kind {
            BodyKind::Json { schema, .. } => {
                json!({ "application/json": { "schema": schema.write() } })
            }
            BodyKind::Raw(_) => json!({
                "application/octet-stream": { "schema": { "type": "string", "format": "binary" } },
            }),
            BodyKind::Form(_) | BodyKind::Multipart(_) => return item,
        };
        let mut request_body = json!({ "required": true, "content": content });
        if let Some(description) = &body.description {
            pointer::set(&mut request_body, "description", one_line(description));
        }
        pointer::set(&mut item, "requestBody", request_body);
    }
    item
}

fn parameter(argument: &Argument<'_>) -> Value {
    let location = match argument.location {
        ArgumentLocation::Path => "path",
        ArgumentLocation::Header => "header",
        ArgumentLocation::Query | ArgumentLocation::FormField | ArgumentLocation::File => "query",
    };
    let upload = || {
        let upload = json!({ "x-rust-type": {
            "crate": "progenitor-client",
            "version": "*",
            "path": "progenitor_client::Upload",
        } });
        if argument.several_files {
            json!({ "type": "array", "items": upload })
        } else {
            upload
        }
    };
    let mut parameter = json!({
        "name": given_name(argument.rust),
        "in": location,
        "required": argument.required,
        "schema": argument.schema.map_or_else(upload, Schema::write),
    });
    if let Some(description) = argument.description {
        pointer::set(&mut parameter, "description", one_line(description));
    }
    parameter
}

/// A description as one line of a list.
fn one_line(description: &str) -> String {
    let words: Vec<_> = description.split_whitespace().collect();
    docs::rustdoc(&words.join(" "))
}

/// The placeholder status of the success of an operation that has none; otherwise progenitor would
/// add a stream.
pub(crate) const NO_SUCCESS: u16 = 226;

/// The responses by statuses that progenitor can distinguish. A `default` stands for any
/// other success or error.
fn response_items(operation: &Operation, success: Option<&Value>, error: Option<&Value>) -> Value {
    let mut items = Map::new();
    let mut add = |key: String, content: Option<&Value>| {
        let mut item = json!({ "description": "" });
        if let Some(content) = content {
            pointer::set(&mut item, "content", content.clone());
        }
        items.insert(key, item);
    };
    let has_default = operation
        .responses
        .iter()
        .any(|r| r.status == Status::Default);
    let mut succeeds = false;
    for response in &operation.responses {
        match response.status {
            Status::Code(code @ 200..=299) => {
                succeeds = true;
                add(code.to_string(), success);
            }
            Status::Code(code @ 400..=599) if !has_default => add(code.to_string(), error),
            _ => {}
        }
    }
    if !succeeds && has_default {
        add("2XX".to_owned(), success);
    } else if !succeeds {
        add(NO_SUCCESS.to_string(), None);
    }
    if has_default {
        add("4XX".to_owned(), error);
        add("5XX".to_owned(), error);
    }
    Value::Object(items)
}

//! Operations: one method of one path.

use serde_json::Value;

use super::body_error::BodyError;
use super::described::{DescribedOperation, described_operations};
use super::form::{FORM, Field, Form, MULTIPART};
use super::media_types::MediaTypes;
use super::pages::Pages;
use super::parameter::{self, Parameter, description, simple_schema};
use super::response::{self, Content, Response};
use super::{Security, text};
use crate::pointer;
use crate::report::Report;
use crate::schema::Schema;

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The document's `operationId`, if it has one.
    pub id: Option<String>,
    /// Its name as a Rust method; empty until `normalise::names` sets it.
    pub name: String,
    /// The HTTP method, in capital letters.
    pub method: String,
    /// The path template below the base URL.
    pub path: String,
    /// A one-line description.
    pub summary: Option<String>,
    /// A longer description.
    pub description: Option<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its security requirements.
    pub security: Security,
    /// Parameters in path, query and headers.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The responses.
    pub responses: Vec<Response>,
    /// The media types of the `Accept` header; empty if no response has a body.
    pub accept: Vec<String>,
    /// How a body reports a failure, independent of the status.
    pub body_error: Option<BodyError>,
    /// How the next page is requested.
    pub pages: Option<Pages>,
    /// Its pointer in the OAS2 document.
    pub pointer: String,
}

/// A request body.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its form.
    pub kind: BodyKind,
    /// Whether it is required.
    pub required: bool,
    /// Its description.
    pub description: Option<String>,
    /// Its pointer in the OAS2 document.
    pub pointer: String,
}

/// The form of a body.
#[derive(Debug, Clone)]
pub enum BodyKind {
    /// JSON, described by a schema and sent under a media type of the JSON family.
    Json {
        /// The `Content-Type`.
        media_type: String,
        /// The schema.
        schema: Box<Schema>,
    },
    /// `application/x-www-form-urlencoded`.
    Form(Vec<Field>),
    /// `multipart/form-data`.
    Multipart(Vec<Field>),
    /// Bytes under one of these media types.
    Raw(Vec<String>),
}

impl BodyKind {
    fn of_form(form: &Form<'_>, fields: Vec<Field>) -> Self {
        if form.is_multipart(&fields) {
            Self::Multipart(fields)
        } else {
            Self::Form(fields)
        }
    }
}

impl Operation {
    /// The `operationId`, or method and path.
    pub(crate) fn label(&self) -> String {
        let method_and_path = || format!("{} {}", self.method, self.path);
        self.id.clone().unwrap_or_else(method_and_path)
    }

    /// The fields of a form; empty for any other body.
    pub(crate) fn fields(&self) -> &[Field] {
        match self.body.as_ref().map(|body| &body.kind) {
            Some(BodyKind::Form(fields) | BodyKind::Multipart(fields)) => fields,
            _ => &[],
        }
    }

    /// The fields of a form; empty for any other body.
    pub(crate) fn fields_mut(&mut self) -> &mut [Field] {
        match self.body.as_mut().map(|body| &mut body.kind) {
            Some(BodyKind::Form(fields) | BodyKind::Multipart(fields)) => fields,
            _ => &mut [],
        }
    }

    /// Whether the body is one argument: JSON or bytes.
    pub(crate) fn has_whole_body(&self) -> bool {
        let kind = self.body.as_ref().map(|body| &body.kind);
        matches!(kind, Some(BodyKind::Json { .. } | BodyKind::Raw(_)))
    }

    pub(super) fn each_root(&mut self, visit: &mut impl FnMut(&str, &mut Schema)) {
        for parameter in &mut self.parameters {
            visit(&parameter.pointer, &mut parameter.schema);
        }
        if let Some(Body { pointer, kind, .. }) = &mut self.body
            && let BodyKind::Json { schema, .. } = kind
        {
            visit(&pointer::join(pointer, "schema"), schema);
        }
        for field in self.fields_mut() {
            if let Some(schema) = &mut field.schema {
                visit(&field.pointer, schema);
            }
        }
        for response in &mut self.responses {
            if let Content::Json(schema) = &mut response.content {
                visit(&pointer::join(&response.pointer, "schema"), schema);
            }
        }
    }
}

impl BodyKind {
    /// The media types under which the client can send the body.
    pub(crate) fn media_types(&self) -> Vec<&str> {
        match self {
            Self::Json { media_type, .. } => vec![media_type],
            Self::Form(_) => vec![FORM],
            Self::Multipart(_) => vec![MULTIPART],
            Self::Raw(types) => types.iter().map(String::as_str).collect(),
        }
    }
}

/// Reads all operations, in the document's order.
pub(super) fn read_all(oas2: &Value, report: &mut Report) -> Vec<Operation> {
    let operations = described_operations(oas2).into_iter();
    let readers = operations.map(|operation| Reader { oas2, operation });
    readers.map(|reader| reader.read(report)).collect()
}

/// Reads one operation.
struct Reader<'a> {
    oas2: &'a Value,
    operation: DescribedOperation<'a>,
}

impl Reader<'_> {
    fn read(&self, report: &mut Report) -> Operation {
        let DescribedOperation {
            path,
            method,
            at,
            value,
            ..
        } = &self.operation;
        let declared = parameter::effective(self.oas2, &self.operation);
        let produces = MediaTypes::read(self.oas2, value, "produces");
        let responses = response::read_all(self.oas2, at, value, (method, &produces), report);
        let mut parameters = vec![];
        for (at, parameter) in &declared {
            if let Some(read) = Parameter::read(self.oas2, at, parameter, report) {
                parameters.push(read);
            } else if !Self::belongs_to_body(parameter) {
                report.record(
                    "read",
                    at,
                    "the parameter has no name or an unknown `in`; it is left out",
                );
            }
        }
        Operation {
            id: self
                .member("operationId")
                .filter(|id| !id.trim().is_empty()),
            name: String::new(),
            method: method.to_ascii_uppercase(),
            path: (*path).to_owned(),
            summary: self.member("summary").filter(|s| !s.trim().is_empty()),
            description: description(value),
            deprecated: value.get("deprecated").and_then(Value::as_bool) == Some(true),
            security: Security::read_reported(self.oas2, (at, value), report),
            parameters,
            body: self.body(&declared, report),
            accept: accept(&responses, &produces),
            responses,
            body_error: BodyError::of(self.oas2, value),
            pages: Pages::parse(value).ok().flatten(),
            pointer: at.clone(),
        }
    }

    /// A member of the operation as text.
    fn member(&self, key: &str) -> Option<String> {
        self.operation
            .value
            .get(key)
            .filter(|v| !v.is_null())
            .map(text)
    }

    /// Whether a parameter is the body or a form field with a name.
    fn belongs_to_body(parameter: &Value) -> bool {
        let location = parameter.get("in").and_then(Value::as_str);
        matches!(location, Some("body"))
            || (location == Some("formData") && parameter.get("name").is_some())
    }

    /// The body that the declared parameters describe.
    fn body(&self, declared: &[(String, &Value)], report: &mut Report) -> Option<Body> {
        let consumes = MediaTypes::read(self.oas2, self.operation.value, "consumes");
        let located_in = |location: &'static str| {
            declared
                .iter()
                .filter(move |(_, p)| p.get("in").and_then(Value::as_str) == Some(location))
        };
        if let Some((at, parameter)) = located_in("body").next() {
            for (at, _) in located_in("body").skip(1) {
                report.record("read", at, "a second body; it is left out");
            }
            for (at, _) in located_in("formData") {
                report.record("read", at, "a form field beside a body; it is left out");
            }
            return Some(self.body_of_parameter(at, parameter, &consumes, report));
        }
        let form = Form {
            oas2: self.oas2,
            consumes: &consumes,
        };
        let fields = form.of_parameters(located_in("formData"), report);
        let first = fields.first()?;
        Some(Body {
            required: fields.iter().any(|field| field.required),
            description: None,
            pointer: first.pointer.clone(),
            kind: BodyKind::of_form(&form, fields),
        })
    }

    /// The body that a parameter with `in: body` describes.
    fn body_of_parameter(
        &self,
        at: &str,
        parameter: &Value,
        consumes: &MediaTypes,
        report: &mut Report,
    ) -> Body {
        let schema = match parameter.get("schema") {
            Some(schema) => Schema::read(schema),
            None => simple_schema(parameter),
        };
        let kind = if let Some(media_type) = consumes.json() {
            if consumes.others().next().is_some() {
                let others: Vec<_> = consumes.others().collect();
                report.record(
                    "read",
                    at,
                    format!(
                        "the body is sent as {media_type}, not as {}, which the document allows as well",
                        others.join(", ")
                    ),
                );
            }
            BodyKind::Json {
                media_type,
                schema: Box::new(schema),
            }
        } else if consumes.has(FORM) || consumes.has(MULTIPART) {
            let form = Form {
                oas2: self.oas2,
                consumes,
            };
            let schema = parameter.get("schema").unwrap_or(parameter);
            match form.of_object(at, schema, report) {
                fields if fields.is_empty() => BodyKind::Raw(consumes.0.clone()),
                fields => BodyKind::of_form(&form, fields),
            }
        } else {
            BodyKind::Raw(consumes.0.clone())
        };
        Body {
            kind,
            required: parameter.get("required").and_then(Value::as_bool) == Some(true),
            description: description(parameter),
            pointer: at.to_owned(),
        }
    }
}

/// The media types of `Accept`: JSON if a success is JSON; else all of `produces` if a success is
/// bytes; else JSON if any response is JSON; else none.
fn accept(responses: &[Response], produces: &MediaTypes) -> Vec<String> {
    let mut successes = responses.iter().filter(|r| r.status.may_succeed());
    let json = || produces.json().into_iter().collect();
    if successes.clone().any(|r| r.content.is_json()) {
        json()
    } else if successes.any(|r| r.content == Content::Bytes) {
        produces.0.clone()
    } else if responses.iter().any(|r| r.content.is_json()) {
        json()
    } else {
        vec![]
    }
}

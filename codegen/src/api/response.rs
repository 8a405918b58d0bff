//! Responses: a status with its body.

use heck::ToPascalCase;
use serde_json::Value;

use super::media_types::MediaTypes;
use super::parameter::{description, kind};
use crate::pointer;
use crate::report::Report;
use crate::schema::Schema;

/// A status as the document writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One status.
    Code(u16),
    /// All other statuses.
    Default,
}

impl Status {
    /// Whether a response with this status can be a success.
    pub(crate) fn may_succeed(self) -> bool {
        matches!(self, Self::Default | Self::Code(200..=299))
    }

    /// Whether HTTP forbids a body (RFC 9110, sections 6.4.1 and 15.3.6).
    fn forbids_body(self) -> bool {
        matches!(self, Self::Code(100..=199 | 204 | 205 | 304))
    }

    /// Whether a response with this status can be an error.
    pub(crate) fn may_fail(self) -> bool {
        !matches!(self, Self::Code(200..=299))
    }

    /// The name of a status in Rust: `NotFound`, `Status299`, `Default`.
    pub(crate) fn name(self) -> String {
        let Self::Code(code) = self else {
            return "Default".to_owned();
        };
        let registered = http::StatusCode::from_u16(code).ok();
        match registered.and_then(|status| status.canonical_reason()) {
            Some("I'm a teapot") | None => format!("Status{code}"),
            Some(reason) => reason.to_pascal_case(),
        }
    }
}

/// The content of a response body.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// There is no body.
    None,
    /// JSON that this schema describes.
    Json(Box<Schema>),
    /// Any other content, passed on unread.
    Bytes,
}

impl Content {
    pub(crate) fn is_json(&self) -> bool {
        matches!(self, Self::Json(_))
    }
}

/// A response.
#[derive(Debug, Clone)]
pub struct Response {
    /// Its status.
    pub status: Status,
    /// Its description.
    pub description: Option<String>,
    /// Its body.
    pub content: Content,
    /// Its pointer in the OAS2 document.
    pub pointer: String,
}

/// Reads the responses of the operation at `at`.
pub(super) fn read_all(
    oas2: &Value,
    at: &str,
    operation: &Value,
    (method, produces): (&str, &MediaTypes),
    report: &mut Report,
) -> Vec<Response> {
    let at = pointer::join(at, "responses");
    let mut responses = vec![];
    for (key, value) in operation
        .get("responses")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        if key.starts_with("x-") {
            continue;
        }
        let at = pointer::join(&at, key);
        let status = match (key.as_str(), key.parse::<u16>()) {
            ("default", _) => Status::Default,
            (_, Ok(code @ 100..=599)) => Status::Code(code),
            _ => {
                report.record(
                    "read",
                    at,
                    format!("{key:?} is not a status; it is left out"),
                );
                continue;
            }
        };
        let (at, value) = pointer::resolve(oas2, &at, value);
        responses.push(Response {
            status,
            description: description(value),
            content: if method == "head" {
                Content::None
            } else if status.forbids_body() {
                if value.get("schema").is_some_and(|schema| !schema.is_null()) {
                    let text =
                        format!("a response with status {key} has no body: its schema is left out");
                    report.record("read", &at, text);
                }
                Content::None
            } else {
                content(oas2, &at, value, produces, report)
            },
            pointer: at,
        });
    }
    responses.sort_by_key(|response| response.status);
    responses
}

/// The content of a response: none without a schema, JSON where it is offered, else bytes.
fn content(
    oas2: &Value,
    at: &str,
    response: &Value,
    produces: &MediaTypes,
    report: &mut Report,
) -> Content {
    let Some(schema) = response.get("schema").filter(|s| !s.is_null()) else {
        return Content::None;
    };
    let (_, resolved) = pointer::resolve(oas2, at, schema);
    if kind(resolved) == Some("file") || !produces.has_json() {
        return Content::Bytes;
    }
    if produces.others().next().is_some() {
        let others: Vec<_> = produces.others().collect();
        report.record(
            "read",
            at,
            format!(
                "only JSON is requested, not {}, which the document also offers",
                others.join(", ")
            ),
        );
    }
    Content::Json(Box::new(Schema::read(schema)))
}

//! The API that a document describes, in the form that later steps need: operations with
//! parameters, bodies and responses, and schemas.
//!
//! The wire format is read from the OAS2 document, which is complete (OAS3 has no `tsv`, and a
//! conversion distributes `consumes` and `formData` over several members). Schemas are read from
//! the converted document, where references, nullability and discriminators have the form that the
//! generator understands. Every part keeps its JSON pointer into the OAS2 document, for messages.

mod body_error;
mod described;
mod environment;
mod form;
mod media_types;
mod operation;
mod pages;
mod parameter;
mod path;
mod response;
mod security;

use indexmap::IndexMap;
use serde_json::Value;

pub use body_error::{BodyError, KnownCode};
pub(crate) use described::{DescribedOperation, METHODS, described_operations};
pub use environment::Environment;
pub use form::Field;
pub(crate) use media_types::essence;
pub use operation::{Body, BodyKind, Operation};
pub use pages::Pages;
pub(crate) use parameter::effective;
pub use parameter::{ListFormat, Location, Parameter};
pub(crate) use path::{Part, path_parts};
pub use response::{Content, Response, Status};
pub use security::Security;

use crate::pointer;
use crate::report::Report;
use crate::schema::Schema;

/// A whole API.
#[derive(Debug, Clone)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`.
    pub description: Option<String>,
    /// `schemes`, `host` and `basePath` as one URL, if the document has a host and neither has a placeholder.
    pub base_url: Option<String>,
    /// The first `tokenUrl` without a placeholder.
    pub token_url: Option<String>,
    /// The environments of `x-environments`, in order.
    pub environments: Vec<Environment>,
    /// All operations, in the document's order.
    pub operations: Vec<Operation>,
    /// `components.schemas` of the converted document, in its order.
    pub schemas: IndexMap<String, Schema>,
}

impl Api {
    /// Reads a validated and converted document. Parts that cannot be expressed are recorded in
    /// `report`.
    pub fn read(oas2: &Value, oas3: &Value, report: &mut Report) -> Self {
        report_addresses(oas2, report);
        let schemas = oas3
            .pointer("/components/schemas")
            .and_then(Value::as_object);
        let schemas = schemas.into_iter().flatten();
        let info = |key: &str| oas2.pointer(&format!("/info/{key}")).map(text);
        Self {
            title: info("title").unwrap_or_else(|| "API".to_owned()),
            version: info("version").unwrap_or_else(|| "0".to_owned()),
            description: info("description").filter(|d| !d.trim().is_empty()),
            base_url: base_url(oas2),
            token_url: security::token_url(oas2),
            environments: environment::read_all(oas2, report),
            operations: operation::read_all(oas2, report),
            schemas: schemas
                .map(|(name, schema)| (name.clone(), Schema::read(schema)))
                .collect(),
        }
    }

    /// Calls `visit` for every schema with its pointer; inner schemas come first.
    pub(crate) fn each_schema(&mut self, mut visit: impl FnMut(&str, &mut Schema)) {
        self.each_root(|at, schema| schema.each(at, &mut visit));
    }

    /// Calls `visit` for every schema that is not part of another, with its pointer: components, and
    /// the schemas of parameters, bodies and responses.
    pub(crate) fn each_root(&mut self, mut visit: impl FnMut(&str, &mut Schema)) {
        for (name, schema) in &mut self.schemas {
            visit(&pointer::join("/definitions", name), schema);
        }
        for operation in &mut self.operations {
            operation.each_root(&mut visit);
        }
    }
}

/// A value as text, because a version, for example, is often written as a number. Null is the empty
/// text.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The base URL, without a trailing slash; `None` without a host or with a placeholder.
pub(crate) fn base_url(oas2: &Value) -> Option<String> {
    let host = oas2.get("host")?.as_str()?.trim();
    if host.is_empty() {
        return None;
    }
    let schemes = oas2.get("schemes").and_then(Value::as_array);
    let allows = |name: &str| {
        schemes.is_some_and(|all| all.iter().any(|scheme| scheme.as_str() == Some(name)))
    };
    let scheme = if allows("http") && !allows("https") {
        "http"
    } else {
        "https"
    };
    let path = oas2.get("basePath").and_then(Value::as_str).unwrap_or("");
    let slash = if path.is_empty() || path.starts_with('/') {
        ""
    } else {
        "/"
    };
    let url = format!("{scheme}://{host}{slash}{path}");
    Some(url.trim_end_matches('/').to_owned()).filter(|url| !has_placeholder(url))
}

/// The token endpoints of a document, with their pointers: complete URLs, and URLs with
/// placeholders.
pub(crate) fn token_urls(oas2: &Value) -> (Located<'_>, Located<'_>) {
    security::token_urls(oas2).partition(|(_, url)| !has_placeholder(url))
}

/// Texts with their pointers.
type Located<'a> = Vec<(String, &'a str)>;

/// Whether a URL contains a placeholder, such as `$(catalog.host)`, `{tenant}` or `<host>`.
fn has_placeholder(url: &str) -> bool {
    url.contains(|c: char| c.is_whitespace() || "${}()<>".contains(c))
}

/// Records each address that has a placeholder.
fn report_addresses(oas2: &Value, report: &mut Report) {
    for key in ["host", "basePath"] {
        if let Some(part) = oas2.get(key).and_then(Value::as_str)
            && has_placeholder(part.trim())
        {
            let text = format!(
                "{part:?} has a placeholder: the crate has no BASE_URL, the caller provides it"
            );
            report.record("read", pointer::join("", key), text);
        }
    }
    for (at, url) in token_urls(oas2).1 {
        let text = format!(
            "{url:?} has a placeholder: the crate has no TOKEN_URL, the caller provides it"
        );
        report.record("read", at, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_base_url_has_no_trailing_slash() {
        let url = |value: Value| base_url(&value);
        assert_eq!(
            url(json!({"host": "h", "basePath": "/", "schemes": ["http", "https"]})).as_deref(),
            Some("https://h")
        );
        assert_eq!(
            url(json!({"host": "h:8080", "basePath": "v1", "schemes": ["http"]})).as_deref(),
            Some("http://h:8080/v1")
        );
        assert_eq!(url(json!({"basePath": "/v1"})), None);
    }

    #[test]
    fn an_address_with_a_placeholder_is_left_out_and_reported() {
        for host in ["$(catalog.host)", "${HOST}", "{tenant}.h.example", "<host>"] {
            let oas2 = json!({
                "host": host, "basePath": "/v1",
                "securityDefinitions": {"o": {"type": "oauth2", "flow": "password", "tokenUrl": format!("https://{host}/token")}},
            });
            let mut report = Report::default();
            let api = Api::read(&oas2, &json!({}), &mut report);
            assert_eq!((api.base_url, api.token_url), (None, None));
            let recorded_at = report.entries().iter().map(|e| e.pointer.as_str());
            assert_eq!(
                recorded_at.collect::<Vec<_>>(),
                ["/host", "/securityDefinitions/o/tokenUrl"]
            );
        }
        let tenant = json!({"host": "h.example", "basePath": "/{tenant}/v1"});
        assert_eq!(base_url(&tenant), None);
    }
}

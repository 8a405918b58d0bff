//! The cases of an API, and the requests that are recorded for them.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{oracle, samples};
use oas2_codegen::api::{Api, BodyKind, Operation};

/// One call: an operation, its arguments, and the expected request.
pub struct Case {
    /// The operation's index in the API.
    pub operation: usize,
    /// The operation's pointer in the OAS2 document.
    pub pointer: String,
    /// The kind of values.
    pub kind: String,
    /// The values by name, in the form of a call by data.
    pub values: Map<String, Value>,
    /// The expected request.
    pub expected: oracle::Expected,
}

/// A recorded request.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Recorded {
    /// Why no request was recorded.
    pub error: Option<String>,
    /// The method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// Header names in lower case, with their values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<String>,
}

/// All cases of an API.
pub fn all(oas2: &Value, api: &Api) -> Vec<Case> {
    let mut cases = vec![];
    for (i, operation) in api.operations.iter().enumerate() {
        for kind in samples::KINDS {
            let Some(values) = samples::values(oas2, &operation.pointer, *kind) else {
                continue;
            };
            let Some(expected) = oracle::expected(oas2, &operation.pointer, &values) else {
                continue;
            };
            cases.push(Case {
                operation: i,
                pointer: operation.pointer.clone(),
                kind: format!("{kind:?}").to_lowercase(),
                values: named(operation, &values),
                expected,
            });
        }
    }
    cases
}

/// The values by name, prefixed with their location.
fn named(operation: &Operation, values: &[samples::Argument]) -> Map<String, Value> {
    let body = operation.body.as_ref().map(|body| &body.kind);
    let mut named = Map::new();
    for samples::Argument {
        name,
        location,
        value,
        ..
    } in values
    {
        match (location.as_str(), body) {
            ("path" | "query" | "header", _) => {
                let mut parameters = operation.parameters.iter();
                // the names of headers are case-insensitive
                let declared = parameters
                    .find(|p| p.location.as_str() == location && p.name.eq_ignore_ascii_case(name));
                if let Some(declared) = declared {
                    named.insert(format!("{location}.{}", declared.name), value.clone());
                }
            }
            ("formData", Some(BodyKind::Form(_) | BodyKind::Multipart(_))) => {
                named.insert(format!("body.{name}"), value.clone());
            }
            (_, Some(BodyKind::Form(_) | BodyKind::Multipart(_))) => {
                let members = value.as_object().into_iter().flatten();
                named.extend(members.map(|(name, value)| (format!("body.{name}"), value.clone())));
            }
            (_, Some(BodyKind::Json { .. })) => {
                // as text, which keeps all digits
                named.insert("body".to_owned(), Value::String(value.to_string()));
            }
            (_, Some(BodyKind::Raw(_))) => {
                let text = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                named.insert("body".to_owned(), Value::String(text));
            }
            (_, None) => {}
        }
    }
    named
}

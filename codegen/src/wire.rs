//! Does a generated client send what the document says? A check that needs no test per document.
//!
//! For each operation a few sets of argument values are made from the document's schemas ([`samples`]); what the
//! request has to be follows from the OAS2 document alone ([`oracle`]: nothing of the pipeline is asked); a
//! module that is added to the generated crate calls each operation by data, which fills its builder, and records the
//! request instead of sending it ([`recorder`]); and the two are compared ([`compare`]).

pub(crate) mod compare;
pub(crate) mod oracle;
pub(crate) mod recorder;
mod samples;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::api::{Api, BodyKind, Operation};

/// The file with the cases of a crate.
pub(crate) const CASES: &str = "wire.json";

/// One call: an operation, its arguments, and the request that it has to be.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Case {
    /// The operation's position in the API.
    pub operation: usize,
    /// The operation's place in the OAS2 document.
    pub pointer: String,
    /// Which set of values.
    pub kind: String,
    /// The values by their names, as a call by data takes them.
    pub values: Map<String, Value>,
    /// What the document prescribes.
    pub expected: oracle::Expected,
}

/// A request as it was recorded.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Recorded {
    /// Why there is none.
    #[serde(default)]
    pub error: Option<String>,
    /// The method.
    #[serde(default)]
    pub method: String,
    /// The URL.
    #[serde(default)]
    pub url: String,
    /// Names, in small letters, and values.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// The body.
    #[serde(default)]
    pub body: Option<String>,
}

/// All cases of an API.
pub fn cases(oas2: &Value, api: &Api) -> Vec<Case> {
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

/// The values under their names, with the place before each.
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
                // the names of headers do not depend on case
                let known = parameters
                    .find(|p| p.location.as_str() == location && p.name.eq_ignore_ascii_case(name));
                if let Some(known) = known {
                    named.insert(format!("{location}.{}", known.name), value.clone());
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

//! Does a generated client send what the document says? A check that needs no test per document.
//!
//! For each operation a few sets of argument values are made from the document's schemas ([`samples`]); what the
//! request has to be follows from the OAS2 document alone ([`oracle`]: nothing of the pipeline is asked); a
//! module that is added to the generated crate calls each builder with the values and records the
//! request instead of sending it ([`recorder`]); and the two are compared ([`compare`]).

pub mod compare;
pub mod oracle;
pub mod recorder;
pub mod samples;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::api::{Api, BodyKind, Location, Operation};

/// One call: an operation, its arguments, and the request that it has to be.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Case {
    /// The operation's position in the API.
    pub operation: usize,
    /// The operation's place in the OAS2 document.
    pub pointer: String,
    /// Which set of values.
    pub kind: String,
    /// The arguments by their Rust names.
    pub arguments: Map<String, Value>,
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
                arguments: arguments(operation, &values),
                expected,
            });
        }
    }
    cases
}

/// The values under the names that the builder has for them.
fn arguments(operation: &Operation, values: &[samples::Argument]) -> Map<String, Value> {
    let mut arguments = Map::new();
    for value in values {
        let location = match value.location.as_str() {
            "path" => Some(Location::Path),
            "query" => Some(Location::Query),
            "header" => Some(Location::Header),
            _ => None,
        };
        let rust = match (location, operation.body.as_ref().map(|b| &b.kind)) {
            (Some(location), _) => operation
                .parameters
                .iter()
                .find(|p| p.location == location && p.name.eq_ignore_ascii_case(&value.name))
                .map(|p| p.rust.clone()),
            (None, Some(BodyKind::Form(fields) | BodyKind::Multipart(fields)))
                if value.location == "formData" =>
            {
                fields
                    .iter()
                    .find(|f| f.name == value.name)
                    .map(|f| f.rust.clone())
            }
            (None, Some(BodyKind::Form(fields) | BodyKind::Multipart(fields))) => {
                for (name, value) in value.value.as_object().into_iter().flatten() {
                    if let Some(field) = fields.iter().find(|f| f.name == *name) {
                        arguments.insert(field.rust.clone(), value.clone());
                    }
                }
                None
            }
            (None, Some(_)) => Some("body".to_owned()),
            (None, None) => None,
        };
        if let Some(rust) = rust {
            arguments.insert(rust, value.value.clone());
        }
    }
    arguments
}

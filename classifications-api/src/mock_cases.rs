//! Mocks of the cases of the sandbox's model, by name.
//!
//! A case is a call with its documented response. A test for a denied debtor, or for a plan that is used
//! up, names a case and need not write a response. The files are part of `classifications-spec`.
//!
//! ```no_run
//! use classifications_api::mock_cases::CaseMocks;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = httpmock::MockServer::start();
//! // Only the call of the case.
//! let granted = server.case("createClassification/201-granted")?;
//! // Every call of the operation.
//! let used_up = server.any_call("queryClassifications/429-rate-limited")?;
//! # granted.assert(); used_up.assert();
//! # Ok(()) }
//! ```
//!
//! Mocks ignore the token of a call, since tests with mocks often have no token. The mock of a case about a
//! missing token also responds to a call with a token.

use std::collections::BTreeMap;

use classifications_spec::CASES;
use httpmock::{Mock, MockServer, Then};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::operations;
use api_transport::Operation;

/// No case has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no case {name:?}; {}", suggestion(.similar))]
pub struct UnknownCase {
    name: String,
    similar: Vec<String>,
}

fn suggestion(names: &[String]) -> String {
    match names {
        [] => {
            "a name is an operation and a file, as in createClassification/201-granted".to_owned()
        }
        names => format!("similar names: {}", names.join(", ")),
    }
}

/// The parts of a case that a mock needs.
#[derive(Debug, Clone, Deserialize)]
struct Case {
    operation: String,
    request: Request,
    response: Response,
}

#[derive(Debug, Clone, Deserialize)]
struct Request {
    #[serde(default)]
    query: BTreeMap<String, Value>,
    body: Option<Value>,
    method: Option<String>,
    path: Option<String>,
    /// The parameters of the path by name, and members that a mock ignores.
    #[serde(flatten)]
    others: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, Deserialize)]
struct Response {
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    body: Box<RawValue>,
}

/// Mocks of cases, on a [`MockServer`].
pub trait CaseMocks {
    /// Responds to the call of a case with the response of that case. Method, path, filters and body must
    /// have the same values.
    ///
    /// # Errors
    /// [`UnknownCase`] with similar names.
    fn case(&self, name: &str) -> Result<Mock<'_>, UnknownCase>;

    /// Responds to every call of a case's operation with the response of that case.
    ///
    /// # Errors
    /// [`UnknownCase`] with similar names.
    fn any_call(&self, name: &str) -> Result<Mock<'_>, UnknownCase>;
}

impl CaseMocks for MockServer {
    fn case(&self, name: &str) -> Result<Mock<'_>, UnknownCase> {
        let case = find_case(name)?;
        let method = case.method().to_owned();
        let path = case.path();
        let query = case.pairs();
        let body = case.request.body.clone();
        Ok(self.mock(|when, then| {
            when.method(method.as_str()).is_true(move |request| {
                let mut sent = request.query_params();
                sent.sort();
                request.uri().path().ends_with(&path)
                    && sent == query
                    && same_body(body.as_ref(), request.body_ref())
            });
            case.respond(then);
        }))
    }

    fn any_call(&self, name: &str) -> Result<Mock<'_>, UnknownCase> {
        let case = find_case(name)?;
        let operation = case.operation();
        let (method, pattern) = match operation {
            Some(operation) => (operation.method.as_str(), pattern(operation.path)),
            None => ("GET", String::new()),
        };
        Ok(self.mock(|when, then| {
            when.method(method).path_matches(pattern.as_str());
            case.respond(then);
        }))
    }
}

/// The names of all cases, sorted.
#[must_use]
pub fn names() -> Vec<String> {
    bundle()
        .into_keys()
        .filter(|name| name.contains('/'))
        .collect()
}

fn bundle() -> BTreeMap<String, &'static RawValue> {
    // A test of this crate checks that the bundle can be read.
    serde_json::from_str(CASES).unwrap_or_default()
}

fn find_case(name: &str) -> Result<Case, UnknownCase> {
    let bundle = bundle();
    let text = bundle.get(name).map(|raw| raw.get());
    let case = text.and_then(|text| serde_json::from_str(text).ok());
    case.ok_or_else(|| {
        let (operation, file) = name.split_once('/').unwrap_or((name, ""));
        let status = file.split('-').next().unwrap_or_default();
        let start = format!("{operation}/{status}");
        let mut similar = names();
        similar.retain(|candidate| candidate.starts_with(&start) && candidate != name);
        similar.truncate(5);
        UnknownCase {
            name: name.to_owned(),
            similar,
        }
    })
}

impl Case {
    fn operation(&self) -> Option<&'static Operation> {
        let mut all = operations::ALL.iter();
        all.find(|operation| operation.id == self.operation)
            .copied()
    }

    fn method(&self) -> &str {
        let documented = self
            .operation()
            .map_or("GET", |operation| operation.method.as_str());
        self.request.method.as_deref().unwrap_or(documented)
    }

    /// The encoded path below the base URL.
    fn path(&self) -> String {
        if let Some(path) = &self.request.path {
            return path.clone();
        }
        let template = self.operation().map_or("", |operation| operation.path);
        let mut path = template.to_owned();
        for (name, value) in &self.request.others {
            if let Some(value) = value.as_str() {
                let value = api_transport::encode_path(name, &value.to_owned(), ",");
                path = path.replace(&format!("{{{name}}}"), &value.unwrap_or_default());
            }
        }
        path
    }

    /// The decoded pairs of the query, sorted.
    fn pairs(&self) -> Vec<(String, String)> {
        let text = |value: &Value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        };
        let filters = self.request.query.iter().map(|(name, value)| match value {
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(text).collect();
                (name.clone(), items.join(","))
            }
            value => (name.clone(), text(value)),
        });
        filters.collect()
    }

    fn respond(&self, then: Then) {
        let mut then = then
            .status(self.response.status)
            .header("content-type", "application/json")
            .body(self.response.body.get());
        for (name, value) in &self.response.headers {
            then = then.header(name, value);
        }
    }
}

/// A path template as a pattern for the end of a path.
fn pattern(template: &str) -> String {
    let segments = template.split('/').map(|segment| {
        if segment.starts_with('{') {
            "[^/]+"
        } else {
            segment
        }
    });
    format!("{}$", segments.collect::<Vec<_>>().join("/"))
}

/// Whether a sent body has the same value as the body of a case.
fn same_body(expected: Option<&Value>, sent: &[u8]) -> bool {
    match expected {
        None => sent.is_empty(),
        Some(expected) => {
            serde_json::from_slice(sent).is_ok_and(|sent| same_value(expected, &sent))
        }
    }
}

/// Whether two JSON values are equal, with numbers compared by value.
fn same_value(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || (one.is_f64() || other.is_f64()) && one.as_f64() == other.as_f64()
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| same_value(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let in_other = |(name, value)| {
                other
                    .get(name)
                    .is_some_and(|other| same_value(value, other))
            };
            one.len() == other.len() && one.iter().all(in_other)
        }
        (one, other) => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use classifications_spec::SET_ASIDE;
    use serde_json::json;

    #[test]
    fn every_case_of_an_operation_can_be_mocked() {
        let names = names();
        assert!(!names.is_empty());
        for name in &names {
            let case = find_case(name).unwrap();
            if case.operation().is_some() && !case.path().contains('{') {
                continue;
            }
            println!("set aside: {name}: the document has no such operation");
            assert!(!SET_ASIDE.is_empty(), "{name}: {}", case.path());
        }
    }

    #[test]
    fn an_unknown_name_is_refused_with_similar_names() {
        let text = |name: &str| find_case(name).unwrap_err().to_string();
        let known = names().remove(0);
        let error = text(&known[..known.len() - 1]);
        assert!(error.starts_with("there is no case "), "{error}");
        assert!(
            error.contains("similar names: ") && error.contains(&known),
            "{error}"
        );
        assert!(text("nonsense").contains("as in createClassification/201-granted"));
    }

    #[test]
    fn bodies_are_compared_by_value() {
        let expected = json!({ "a": 40000.0, "b": [1, "x"] });
        assert!(same_body(Some(&expected), br#"{"b":[1,"x"],"a":40000}"#));
        assert!(!same_body(
            Some(&expected),
            br#"{"b":[1,"x"],"a":40000.01}"#
        ));
        assert!(!same_body(Some(&expected), br#"{"b":[1,"x"]}"#));
        assert!(!same_body(Some(&expected), b""));
        assert!(same_body(None, b""));
    }
}

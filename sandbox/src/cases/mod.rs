//! Cases: calls with their documented responses, as data.
//!
//! The files of `spec/cases/` are embedded, so that a test needs nothing but this crate:
//!
//! ```
//! let cases = classifications_sandbox::cases::all()?;
//! let denied = cases.iter().filter(|case| case.response.status == 403).count();
//! assert!(denied > 0);
//! # Ok::<(), classifications_sandbox::cases::CasesError>(())
//! ```

mod json;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use http::Method;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use url::form_urlencoded;

pub use json::{Difference, compare};

use crate::api::{Api, Operation};
use crate::embedded::{self, Embedded};

/// Everything but the unreserved characters of RFC 3986, section 2.3.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// An embedded file is missing or is not a case.
#[derive(Debug, thiserror::Error)]
#[error("embedded case {name} cannot be read; run `cargo xtask generate` and build again")]
pub struct CasesError {
    name: String,
    #[source]
    source: Option<serde_json::Error>,
}

/// A call and its response.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Case {
    /// The file's name: `<operationId>/<status>-<name>`.
    #[serde(skip)]
    pub name: String,
    /// The title.
    pub title: String,
    /// The subject of the case.
    pub description: String,
    /// The source of the case: `published`, `sibling` or `assumed`.
    #[serde(rename = "x-source")]
    pub source: String,
    /// The `operationId`.
    pub operation: String,
    /// The stored collection, if it is not the first value of the request's path.
    #[serde(rename = "contract")]
    collection: Option<String>,
    /// The resources of the collection before the call, as JSON.
    pub given: Vec<Box<RawValue>>,
    /// The call.
    pub request: CaseRequest,
    /// The gateway's state.
    #[serde(default)]
    pub gateway: Condition,
    /// The response.
    pub response: CaseResponse,
    /// The resources of the collection after the call; `None` if nothing changes.
    pub then: Option<Vec<Box<RawValue>>>,
}

/// The call of a case.
#[derive(Debug, Clone, Deserialize)]
pub struct CaseRequest {
    /// The parameters of the path by name, not yet encoded.
    #[serde(flatten)]
    pub path_values: BTreeMap<String, String>,
    /// The parameters of the query, by name.
    #[serde(default)]
    pub query: BTreeMap<String, QueryValue>,
    /// The JSON body, with the digits of the file.
    pub body: Option<Box<RawValue>>,
    /// The token.
    pub token: Token,
    method: Option<String>,
    #[serde(rename = "path")]
    own_path: Option<String>,
}

/// The value of a query parameter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum QueryValue {
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(String),
    /// Several values, sent separated by commas.
    List(Vec<QueryValue>),
}

impl QueryValue {
    /// The value as it is sent, not yet encoded for the URL.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Integer(number) => number.to_string(),
            Self::Text(text) => text.clone(),
            Self::List(items) => {
                let items: Vec<_> = items.iter().map(Self::text).collect();
                items.join(",")
            }
        }
    }
}

/// The token of a call.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Token {
    /// A valid token for all scopes.
    Valid,
    /// No token.
    Absent,
    /// An expired token.
    Expired,
    /// A token that was never issued.
    Unknown,
    /// A valid token for these scopes only.
    Scopes(Vec<String>),
}

/// The state of the gateway.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// The gateway works.
    #[default]
    Normal,
    /// The plans are used up: 429.
    RateLimited,
    /// The API fails: 500.
    InternalError,
    /// The app is not subscribed to the API: 403.
    NotSubscribed,
}

/// The response of a case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseResponse {
    /// The HTTP status.
    pub status: u16,
    /// The required headers, with names in lower case. The response may have others.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The JSON body, with the digits of the file.
    pub body: Box<RawValue>,
}

impl Case {
    /// The stored collection, which contains [`Case::given`]: the first value of the path, unless
    /// the case names another.
    #[must_use]
    pub fn collection(&self) -> &str {
        let of_request = || self.request.path_values.values().next().map(String::as_str);
        let own = self.collection.as_deref();
        own.or_else(of_request).unwrap_or_default()
    }

    /// Whether an embedded document has the operation, and its path has the parameters of the case
    /// and no others.
    #[must_use]
    pub fn applies(&self) -> bool {
        self.operation(|operation| {
            let given = &self.request.path_values;
            let mut names = operation.path_parameters();
            operation.path_parameters().count() == given.len()
                && names.all(|name| given.contains_key(name))
        })
        .unwrap_or(false)
    }

    /// The method of the call.
    #[must_use]
    pub fn method(&self) -> Method {
        let named = self.request.method.as_ref();
        named
            .and_then(|name| Method::from_bytes(name.as_bytes()).ok())
            .or_else(|| self.operation(|operation| operation.method.clone()))
            .unwrap_or_default()
    }

    /// Whether the call has the operation's own method and path, so that a generated client can
    /// make it.
    #[must_use]
    pub fn is_ordinary(&self) -> bool {
        self.request.method.is_none() && self.request.own_path.is_none()
    }

    /// Path and query of the call, below the origin, encoded.
    #[must_use]
    pub fn path_and_query(&self) -> String {
        let path = self.request.own_path.clone().unwrap_or_else(|| {
            let template = self.operation(|operation| operation.template.clone());
            let mut path = template.unwrap_or_default();
            for (name, value) in &self.request.path_values {
                let value = utf8_percent_encode(value, SEGMENT).to_string();
                path = path.replace(&format!("{{{name}}}"), &value);
            }
            path
        });
        let api = self.api();
        let base_path = api.map_or_else(String::new, |api| api.base_path.clone());
        let mut text = format!("{base_path}{path}");
        if !self.request.query.is_empty() {
            let pairs = self.request.query.iter();
            let query = form_urlencoded::Serializer::new(String::new())
                .extend_pairs(pairs.map(|(name, value)| (name, value.text())))
                .finish();
            text.push('?');
            text.push_str(&query);
        }
        text
    }

    /// What `take` returns for the operation; `None` if no embedded document has it.
    fn operation<T>(&self, take: impl FnOnce(&Operation) -> T) -> Option<T> {
        self.api()?.operation(&self.operation).map(take)
    }

    /// The embedded document that has the operation; else the first.
    fn api(&self) -> Option<Arc<Api>> {
        let mut apis = embedded::all().filter_map(|embedded| embedded.api().ok());
        let found = apis.find(|api| api.operation(&self.operation).is_some());
        found.or_else(|| embedded::FIRST.api().ok())
    }
}

/// All cases of the first embedded document, sorted by name.
///
/// # Errors
/// [`CasesError`], if an embedded file is not a case, because `cargo xtask generate` was not run
/// after a change.
pub fn all() -> Result<Vec<Case>, CasesError> {
    cases(files()?)
}

/// All cases of the other embedded documents, sorted by name within each.
///
/// # Errors
/// As [`all`].
pub fn of_other_apis() -> Result<Vec<Case>, CasesError> {
    let mut all = vec![];
    for Embedded { cases: text, .. } in &embedded::OTHERS {
        all.extend(cases(&parse("bundle", text)?)?);
    }
    Ok(all)
}

fn cases(files: &Files) -> Result<Vec<Case>, CasesError> {
    let cases = files.iter().filter(|(name, _)| name.contains('/'));
    cases.map(|(name, raw)| read(name, raw.get())).collect()
}

/// The case with this name, as in `queryClassifications/200-all`.
///
/// # Errors
/// [`CasesError`], if no case has this name or it cannot be read.
pub fn named(name: &str) -> Result<Case, CasesError> {
    read(name, file(name)?)
}

/// The embedded files by name, listed once and read on demand.
fn files() -> Result<&'static Files, CasesError> {
    static FILES: OnceLock<Files> = OnceLock::new();
    if let Some(files) = FILES.get() {
        return Ok(files);
    }
    let files = parse("bundle", embedded::FIRST.cases)?;
    Ok(FILES.get_or_init(|| files))
}

type Files = BTreeMap<String, &'static RawValue>;

fn file(name: &str) -> Result<&'static str, CasesError> {
    let file = files()?.get(name).ok_or_else(|| CasesError {
        name: name.to_owned(),
        source: None,
    })?;
    Ok(file.get())
}

fn read(name: &str, text: &str) -> Result<Case, CasesError> {
    let mut case: Case = parse(name, text)?;
    name.clone_into(&mut case.name);
    Ok(case)
}

fn parse<'a, T: Deserialize<'a>>(name: &str, text: &'a str) -> Result<T, CasesError> {
    serde_json::from_str(text).map_err(|source| CasesError {
        name: name.to_owned(),
        source: Some(source),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_case_is_read() {
        let cases = all().unwrap();
        assert!(!cases.is_empty());
        for case in cases.iter().filter(|case| case.applies()) {
            assert!(
                case.name.starts_with(&format!("{}/", case.operation)),
                "{}",
                case.name
            );
            assert!(!case.path_and_query().contains('{'), "{}", case.name);
        }
    }

    #[test]
    fn a_missing_case_is_named() {
        let error = named("queryClassifications/200-nothing-of-the-sort").unwrap_err();
        assert_eq!(
            error.to_string(),
            "embedded case queryClassifications/200-nothing-of-the-sort cannot be read; run \
             `cargo xtask generate` and build again"
        );
    }
}

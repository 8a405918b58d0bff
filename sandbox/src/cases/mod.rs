//! The sandbox model: every call that the API answers, with its answer, as data.
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
use std::sync::OnceLock;

use classifications_spec::CASES;
use http::Method;
use serde::Deserialize;
use serde_json::value::RawValue;
use url::form_urlencoded;

pub use json::{Difference, compare};

use crate::api::{BASE_PATH, Operation};
use crate::rules::Rules;
use crate::{Classification, segment};

/// An embedded file is not what it should be.
#[derive(Debug, thiserror::Error)]
#[error("embedded case {name} cannot be read; run `cargo xtask generate` and build again")]
pub struct CasesError {
    name: String,
    #[source]
    source: Option<serde_json::Error>,
}

/// One call and its answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Case {
    /// The file's name: `<operationId>/<status>-<name>`.
    #[serde(skip)]
    pub name: String,
    /// A heading.
    pub title: String,
    /// What the case shows.
    pub description: String,
    /// How it is known: `published`, `sibling` or `assumed`.
    #[serde(rename = "x-source")]
    pub source: String,
    /// The `operationId`.
    pub operation: String,
    /// The contract that exists, where it is not the one that the request names.
    contract: Option<String>,
    /// What the contract holds before the call.
    pub given: Vec<Classification>,
    /// The call.
    pub request: CaseRequest,
    /// The state that the gateway is in.
    #[serde(default)]
    pub gateway: Condition,
    /// The answer.
    pub response: CaseResponse,
    /// What the contract holds afterwards; `None` for no change.
    pub then: Option<Vec<Classification>>,
}

/// The call of a case.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CaseRequest {
    /// The contract number, not yet encoded for the path.
    pub contract_no: String,
    /// The filters, by name.
    #[serde(default)]
    pub query: BTreeMap<String, QueryValue>,
    /// The JSON body, as the file has it.
    pub body: Option<Box<RawValue>>,
    /// The token.
    pub token: Token,
    method: Option<String>,
    path: Option<String>,
}

/// A filter's value.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum QueryValue {
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(String),
    /// Several values, which go out separated by commas.
    List(Vec<QueryValue>),
}

impl QueryValue {
    /// The value as it goes out, not yet encoded for the URL.
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

/// Which token a call carries.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Token {
    /// A good one, for all scopes.
    Valid,
    /// None.
    Absent,
    /// One past its lifetime.
    Expired,
    /// One that was never issued.
    Unknown,
    /// A good one, for these scopes alone.
    Scopes(Vec<String>),
}

/// The state that the gateway is in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// It works.
    #[default]
    Normal,
    /// The plans are used up: 429.
    RateLimited,
    /// It fails: 500.
    InternalError,
    /// The app is not subscribed to the API: 403.
    NotSubscribed,
}

/// The answer of a case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseResponse {
    /// The HTTP status.
    pub status: u16,
    /// Headers that the answer has, names in lower case; it may have more.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The JSON body, as the file has it.
    pub body: Box<RawValue>,
}

impl Case {
    /// The contract that exists, and holds [`Case::given`].
    #[must_use]
    pub fn contract_no(&self) -> &str {
        self.contract
            .as_deref()
            .unwrap_or(&self.request.contract_no)
    }

    /// The method of the call.
    #[must_use]
    pub fn method(&self) -> Method {
        let named = self.request.method.as_ref();
        named
            .and_then(|name| Method::from_bytes(name.as_bytes()).ok())
            .or_else(|| self.known_operation().map(Operation::method))
            .unwrap_or_default()
    }

    /// Whether the call is an ordinary one: it has the operation's own method and path, so that a
    /// generated client can make it.
    #[must_use]
    pub fn is_ordinary(&self) -> bool {
        self.request.method.is_none() && self.request.path.is_none()
    }

    /// Path and query of the call, below the origin, encoded.
    #[must_use]
    pub fn path_and_query(&self) -> String {
        let path = self.request.path.clone().unwrap_or_else(|| {
            let tail = self.known_operation().map_or("", Operation::tail);
            let contract_no = segment::encode(&self.request.contract_no);
            format!("/contracts/{contract_no}/classifications{tail}")
        });
        let mut text = format!("{BASE_PATH}{path}");
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

    /// What the contract holds after the call, by number.
    #[must_use]
    pub fn afterwards(&self) -> Vec<Classification> {
        let mut held = self.then.clone().unwrap_or_else(|| self.given.clone());
        held.sort_by_key(|classification| classification.request_no);
        held
    }

    fn known_operation(&self) -> Option<Operation> {
        let mut all = Operation::ALL.into_iter();
        all.find(|operation| operation.id() == self.operation)
    }
}

/// All cases, by name.
///
/// # Errors
/// [`CasesError`], when an embedded file is not a case: `cargo xtask generate` was not run after a
/// change.
pub fn all() -> Result<Vec<Case>, CasesError> {
    let files = files()?;
    let cases = files.iter().filter(|(name, _)| name.contains('/'));
    cases.map(|(name, raw)| read(name, raw.get())).collect()
}

/// The case with this name, as in `queryClassifications/200-all`.
///
/// # Errors
/// [`CasesError`], when there is none, or it cannot be read.
pub fn named(name: &str) -> Result<Case, CasesError> {
    read(name, file(name)?)
}

/// The rules by which a request reaches its outcome.
///
/// # Errors
/// [`CasesError`], when the embedded file cannot be read.
pub fn rules() -> Result<Rules, CasesError> {
    parse("rules", file("rules")?)
}

/// What a sandbox starts with.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Seed {
    pub(crate) contract_no: String,
    pub(crate) next_request_no: i64,
    pub(crate) classifications: Vec<Classification>,
}

pub(crate) fn seed() -> Result<Seed, CasesError> {
    parse("seed", file("seed")?)
}

/// The embedded files by name. They are told apart once, and read when they are wanted.
fn files() -> Result<&'static Files, CasesError> {
    static FILES: OnceLock<Files> = OnceLock::new();
    if let Some(files) = FILES.get() {
        return Ok(files);
    }
    let files = parse("bundle", CASES)?;
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
    fn every_embedded_case_is_read_and_every_operation_has_some() {
        let cases = all().unwrap();
        assert!(cases.len() > 100, "{}", cases.len());
        for operation in Operation::ALL {
            let of_it = cases.iter().filter(|case| case.operation == operation.id());
            assert!(of_it.count() > 10, "{operation:?}");
        }
        for case in &cases {
            assert!(case.known_operation().is_some(), "{}", case.name);
            assert!(
                case.name.starts_with(&format!("{}/", case.operation)),
                "{}",
                case.name
            );
        }
    }

    #[test]
    fn rules_and_seed_are_read() {
        assert_eq!(rules().unwrap().texts().count(), 5);
        let seed = seed().unwrap();
        let statuses: Vec<_> = seed.classifications.iter().map(|c| c.status_code).collect();
        assert_eq!(statuses, [1, 2, 3, 4, 5, 6, 7]);
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

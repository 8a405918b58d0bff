//! The credentials, the scopes and the token endpoint of a document.

use std::collections::BTreeSet;

use serde_json::Value;

use super::path_of;
use crate::shape::resolved;

/// A credential that a request must present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Credential {
    /// A token of the token endpoint with these scopes.
    Bearer(Vec<String>),
    /// Any name and password.
    Basic,
    /// Any key, in the header, query parameter or cookie of this name.
    Key { location: String, name: String },
}

fn flows(schemes: Option<&Value>) -> impl Iterator<Item = &Value> {
    let schemes = schemes.and_then(Value::as_object).into_iter().flatten();
    let flows = schemes.filter_map(|(_, scheme)| scheme.get("flows")?.as_object());
    flows.flat_map(serde_json::Map::values)
}

/// The path of the token endpoint.
pub(super) fn token_path(schemes: Option<&Value>) -> Option<String> {
    let url = flows(schemes).find_map(|flow| flow.get("tokenUrl")?.as_str())?;
    let path = path_of(url);
    (path.len() > 1).then_some(path)
}

/// The scopes of all flows, each once.
pub(super) fn scopes(schemes: Option<&Value>) -> Vec<String> {
    let lists = flows(schemes).filter_map(|flow| flow.get("scopes")?.as_object());
    let mut seen = BTreeSet::new();
    let names = lists.flat_map(serde_json::Map::keys);
    names.filter(|name| seen.insert(*name)).cloned().collect()
}

/// The alternative sets of credentials of an operation; empty if there are none, or if one of them
/// requires nothing.
pub(super) fn security(document: &Value, operation: &Value) -> Vec<Vec<Credential>> {
    let documented = operation.get("security").or(document.get("security"));
    let documented = documented.and_then(Value::as_array).into_iter().flatten();
    let alternatives: Vec<Vec<_>> = documented
        .filter_map(Value::as_object)
        .map(|alternative| {
            let schemes = alternative.iter();
            schemes
                .filter_map(|(name, scopes)| credential(document, name, scopes))
                .collect()
        })
        .collect();
    // An empty alternative requires nothing.
    if alternatives.iter().any(Vec::is_empty) {
        return vec![];
    }
    alternatives
}

fn credential(document: &Value, name: &str, scopes: &Value) -> Option<Credential> {
    let schemes = document.pointer("/components/securitySchemes")?;
    let scheme = resolved(document, schemes.get(name)?);
    let text = |name: &str| scheme.get(name).and_then(Value::as_str);
    let is = |name: &str, value: &str| text(name).is_some_and(|t| t.eq_ignore_ascii_case(value));
    if is("type", "apiKey") {
        return Some(Credential::Key {
            location: text("in")?.to_owned(),
            name: text("name")?.to_owned(),
        });
    }
    if is("type", "http") && is("scheme", "basic") {
        return Some(Credential::Basic);
    }
    let scopes = scopes.as_array().into_iter().flatten();
    let scopes = scopes.filter_map(Value::as_str).map(str::to_owned);
    Some(Credential::Bearer(scopes.collect()))
}

//! Checks that credentials are present. Only the server can check whether they are valid.

use http::HeaderMap;
use http::header::AUTHORIZATION;

use crate::operation::{Credential, CredentialKind as Kind, Location, Operation, Requirement};
use crate::pointer;
use crate::violation::Rule;
use crate::wire::Pair;

use super::cookies::cookies;
use super::report::Report;

/// Checks that one of the alternative requirements is met. Otherwise reports the problems of the one
/// with the fewest.
pub(super) fn check_security(
    operation: &Operation,
    headers: &HeaderMap,
    query: &[Pair],
    report: &mut Report,
) {
    let problems = |requirement: &Requirement| -> Vec<Problem> {
        let credentials = requirement.credentials.iter();
        credentials
            .filter_map(|credential| problem(credential, headers, query))
            .collect()
    };
    let fewest = operation.security.iter().map(problems).min_by_key(Vec::len);
    for Problem { at, pointer, text } in fewest.unwrap_or_default() {
        report.add(Rule::SecurityMissing, at, pointer, text);
    }
}

/// The problem with a credential that is absent or malformed.
struct Problem {
    at: String,
    pointer: String,
    text: String,
}

fn problem(credential: &Credential, headers: &HeaderMap, query: &[Pair]) -> Option<Problem> {
    let (at, text) = match &credential.kind {
        Kind::Connection => return None,
        Kind::Authorization(scheme) => {
            let text = authorization_problem(scheme, headers)?;
            ("/headers/authorization".to_owned(), text)
        }
        Kind::ApiKey(Location::Query, name) => {
            let given = query.iter().filter(|pair| pair.name == *name);
            let given = given.filter(|pair| pair.value.as_ref().is_ok_and(|v| !v.is_empty()));
            let text = key_problem("query parameter", name, given.count())?;
            (pointer::join("/query", name), text)
        }
        Kind::ApiKey(Location::Cookie, name) => {
            let given =
                cookies(headers).filter(|(found, value)| found == name && !value.is_empty());
            let text = key_problem("cookie", name, given.count())?;
            (pointer::join("/cookies", name), text)
        }
        Kind::ApiKey(_, name) => {
            let given = headers
                .get_all(name.as_str())
                .into_iter()
                .filter(|v| !v.is_empty());
            let text = key_problem("header", name, given.count())?;
            (pointer::join("/headers", name), text)
        }
    };
    Some(Problem {
        at,
        pointer: credential.pointer.clone(),
        text,
    })
}

/// The problem with an API key that is not given exactly once.
fn key_problem(location: &str, name: &str, given: usize) -> Option<String> {
    let name = pointer::quote(name);
    match given {
        0 => Some(format!("no API key in {location} {name}")),
        1 => None,
        several => Some(format!("{several} API keys in {location} {name}")),
    }
}

/// The problem with `Authorization` (RFC 9110, section 11.6.2; RFC 6750, section 2.1).
fn authorization_problem(scheme: &str, headers: &HeaderMap) -> Option<String> {
    let mut values = headers.get_all(AUTHORIZATION).into_iter();
    let problem = match (values.next(), values.next()) {
        (None, _) => "absent",
        (Some(_), Some(_)) => "given more than once",
        (Some(value), None) => match value.to_str().ok().and_then(|v| v.split_once(' ')) {
            None => "not a scheme with credentials",
            Some((found, _)) if !found.eq_ignore_ascii_case(scheme) => "of another scheme",
            Some((_, token)) if token.trim().is_empty() => "without credentials",
            Some((_, token)) if has_plain_token(scheme) && !is_token68(token.trim()) => {
                "not a token, by its characters"
            }
            Some(_) => return None,
        },
    };
    Some(format!(
        "Authorization: {scheme} is required; it is {problem}"
    ))
}

fn has_plain_token(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("bearer") || scheme.eq_ignore_ascii_case("basic")
}

fn is_token68(text: &str) -> bool {
    let unpadded = text.trim_end_matches('=');
    !unpadded.is_empty()
        && unpadded
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._~+/".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_authorization_is_checked() {
        let check = |values: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(AUTHORIZATION, value.parse().unwrap());
            }
            authorization_problem("Bearer", &headers)
        };
        assert_eq!(check(&["Bearer abc.def-_~+/=="]), None);
        assert_eq!(check(&["bearer  abc"]), None);
        for (values, problem) in [
            (&[][..], "absent"),
            (&["Bearer a", "Bearer b"], "more than once"),
            (&["Bearer"], "not a scheme"),
            (&["Bearer "], "without credentials"),
            (&["Basic abc"], "another scheme"),
            (&["Bearer a b"], "characters"),
            (&["Bearer ="], "characters"),
        ] {
            let found = check(values).unwrap();
            assert!(found.contains(problem), "{values:?} {found}");
        }
    }
}

//! Answers: statuses, what comes with them, and whether the call's result has another type.

use serde_json::Value;

use super::operations::Found;
use super::{Differ, Direction, schemas};
use crate::pointer;
use crate::wire::samples::resolve;

/// Compares the answers of an operation.
pub(super) fn compare(differ: &mut Differ<'_>, old: &Found<'_>, new: &Found<'_>) {
    let at = pointer::join(&new.at, "responses");
    let none = serde_json::Map::new();
    let of = |found: &Found<'_>| {
        found
            .value
            .get("responses")
            .and_then(Value::as_object)
            .cloned()
    };
    let (a, b) = (
        of(old).unwrap_or_else(|| none.clone()),
        of(new).unwrap_or(none),
    );
    for (status, response) in a.iter().filter(|(status, _)| !status.starts_with("x-")) {
        let at = pointer::join(&at, status);
        match b.get(status) {
            Some(other) => {
                let (response, other) = (
                    resolve(differ.old, response).clone(),
                    resolve(differ.new, other).clone(),
                );
                one_response(differ, &at, &response, &other);
            }
            None => differ.note(
                "response-removed",
                at,
                Direction::Response,
                format!("{status} was removed"),
            ),
        }
    }
    for status in b
        .keys()
        .filter(|status| !a.contains_key(*status) && !status.starts_with("x-"))
    {
        differ.note(
            "response-added",
            pointer::join(&at, status),
            Direction::Response,
            format!("{status} was added"),
        );
    }
    answer_types(differ, &at, &a, &b);
}

/// Whether the call's result has another type: successes of one type are that type, of several an enum.
fn answer_types(
    differ: &mut Differ<'_>,
    at: &str,
    old: &serde_json::Map<String, Value>,
    new: &serde_json::Map<String, Value>,
) {
    let listed =
        |all: &serde_json::Map<String, Value>| all.keys().any(|status| status.starts_with('2'));
    let types = |document: &Value,
                 all: &serde_json::Map<String, Value>,
                 success: bool|
     -> Vec<(String, String)> {
        let mut types: Vec<_> = all
            .iter()
            .filter(|(status, _)| match (status.as_str(), success) {
                ("default", true) => !listed(all),
                ("default", false) => true,
                (status, success) => {
                    status.starts_with('2') == success && !status.starts_with("x-")
                }
            })
            .map(|(status, response)| {
                let schema = resolve(document, response).get("schema");
                let schema = schema.map(|schema| schemas::type_text(schema, status));
                (status.clone(), schema.unwrap_or_default())
            })
            .filter(|(_, schema)| success || !schema.is_empty())
            .collect();
        types.sort();
        types
    };
    for (success, what) in [(true, "success"), (false, "error")] {
        let (a, b) = (
            types(differ.old, old, success),
            types(differ.new, new, success),
        );
        let distinct = |types: &[(String, String)]| {
            let mut only: Vec<_> = types.iter().map(|(_, t)| t.clone()).collect();
            only.sort();
            only.dedup();
            only
        };
        let (da, db) = (distinct(&a), distinct(&b));
        if da.len() > 1 && db.len() > 1 {
            let gone = a.iter().any(|variant| !b.contains(variant));
            let rule = if gone {
                "answer-type-changed"
            } else {
                "answer-variant-added"
            };
            if a != b {
                differ.note(
                    rule,
                    at,
                    Direction::Response,
                    format!("the {what} of the call has other variants"),
                );
            }
        } else if da != db {
            differ.note(
                "answer-type-changed",
                at,
                Direction::Response,
                format!("the {what} of the call has another type"),
            );
        }
    }
}

fn one_response(differ: &mut Differ<'_>, at: &str, old: &Value, new: &Value) {
    differ.words(at, old, new, &["description", "examples"]);
    let place = pointer::join(at, "schema");
    match (old.get("schema"), new.get("schema")) {
        (Some(a), Some(b)) => {
            schemas::null(differ, &place, (a, b), Direction::Response);
            schemas::compare(differ, &place, a, b, Direction::Response);
        }
        (None, None) => {}
        (before, _) => {
            let words = match before {
                None => "it has a body now",
                Some(_) => "it has no body any more",
            };
            differ.note("answer-type-changed", place, Direction::Response, words);
        }
    }
    let none = serde_json::Map::new();
    let headers = |v: &Value| v.get("headers").and_then(Value::as_object).cloned();
    let (a, b) = (
        headers(old).unwrap_or_else(|| none.clone()),
        headers(new).unwrap_or(none),
    );
    let at = pointer::join(at, "headers");
    for (name, header) in &a {
        match b.get(name) {
            None => differ.note(
                "response-header-removed",
                pointer::join(&at, name),
                Direction::Response,
                format!("{name} was removed"),
            ),
            Some(other) if other != header => {
                differ.note(
                    "response-header-changed",
                    pointer::join(&at, name),
                    Direction::Response,
                    format!("{name} changed"),
                );
            }
            Some(_) => {}
        }
    }
    for name in b.keys().filter(|name| !a.contains_key(*name)) {
        differ.note(
            "response-header-added",
            pointer::join(&at, name),
            Direction::Response,
            format!("{name} was added"),
        );
    }
}

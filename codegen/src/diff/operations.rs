//! Operations: by method and path, with parameters, bodies and answers.

use std::collections::BTreeMap;

use serde_json::Value;

use super::document::sets;
use super::{Differ, Direction, answers, schemas};
use crate::api::{Security, text};
use crate::pointer;
use crate::wire::samples::parameters;

/// An operation and its place.
#[derive(Clone)]
pub(super) struct Found<'a> {
    pub at: String,
    pub value: &'a Value,
}

/// Compares all operations.
pub(super) fn compare(differ: &mut Differ<'_>) {
    let (old, new) = (all(differ.old), all(differ.new));
    for (key, found) in &old {
        match new.get(key) {
            Some(other) => one(differ, found, other),
            None => differ.note(
                "operation-removed",
                &found.at,
                Direction::None,
                format!("{key} was removed"),
            ),
        }
    }
    for (key, found) in &new {
        if !old.contains_key(key) {
            differ.note(
                "operation-added",
                &found.at,
                Direction::None,
                format!("{key} was added"),
            );
        }
    }
}

/// All operations by method and path, whatever the path's parameters are called.
fn all(document: &Value) -> BTreeMap<String, Found<'_>> {
    let methods = ["get", "put", "post", "delete", "options", "head", "patch"];
    let mut found = BTreeMap::new();
    for (path, item) in document
        .get("paths")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        for (method, value) in item.as_object().into_iter().flatten() {
            if methods.contains(&method.as_str()) {
                let at = pointer::join(&pointer::join("/paths", path), method);
                let mut key = format!("{} {}", method.to_uppercase(), nameless(path));
                while found.contains_key(&key) {
                    key.push('\'');
                }
                found.insert(key, Found { at, value });
            }
        }
    }
    found
}

fn nameless(path: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in path.chars() {
        match c {
            '{' => {
                inside = true;
                text.push_str("{}");
            }
            '}' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

fn one(differ: &mut Differ<'_>, old: &Found<'_>, new: &Found<'_>) {
    let (at, a, b) = (&new.at, old.value, new.value);
    if a.get("operationId") != b.get("operationId") {
        let id = |v: &Value| {
            v.get("operationId")
                .map_or_else(|| "nothing".to_owned(), text)
        };
        let words = format!("operationId is {}, was {}", id(b), id(a));
        differ.note(
            "operation-renamed",
            pointer::join(at, "operationId"),
            Direction::None,
            words,
        );
    }
    differ.words(at, a, b, &["summary", "description", "externalDocs"]);
    if a.get("tags") != b.get("tags") {
        differ.note(
            "tags",
            pointer::join(at, "tags"),
            Direction::None,
            "tags changed",
        );
    }
    let deprecated = |v: &Value| v.get("deprecated").and_then(Value::as_bool) == Some(true);
    match (deprecated(a), deprecated(b)) {
        (false, true) => differ.note(
            "operation-deprecated",
            pointer::join(at, "deprecated"),
            Direction::None,
            "it is deprecated",
        ),
        (true, false) => differ.note(
            "operation-undeprecated",
            pointer::join(at, "deprecated"),
            Direction::None,
            "it is deprecated no more",
        ),
        _ => {}
    }
    security(differ, at, a, b);
    all_parameters(differ, old, new);
    media_types(differ, at, a, b);
    answers::compare(differ, old, new);
}

fn security(differ: &mut Differ<'_>, at: &str, old: &Value, new: &Value) {
    let (old, new) = (
        Security::read(differ.old, old),
        Security::read(differ.new, new),
    );
    let at = pointer::join(at, "security");
    let scopes = |s: &Security| Value::from(s.oauth2_scopes.clone().unwrap_or_default());
    sets(
        differ,
        &at,
        (&scopes(&old), &scopes(&new)),
        ("operation-scope-added", "operation-scope-removed"),
    );
    if old.oauth2_scopes.is_some() != new.oauth2_scopes.is_some()
        || old.api_key_headers != new.api_key_headers
    {
        differ.note(
            "operation-security",
            at,
            Direction::None,
            "it is authorised another way",
        );
    }
}

fn is_required(parameter: &Value) -> bool {
    parameter.get("required").and_then(Value::as_bool) == Some(true)
        || parameter.get("in").and_then(Value::as_str) == Some("path")
}

fn all_parameters(differ: &mut Differ<'_>, old: &Found<'_>, new: &Found<'_>) {
    let (a, b) = (
        parameters(differ.old, &old.at),
        parameters(differ.new, &new.at),
    );
    let is = |p: &Value, location: &str| p.get("in").and_then(Value::as_str) == Some(location);
    body(
        differ,
        &new.at,
        a.iter().find(|p| is(p, "body")).copied(),
        b.iter().find(|p| is(p, "body")).copied(),
    );
    let name = |p: &Value| p.get("name").map(text).unwrap_or_default();
    let others = |list: &[&'_ Value]| -> Vec<Value> {
        list.iter()
            .filter(|p| !is(p, "body"))
            .map(|p| (*p).clone())
            .collect()
    };
    let (a, b) = (others(&a), others(&b));
    let at = pointer::join(&new.at, "parameters");
    let same = |p: &Value, q: &Value| name(p) == name(q) && p.get("in") == q.get("in");
    let mut met = vec![];
    for parameter in &a {
        let exact = b.iter().position(|p| same(p, parameter));
        // the same name in another place, unless that one was there before
        let moved = || {
            b.iter()
                .position(|p| name(p) == name(parameter) && !a.iter().any(|q| same(p, q)))
        };
        let place = pointer::join(&at, name(parameter));
        let other = exact.or_else(moved).filter(|i| !met.contains(i));
        match other.and_then(|i| b.get(i)) {
            Some(other) => one_parameter(differ, &place, parameter, other),
            None => differ.note(
                "parameter-removed",
                place,
                Direction::Request,
                format!("{} was removed", name(parameter)),
            ),
        }
        met.extend(other);
    }
    for (_, parameter) in b.iter().enumerate().filter(|(i, _)| !met.contains(i)) {
        let (rule, words) = if is_required(parameter) {
            ("parameter-added-required", "is new and required")
        } else {
            ("parameter-added-optional", "is new")
        };
        differ.note(
            rule,
            pointer::join(&at, name(parameter)),
            Direction::Request,
            format!("{} {words}", name(parameter)),
        );
    }
}

fn one_parameter(differ: &mut Differ<'_>, at: &str, old: &Value, new: &Value) {
    match (is_required(old), is_required(new)) {
        (false, true) => differ.note(
            "parameter-became-required",
            at,
            Direction::Request,
            "it is required now",
        ),
        (true, false) => differ.note(
            "parameter-became-optional",
            at,
            Direction::Request,
            "it is optional now",
        ),
        _ => {}
    }
    if old.get("in") != new.get("in") {
        let place = |v: &Value| v.get("in").map(text).unwrap_or_default();
        differ.note(
            "parameter-moved",
            at,
            Direction::Request,
            format!("it stands in {}, was in {}", place(new), place(old)),
        );
    }
    let format = |v: &Value| {
        v.get("collectionFormat")
            .and_then(Value::as_str)
            .unwrap_or("csv")
            .to_owned()
    };
    if format(old) != format(new) {
        let words = format!(
            "lists are written as {}, were as {}",
            format(new),
            format(old)
        );
        differ.note("parameter-list-format", at, Direction::Request, words);
    }
    differ.words(at, old, new, &["description"]);
    schemas::null(differ, at, (old, new), Direction::Request);
    schemas::compare(differ, at, old, new, Direction::Request);
}

fn body(differ: &mut Differ<'_>, at: &str, old: Option<&Value>, new: Option<&Value>) {
    let at = pointer::join(&pointer::join(at, "parameters"), "body");
    match (old, new) {
        (None, Some(new)) if is_required(new) => {
            differ.note(
                "body-added-required",
                at,
                Direction::Request,
                "a body is required now",
            );
        }
        (None, Some(_)) => differ.note(
            "body-added-optional",
            at,
            Direction::Request,
            "a body is allowed now",
        ),
        (Some(_), None) => differ.note(
            "body-removed",
            at,
            Direction::Request,
            "there is no body any more",
        ),
        (Some(old), Some(new)) => {
            match (is_required(old), is_required(new)) {
                (false, true) => differ.note(
                    "body-became-required",
                    &at,
                    Direction::Request,
                    "the body is required now",
                ),
                (true, false) => differ.note(
                    "body-became-optional",
                    &at,
                    Direction::Request,
                    "the body is optional now",
                ),
                _ => {}
            }
            differ.words(&at, old, new, &["description"]);
            let none = Value::Null;
            let schema = |v: &'_ Value| v.get("schema").cloned().unwrap_or_else(|| none.clone());
            let place = pointer::join(&at, "schema");
            let (old, new) = (schema(old), schema(new));
            schemas::null(differ, &place, (&old, &new), Direction::Request);
            schemas::compare(differ, &place, &old, &new, Direction::Request);
        }
        (None, None) => {}
    }
}

/// Which form a list of media types gives to what travels.
fn form(types: &[String]) -> &'static str {
    let has = |wanted: &str| types.iter().any(|t| t.contains(wanted));
    if types.is_empty() || has("json") || has("*/*") {
        "JSON"
    } else if has("x-www-form-urlencoded") || has("multipart") {
        "a form"
    } else {
        "bytes"
    }
}

fn media_types(differ: &mut Differ<'_>, at: &str, old: &Value, new: &Value) {
    for key in ["consumes", "produces"] {
        let types = |document: &Value, operation: &Value| -> Vec<String> {
            let list = operation
                .get(key)
                .or_else(|| document.get(key))
                .and_then(Value::as_array);
            list.into_iter().flatten().map(text).collect()
        };
        let (a, b) = (types(differ.old, old), types(differ.new, new));
        if a == b {
            continue;
        }
        let at = pointer::join(at, key);
        let direction = if key == "consumes" {
            Direction::Request
        } else {
            Direction::Response
        };
        let words = format!("{key} {}, was {}", b.join(", "), a.join(", "));
        if form(&a) == form(&b) {
            differ.note("media-type-changed", at, direction, words);
        } else {
            differ.note("body-form-changed", at, direction, words);
        }
    }
}

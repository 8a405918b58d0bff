//! The document as a whole: version, base URL, security schemes, and what no rule is about.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Differ, Direction};
use crate::pointer;

/// Compares what stands at the top.
pub(super) fn compare(differ: &mut Differ<'_>) {
    let (old, new) = (differ.old, differ.new);
    let none = Value::Null;
    let of = |document: &'_ Value, key: &str| document.get(key).cloned().unwrap_or_default();
    if old.pointer("/info/version") != new.pointer("/info/version") {
        let version = |d: &Value| {
            d.pointer("/info/version")
                .map(crate::api::text)
                .unwrap_or_default()
        };
        let text = format!("the version is {}, was {}", version(new), version(old));
        differ.note("api-version", "/info/version", Direction::None, text);
    }
    let info = |document: &'_ Value| document.get("info").cloned().unwrap_or_default();
    differ.words(
        "/info",
        &info(old),
        &info(new),
        &[
            "title",
            "description",
            "termsOfService",
            "contact",
            "license",
        ],
    );
    // without a host there is no base URL
    let had_host = old
        .get("host")
        .and_then(Value::as_str)
        .is_some_and(|host| !host.is_empty());
    for key in ["host", "basePath"] {
        if of(old, key) != of(new, key) {
            let text = format!("{key} is {}, was {}", of(new, key), of(old, key));
            let rule = if had_host {
                "base-url"
            } else {
                "base-url-defined"
            };
            differ.note(rule, format!("/{key}"), Direction::None, text);
        }
    }
    sets(
        differ,
        "/schemes",
        (&of(old, "schemes"), &of(new, "schemes")),
        ("scheme-added", "scheme-removed"),
    );
    if old.get("tags") != new.get("tags") {
        differ.note("tags", "/tags", Direction::None, "tags changed");
    }
    schemes(
        differ,
        old.get("securityDefinitions").unwrap_or(&none),
        new.get("securityDefinitions").unwrap_or(&none),
    );
}

/// Compares two lists as sets of texts.
pub(super) fn sets(
    differ: &mut Differ<'_>,
    at: &str,
    (old, new): (&Value, &Value),
    (added, removed): (&'static str, &'static str),
) {
    let set = |value: &Value| -> BTreeSet<String> {
        value
            .as_array()
            .into_iter()
            .flatten()
            .map(crate::api::text)
            .collect()
    };
    let (old, new) = (set(old), set(new));
    for text in new.difference(&old) {
        differ.note(added, at, Direction::None, format!("{text} was added"));
    }
    for text in old.difference(&new) {
        differ.note(removed, at, Direction::None, format!("{text} was removed"));
    }
}

fn schemes(differ: &mut Differ<'_>, old: &Value, new: &Value) {
    let names = |value: &Value| -> BTreeSet<String> {
        value
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.clone())
            .collect()
    };
    for name in names(old).union(&names(new)) {
        let at = pointer::join("/securityDefinitions", name);
        match (old.get(name), new.get(name)) {
            (None, Some(_)) => differ.note(
                "security-scheme-added",
                at,
                Direction::None,
                format!("{name} was added"),
            ),
            (Some(_), None) => differ.note(
                "security-scheme-removed",
                at,
                Direction::None,
                format!("{name} was removed"),
            ),
            (Some(old), Some(new)) => scheme(differ, &at, old, new),
            (None, None) => {}
        }
    }
}

fn scheme(differ: &mut Differ<'_>, at: &str, old: &Value, new: &Value) {
    for key in ["type", "flow", "in", "name", "authorizationUrl"] {
        if old.get(key) != new.get(key) {
            differ.note(
                "security-scheme-changed",
                pointer::join(at, key),
                Direction::None,
                format!("{key} changed"),
            );
        }
    }
    if old.get("tokenUrl") != new.get("tokenUrl") {
        let url = |v: &Value| v.get("tokenUrl").map(crate::api::text).unwrap_or_default();
        let text = format!("the token URL is {}, was {}", url(new), url(old));
        differ.note(
            "token-url",
            pointer::join(at, "tokenUrl"),
            Direction::None,
            text,
        );
    }
    let scopes = |value: &Value| -> BTreeSet<String> {
        let scopes = value.get("scopes").and_then(Value::as_object);
        scopes
            .into_iter()
            .flatten()
            .map(|(name, _)| name.clone())
            .collect()
    };
    let at_scopes = pointer::join(at, "scopes");
    for scope in scopes(new).difference(&scopes(old)) {
        differ.note(
            "scope-defined",
            pointer::join(&at_scopes, scope),
            Direction::None,
            format!("the scope {scope} was added"),
        );
    }
    for scope in scopes(old).difference(&scopes(new)) {
        differ.note(
            "scope-undefined",
            pointer::join(&at_scopes, scope),
            Direction::None,
            format!("the scope {scope} was removed"),
        );
    }
    differ.words(at, old, new, &["description"]);
}

/// Whatever differs and no rule has spoken of.
pub(super) fn rest(differ: &mut Differ<'_>) {
    let (old, new) = (differ.old, differ.new);
    let mut places = vec![];
    differences("", old, new, &mut places);
    let noted: Vec<String> = differ
        .changes
        .iter()
        .map(|change| change.pointer.clone())
        .collect();
    for place in places {
        let near = |noted: &String| {
            *noted == place
                || place
                    .strip_prefix(noted.as_str())
                    .is_some_and(|rest| rest.starts_with('/'))
                || noted
                    .strip_prefix(place.as_str())
                    .is_some_and(|rest| rest.starts_with('/'))
        };
        if noted.iter().any(near) {
            continue;
        }
        if is_for_people(&place) {
            differ.note(
                "words",
                &place,
                Direction::None,
                "what is written for people changed",
            );
        } else if is_handled(&place) {
            differ.note("order", &place, Direction::None, "the order changed");
        } else {
            differ.note("other", &place, Direction::None, "it changed");
        }
    }
    // Equality of values does not see the order of members; their texts do.
    let (old, new) = (old.to_string(), new.to_string());
    if differ.changes.is_empty() && old != new {
        differ.note("order", "", Direction::None, "the order changed");
    }
}

/// The places of the differences; lists are compared whole.
fn differences(at: &str, old: &Value, new: &Value, places: &mut Vec<String>) {
    match (old, new) {
        _ if old == new => {}
        (Value::Object(a), Value::Object(b)) => {
            for (key, value) in a {
                let at = pointer::join(at, key);
                match b.get(key) {
                    Some(other) => differences(&at, value, other, places),
                    None => places.push(at),
                }
            }
            places.extend(
                b.keys()
                    .filter(|key| !a.contains_key(*key))
                    .map(|key| pointer::join(at, key)),
            );
        }
        _ => places.push(at.to_owned()),
    }
}

fn is_for_people(place: &str) -> bool {
    place.split('/').any(|token| {
        token.starts_with("x-")
            || [
                "description",
                "summary",
                "title",
                "example",
                "examples",
                "externalDocs",
                "contact",
                "license",
                "termsOfService",
                "tags",
                "xml",
                "readOnly",
            ]
            .contains(&token)
    })
}

/// Lists that the rules compare by their members: what is left is their order, or what stands in a shared
/// parameter or answer that is compared where it is used.
fn is_handled(place: &str) -> bool {
    let last = place.rsplit('/').next().unwrap_or_default();
    [
        "parameters",
        "required",
        "enum",
        "schemes",
        "consumes",
        "produces",
        "security",
    ]
    .contains(&last)
        || place.starts_with("/parameters/")
        || place.starts_with("/responses/")
        || [
            "/parameters",
            "/responses",
            "/security",
            "/consumes",
            "/produces",
        ]
        .contains(&place)
}

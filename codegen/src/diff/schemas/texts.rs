//! Texts: lists of values, which become enums, and constraints, which become types that check them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::limits::limits;
use crate::api::text;
use crate::diff::{Differ, Direction};
use crate::pointer;

/// The values of an enum in Rust: a list of texts and nothing else, see `normalise::keywords`.
pub(super) fn values(schema: &Value) -> Option<BTreeSet<String>> {
    let values = schema.get("enum")?.as_array()?;
    let all = values.iter().all(Value::is_string) && !values.is_empty();
    all.then(|| values.iter().map(text).collect())
}

/// Whether a text becomes a type that checks it.
pub(super) fn is_checked(schema: &Value) -> bool {
    let pattern = schema.get("pattern").and_then(Value::as_str);
    let pattern = pattern.is_some_and(|p| !p.starts_with('/') && regress::Regex::new(p).is_ok());
    let shortest = schema.get("minLength").and_then(Value::as_u64);
    let longest = schema.get("maxLength").and_then(Value::as_u64);
    values(schema).is_none() && (pattern || shortest.is_some_and(|n| n > 0) || longest.is_some())
}

/// Compares two texts.
pub(super) fn texts(
    differ: &mut Differ<'_>,
    at: &str,
    old: &Value,
    new: &Value,
    direction: Direction,
) {
    enums(differ, &pointer::join(at, "enum"), old, new, direction);
    match (is_checked(old), is_checked(new)) {
        (false, true) => differ.note(
            "constraint-added",
            at,
            direction,
            "not every string is allowed any more",
        ),
        (true, false) => differ.note(
            "constraint-dropped",
            at,
            direction,
            "every string is allowed now",
        ),
        (true, true) => {
            if old.get("pattern") != new.get("pattern") {
                // another pattern allows other texts, which is the worse of both ways
                differ.note(
                    "limit-tightened",
                    pointer::join(at, "pattern"),
                    Direction::Request,
                    "the pattern changed",
                );
            }
            limits(differ, at, (old, new), direction);
        }
        (false, false) => {
            for key in ["pattern", "minLength", "maxLength"] {
                if old.get(key) != new.get(key) {
                    let words = format!("{key} changed, and no value is refused for it");
                    differ.note(
                        "limit-loosened-unchecked",
                        pointer::join(at, key),
                        direction,
                        words,
                    );
                }
            }
        }
    }
}

fn enums(differ: &mut Differ<'_>, place: &str, old: &Value, new: &Value, direction: Direction) {
    match (values(old), values(new)) {
        (None, Some(_)) => differ.note(
            "enum-added",
            place,
            direction,
            "only listed values are allowed now",
        ),
        (Some(_), None) => {
            differ.note("enum-dropped", place, direction, "any value is allowed now");
        }
        (Some(a), Some(b)) => {
            for value in b.difference(&a) {
                let words = format!("{value} was added");
                differ.note("enum-value-added", place, direction, words);
            }
            for value in a.difference(&b) {
                let words = format!("{value} was removed");
                differ.note("enum-value-removed", place, direction, words);
            }
        }
        (None, None) => {}
    }
}

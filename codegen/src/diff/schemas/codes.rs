//! Numbers with meanings: neither an enum of numbers nor a list of known values closes their type.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::api::text;
use crate::diff::{Differ, Direction};
use crate::pointer;

/// Compares the enum and the known values of numbers.
pub(super) fn codes(
    differ: &mut Differ<'_>,
    at: &str,
    old: &Value,
    new: &Value,
    direction: Direction,
) {
    if old.get("enum") != new.get("enum") {
        differ.note(
            "number-enum-changed",
            pointer::join(at, "enum"),
            direction,
            "the allowed numbers changed",
        );
    }
    known_values(differ, at, old, new, direction);
}

fn known_values(differ: &mut Differ<'_>, at: &str, old: &Value, new: &Value, direction: Direction) {
    let names = |v: &Value| -> BTreeSet<(String, String)> {
        let values = v.get("x-known-values").and_then(Value::as_array);
        let part = |v: &Value, key: &str| v.get(key).map(text).unwrap_or_default();
        values
            .into_iter()
            .flatten()
            .map(|v| (part(v, "name"), part(v, "value")))
            .collect()
    };
    let at = pointer::join(at, "x-known-values");
    for (name, value) in names(new).difference(&names(old)) {
        differ.note(
            "known-value-added",
            &at,
            direction,
            format!("{name} ({value}) was added"),
        );
    }
    for (name, value) in names(old).difference(&names(new)) {
        differ.note(
            "known-value-removed",
            &at,
            direction,
            format!("{name} ({value}) was removed"),
        );
    }
}

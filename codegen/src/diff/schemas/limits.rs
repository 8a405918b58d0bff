//! Limits of numbers, texts and lists, by whether the generated type checks them.

use serde_json::Value;

use crate::diff::{Differ, Direction};
use crate::pointer;

/// Lower and upper limits; a missing one is no limit.
pub(super) fn limits(
    differ: &mut Differ<'_>,
    at: &str,
    (old, new): (&Value, &Value),
    direction: Direction,
) {
    for (key, lower) in [
        ("minLength", true),
        ("maxLength", false),
        ("minimum", true),
        ("maximum", false),
        ("minItems", true),
        ("maxItems", false),
    ] {
        let limit = |v: &Value| v.get(key).and_then(Value::as_f64);
        let (a, b) = (limit(old), limit(new));
        if a == b {
            continue;
        }
        let tighter = match (a, b) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(a), Some(b)) => (b > a) == lower,
        };
        let rule = match (tighter, key.ends_with("Length")) {
            (true, _) => "limit-tightened",
            (false, true) => "limit-loosened",
            (false, false) => "limit-loosened-unchecked",
        };
        let words = |v: Option<f64>| v.map_or_else(|| "nothing".to_owned(), |v| v.to_string());
        let words = format!("{key} is {}, was {}", words(b), words(a));
        differ.note(rule, pointer::join(at, key), direction, words);
    }
    for key in [
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "uniqueItems",
    ] {
        if old.get(key) != new.get(key) {
            let tighter = new.get(key).is_some_and(|v| *v != Value::Bool(false));
            let rule = if tighter {
                "limit-tightened"
            } else {
                "limit-loosened-unchecked"
            };
            differ.note(
                rule,
                pointer::join(at, key),
                direction,
                format!("{key} changed"),
            );
        }
    }
}

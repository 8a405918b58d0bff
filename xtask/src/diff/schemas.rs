//! Schemas: types, properties, enums, limits, in their direction.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Differ, Direction};
use crate::api::text;
use crate::pointer;

/// Compares two schemas; references are compared by name, and their definitions once.
pub(super) fn compare(
    differ: &mut Differ<'_>,
    at: &str,
    old: &Value,
    new: &Value,
    direction: Direction,
) {
    if old == new {
        return;
    }
    let (a, b) = (unwrap(old), unwrap(new));
    match (a.get("$ref"), b.get("$ref")) {
        (None, None) => {}
        (x, y) if x == y => return,
        (x, y) => {
            let name =
                |v: Option<&Value>| v.map_or_else(|| "something of its own".to_owned(), text);
            differ.note(
                "type-changed",
                at,
                direction,
                format!("it is {}, was {}", name(y), name(x)),
            );
            return;
        }
    }
    let (x, y) = (kind(a), kind(b));
    if x != y {
        differ.note(
            "type-changed",
            at,
            direction,
            format!("the type is {y}, was {x}"),
        );
        return;
    }
    formats(differ, at, (a, b), &x, direction);
    default(differ, at, a, b, direction);
    match x.as_str() {
        "string" => strings(differ, at, a, b, direction),
        "integer" | "number" => {
            if a.get("enum") != b.get("enum") {
                differ.note(
                    "number-enum-changed",
                    pointer::join(at, "enum"),
                    direction,
                    "the allowed numbers changed",
                );
            }
            limits(differ, at, (a, b), direction);
            known_values(differ, at, a, b, direction);
        }
        "array" => {
            limits(differ, at, (a, b), direction);
            let none = Value::Null;
            let items = |v: &'_ Value| v.get("items").cloned().unwrap_or_else(|| none.clone());
            compare(
                differ,
                &pointer::join(at, "items"),
                &items(a),
                &items(b),
                direction,
            );
        }
        _ => objects(differ, at, a, b, direction),
    }
}

/// A wrapped reference is the reference, see `normalise::single_all_of`.
fn unwrap(schema: &Value) -> &Value {
    let parts = schema
        .get("allOf")
        .and_then(Value::as_array)
        .map(Vec::as_slice);
    match (parts, schema.get("properties"), schema.get("x-nullable")) {
        (Some([only]), None, None) if only.get("$ref").is_some() => only,
        _ => schema,
    }
}

fn kind(schema: &Value) -> String {
    match schema.get("type") {
        Some(kind) => text(kind),
        None if schema.get("properties").is_some() || schema.get("allOf").is_some() => {
            "object".to_owned()
        }
        None => "anything".to_owned(),
    }
}

/// Formats that choose another Rust type.
fn formats(
    differ: &mut Differ<'_>,
    at: &str,
    (old, new): (&Value, &Value),
    kind: &str,
    direction: Direction,
) {
    let format = |v: &Value| {
        v.get("format")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let (a, b) = (format(old), format(new));
    if a == b {
        return;
    }
    let class = |format: &str| match (kind, format) {
        ("integer", "int32" | "int8" | "int16" | "short" | "byte") => "i32",
        ("integer", "uint8" | "uint16" | "uint32") => "u32",
        ("integer", "uint64") => "u64",
        ("integer", _) => "i64",
        ("string", "date") => "date",
        ("string", "date-time") => "date-time",
        ("string", "uuid") => "uuid",
        _ => "same",
    };
    let rule = if class(&a) == class(&b) {
        "format-same-type"
    } else {
        "format-changed"
    };
    differ.note(
        rule,
        pointer::join(at, "format"),
        direction,
        format!("the format is {b:?}, was {a:?}"),
    );
}

fn default(differ: &mut Differ<'_>, at: &str, old: &Value, new: &Value, direction: Direction) {
    if old.get("default") != new.get("default") {
        let words = |v: &Value| v.get("default").map_or_else(|| "nothing".to_owned(), text);
        let words = format!("the default is {}, was {}", words(new), words(old));
        differ.note(
            "default-changed",
            pointer::join(at, "default"),
            direction,
            words,
        );
    }
}

fn values(schema: &Value) -> Option<BTreeSet<String>> {
    Some(schema.get("enum")?.as_array()?.iter().map(text).collect())
}

fn strings(differ: &mut Differ<'_>, at: &str, old: &Value, new: &Value, direction: Direction) {
    let place = pointer::join(at, "enum");
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
                differ.note(
                    "enum-value-added",
                    &place,
                    direction,
                    format!("{value} was added"),
                );
            }
            for value in a.difference(&b) {
                differ.note(
                    "enum-value-removed",
                    &place,
                    direction,
                    format!("{value} was removed"),
                );
            }
        }
        (None, None) => {}
    }
    let constrained = |v: &Value| {
        ["pattern", "minLength", "maxLength"]
            .iter()
            .any(|key| v.get(key).is_some())
            && v.get("enum").is_none()
    };
    match (constrained(old), constrained(new)) {
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
        _ => {
            if old.get("pattern") != new.get("pattern") {
                differ.note(
                    "limit-tightened",
                    pointer::join(at, "pattern"),
                    Direction::Request,
                    "the pattern changed",
                );
            }
            limits(differ, at, (old, new), direction);
        }
    }
}

/// Lower and upper limits; a missing one is no limit.
fn limits(differ: &mut Differ<'_>, at: &str, (old, new): (&Value, &Value), direction: Direction) {
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

fn required(schema: &Value, name: &str) -> bool {
    let names = schema.get("required").and_then(Value::as_array);
    names.is_some_and(|names| names.iter().any(|n| n.as_str() == Some(name)))
}

fn objects(differ: &mut Differ<'_>, at: &str, old: &Value, new: &Value, direction: Direction) {
    let none = serde_json::Map::new();
    let of = |v: &Value| v.get("properties").and_then(Value::as_object).cloned();
    let (a, b) = (
        of(old).unwrap_or_else(|| none.clone()),
        of(new).unwrap_or(none),
    );
    if a.is_empty() != b.is_empty() && old.get("allOf").is_none() {
        differ.note(
            "type-changed",
            at,
            direction,
            "an object with properties, or one without, became the other",
        );
    }
    let place = pointer::join(at, "properties");
    for (name, schema) in &a {
        let at = pointer::join(&place, name);
        let Some(other) = b.get(name) else {
            differ.note(
                "property-removed",
                at,
                direction,
                format!("{name} was removed"),
            );
            continue;
        };
        let needed = (required(old, name), required(new, name));
        match needed {
            (false, true) => differ.note(
                "property-became-required",
                &at,
                direction,
                format!("{name} is required now"),
            ),
            (true, false) => differ.note(
                "property-became-optional",
                &at,
                direction,
                format!("{name} is optional now"),
            ),
            _ => {}
        }
        let nullable = |v: &Value| v.get("x-nullable").and_then(Value::as_bool) == Some(true);
        if nullable(schema) != nullable(other) {
            let rule = if needed == (false, false) {
                "nullable-same-type"
            } else {
                "nullable-changed"
            };
            differ.note(
                rule,
                pointer::join(&at, "x-nullable"),
                direction,
                format!("{name} may be null, or may no more"),
            );
        }
        differ.words(&at, schema, other, &["description", "title", "example"]);
        compare(differ, &at, schema, other, direction);
    }
    for name in b.keys().filter(|name| !a.contains_key(*name)) {
        let (rule, words) = if required(new, name) {
            ("property-added-required", "is new and required")
        } else {
            ("property-added-optional", "is new")
        };
        differ.note(
            rule,
            pointer::join(&place, name),
            direction,
            format!("{name} {words}"),
        );
    }
    additional(differ, at, old, new, direction);
    if old.get("allOf") != new.get("allOf") {
        differ.note(
            "composition-changed",
            pointer::join(at, "allOf"),
            direction,
            "it is made of other parts",
        );
    }
    if old.get("discriminator") != new.get("discriminator") {
        differ.note(
            "additional-properties-changed",
            pointer::join(at, "discriminator"),
            direction,
            "the discriminator changed",
        );
    }
}

fn additional(differ: &mut Differ<'_>, at: &str, old: &Value, new: &Value, direction: Direction) {
    let open = |v: &Value| match v.get("additionalProperties") {
        Some(Value::Bool(true)) => Some(serde_json::json!({})),
        Some(schema @ Value::Object(_)) => Some(schema.clone()),
        _ => None,
    };
    let place = pointer::join(at, "additionalProperties");
    match (open(old), open(new)) {
        (None, Some(_)) => differ.note(
            "additional-properties-added",
            place,
            direction,
            "other properties are allowed now",
        ),
        (Some(_), None) => differ.note(
            "additional-properties-removed",
            place,
            direction,
            "other properties are allowed no more",
        ),
        (Some(a), Some(b)) if a != b => {
            differ.note(
                "additional-properties-changed",
                &place,
                direction,
                "other properties have another type",
            );
            compare(differ, &place, &a, &b, direction);
        }
        _ => {
            if old.get("additionalProperties") != new.get("additionalProperties") {
                differ.note("words", place, direction, "whether other properties are refused changed; the client reads them either way");
            }
        }
    }
}

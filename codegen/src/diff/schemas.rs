//! Schemas: types, properties, enums, limits, in their direction.

mod codes;
mod limits;
mod objects;
mod texts;

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
        "string" => texts::texts(differ, at, a, b, direction),
        "integer" | "number" => {
            codes::codes(differ, at, a, b, direction);
            limits::limits(differ, at, (a, b), direction);
        }
        "array" => {
            limits::limits(differ, at, (a, b), direction);
            let none = Value::Null;
            let items = |v: &'_ Value| v.get("items").cloned().unwrap_or_else(|| none.clone());
            elements(
                differ,
                &pointer::join(at, "items"),
                &items(a),
                &items(b),
                direction,
            );
        }
        _ => objects::objects(differ, at, a, b, direction),
    }
}

/// Compares what a list or a map holds: `null` among it is an `Option` in its type.
fn elements(differ: &mut Differ<'_>, at: &str, old: &Value, new: &Value, direction: Direction) {
    if is_nullable(old) != is_nullable(new) {
        differ.note(
            "nullable-changed",
            pointer::join(at, "x-nullable"),
            direction,
            "what it holds may be null, or may no more",
        );
    }
    compare(differ, at, old, new, direction);
}

fn is_nullable(schema: &Value) -> bool {
    schema.get("x-nullable").and_then(Value::as_bool) == Some(true)
}

/// Whether a definition, an argument, a body or an answer may be null, which no type shows, see `normalise::nullable`.
pub(super) fn null(
    differ: &mut Differ<'_>,
    at: &str,
    (old, new): (&Value, &Value),
    direction: Direction,
) {
    let at = pointer::join(at, "x-nullable");
    match (is_nullable(old), is_nullable(new)) {
        (false, true) => differ.note("null-allowed", at, direction, "it may be null now"),
        (true, false) => differ.note("null-forbidden", at, direction, "it may be null no more"),
        _ => {}
    }
}

/// Whether a schema is an enum in Rust.
pub(super) fn is_enum(schema: &Value) -> bool {
    kind(schema) == "string" && texts::values(schema).is_some()
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
    let rule = if rust_type(kind, old) == rust_type(kind, new) {
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

/// Which Rust type a format chooses. One that an enum or a limit stands beside chooses none, see
/// `normalise::odd_formats`.
fn rust_type(kind: &str, schema: &Value) -> &'static str {
    let format = schema.get("format").and_then(Value::as_str);
    match (kind, format.unwrap_or_default()) {
        ("integer", "int32" | "int8" | "int16" | "short" | "byte") => "i32",
        ("integer", "uint8" | "uint16" | "uint32") => "u32",
        ("integer", "uint64") => "u64",
        ("integer", _) => "i64",
        ("string", _) if texts::is_checked(schema) || texts::values(schema).is_some() => "own",
        ("string", "date") => "date",
        ("string", "date-time") => "date-time",
        ("string", "uuid") => "uuid",
        ("string", _) => "text",
        _ => "same",
    }
}

/// What a schema is called in Rust, as far as the document says it; an inline one that becomes a type of
/// its own is called after its place.
pub(super) fn type_text(schema: &Value, place: &str) -> String {
    let schema = unwrap(schema);
    if let Some(reference) = schema.get("$ref") {
        return text(reference);
    }
    let of = |key: &str| {
        schema
            .get(key)
            .map(|inner| type_text(inner, place))
            .unwrap_or_default()
    };
    let kind = kind(schema);
    match (kind.as_str(), rust_type(&kind, schema)) {
        ("string", "own") => format!("a text of {place}"),
        ("array", _) => format!("[{}]", of("items")),
        ("object", _) if schema.get("properties").is_some() || schema.get("allOf").is_some() => {
            format!("an object of {place}")
        }
        ("object", _) => format!("{{{}}}", of("additionalProperties")),
        (kind, rust) => format!("{kind} {rust}"),
    }
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

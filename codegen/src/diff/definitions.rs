//! Definitions, each once, in the direction in which operations use it.

use std::collections::HashMap;

use serde_json::Value;

use super::{Differ, Direction, schemas};
use crate::pointer;
use crate::wire::samples::resolve;

/// Compares all definitions.
pub(super) fn compare(differ: &mut Differ<'_>) {
    let none = serde_json::Map::new();
    let of = |document: &Value| {
        document
            .get("definitions")
            .and_then(Value::as_object)
            .cloned()
    };
    let (old, new) = (
        of(differ.old).unwrap_or_else(|| none.clone()),
        of(differ.new).unwrap_or(none),
    );
    let used = directions(differ.new);
    let used_before = directions(differ.old);
    for (name, schema) in &old {
        let at = pointer::join("/definitions", name);
        let direction = match (used.get(name), used_before.get(name)) {
            (Some(a), Some(b)) if a == b => *a,
            (Some(one), None) | (None, Some(one)) => *one,
            _ => Direction::Both,
        };
        match new.get(name) {
            Some(other) => {
                differ.words(&at, schema, other, &["description", "title"]);
                let answered = (is_answered(&used_before, name), is_answered(&used, name));
                openness(differ, &at, (schema, other), answered);
                schemas::null(differ, &at, (schema, other), direction);
                schemas::compare(differ, &at, schema, other, direction);
            }
            None => differ.note(
                "definition-removed",
                at,
                direction,
                format!("{name} was removed"),
            ),
        }
    }
    for name in new.keys().filter(|name| !old.contains_key(*name)) {
        let direction = used.get(name).copied().unwrap_or(Direction::None);
        differ.note(
            "definition-added",
            pointer::join("/definitions", name),
            direction,
            format!("{name} was added"),
        );
    }
}

fn is_answered(used: &HashMap<String, Direction>, name: &str) -> bool {
    matches!(used.get(name), Some(Direction::Response | Direction::Both))
}

/// Whether a definition is an enum, or has an inline one.
fn holds_an_enum(schema: &Value) -> bool {
    let mut todo = vec![schema];
    while let Some(schema) = todo.pop() {
        if schemas::is_enum(schema) {
            return true;
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        todo.extend(
            properties
                .into_iter()
                .flatten()
                .map(|(_, property)| property),
        );
        let parts = schema.get("allOf").and_then(Value::as_array);
        todo.extend(parts.into_iter().flatten());
        todo.extend(schema.get("items"));
        todo.extend(schema.get("additionalProperties"));
    }
    false
}

/// An enum that servers answer with holds values that nobody knew of, one that callers alone choose refuses
/// them, see `generate::open_enums`: another type, though the definition stays.
fn openness(
    differ: &mut Differ<'_>,
    at: &str,
    (old, new): (&Value, &Value),
    answered: (bool, bool),
) {
    if !holds_an_enum(old) || !holds_an_enum(new) {
        return;
    }
    match answered {
        (false, true) => differ.note(
            "enum-opened",
            at,
            Direction::Response,
            "it occurs in answers now, so that it may hold any value",
        ),
        (true, false) => differ.note(
            "enum-closed",
            at,
            Direction::Request,
            "it occurs in answers no more, so that it holds listed values only",
        ),
        _ => {}
    }
}

/// Which way each definition travels.
fn directions(document: &Value) -> HashMap<String, Direction> {
    let mut found: HashMap<String, Direction> = HashMap::new();
    for item in document
        .get("paths")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let (_, item) = item;
        mark(
            document,
            item.get("parameters"),
            Direction::Request,
            &mut found,
        );
        for operation in item
            .as_object()
            .into_iter()
            .flatten()
            .map(|(_, operation)| operation)
        {
            mark(
                document,
                operation.get("parameters"),
                Direction::Request,
                &mut found,
            );
            mark(
                document,
                operation.get("responses"),
                Direction::Response,
                &mut found,
            );
        }
    }
    found
}

fn mark(
    document: &Value,
    value: Option<&Value>,
    direction: Direction,
    found: &mut HashMap<String, Direction>,
) {
    let mut todo: Vec<&Value> = value.into_iter().collect();
    let mut parts = 0;
    while let Some(value) = todo.pop() {
        parts += 1;
        if parts > 1_000_000 {
            return;
        }
        if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            let Some(name) = reference.strip_prefix("#/definitions/") else {
                let target = resolve(document, value);
                if target.get("$ref").is_none() {
                    todo.push(target);
                }
                continue;
            };
            let before = found.get(name).copied();
            let now = match before {
                Some(before) if before != direction => Direction::Both,
                _ => direction,
            };
            if before != Some(now) && before != Some(Direction::Both) {
                found.insert(name.to_owned(), now);
                todo.extend(pointer::follow(document, reference));
            }
            continue;
        }
        match value {
            Value::Object(members) => todo.extend(
                members
                    .iter()
                    .filter(|(k, _)| !k.starts_with("x-") && *k != "example")
                    .map(|(_, v)| v),
            ),
            Value::Array(items) => todo.extend(items),
            _ => {}
        }
    }
}

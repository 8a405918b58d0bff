//! Removes `x-meaning`, `x-check` and `x-known-values` that are invalid, or do not fit the type of the schema
//! or parameter.

use api_transport::meaning::{Check, Meaning};
use serde_json::Value;

use super::removal::Removal;
use crate::normalise::meanings::{fits, kind_of};
use crate::pointer;
use crate::schema::{Kind, KnownValue};

const MEANING: &str = "x-meaning";
const CHECK: &str = "x-check";
const KNOWN: &str = "x-known-values";

/// The members whose values are not schemas.
const DATA: [&str; 6] = ["default", "enum", "example", "examples", "x-example", KNOWN];

/// The members whose values are objects with names as keys.
const NAMED: [&str; 2] = ["properties", "definitions"];

/// The members of a known value.
const MEMBERS: [&str; 5] = ["value", "name", "description", "advice", "credentials"];

/// Adds every invalid entry of a document to `removals`.
pub(super) fn check(document: &Value, removals: &mut Vec<Removal>) {
    walk(document, "", false, removals);
}

/// Checks `value` and all values below it. `is_map` means that the keys of `value` are names, not
/// keywords.
fn walk(value: &Value, at: &str, is_map: bool, removals: &mut Vec<Removal>) {
    match value {
        Value::Object(members) => {
            if !is_map {
                check_meaning(value, at, removals);
                check_check(value, at, removals);
                check_known(value, at, removals);
            }
            for (key, value) in members {
                if is_map || !DATA.contains(&key.as_str()) {
                    let is_map = !is_map && NAMED.contains(&key.as_str());
                    walk(value, &pointer::join(at, key), is_map, removals);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &format!("{at}/{index}"), false, removals);
            }
        }
        _ => {}
    }
}

fn check_meaning(schema: &Value, at: &str, removals: &mut Vec<Removal>) {
    let Some(value) = schema.get(MEANING) else {
        return;
    };
    let problem = match (schema.get("$ref"), Meaning::read(value)) {
        (_, Err(problem)) => Some(problem),
        (Some(to), _) => Some(format!("it is beside a $ref; move it to {to}")),
        (None, Ok(meaning)) => fits(&meaning, kind_of(schema)).err(),
    };
    let removal = |problem| {
        Removal::whole(
            pointer::join(at, MEANING),
            format!("the meaning is ignored: {problem}"),
        )
    };
    removals.extend(problem.map(removal));
}

fn check_check(schema: &Value, at: &str, removals: &mut Vec<Removal>) {
    let problem = schema
        .get(CHECK)
        .and_then(|value| match (Check::read(value), kind_of(schema)) {
            (Err(problem), _) => Some(problem),
            (Ok(_), Some(Kind::String | Kind::Integer | Kind::Number)) => None,
            (Ok(_), _) => Some("only a string, a number or an integer can have a check".to_owned()),
        });
    let removal = |problem| {
        Removal::whole(
            pointer::join(at, CHECK),
            format!("the check is ignored: {problem}"),
        )
    };
    removals.extend(problem.map(removal));
}

fn check_known(schema: &Value, at: &str, removals: &mut Vec<Removal>) {
    let Some(values) = schema.get(KNOWN) else {
        return;
    };
    let is_code = schema.get(MEANING).is_some_and(|meaning| meaning == "code");
    let kind = kind_of(schema);
    let mut reasons = vec![];
    let left = match (values, kind) {
        (Value::Array(values), Some(Kind::Integer)) => fitting(values, true, &mut reasons),
        (Value::Array(values), Some(Kind::String)) if is_code => {
            fitting(values, false, &mut reasons)
        }
        _ => {
            let form = "a list in a schema of type integer, or string with `x-meaning: code`";
            reasons.push(format!("known values are ignored: they must be {form}"));
            vec![]
        }
    };
    removals.extend(Removal::partial(
        pointer::join(at, KNOWN),
        Value::Array(left),
        reasons,
    ));
}

/// The valid known values. Adds the problems of the others to `reasons`.
fn fitting(values: &[Value], integers: bool, reasons: &mut Vec<String>) -> Vec<Value> {
    let mut left = vec![];
    for value in values {
        match problem(value, integers) {
            Some(problem) => reasons.push(format!("the known value {value} is ignored: {problem}")),
            None => left.push(value.clone()),
        }
    }
    left
}

fn problem(value: &Value, integers: bool) -> Option<String> {
    let Some(known) = KnownValue::read(value) else {
        return Some("it must have a `value`, a text or an integer, and a `name`".to_owned());
    };
    if integers && !known.code.is_i64() {
        return Some("its `value` is not an integer, as in the document".to_owned());
    }
    let members = value.as_object()?;
    let is_known = |key: &str| MEMBERS.contains(&key) || key.starts_with("x-");
    if let Some(key) = members.keys().find(|key| !is_known(key)) {
        return Some(format!(
            "it has no member `{key}`, only {}",
            MEMBERS.join(", ")
        ));
    }
    let invalid = ["description", "advice"].into_iter().find(|key| {
        let is_text = |value: &Value| match value {
            Value::Object(texts) => texts.values().all(Value::is_string),
            value => value.is_string(),
        };
        value.get(key).is_some_and(|value| !is_text(value))
    });
    if let Some(key) = invalid {
        return Some(format!(
            "its `{key}` is neither a text nor texts by language"
        ));
    }
    let credentials = value.get("credentials");
    credentials
        .filter(|credentials| !credentials.is_boolean())
        .map(|_| "its `credentials` is neither true nor false".to_owned())
}

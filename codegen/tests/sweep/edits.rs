//! The changes of a schema, see `codegen/fixtures/diff/`.

use std::path::Path;

use oas2_codegen::diff::Bump;
use oas2_codegen::load;
use serde::Deserialize;
use serde_json::{Value, json};

/// A schema before and after.
pub struct Edit {
    /// Its name in messages.
    pub name: String,
    pub old: Value,
    pub new: Value,
    pub expected: Expected,
    /// Whether a parameter outside the body can have both schemas.
    pub simple: bool,
    /// Whether only a property can have both schemas.
    pub property: bool,
}

/// The source of the expected bump.
pub enum Expected {
    /// The values that both clients accept and send.
    Values,
    /// The table: the bump in a request, and in a response.
    Given(Bump, Bump),
}

#[derive(Deserialize)]
struct Schemas {
    narrowing: Vec<(String, Value, Value, Value)>,
    rewritten: Vec<(String, Value, Value)>,
    given: Vec<(String, Value, Bump, Bump, bool)>,
}

/// All changes of a schema.
pub fn all() -> Vec<Edit> {
    let text = include_str!("../../fixtures/diff/schemas.yaml");
    let source = load::parse(Path::new("schemas.yaml"), text.as_bytes()).unwrap();
    let schemas: Schemas = serde_json::from_value(source.value).unwrap();
    let mut edits = vec![];
    let mut add = |name, old: &Value, new: &Value, expected, property| {
        edits.push(Edit {
            name,
            simple: is_simple(old) && is_simple(new),
            old: old.clone(),
            new: new.clone(),
            expected,
            property,
        });
    };
    let mut both = |(name, forward): (&str, &str), (back, property), a: &Value, b: &Value| {
        add(
            format!("{name}, {forward}"),
            a,
            b,
            Expected::Values,
            property,
        );
        add(format!("{name}, {back}"), b, a, Expected::Values, property);
    };
    for (name, base, loose, tight) in &schemas.narrowing {
        let (loose, tight) = (with(base, loose), with(base, tight));
        both((name, "tightened"), ("loosened", false), &loose, &tight);
    }
    for (name, a, b) in &schemas.rewritten {
        let property = name.contains("readOnly");
        both((name, "rewritten"), ("rewritten back", property), a, b);
    }
    let text = json!({"type": "string"});
    for (name, members, request, response, property) in &schemas.given {
        let expected = Expected::Given(*request, *response);
        let new = with(&text, members);
        add(format!("{name}, added"), &text, &new, expected, *property);
    }
    edits
}

/// A copy of the schema with more members.
fn with(schema: &Value, members: &Value) -> Value {
    let mut extended = schema.clone();
    extended
        .as_object_mut()
        .unwrap()
        .extend(members.as_object().unwrap().clone());
    extended
}

fn is_simple(schema: &Value) -> bool {
    schema.get("allOf").is_none() && schema.get("type").is_some_and(|kind| kind != "object")
}

/// Values around all limits of the changes. Objects have only properties that the schemas name,
/// because a client sends no others.
pub fn samples() -> Vec<Value> {
    let texts = [
        "",
        "a",
        "b",
        "ab",
        "abc",
        "abcdef",
        "abcdefghij",
        "abcdefghijk",
        "zz",
        "zzz",
    ];
    let numbers = [-1.0, 0.25, 0.5, 1.25, 1.375, 1.5].map(Value::from);
    let integers = [-1, 0, 1, 2, 3, 4, 9, 10, 11, 3_000_000_000_i64].map(Value::from);
    let scalars: Vec<_> = texts
        .map(Value::from)
        .into_iter()
        .chain(numbers)
        .chain(integers)
        .collect();
    let mut values = scalars.clone();
    values.extend([
        json!(null),
        json!(true),
        json!(false),
        json!({}),
        json!([]),
        json!(["a", "b"]),
        json!(["a", "a"]),
    ]);
    for value in &scalars {
        values.extend([
            json!([value]),
            json!({"a": value}),
            json!({"b": value}),
            json!({"a": "a", "b": value}),
        ]);
    }
    values
}

//! Calls by data, with a builder and types like those of the generator.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::error::Error as _;

use api_transport::dynamic::{Call, Field, Required, Values, unknown_operation};
use api_transport::meaning::{AmountComma, CompactDate, Text};
use api_transport::{Decimal, Operation, TransportError};
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

static REPLACE: Operation = Operation::new("replaceThing", Method::PUT, "/things/{id}");

const REQUIRED: Required = &[
    ("Thing", &["id", "part", "cost"]),
    ("Part", &["name", "size"]),
];

/// A builder that records its arguments.
#[derive(Debug, Default)]
struct Builder(Vec<Value>);

impl Builder {
    fn push<T: Serialize>(mut self, value: T) -> Self {
        self.0.push(serde_json::to_value(value).unwrap());
        self
    }
}

#[derive(Debug, Deserialize, Serialize)]
struct Thing {
    id: i64,
    #[serde(rename = "a.b", skip_serializing_if = "Option::is_none")]
    a_b: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    cost: Digits,
    #[serde(skip_serializing_if = "Option::is_none")]
    ready: Option<bool>,
    part: Part,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Part>,
}

#[derive(Debug, Deserialize, Serialize)]
struct Part {
    name: Name,
    size: i8,
}

/// At least two characters.
#[derive(Debug, Serialize)]
struct Name(String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match String::deserialize(deserializer)? {
            short if short.chars().count() < 2 => {
                Err(serde::de::Error::custom("shorter than 2 characters"))
            }
            name => Ok(Self(name)),
        }
    }
}

/// A number with all its digits, which requests raw JSON like `classifications_api::Amount`.
#[derive(Debug, Serialize)]
struct Digits(String);

impl<'de> Deserialize<'de> for Digits {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw: Box<serde_json::value::RawValue> = Deserialize::deserialize(deserializer)?;
        Ok(Self(raw.get().to_owned()))
    }
}

/// The arguments of the builder, or the reasons why values are invalid.
fn finish(call: Call<Builder>) -> Result<Vec<Value>, String> {
    match call.finish() {
        Ok(builder) => Ok(builder.0),
        Err(TransportError::NotSent(e)) => Err(e.source().unwrap().to_string()),
        Err(e) => panic!("{e}"),
    }
}

fn call(json: Value) -> Call<Builder> {
    let values: Values = serde_json::from_value(json).unwrap();
    Call::new(&REPLACE, values, Builder::default())
}

fn body(json: Value) -> Result<Value, String> {
    let arguments = finish(call(json).body(true, REQUIRED, Builder::push::<Thing>))?;
    Ok(arguments.into_iter().next().unwrap_or_default())
}

#[test]
fn parameters_are_converted_to_the_type_of_the_builder() {
    let arguments = call(json!({
        "id": "9007199254740993", "flag": "true", "days": ["1", 2], "one": "7", "rate": "1.5", "none": null,
    }))
    .set(Field::path("id"), Builder::push::<i64>)
    .set(Field::query("flag"), Builder::push::<bool>)
    .set(Field::query("days").required(), Builder::push::<Vec<i32>>)
    .set(Field::header("one"), Builder::push::<Vec<i32>>)
    .set(Field::form("rate"), Builder::push::<f64>)
    .set(Field::form("none"), Builder::push::<String>)
    .set(Field::query("absent"), Builder::push::<String>);
    let expected = json!([9_007_199_254_740_993_i64, true, [1, 2], [7], 1.5]);
    assert_eq!(Value::from(finish(arguments).unwrap()), expected);
}

#[test]
fn all_invalid_and_unknown_parameters_are_reported_by_name() {
    let arguments = call(json!({ "flag": "yes", "days": [1, "x", 3, "300"], "more": 1 }))
        .set(Field::path("contractNo"), Builder::push::<String>)
        .set(Field::query("flag"), Builder::push::<bool>)
        .set(Field::query("days"), Builder::push::<Vec<u8>>);
    assert_eq!(
        finish(arguments).unwrap_err(),
        "contractNo: is missing; \
         flag: invalid type: string \"yes\", expected a boolean; \
         days[1]: invalid type: string \"x\", expected u8; \
         days[3]: invalid value: integer `300`, expected u8; \
         more: is unknown; replaceThing has the parameters contractNo, flag, days"
    );
}

#[test]
fn the_location_distinguishes_equal_names() {
    let both = |json| {
        let call = call(json);
        finish(
            call.set(Field::path("id"), Builder::push::<i64>)
                .set(Field::query("id"), Builder::push::<String>),
        )
    };
    let arguments = both(json!({ "path.id": 1, "query.id": "x" })).unwrap();
    assert_eq!(arguments, [json!(1), json!("x")]);
    let ambiguous = both(json!({ "id": 1 })).unwrap_err();
    assert_eq!(ambiguous, "id: is ambiguous; use path.id or query.id");
    let with_body = |json| {
        let call = call(json).set(Field::path("id"), Builder::push::<i64>);
        finish(call.body(true, REQUIRED, Builder::push::<Thing>))
    };
    let rest = json!({ "part.name": "ab", "part.size": 1, "cost": 1 });
    let mut values = rest.clone();
    values["id"] = json!(1);
    let ambiguous = with_body(values).unwrap_err();
    assert_eq!(ambiguous, "id: is ambiguous; use path.id or body.id");
    let mut values = rest;
    values["path.id"] = json!(1);
    values["body.id"] = json!("2");
    assert_eq!(with_body(values).unwrap()[1]["id"], 2);
}

#[test]
fn flattened_values_override_parts_of_the_body() {
    let arguments = body(json!({
        "body": { "id": 1, "cost": 1, "part": { "name": "whole", "size": 1 } },
        "part.name": "flat", r"a\.b": "x", "body.body": "y", "ready": "false", "id": "7",
    }));
    assert_eq!(
        arguments.unwrap(),
        json!({
            "id": 7, "a.b": "x", "body": "y", "cost": "1", "ready": false,
            "part": { "name": "flat", "size": 1 }
        })
    );
    let clash = body(json!({ "id": 1, "id.x": 2, "cost": 1, "part.name": "ab", "part.size": 1 }));
    let expected = "id.x: \"x\" is a property of a value that is not an object";
    assert_eq!(clash.unwrap_err(), expected);
}

#[test]
fn numbers_keep_their_digits() {
    let rest = json!({ "id": 1, "part.name": "ab", "part.size": 1 });
    for digits in [
        "90071992547409.93",
        "0.10",
        "79228162514264337593543950335",
        "1e3",
    ] {
        let mut values = rest.clone();
        values["cost"] = json!(digits);
        assert_eq!(body(values).unwrap()["cost"], digits);
        let text = format!(r#"{{"id": 1, "cost": {digits}, "part": {{"name": "ab", "size": 1}}}}"#);
        assert_eq!(body(json!({ "body": text })).unwrap()["cost"], digits);
        let merged = body(json!({ "body": text, "id": 2 })).unwrap();
        assert_eq!(
            (&merged["cost"], &merged["id"]),
            (&json!(digits), &json!(2))
        );
    }
}

#[test]
fn all_invalid_properties_of_a_body_are_reported_with_their_paths() {
    let reasons = body(json!({
        "id": "x", "part.name": "a", "part.more": 1, "ready": "no",
        "parts": [{ "name": "ab", "size": 1 }, { "size": 1000 }, 7], "other": 1,
    }))
    .unwrap_err();
    let mut reasons: Vec<&str> = reasons.split("; ").collect();
    reasons.retain(|reason| !reason.starts_with("the object has"));
    reasons.sort_unstable();
    assert_eq!(
        reasons,
        [
            "cost: is missing",
            "id: invalid type: string \"x\", expected i64",
            "other: is unknown",
            "part.more: is unknown",
            "part.name: shorter than 2 characters",
            "part.size: is missing",
            "parts[1].name: is missing",
            "parts[1].size: invalid value: integer `1000`, expected i8",
            "parts[2]: invalid type: integer `7`, expected struct Part",
            "ready: invalid type: string \"no\", expected a boolean",
        ]
    );
    let reasons = body(json!({ "body": "{\"id\": }" })).unwrap_err();
    assert_eq!(
        reasons,
        "body: is not JSON: expected value at line 1 column 8"
    );
}

#[test]
fn only_an_optional_body_can_be_left_out() {
    type Map = std::collections::BTreeMap<String, i64>;
    let optional = call(json!({})).body(false, REQUIRED, Builder::push::<Thing>);
    assert_eq!(finish(optional), Ok(vec![]));
    let missing = body(json!({})).unwrap_err();
    assert_eq!(
        missing,
        "id: is missing; cost: is missing; part: is missing"
    );
    let required = call(json!({})).body(true, &[], Builder::push::<Map>);
    assert_eq!(finish(required), Err("body: is missing".to_owned()));
}

#[test]
fn a_body_without_properties_is_a_single_value() {
    let list = call(json!({ "body": [{ "name": "ab", "size": "1" }] }));
    let arguments = finish(list.body(true, REQUIRED, Builder::push::<Vec<Part>>)).unwrap();
    assert_eq!(arguments, [json!([{ "name": "ab", "size": 1 }])]);
    let text = call(json!({ "body": "{not JSON" }));
    let arguments = finish(text.body(true, REQUIRED, Builder::push::<String>)).unwrap();
    assert_eq!(arguments, [json!("{not JSON")]);
}

#[test]
fn content_that_is_not_json_is_a_string() {
    let content = |json, needed| finish(call(json).content(needed, Builder::push::<String>));
    assert_eq!(
        content(json!({ "body": "<a/>" }), true),
        Ok(vec![json!("<a/>")])
    );
    assert_eq!(content(json!({}), false), Ok(vec![]));
    assert_eq!(content(json!({}), true), Err("body: is missing".to_owned()));
    let object = content(json!({ "body": {} }), false);
    assert_eq!(object, Err("body: is not a string".to_owned()));
}

#[test]
fn the_error_for_an_unknown_operation_lists_the_known_ones() {
    let TransportError::NotSent(e) = unknown_operation("x", &[&REPLACE]) else {
        panic!("it was sent")
    };
    let reason = e.source().unwrap().to_string();
    assert_eq!(reason, "operation \"x\" is unknown; there are replaceThing");
}

#[test]
fn user_input_for_a_text_with_a_meaning_is_converted_to_the_documented_form() {
    type Limit = Text<AmountComma<Decimal>>;

    #[derive(Debug, Deserialize, Serialize)]
    struct Application {
        limit: Limit,
        since: Option<Text<CompactDate>>,
        limits: Vec<Limit>,
    }
    let sent = |values: Value| {
        let values = values.as_object().unwrap().clone();
        let call = Call::new(&REPLACE, values, Builder::default());
        call.body(true, &[], |builder, body: Application| builder.push(body))
            .finish()
    };
    for limit in [
        json!("100000"),
        json!("100000.00"),
        json!(100_000),
        json!(100_000.0),
    ] {
        let Builder(bodies) =
            sent(json!({"limit": limit, "since": "2026-01-15", "limits": "7,5"})).unwrap();
        let expected = json!({"limit": "100000,00", "since": "20260115", "limits": ["7,50"]});
        assert_eq!(bodies, [expected]);
    }
    let digits = r#"{"limit": 40.000, "limits": []}"#;
    let Builder(bodies) = sent(json!({ "body": digits })).unwrap();
    assert_eq!(
        bodies,
        [json!({"limit": "40,00", "since": null, "limits": []})]
    );
    let refused = sent(json!({"limit": "40.000", "since": "soon", "limits": [true, null, [1]]}));
    let Err(TransportError::NotSent(error)) = refused else {
        panic!("five values are invalid")
    };
    let text = error.source().unwrap().to_string();
    for part in [
        r#"limit: "40.000" is 40000 or 40 with decimals; write 40000,00 or 40,00"#,
        r#"since: "soon" is not a date"#,
        r#"limits[0]: "true" is not an amount"#,
        "limits[1]: invalid type: null, expected an amount",
        "limits[2]: invalid type: sequence, expected an amount",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

//! Named values with a meaning are checked in the documented form.
#![allow(clippy::unwrap_used, reason = "tests")]

use classifications_contract::{Contract, Direction, Rule};
use serde_json::{Value, json};

fn contract() -> Contract {
    let text = |meaning: Value, pattern: &str| json!({ "type": "string", "x-meaning": meaning, "pattern": pattern });
    let limit = || text(json!("amount-comma"), "^[0-9]{1,9},[0-9]{2}$");
    let date = || text(json!("date-compact"), "^([0-9]{8}|0)$");
    let flag = json!({ "kind": "flag", "true": "S", "false": "N" });
    let document = json!({ "openapi": "3.0.3", "paths": { "/a/{no}": { "put": {
        "operationId": "ask",
        "parameters": [
            { "name": "no", "in": "path", "required": true, "schema": text(json!("integer"), "^[0-9]+$") },
            { "name": "since", "in": "query", "schema": date() },
        ],
        "requestBody": { "required": true, "content": { "application/json": { "schema": {
            "$ref": "#/components/schemas/Ask" } } } },
        "responses": { "200": { "description": "done" } },
    } } }, "components": { "schemas": { "Ask": {
        "type": "object",
        "required": ["limit"],
        "properties": {
            "limit": limit(),
            "active": text(flag, "^[SN]$"),
            "days": { "type": "array", "items": date() },
            "more": { "type": "object", "additionalProperties": limit() },
            "total": { "type": "number", "x-meaning": "amount-comma", "minimum": 1 },
            "kind": { "type": "boolean", "x-meaning": "percentage-comma" },
        },
    } } } });
    Contract::from_value(document).unwrap()
}

fn broken(values: &Value) -> Vec<(String, Rule, Option<String>, String)> {
    let found = contract().check_values("ask", values.as_object().unwrap());
    found
        .into_iter()
        .map(|v| (v.field, v.rule, v.value, v.text))
        .collect()
}

#[test]
fn plain_forms_are_accepted() {
    for (limit, active, day) in [
        (json!("100000"), json!("true"), json!("2026-01-15")),
        (json!("100000.00"), json!(false), json!("20260115")),
        (json!("100000,00"), json!("S"), json!("0")),
        (json!(100_000), json!("n"), json!(20_260_115)),
    ] {
        let values = json!({
            "no": 7, "since": day, "limit": limit, "active": active, "days": day, "kind": true,
            "total": "5,5", "more": { "a": limit },
        });
        assert_eq!(broken(&values), []);
    }
}

#[test]
fn a_value_without_a_documented_form_is_reported_once_with_its_reason() {
    let values = json!({
        "no": "x", "since": "15/01/2026", "limit": "40.000", "days": ["0", "soon"], "total": "0,5",
        "more": { "a": "1.234,56" },
    });
    let found = broken(&values);
    let reported: Vec<_> = found
        .iter()
        .map(|(field, rule, value, _)| (field.as_str(), *rule, value.as_deref().unwrap()))
        .collect();
    assert_eq!(
        reported,
        [
            ("no", Rule::Format, "\"x\""),
            ("since", Rule::Format, "\"15/01/2026\""),
            ("total", Rule::Minimum, "0.50"),
            ("days.1", Rule::Format, "\"soon\""),
            ("limit", Rule::Format, "\"40.000\""),
            ("more.a", Rule::Format, "\"1.234,56\""),
        ]
    );
    assert!(
        found
            .iter()
            .any(|(.., text)| text.ends_with("write 40000,00 or 40,00"))
    );
    assert!(
        found
            .iter()
            .any(|(.., text)| text.ends_with("write 1234,56"))
    );
    // an amount that the pattern does not allow
    let [(field, rule, ..)] = broken(&json!({"no": 7, "limit": "-5"})).try_into().unwrap();
    assert_eq!((field.as_str(), rule), ("limit", Rule::Pattern));
}

#[test]
fn messages_are_checked_unchanged() {
    let request = http::Request::put("/a/7")
        .header("content-type", "application/json")
        .body(r#"{"limit": "100000"}"#)
        .unwrap();
    assert!(contract().check_request(&request).violates(Rule::Pattern));
}

#[test]
fn samples_have_the_documented_form() {
    let contract = contract();
    let samples = contract.values_samples("ask");
    let [minimal, full, ..] = samples.as_slice() else {
        panic!("{samples:?}")
    };
    assert!(minimal.conforms && full.conforms, "{minimal:?} {full:?}");
    assert_eq!(full.values["limit"], "0,00");
    for seed in 0..50 {
        let body = contract
            .random_sample("Ask", Direction::Request, seed)
            .unwrap();
        let body: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(broken(&json!({ "no": "1", "body": body })), []);
    }
}

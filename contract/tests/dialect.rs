//! Schemas in OpenAPI's dialect of JSON Schema.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use classifications_contract::{Contract, Direction, Rule};
use serde_json::{Value, json};

/// A contract with these schemas, of which `S` is checked.
fn schemas(schemas: &Value) -> Contract {
    let document = json!({ "openapi": "3.0.0", "paths": {}, "components": { "schemas": schemas } });
    Contract::from_value(document).unwrap()
}

fn found(contract: &Contract, direction: Direction, json: &str) -> Vec<(Rule, String, String)> {
    let checked = contract
        .check_value("S", direction, json.as_bytes())
        .unwrap();
    let violations = checked.into_violations().into_iter();
    violations
        .map(|v| (v.rule, v.message_pointer, v.document_pointer))
        .collect()
}

fn accepts(schema: &Value, json: &str) -> bool {
    found(&schemas(&json!({ "S": schema })), Direction::Response, json).is_empty()
}

#[test]
fn nullable_adds_null() {
    let text = json!({ "type": "string", "nullable": true, "maxLength": 1 });
    assert!(accepts(&text, "null") && accepts(&text, "\"a\""));
    assert!(!accepts(&text, "1") && !accepts(&text, "\"ab\""));
    assert!(!accepts(
        &json!({ "type": "string", "nullable": false }),
        "null"
    ));
    let listed = json!({ "type": "string", "nullable": true, "enum": ["A"] });
    assert!(!accepts(&listed, "null"), "the enum does not list null");
    let listed = json!({ "type": "string", "nullable": true, "enum": ["A", null] });
    assert!(accepts(&listed, "null"));
    assert!(accepts(&json!({}), "null"), "a schema without a type");
}

#[test]
fn nullable_beside_composed_schemas_keeps_the_pointers() {
    let contract = schemas(&json!({
        "S": { "type": "object", "properties": {
            "p": { "nullable": true, "allOf": [{ "$ref": "#/components/schemas/P" }] },
        } },
        "P": { "type": "object", "required": ["a"], "properties": {
            "a": { "type": "integer", "format": "int32", "nullable": true } } },
    }));
    assert_eq!(found(&contract, Direction::Response, r#"{"p":null}"#), []);
    assert_eq!(
        found(&contract, Direction::Response, r#"{"p":{"a":null}}"#),
        []
    );
    assert_eq!(
        found(&contract, Direction::Response, r#"{"p":{"a":2147483648}}"#),
        [(
            Rule::Format,
            "/body/p/a".into(),
            "/components/schemas/P/properties/a/format".into()
        )]
    );
    assert_eq!(
        found(&contract, Direction::Response, r#"{"p":{}}"#),
        [(
            Rule::Required,
            "/body/p/a".into(),
            "/components/schemas/P/required".into()
        )]
    );
}

#[test]
fn exclusive_bounds_are_booleans() {
    let open =
        json!({ "minimum": 0, "exclusiveMinimum": true, "maximum": 1, "exclusiveMaximum": true });
    for (number, inside) in [
        ("0", false),
        ("0.0", false),
        ("1e-999", true),
        ("0.99999999999999999999", true),
        ("1", false),
    ] {
        assert_eq!(accepts(&open, number), inside, "{number}");
    }
    let closed = json!({ "minimum": 0, "exclusiveMinimum": false, "maximum": 1 });
    assert!(accepts(&closed, "0") && accepts(&closed, "1.000") && !accepts(&closed, "-1e-999"));
}

#[test]
fn integers_beyond_a_double_are_distinct() {
    let one = json!({ "type": "integer", "enum": [9_007_199_254_740_993_i64] });
    assert!(accepts(&one, "9007199254740993") && !accepts(&one, "9007199254740992"));
    let bounded =
        json!({ "type": "integer", "format": "int64", "minimum": 9_007_199_254_740_993_i64 });
    assert!(accepts(&bounded, "9007199254740993") && !accepts(&bounded, "9007199254740992"));
    assert!(accepts(&bounded, "9223372036854775807") && !accepts(&bounded, "9223372036854775808"));
    let integer = json!({ "type": "integer" });
    assert!(accepts(&integer, "1000000000000000000000000000000"));
    assert!(!accepts(&integer, "1.0") && !accepts(&integer, "1e3"));
    assert!(accepts(&json!({ "type": "number" }), "1e999999"));
}

#[test]
fn formats_are_checked_and_unknown_ones_are_not() {
    for (format, good, bad) in [
        ("date", "2024-02-29", "2023-02-29"),
        ("date", "2026-01-15", "15/01/2026"),
        ("date-time", "2026-01-15T10:00:00Z", "2026-01-15 10:00"),
        ("uri", "https://example/a?b", "not a uri"),
        ("uuid", "123e4567-e89b-12d3-a456-426614174000", "123e4567"),
        ("email", "a@example.com", "a"),
        ("ipv4", "127.0.0.1", "127.0.0.256"),
        ("byte", "YWI=", "YW="),
    ] {
        let schema = json!({ "type": "string", "format": format });
        assert!(accepts(&schema, &format!("\"{good}\"")), "{format} {good}");
        assert!(!accepts(&schema, &format!("\"{bad}\"")), "{format} {bad}");
    }
    assert!(accepts(
        &json!({ "type": "string", "format": "password" }),
        "\"a\""
    ));
    assert!(accepts(
        &json!({ "type": "string", "format": "tax-number" }),
        "\"a\""
    ));
}

#[test]
fn read_only_properties_are_required_of_responses_only() {
    let contract = schemas(&json!({
        "S": { "required": ["id", "name"], "allOf": [
            { "$ref": "#/components/schemas/Base" },
            { "type": "object", "required": ["id"], "properties": { "name": { "type": "string" } } },
        ] },
        "Base": { "type": "object", "required": ["id"], "properties": {
            "id": { "$ref": "#/components/schemas/Id" } } },
        "Id": { "type": "integer", "readOnly": true },
    }));
    assert_eq!(found(&contract, Direction::Request, r#"{"name":"a"}"#), []);
    assert_eq!(
        found(&contract, Direction::Response, r#"{"id":1,"name":"a"}"#),
        []
    );
    let missing = found(&contract, Direction::Response, r#"{"name":"a"}"#);
    assert_eq!(
        missing.iter().map(|v| v.0).collect::<Vec<_>>(),
        [Rule::Required; 3]
    );
    let sent = found(&contract, Direction::Request, r#"{"id":1,"name":"a"}"#);
    assert_eq!(
        sent.iter().map(|v| v.0).collect::<Vec<_>>(),
        [Rule::ReadOnly]
    );
}

#[test]
fn recursive_schemas_are_checked_at_each_depth() {
    let contract = common::contract();
    let nested = |depth: usize| {
        format!(
            "{}{{\"parts\":[\"x\"]}}{}",
            "{\"parts\":[".repeat(depth),
            "]}".repeat(depth)
        )
    };
    let checked = contract
        .check_value("Part", Direction::Request, nested(60).as_bytes())
        .unwrap();
    let violation = &checked.violations()[0];
    assert_eq!(violation.rule, Rule::Type);
    assert_eq!(
        violation.message_pointer,
        format!("/body{}", "/parts/0".repeat(61))
    );
    assert_eq!(violation.document_pointer, "/components/schemas/Part/type");
    assert_eq!(checked.violations().len(), 1);
}

#[test]
fn a_schema_that_refers_to_itself_terminates() {
    let contract = schemas(&json!({
        "S": { "type": "string", "allOf": [{ "$ref": "#/components/schemas/S" }] },
    }));
    assert_eq!(found(&contract, Direction::Request, "\"a\""), []);
    assert_eq!(found(&contract, Direction::Request, "1")[0].0, Rule::Type);
}

#[test]
fn annotations_and_discriminators_are_not_checked() {
    let contract = schemas(&json!({
        "S": { "oneOf": [{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }],
               "discriminator": { "propertyName": "kind", "mapping": { "x": "#/nowhere" } } },
        "A": { "type": "object", "required": ["a"], "example": { "$ref": "#/nowhere" },
               "properties": { "a": {}, "$ref": { "type": "string" } }, "x-minimum": "a", "xml": {} },
        "B": { "type": "object", "required": ["b"], "default": 1, "externalDocs": {}, "deprecated": true },
    }));
    assert_eq!(found(&contract, Direction::Request, r#"{"a":1}"#), []);
    assert_eq!(
        found(&contract, Direction::Request, r#"{"a":1,"b":1}"#)[0].0,
        Rule::OneOf
    );
}

#[test]
fn keywords_beside_a_reference_are_ignored() {
    let contract = schemas(&json!({
        "S": { "$ref": "#/components/schemas/T", "maxLength": 1 },
        "T": { "type": "string" },
    }));
    assert_eq!(found(&contract, Direction::Request, "\"abc\""), []);
}

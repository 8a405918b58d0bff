//! Named values: the fields of operations, checks of values, and samples.
#![allow(clippy::unwrap_used, reason = "tests")]

use classifications_contract::{Contract, Field, FieldLocation, Rule, SampleKind, Values};
use serde_json::{Value, json};

fn document() -> Value {
    json!({
        "openapi": "3.0.3",
        "paths": { "/shops/{shop}/orders": {
            "post": {
                "operationId": "order",
                "parameters": [
                    { "name": "shop", "in": "path", "required": true, "example": "S1",
                      "schema": { "type": "string", "pattern": "^S[0-9]+$" } },
                    { "name": "note", "in": "query", "description": "outer", "x-option": "remark",
                      "schema": { "type": "string", "description": "inner", "maxLength": 3 } },
                    { "name": "codes", "in": "query",
                      "schema": { "type": "array", "items": { "type": "integer", "enum": [1, 2] } } },
                    { "name": "X-Trace", "in": "header", "schema": { "type": "string" } }
                ],
                "requestBody": { "required": true, "content": { "application/json": {
                    "schema": { "$ref": "#/components/schemas/Order" } } } },
                "responses": { "201": { "description": "made" } }
            },
            "put": {
                "operationId": "login",
                "parameters": [{ "$ref": "#/components/parameters/shop" }],
                "requestBody": { "content": { "application/x-www-form-urlencoded": { "schema": {
                    "type": "object", "required": ["user.name"],
                    "properties": { "user.name": { "type": "string" }, "age": { "type": "integer" } }
                } } } },
                "responses": { "200": { "description": "done" } }
            }
        } },
        "components": {
            "parameters": { "shop": { "name": "shop", "in": "path", "required": true,
                                      "schema": { "type": "string" } } },
            "schemas": {
                "Order": {
                    "allOf": [{ "$ref": "#/components/schemas/Base" }],
                    "type": "object",
                    "required": ["buyer", "amount"],
                    "properties": {
                        "buyer": { "$ref": "#/components/schemas/Buyer" },
                        "amount": { "allOf": [{ "$ref": "#/components/schemas/Amount" }],
                                    "description": "what it costs", "example": 40.5 },
                        "tags": { "type": "array", "maxItems": 2, "items": { "type": "string" } },
                        "odd.name": { "type": "boolean" }
                    }
                },
                "Base": { "properties": { "note": { "type": "string" },
                                          "id": { "type": "integer", "readOnly": true } } },
                "Buyer": { "type": "object", "required": ["tax"], "properties": {
                    "tax": { "type": "string", "minLength": 1 },
                    "since": { "type": "string", "format": "date", "x-default": "2026-01-15" } } },
                "Amount": { "type": "number", "minimum": 0, "description": "an amount", "x-unit": "EUR" }
            }
        }
    })
}

fn contract() -> Contract {
    Contract::from_value(document()).unwrap()
}

fn values(value: &Value) -> Values {
    value.as_object().unwrap().clone()
}

fn broken(operation: &str, given: &Value) -> Vec<(String, Rule, Option<String>)> {
    let violations = contract().check_values(operation, &values(given));
    let found = violations.into_iter().map(|v| (v.field, v.rule, v.value));
    found.collect()
}

fn field(name: &str) -> Field {
    let mut fields = contract().fields("order").into_iter();
    fields.find(|field| field.name == name).unwrap()
}

#[test]
fn fields_have_flattened_names() {
    let names = |operation| -> Vec<String> {
        let fields = contract().fields(operation).into_iter();
        fields.map(|field| field.name).collect()
    };
    assert_eq!(
        names("order"),
        [
            "shop",
            "codes",
            "query.note",
            "X-Trace",
            "body",
            "amount",
            "buyer.since",
            "buyer.tax",
            "body.note",
            r"odd\.name",
            "tags"
        ]
    );
    assert_eq!(names("login"), ["shop", "body", "age", r"user\.name"]);
    assert_eq!(names("other"), Vec::<String>::new());
}

#[test]
fn fields_have_the_facts_of_the_document() {
    let amount = field("amount");
    assert_eq!(amount.location, FieldLocation::Property);
    assert!(amount.required && !amount.in_optional_body);
    assert_eq!(amount.description.as_deref(), Some("what it costs"));
    assert_eq!(
        amount.pointer,
        "/components/schemas/Order/properties/amount"
    );
    assert_eq!(amount.facts.kind, "number");
    assert_eq!(amount.facts.keywords["minimum"], json!(0));
    assert_eq!(amount.facts.keywords["example"], json!(40.5));
    assert_eq!(amount.extensions["x-unit"], json!("EUR"));
    assert!(field("buyer.tax").required && !field("buyer.since").required);
    let note = field("query.note");
    assert_eq!(note.description.as_deref(), Some("outer"));
    assert_eq!(note.extensions["x-option"], json!("remark"));
    assert_eq!(
        field("codes").facts.items.unwrap().values,
        [json!(1), json!(2)]
    );
    let name = contract().fields("login").pop().unwrap();
    assert!(name.required && name.in_optional_body && name.location == FieldLocation::Form);
}

#[test]
fn a_recursive_schema_is_one_field() {
    let mut document = document();
    document["components"]["schemas"]["Order"] = json!({ "properties": {
        "next": { "$ref": "#/components/schemas/Order" }, "no": { "type": "integer" }
    } });
    let fields = Contract::from_value(document).unwrap().fields("order");
    let fields: Vec<_> = fields
        .iter()
        .skip(5)
        .map(|f| (f.name.as_str(), f.facts.kind.as_str()))
        .collect();
    assert_eq!(fields, [("next", "object"), ("no", "integer")]);
}

#[test]
fn valid_values_have_no_violations() {
    for given in [
        json!({ "shop": "S1", "buyer.tax": "B1", "amount": "40000.00" }),
        json!({ "shop": "S1", "codes": "1", "query.note": null, "tags": "one",
                "body": r#"{ "buyer": { "tax": "B1" }, "amount": 12345678901234567890.01 }"# }),
        json!({ "path.shop": "S1", "body": { "buyer": { "tax": "B1" }, "amount": 1 } }),
        json!({ "shop": "S1", "body": { "buyer": { "tax": "B1" } }, "amount": 0.1, "x-trace": "t",
                "codes": ["1", 2], "query.note": "a", "body.note": "longer", "odd\\.name": "true" }),
    ] {
        assert_eq!(broken("order", &given), [], "{given}");
    }
    assert_eq!(broken("login", &json!({ "shop": "x" })), []);
    assert_eq!(
        broken(
            "login",
            &json!({ "shop": "x", "user\\.name": "a", "age": "3" })
        ),
        []
    );
}

#[test]
fn all_violations_are_reported_with_field_rule_and_value() {
    let text = |text: &str| Some(text.to_owned());
    let given = json!({
        "shop": "x", "query.note": "long", "codes": [1, 3], "colour": "red",
        "amount": "-0.001", "buyer.since": "today", "tags": ["a", "b", 3]
    });
    let expected = [
        ("colour", Rule::UnknownField, text("\"red\"")),
        ("shop", Rule::Pattern, text("\"x\"")),
        ("codes.1", Rule::Enum, text("3")),
        ("query.note", Rule::MaxLength, text("\"long\"")),
        ("amount", Rule::Minimum, text("-0.001")),
        ("buyer.since", Rule::Format, text("\"today\"")),
        ("buyer.tax", Rule::Required, None),
        ("tags", Rule::MaxItems, text("[\"a\",\"b\",3]")),
        ("tags.2", Rule::Type, text("3")),
    ];
    let expected = expected.map(|(field, rule, value)| (field.to_owned(), rule, value));
    assert_eq!(broken("order", &given), expected);
}

#[test]
fn missing_values_are_reported_by_their_names() {
    let fields: Vec<_> = broken("order", &json!({ "shop": "" }))
        .into_iter()
        .map(|(field, rule, _)| (field, rule))
        .collect();
    let expected = [
        ("shop", Rule::ParameterMissing),
        ("amount", Rule::Required),
        ("buyer.tax", Rule::Required),
    ];
    assert_eq!(
        fields,
        expected.map(|(field, rule)| (field.to_owned(), rule))
    );
    let login = broken("login", &json!({ "shop": "a", "age": 1 }));
    assert_eq!(login, [(r"user\.name".to_owned(), Rule::Required, None)]);
}

#[test]
fn a_body_of_another_type_is_a_violation() {
    let found = broken("order", &json!({ "shop": "S1", "body": [], "amount": 1 }));
    assert_eq!(
        found,
        [("body".to_owned(), Rule::Type, Some("[]".to_owned()))]
    );
    let unknown = broken("nothing", &json!({}));
    assert_eq!(unknown[0].1, Rule::UnknownOperation);
}

#[test]
fn samples_conform_if_they_have_no_violations() {
    let contract = contract();
    for operation in ["order", "login"] {
        let samples = contract.values_samples(operation);
        let [minimal, full, ..] = samples.as_slice() else {
            panic!("{samples:?}")
        };
        assert_eq!(
            (minimal.kind, full.kind),
            (SampleKind::Minimal, SampleKind::Full)
        );
        assert!(
            minimal.conforms && full.conforms,
            "{operation} {minimal:?} {full:?}"
        );
        for sample in &samples {
            let found = contract.check_values(operation, &sample.values);
            assert_eq!(found.is_empty(), sample.conforms, "{sample:?}");
        }
        assert!(samples.iter().skip(2).any(|s| s.conforms));
    }
    let samples = contract.values_samples("order");
    let minimal = json!({ "shop": "S1", "amount": 0, "buyer.tax": "a" });
    assert_eq!(samples[0].values["shop"], json!("S1"));
    assert_eq!(
        samples[0].values.keys().collect::<Vec<_>>(),
        minimal.as_object().unwrap().keys().collect::<Vec<_>>()
    );
    assert_eq!(
        (&samples[1].values["shop"], &samples[1].values["amount"]),
        (&json!("S1"), &json!(40.5))
    );
    for name in ["shop", "query.note", "codes", "amount", "buyer.tax", "body"] {
        let mut of_field = samples.iter().filter(|sample| sample.field == name);
        assert!(of_field.any(|sample| !sample.conforms), "{name}");
    }
    for sample in &samples[..2] {
        assert_eq!(
            contract.values_sample("order", sample.kind).as_ref(),
            Some(sample)
        );
    }
    assert_eq!(contract.values_sample("order", SampleKind::Value), None);
    assert!(contract.values_samples("nothing").is_empty());
}

#[test]
fn an_example_of_another_type_is_not_used() {
    let mut document = document();
    let amount = "/components/schemas/Order/properties/amount";
    document.pointer_mut(amount).unwrap()["example"] = json!("forty");
    let samples = Contract::from_value(document)
        .unwrap()
        .values_samples("order");
    assert!(
        samples[1].conforms && samples[1].values["amount"].is_number(),
        "{:?}",
        samples[1]
    );
}

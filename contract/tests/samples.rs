//! Samples that are generated from schemas.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use std::collections::BTreeSet;

use classifications_contract::Direction::{self, Request, Response};
use classifications_contract::{Contract, Sample, SampleKind};
use serde_json::{Value, json};

fn find<'a>(samples: &'a [Sample], kind: SampleKind, at: &str) -> Vec<&'a Sample> {
    samples
        .iter()
        .filter(|s| s.kind == kind && s.at == at)
        .collect()
}

#[test]
fn samples_conform_if_they_have_no_violations() {
    let contract = common::contract();
    for schema in ["Everything", "Part", "Thing"] {
        for direction in [Request, Response] {
            let samples = contract.samples(schema, direction).unwrap();
            for sample in &samples {
                let checked = contract
                    .check_value(schema, direction, sample.json.as_bytes())
                    .unwrap();
                assert_eq!(
                    checked.is_ok(),
                    sample.conforms,
                    "{schema} {sample:?} {checked}"
                );
            }
            for kind in [SampleKind::Minimal, SampleKind::Full] {
                assert!(find(&samples, kind, "")[0].conforms, "{schema} {kind:?}");
            }
            let (good, bad): (Vec<_>, Vec<_>) = samples.iter().partition(|s| s.conforms);
            assert!(good.len() > 2 && !bad.is_empty(), "{schema}");
            assert_eq!(
                contract.samples(schema, direction).unwrap(),
                samples,
                "samples are deterministic"
            );
        }
    }
    assert_eq!(contract.samples("NoSuch", Request), None);
}

#[test]
fn each_keyword_has_valid_and_invalid_samples() {
    let samples = common::contract().samples("Everything", Request).unwrap();
    let document = common::document();
    let properties = document
        .pointer("/components/schemas/Everything/properties")
        .unwrap();
    for name in properties.as_object().unwrap().keys() {
        let of_keyword: Vec<_> = samples
            .iter()
            .filter(|s| s.at == format!("/{name}") || s.at.starts_with(&format!("/{name}/")))
            .collect();
        assert!(of_keyword.iter().any(|s| s.conforms), "{name}");
        assert!(of_keyword.iter().any(|s| !s.conforms), "{name}");
    }
}

#[test]
fn samples_have_the_properties_of_their_direction() {
    let contract = common::contract();
    let keys = |direction| -> BTreeSet<String> {
        let samples = contract.samples("Thing", direction).unwrap();
        let full: Value =
            serde_json::from_str(&find(&samples, SampleKind::Full, "")[0].json).unwrap();
        full.as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(
        keys(Request),
        ["name", "part", "secret"].map(str::to_owned).into()
    );
    assert_eq!(
        keys(Response),
        ["id", "name", "part"].map(str::to_owned).into()
    );
}

#[test]
fn samples_have_unknown_properties_and_enum_values() {
    let samples = common::contract().samples("Everything", Response).unwrap();
    let unknown = find(&samples, SampleKind::UnknownEnumValue, "/enum");
    assert!(!unknown[0].conforms && unknown[0].json.contains("AN_UNKNOWN_VALUE"));
    assert!(!find(&samples, SampleKind::UnknownProperty, "/anUnknownProperty")[0].conforms);
    let samples = common::contract().samples("Thing", Response).unwrap();
    assert!(find(&samples, SampleKind::UnknownProperty, "/anUnknownProperty")[0].conforms);
    assert!(!find(&samples, SampleKind::Without, "/id")[0].conforms);
    assert!(find(&samples, SampleKind::Without, "/part")[0].conforms);
}

#[test]
fn bodies_of_operations_have_samples() {
    let contract = common::contract();
    assert!(!contract.request_samples("createThing").is_empty());
    assert!(!contract.response_samples("queryThings", 200).is_empty());
    for samples in [
        contract.request_samples("queryThings"),
        contract.request_samples("noSuch"),
        contract.response_samples("queryThings", 204),
        contract.response_samples("queryThings", 500),
    ] {
        assert_eq!(samples, []);
    }
}

/// A contract with this schema, called `S`, and `Other`, which refers to it.
fn with_schema(schema: &Value) -> Contract {
    let schemas = json!({ "S": schema, "Other": { "$ref": "#/components/schemas/S" } });
    Contract::from_value(
        json!({ "openapi": "3.0.0", "paths": {}, "components": { "schemas": schemas } }),
    )
    .unwrap()
}

#[test]
fn minimal_full_and_random_samples_conform() {
    for schema in [
        json!({ "type": "integer", "minimum": 5, "exclusiveMinimum": true }),
        json!({ "type": "integer", "maximum": -3, "format": "int32" }),
        json!({ "type": "number", "minimum": 0, "exclusiveMinimum": true, "maximum": 1, "exclusiveMaximum": true }),
        json!({ "type": "number", "minimum": 10.5, "multipleOf": 0.5 }),
        json!({ "type": "string", "pattern": "^(A|B)[0-9]{4}$", "minLength": 5 }),
        json!({ "type": "string", "minLength": 20, "maxLength": 20 }),
        json!({ "type": "string", "maxLength": 0 }),
        json!({ "type": "string", "format": "date-time" }),
        json!({ "type": "string", "enum": ["X"] }),
        json!({ "type": "array", "minItems": 3, "items": { "type": "boolean" } }),
        json!({ "type": "array", "maxItems": 0, "items": { "type": "boolean" } }),
        json!({ "allOf": [{ "type": "object", "required": ["a"], "properties": { "a": { "type": "integer" } } },
                          { "properties": { "b": { "type": "string", "nullable": true } } }] }),
        json!({ "oneOf": [{ "type": "object", "required": ["a"], "properties": { "a": {} } }, { "type": "integer" }] }),
        json!({ "type": "object", "additionalProperties": { "type": "integer" } }),
        json!({ "type": "object", "required": ["s"], "properties": {
            "s": { "type": "array", "items": { "$ref": "#/components/schemas/S" } } } }),
        json!({ "allOf": [{ "type": "number", "minimum": 1 }, { "minimum": 7, "maximum": 7 }] }),
    ] {
        let contract = with_schema(&schema);
        let samples = contract.samples("Other", Request).unwrap();
        for sample in &samples[..2] {
            assert!(sample.conforms, "{schema} {sample:?}");
        }
        for seed in 0..200 {
            assert!(
                contract.random_sample("S", Request, seed).is_some(),
                "{schema} {seed}"
            );
        }
    }
}

#[test]
fn an_unsatisfiable_schema_terminates() {
    let contract = with_schema(
        &json!({ "type": "object", "required": ["s"], "properties": {
        "s": { "$ref": "#/components/schemas/S" } } }),
    );
    assert!(
        contract
            .samples("S", Request)
            .unwrap()
            .iter()
            .all(|s| !s.conforms)
    );
    assert_eq!(contract.random_sample("S", Request, 1), None);
}

#[test]
fn extreme_schemas_terminate() {
    let huge = 4_000_000_000_u64;
    for schema in [
        json!({ "type": "string", "minLength": huge }),
        json!({ "type": "array", "minItems": huge, "items": { "$ref": "#/components/schemas/S" } }),
        json!({ "type": "object", "minProperties": huge }),
        json!({ "anyOf": [{ "$ref": "#/components/schemas/S" }, { "type": "string" }] }),
        json!({ "oneOf": [{ "$ref": "#/components/schemas/S" }] }),
        json!({ "type": "object", "required": ["a", "b", "c"], "additionalProperties": {
            "$ref": "#/components/schemas/S" } }),
    ] {
        let contract = with_schema(&schema);
        assert!(contract.samples("S", Request).is_some());
        let _ = contract.random_sample("S", Request, 1);
    }
}

#[test]
fn a_seed_determines_its_body() {
    let contract = common::contract();
    let sampled = |seed| {
        contract
            .random_sample("Everything", Direction::Response, seed)
            .unwrap()
    };
    let bodies: BTreeSet<String> = (0..300).map(sampled).collect();
    assert!(bodies.len() > 250, "{}", bodies.len());
    assert_eq!(sampled(7), sampled(7));
    for body in bodies {
        let checked = contract
            .check_value("Everything", Response, body.as_bytes())
            .unwrap();
        assert!(checked.is_ok(), "{body} {checked}");
    }
}

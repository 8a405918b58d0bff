//! A valid and an invalid message for each rule.
#![allow(clippy::unwrap_used, reason = "tests")]

mod bodies;
#[path = "../common/mod.rs"]
mod common;
mod urls;

use std::collections::BTreeSet;

use bodies::{content_cases, schema_cases};
use classifications_contract::{Checked, Rule};
use common::{request, response};
use urls::{parameter_cases, security_cases, url_cases};

const THINGS: &str = "/contracts/7/things";
const JSON: &[(&str, &str)] = &[("content-type", "application/json")];
const FORM: &[(&str, &str)] = &[("content-type", "application/x-www-form-urlencoded")];
const GET: &str = "/paths/~1contracts~1{contractNo}~1things/get";

/// A rule, the result of a message that violates only this rule, the location in the message, the pointer in the document, and
/// the result of a valid message.
struct Case(Rule, Checked, &'static str, String, Checked);

fn query(query: &str) -> Checked {
    request("GET", &format!("{THINGS}?{query}"), &[], "")
}

fn create(body: &str) -> Checked {
    request("POST", THINGS, JSON, body)
}

fn found(body: &str) -> Checked {
    response(
        "queryThings",
        200,
        &[("content-type", "application/json"), ("x-limit", "1")],
        body,
    )
}

fn parameter(index: usize) -> String {
    format!("{GET}/parameters/{index}")
}

fn cases() -> Vec<Case> {
    [
        url_cases(),
        parameter_cases(),
        security_cases(),
        content_cases(),
        schema_cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn each_invalid_message_violates_one_rule_at_one_location() {
    for Case(rule, invalid, at, pointer, valid) in cases() {
        let found: Vec<_> = invalid
            .violations()
            .iter()
            .map(|v| {
                (
                    v.rule,
                    v.message_pointer.as_str(),
                    v.document_pointer.as_str(),
                )
            })
            .collect();
        assert_eq!(found, [(rule, at, pointer.as_str())], "{rule}: {invalid}");
        assert!(valid.is_ok(), "{rule}: {valid}");
    }
}

#[test]
fn each_rule_has_a_case() {
    let tested: BTreeSet<Rule> = cases().iter().map(|case| case.0).collect();
    // all keywords of draft 4 have a rule other than `schema`; only named values can violate
    // `unknown_field`
    let elsewhere = [Rule::Schema, Rule::UnknownField];
    let missing: Vec<_> = Rule::ALL
        .iter()
        .filter(|rule| !tested.contains(rule) && !elsewhere.contains(rule))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn names_of_rules_are_unique_and_in_snake_case() {
    let names: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(names.len(), Rule::ALL.len());
    for name in names {
        assert!(
            name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'),
            "{name}"
        );
    }
    assert_eq!(
        serde_json::to_string(&Rule::DuplicateName).unwrap(),
        "\"duplicate_name\""
    );
}

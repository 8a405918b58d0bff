//! Each rule of `cargo xtask diff`, with a change and the bump that follows.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod pairs;

use std::collections::BTreeSet;
use std::path::Path;

use oas2_codegen::diff::{Bump, Change, Rule, bump};
use oas2_codegen::error::DocumentError;
use oas2_codegen::generate::generate;
use oas2_codegen::pipeline::Document;
use oas2_codegen::report::Report;
use oas2_codegen::target::Target;
use oas2_codegen::{pointer, standalone};
use serde_json::{Value, json};

/// The changes for a caller of a stand-alone crate.
fn diff(old: &Document, new: &Document) -> Vec<Change> {
    oas2_codegen::diff::diff(old, new, &standalone::target(Path::new("new.json")))
}

fn read(document: Value) -> Result<Document, DocumentError> {
    Document::read(document, &mut Report::default())
}

#[test]
fn every_rule_finds_its_change_and_has_the_expected_bump() {
    let mut failures = vec![];
    for fixture in pairs::all() {
        let changes = diff(&fixture.old, &fixture.new);
        let has_rule = changes
            .iter()
            .any(|change| Some(change.rule) == fixture.rule && !change.text.is_empty());
        if !has_rule || bump(&changes) != fixture.bump {
            failures.push(format!(
                "{}, {:?}: {changes:#?}",
                fixture.name, fixture.bump
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_rule_has_a_fixture() {
    let fixtures = pairs::all();
    let tested: BTreeSet<_> = fixtures.iter().filter_map(|f| f.rule).collect();
    let all: BTreeSet<_> = Rule::ALL.iter().copied().collect();
    let missing: Vec<_> = all.difference(&tested).collect();
    assert_eq!(missing, [] as [&Rule; 0]);
}

#[test]
fn equal_documents_have_no_changes() {
    let base = read(pairs::base()).unwrap();
    assert_eq!(diff(&base, &base), []);
    assert_eq!(bump(&[]), Bump::None);
}

#[test]
fn any_single_removal_is_detected() {
    let old = pairs::base();
    let read_old = read(old.clone()).unwrap();
    let mut compared = 0;
    let mut locations = vec![];
    pointer::walk("", &old, |at, _| locations.push(at.to_owned()));
    for at in locations.iter().filter(|at| !at.is_empty()) {
        let mut new = old.clone();
        let (parent, key) = pointer::split(at).unwrap();
        match new.pointer_mut(parent).unwrap() {
            Value::Array(items) => drop(items.remove(key.parse().unwrap())),
            Value::Object(members) => {
                members.shift_remove(&key);
            }
            other => panic!("{other}"),
        }
        // a document that is no longer valid is refused
        if let Ok(new) = read(new) {
            compared += 1;
            assert!(!diff(&read_old, &new).is_empty(), "{at}");
            assert!(!diff(&new, &read_old).is_empty(), "{at}");
        }
    }
    assert!(compared > 150, "{compared} of {}", locations.len());
}

#[test]
fn formats_of_exact_numbers_change_nothing() {
    let document = |number: Value| {
        let document = json!({
            "swagger": "2.0", "info": {"title": "T", "version": "1"}, "host": "h.example",
            "paths": {"/a": {"post": {
                "operationId": "op",
                "parameters": [{"name": "b", "in": "body", "schema": {"$ref": "#/definitions/Bill"}}],
                "responses": {"200": {"description": "d", "schema": {"$ref": "#/definitions/Bill"}}},
            }}},
            "definitions": {
                "Amount": number,
                "Bill": {"type": "object", "properties": {"total": {"$ref": "#/definitions/Amount"}, "fee": number}},
            },
        });
        read(document).unwrap()
    };
    let (old, new) = (
        document(json!({"type": "number"})),
        document(json!({"type": "number", "format": "decimal"})),
    );
    let standalone = standalone::target(Path::new("document"));
    for (target, expected) in [
        (standalone, Bump::Major),
        (Target::classifications(), Bump::Minor),
    ] {
        let types = |document: &Document| {
            let files = generate(document.api(), &target).unwrap();
            files
                .into_iter()
                .find(|file| file.path == "types.rs")
                .unwrap()
                .text
        };
        let changes = oas2_codegen::diff::diff(&old, &new, &target);
        assert_eq!(bump(&changes), expected, "{changes:#?}");
        assert_eq!(types(&old) == types(&new), expected == Bump::Minor);
    }
}

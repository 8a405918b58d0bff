//! Checks the generated code of small documents; the test `fixtures` has documents with many errors.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    clippy::type_complexity,
    reason = "tests"
)]

use std::path::Path;

use oas2_codegen::load;
use oas2_codegen::pipeline::{self, Document, Generated};
use oas2_codegen::standalone;
use serde_json::{Value, json};

fn api(paths: Value, definitions: Value) -> Value {
    json!({
        "swagger": "2.0", "info": {"title": "T", "version": 1.0}, "host": "h.example",
        "paths": paths, "definitions": definitions,
    })
}

fn make(document: &Value) -> Generated {
    try_make(document).unwrap_or_else(|e| panic!("{e}"))
}

fn try_make(document: &Value) -> Result<Generated, String> {
    let file = Path::new("document.json");
    let source = load::parse(file, document.to_string().as_bytes()).map_err(|e| e.to_string())?;
    pipeline::run(&source, &standalone::target(file)).map_err(|e| e.to_string())
}

/// The text of a generated file.
fn file<'a>(generated: &'a Generated, path: &str) -> &'a str {
    &generated
        .files
        .iter()
        .find(|f| f.path == path)
        .unwrap_or_else(|| panic!("{path}"))
        .text
}

/// Code with single spaces, and none within parentheses, so that tests do not depend on where lines break.
fn flat(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace("( ", "(")
        .replace(", )", ")")
        .replace(" )", ")")
        .replace("& ", "&")
}

#[test]
fn options_and_head_are_methods_too() {
    let operation =
        json!({"responses": {"200": {"description": "d", "schema": {"type": "string"}}}});
    let generated = make(&api(
        json!({"/a": {"options": operation, "head": operation}}),
        json!({}),
    ));
    let operations = flat(file(&generated, "operations.rs"));
    for method in ["OPTIONS", "HEAD"] {
        assert!(
            operations.contains(&format!("Method::{method}, \"/a\"")),
            "{operations}"
        );
    }
    let builder = flat(file(&generated, "builder.rs"));
    assert!(
        builder.contains("ResponseValue::empty(response)"),
        "a response to HEAD has no body"
    );
}

#[test]
fn recursion_and_maps_are_types() {
    let generated = make(&api(
        json!({"/a": {"get": {"responses": {"200": {"description": "d", "schema": {"$ref": "#/definitions/Node"}}}}}}),
        json!({"Node": {"type": "object", "properties": {
            "next": {"$ref": "#/definitions/Node"}, "all": {"type": "object", "additionalProperties": {"$ref": "#/definitions/Node"}},
        }, "additionalProperties": true}}),
    ));
    let types = flat(file(&generated, "types.rs"));
    assert!(
        types.contains("Box<Node>") && types.contains("flatten"),
        "{types}"
    );
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = std::fs::read_to_string("../spec/classifications.oas2.yaml").unwrap();
    let source = load::parse(Path::new("d.yaml"), document.as_bytes()).unwrap();
    let target = standalone::target(Path::new("d.yaml"));
    assert_eq!(
        pipeline::run(&source, &target).unwrap().files,
        pipeline::run(&source, &target).unwrap().files
    );
}

#[test]
fn normalising_twice_changes_nothing() {
    let document = std::fs::read_to_string("../spec/classifications.oas2.yaml").unwrap();
    let source = load::parse(Path::new("d.yaml"), document.as_bytes()).unwrap();
    let mut report = oas2_codegen::report::Report::default();
    let once = Document::read(source.value, &mut report).unwrap();
    let once = once.api();
    let mut twice = once.clone();
    oas2_codegen::normalise::normalise(&mut twice, &mut report);
    let (once, twice) = (format!("{once:#?}"), format!("{twice:#?}"));
    for (a, b) in once.lines().zip(twice.lines()) {
        assert_eq!(a, b);
    }
    assert_eq!(once.len(), twice.len());
}

#[test]
fn invalid_documents_are_refused_with_position_and_remedy() {
    let refused = |document: &Value| try_make(document).unwrap_err();
    let dangling = refused(&api(
        json!({"/a": {"get": {"responses": {"200": {"description": "d", "schema": {"$ref": "#/definitions/No"}}}}}}),
        json!({}),
    ));
    assert!(
        dangling.starts_with("document.json: #/paths/~1a/get/responses/200/schema: "),
        "{dangling}"
    );
    let outside = refused(&api(
        json!({"/a": {"get": {"responses": {"200": {"$ref": "https://x.example/y.json"}}}}}),
        json!({}),
    ));
    assert!(
        outside.contains("https://x.example/y.json") && outside.contains("bundle"),
        "{outside}"
    );
    let itself = refused(&api(json!({}), json!({"A": {"$ref": "#/definitions/A"}})));
    assert!(itself.contains("back to itself"), "{itself}");
    let wrapped = json!({"A": {"allOf": [{"$ref": "#/definitions/B"}]}, "B": {"allOf": [{"$ref": "#/definitions/A"}]}});
    let wrapped = refused(&api(json!({}), wrapped));
    assert!(wrapped.contains("back to itself"), "{wrapped}");
}

#[test]
fn a_builder_does_not_require_extra_properties() {
    for (extra, has_map) in [
        (json!(true), true),
        (json!({"type": "integer"}), true),
        (json!({"$ref": "#/definitions/B"}), true),
        (json!(false), false),
    ] {
        let definitions = json!({
            "A": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}, "additionalProperties": extra},
            "B": {"type": "object", "properties": {"b": {"type": "string"}}},
        });
        let body = json!([{"name": "body", "in": "body", "schema": {"$ref": "#/definitions/A"}}]);
        let paths = json!({"/a": {"post": {"operationId": "op", "parameters": body, "responses": {"204": {"description": "d"}}}}});
        let types = flat(file(&make(&api(paths, definitions)), "types.rs"));
        let missing_error = "extra: Err(\"no value supplied for extra\"";
        assert!(!types.contains(missing_error), "{extra}");
        assert!(types.contains("a: Err(\"no value supplied for a\""));
        let empty = "extra: ::std::result::Result::Ok(::std::default::Default::default())";
        assert_eq!(types.contains(empty), has_map, "{extra}");
    }
}

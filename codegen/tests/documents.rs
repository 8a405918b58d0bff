//! Generated code of small documents, each for one question; documents with many errors are in
//! `fixtures.rs`.
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
use oas2_codegen::pipeline::{self, Document, Made};
use oas2_codegen::standalone;
use serde_json::{Value, json};

fn api(paths: Value, definitions: Value) -> Value {
    json!({
        "swagger": "2.0", "info": {"title": "T", "version": 1.0}, "host": "h.example",
        "paths": paths, "definitions": definitions,
    })
}

fn make(document: &Value) -> Made {
    try_make(document).unwrap_or_else(|e| panic!("{e}"))
}

fn try_make(document: &Value) -> Result<Made, String> {
    let file = Path::new("document.json");
    let source = load::parse(file, document.to_string().as_bytes()).map_err(|e| e.to_string())?;
    pipeline::run(&source, &standalone::target(file)).map_err(|e| e.to_string())
}

fn file<'a>(made: &'a Made, path: &str) -> &'a str {
    &made
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

fn get(parameters: Value, responses: Value) -> Value {
    api(
        json!({"/a/{id}": {"get": {"operationId": "op", "parameters": parameters, "responses": responses}}}),
        json!({}),
    )
}

#[test]
fn several_response_types_become_an_enum_by_status() {
    let made = make(&get(
        json!([]),
        json!({
            "200": {"description": "d", "schema": {"type": "string"}},
            "202": {"description": "d", "schema": {"type": "integer"}},
            "204": {"description": "d"},
            "404": {"description": "d", "schema": {"type": "object", "properties": {"a": {"type": "string"}}}},
            "default": {"description": "d", "schema": {"type": "boolean"}},
        }),
    ));
    let types = flat(file(&made, "types.rs"));
    for part in [
        "enum OpSuccessByStatus",
        "Ok(::std::string::String)",
        "Accepted(i64)",
        "NoContent,",
        "enum OpErrorByStatus",
        "NotFound(OpNotFoundResponse)",
        "Default(bool)",
    ] {
        assert!(types.contains(part), "{part}: {types}");
    }
}

#[test]
fn forms_files_and_bytes_are_sent_as_such() {
    let operation = |parameters: Value, consumes: Value| json!({"post": {"operationId": "op", "consumes": consumes, "parameters": parameters, "responses": {}}});
    let field = |kind: &str| json!({"name": "f", "in": "formData", "type": kind});
    let sent = |parameters: Value, consumes: Value| {
        let made = make(&api(
            json!({"/a": operation(parameters, consumes)}),
            json!({}),
        ));
        (
            flat(file(&made, "builder.rs")),
            flat(file(&made, "operations.rs")),
        )
    };
    let (form, _) = sent(json!([field("string")]), json!([]));
    assert!(form.contains(".form_field("), "{form}");
    let (multipart, operations) = sent(json!([field("file")]), json!([]));
    assert!(multipart.contains(".form_file(\"f\", f)"), "{multipart}");
    assert!(operations.contains(".content_type(\"multipart/form-data\")"));
    let xml = json!([{"name": "b", "in": "body", "schema": {"type": "object"}}]);
    let (bytes, operations) = sent(xml, json!(["application/xml"]));
    assert!(bytes.contains(".optional_body(body)"), "{bytes}");
    assert!(operations.contains(".content_type(\"application/xml\")"));
}

#[test]
fn options_and_head_are_methods_too() {
    let operation =
        json!({"responses": {"200": {"description": "d", "schema": {"type": "string"}}}});
    let made = make(&api(
        json!({"/a": {"options": operation, "head": operation}}),
        json!({}),
    ));
    let operations = flat(file(&made, "operations.rs"));
    for method in ["OPTIONS", "HEAD"] {
        assert!(
            operations.contains(&format!("Method::{method}, \"/a\"")),
            "{operations}"
        );
    }
    let builder = flat(file(&made, "builder.rs"));
    assert!(
        builder.contains("ResponseValue::empty(response)"),
        "a response to HEAD has no body"
    );
}

#[test]
fn clashing_names_stay_distinct() {
    let made = make(&api(
        json!({"/a": {"get": {"operationId": "op", "parameters": [
            {"name": "flightOrderId", "in": "query", "type": "string"},
            {"name": "flight_order_id", "in": "query", "type": "string"},
            {"name": "send", "in": "header", "type": "string"},
        ], "responses": {"200": {"description": "d", "schema": {"$ref": "#/definitions/pet"}}}}}}),
        json!({
            "pet": {"type": "object", "properties": {"@type": {"type": "string"}, "type": {"type": "string"}, "status": {"type": "string", "enum": ["a", "A", ">="]}}},
            "Pet": {"type": "object", "properties": {"x": {"type": "string"}}},
            "PetStatus": {"type": "string"}, "Option": {"type": "string"},
        }),
    ));
    let rust: Vec<_> = made.document.api().operations[0]
        .parameters
        .iter()
        .map(|p| p.rust.as_str())
        .collect();
    let expected = [
        "flight_order_id_query_camel",
        "flight_order_id_query_snake",
        "send_argument",
    ];
    assert_eq!(rust, expected);
    let types = flat(file(&made, "types.rs"));
    for part in [
        "pub struct PetLower ",
        "pub struct PetDefinition ",
        "pub type_at_lower:",
        "pub type_lower:",
        "rename = \"@type\"",
        "rename = \"type\"",
        "GreaterEqual",
        "APascal",
        "struct OptionType",
    ] {
        assert!(types.contains(part), "{part}: {types}");
    }
}

#[test]
fn unknown_values_of_responses_survive() {
    let made = make(&api(
        json!({"/a": {"post": {"operationId": "op",
            "parameters": [{"name": "body", "in": "body", "schema": {"type": "object", "properties": {"asked": {"type": "string", "enum": ["x"]}}}}],
            "responses": {"200": {"description": "d", "schema": {"type": "object", "properties": {"given": {"type": "string", "enum": ["x"]}}}}}}}}),
        json!({}),
    ));
    let types = file(&made, "types.rs");
    let of = |name: &str| {
        types
            .split(&format!("pub enum {name}"))
            .nth(1)
            .unwrap()
            .split('}')
            .next()
            .unwrap()
            .to_owned()
    };
    assert!(of("OpResponseGiven").contains("Unlisted("));
    assert!(!of("OpBodyAsked").contains("Unlisted("));
}

#[test]
fn recursion_and_maps_are_types() {
    let made = make(&api(
        json!({"/a": {"get": {"responses": {"200": {"description": "d", "schema": {"$ref": "#/definitions/Node"}}}}}}),
        json!({"Node": {"type": "object", "properties": {
            "next": {"$ref": "#/definitions/Node"}, "all": {"type": "object", "additionalProperties": {"$ref": "#/definitions/Node"}},
        }, "additionalProperties": true}}),
    ));
    let types = flat(file(&made, "types.rs"));
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
fn what_cannot_be_sent_is_left_out_and_reported() {
    let made = make(&get(
        json!([{"name": "a b", "in": "header", "required": true, "type": "string"}]),
        json!({}),
    ));
    assert!(made.document.api().operations.is_empty());
    let mut reported = made.report.entries().iter();
    assert!(
        reported.any(|e| e.pass == "header_names"),
        "{:#?}",
        made.report
    );
}

#[test]
fn a_builder_does_not_require_extra_properties() {
    for (extra, map) in [
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
        let demanded = "extra: Err(\"no value supplied for extra\"";
        assert!(!types.contains(demanded), "{extra}");
        assert!(types.contains("a: Err(\"no value supplied for a\""));
        let empty = "extra: ::std::result::Result::Ok(::std::default::Default::default())";
        assert_eq!(types.contains(empty), map, "{extra}");
    }
}

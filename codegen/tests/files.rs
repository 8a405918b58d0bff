//! Documents in several files.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::path::Path;

use oas2_codegen::load::{self, Source};
use oas2_codegen::pipeline::{self, Document, Generated};
use oas2_codegen::report::Report;
use oas2_codegen::standalone;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A folder with these files, the first of which is the document.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// The bundled document, which must be valid.
fn bundled(files: &[(&str, &str)]) -> Value {
    let folder = folder(files);
    let source = load::load(&folder.path().join(files[0].0)).unwrap_or_else(|e| panic!("{e}"));
    Document::of(&source, &mut Report::default())
        .unwrap_or_else(|error| panic!("{error} in {:#}", source.value));
    source.value
}

/// The error of a document, with paths below the folder.
fn refused(files: &[(&str, &str)]) -> String {
    let folder = folder(files);
    let refused = error(folder.path(), files[0].0);
    refused.replace(&format!("{}/", folder.path().display()), "")
}

/// The error of the document `file` in a folder.
fn error(folder: &Path, file: &str) -> String {
    let file = folder.join(file);
    let document =
        load::load(&file).and_then(|source| Document::of(&source, &mut Report::default()));
    document.unwrap_err().to_string()
}

/// A document of one operation, with this schema.
fn document(schema: &str) -> String {
    format!(
        "swagger: '2.0'\ninfo: {{title: T, version: '1'}}\nhost: h.example\npaths:\n  /a:\n    get:\n      operationId: a\n      \
         responses: {{200: {{description: d, schema: {schema}}}}}\n"
    )
}

#[test]
fn references_of_every_kind_become_parts_of_one_document() {
    let root = "
swagger: '2.0'
info: {$ref: info.yaml}
host: h.example
paths:
  /pets: {$ref: 'paths/pets.yaml#/pets'}
  /pets/{id}:
    $ref: paths/pet.yaml
    x-own: 1
  /own: {get: {operationId: own, parameters: [{$ref: '#/parameters/Own'}], responses: {200: {description: d, schema: {$ref: '#/definitions/Home'}}}}}
parameters:
  Own: {$ref: 'shared.json#/parameters/own'}
definitions:
  Home: {$ref: './defs/home.json'}
  Here: {type: object, properties: {here: {type: integer}}}
";
    let pets = "
pets:
  get:
    operationId: pets
    parameters: [{$ref: '../shared.json#/parameters/page'}]
    responses:
      200: {description: d, schema: {type: array, items: {$ref: '../defs/pet.yaml'}}}
      default: {$ref: '../shared.json#/responses/fault'}
";
    let pet = "
get:
  operationId: pet
  parameters: [{name: id, in: path, required: true, type: string}]
  responses: {200: {description: d, schema: {$ref: ../defs/pet.yaml}}}
";
    let shared = r##"{
        "parameters": {"own": {"name": "own", "in": "query", "type": "string"}, "page": {"name": "page", "in": "query", "type": "integer"}},
        "responses": {"fault": {"description": "d", "schema": {"$ref": "#/definitions/Fault"}}},
        "definitions": {"Fault": {"type": "object", "properties": {"why": {"type": "string"}, "cause": {"$ref": "#/definitions/Fault"}}}}
    }"##;
    let value = bundled(&[
        ("api.yaml", root),
        ("info.yaml", "{title: T, version: 1.10}"),
        ("paths/pets.yaml", pets),
        ("paths/pet.yaml", pet),
        ("shared.json", shared),
        (
            "defs/pet.yaml",
            "type: object\nproperties:\n  home: {$ref: home.json}\n  friend: {$ref: '#'}\n  here: {$ref: '../api.yaml#/definitions/Here'}\n",
        ),
        (
            "defs/home.json",
            r#"{"type": "object", "properties": {"street": {"type": "string"}}}"#,
        ),
    ]);
    let at = |pointer: &str| value.pointer(pointer).cloned().unwrap_or_default();
    assert_eq!(at("/info/title"), "T");
    assert_eq!(at("/parameters/Own/name"), "own");
    assert_eq!(at("/parameters/page/name"), "page");
    assert_eq!(
        at("/paths/~1pets/get/parameters/0/$ref"),
        "#/parameters/page"
    );
    assert_eq!(
        at("/paths/~1pets/get/responses/default/$ref"),
        "#/responses/fault"
    );
    assert_eq!(at("/responses/fault/schema/$ref"), "#/definitions/Fault");
    assert_eq!(
        at("/definitions/Fault/properties/cause/$ref"),
        "#/definitions/Fault"
    );
    assert_eq!(at("/paths/~1pets~1{id}/get/operationId"), "pet");
    assert_eq!(at("/paths/~1pets~1{id}/x-own"), 1);
    assert_eq!(at("/definitions/Home/properties/street/type"), "string");
    assert_eq!(
        at("/definitions/pet/properties/home/$ref"),
        "#/definitions/Home"
    );
    assert_eq!(
        at("/definitions/pet/properties/friend/$ref"),
        "#/definitions/pet"
    );
    assert_eq!(
        at("/definitions/pet/properties/here/$ref"),
        "#/definitions/Here"
    );
    let names: Vec<_> = value["definitions"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["Home", "Here", "pet", "Fault"]);
}

#[test]
fn a_section_can_be_a_file_that_lists_others() {
    let root = document("{$ref: '#/definitions/Pet'}") + "definitions: {$ref: defs/index.yaml}\n";
    let value = bundled(&[
        ("api.yaml", &root),
        (
            "defs/index.yaml",
            "Pet: {$ref: ./pet.yaml}\nKind: {type: string}\nAlias: {$ref: '#/Kind'}\n",
        ),
        (
            "defs/pet.yaml",
            "properties: {kind: {$ref: 'index.yaml#/Kind'}, self: {$ref: 'index.yaml#/Pet'}}",
        ),
    ]);
    let expected = json!({
        "Pet": {"properties": {"kind": {"$ref": "#/definitions/Kind"}, "self": {"$ref": "#/definitions/Pet"}}},
        "Kind": {"type": "string"},
        "Alias": {"$ref": "#/definitions/Kind"},
    });
    assert_eq!(value["definitions"], expected);
}

#[test]
fn a_circle_across_files_is_a_recursive_type() {
    let root = document("{$ref: a.yaml}");
    let folder = folder(&[
        ("api.yaml", &root),
        ("a.yaml", "type: object\nproperties: {b: {$ref: b.yaml}}\n"),
        ("b.yaml", "type: object\nproperties: {a: {$ref: a.yaml}}\n"),
    ]);
    let source = load::load(&folder.path().join("api.yaml")).unwrap();
    let Generated { files, .. } =
        pipeline::run(&source, &standalone::target(&source.file)).unwrap();
    let types = files.iter().find(|file| file.path == "types.rs").unwrap();
    assert!(types.text.contains("pub struct A ") && types.text.contains("pub struct B "));
}

#[test]
fn clashing_names_depend_on_files_and_not_on_the_order() {
    let pet = "Pet: {type: object}\nFood: {type: string}\n";
    let with = |first: &str, second: &str| {
        let list = format!(
            "{{properties: {{x: {{$ref: {first}}}, y: {{$ref: {second}}}, z: {{$ref: 'v1/a.yaml#/Food'}}}}}}"
        );
        let root = document(&list) + "definitions: {Pet: {type: integer}}\n";
        bundled(&[("api.yaml", &root), ("v1/a.yaml", pet), ("v2/a.yaml", pet)])
    };
    let (one, other) = (
        with("'v1/a.yaml#/Pet'", "'v2/a.yaml#/Pet'"),
        with("'v2/a.yaml#/Pet'", "'v1/a.yaml#/Pet'"),
    );
    assert_eq!(
        one["definitions"].to_string(),
        other["definitions"].to_string()
    );
    let names: Vec<_> = one["definitions"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["Pet", "Food", "v1_a_Pet", "v2_a_Pet"]);
    assert_eq!(one["definitions"]["Pet"]["type"], "integer");
    let at = |value: &Value, name: &str| {
        value
            .pointer(&format!(
                "/paths/~1a/get/responses/200/schema/properties/{name}/$ref"
            ))
            .cloned()
    };
    assert_eq!(at(&one, "x"), Some(json!("#/definitions/v1_a_Pet")));
    assert_eq!(at(&other, "x"), Some(json!("#/definitions/v2_a_Pet")));
}

#[test]
fn a_ref_member_in_data_is_no_reference() {
    let root = document(
        "{type: object, example: {$ref: nowhere.yaml}, properties: {$ref: {type: string}}, x-a: {$ref: http://h/x}}",
    );
    let value = bundled(&[("api.yaml", &root)]);
    assert_eq!(
        value.pointer("/paths/~1a/get/responses/200/schema/example/$ref"),
        Some(&json!("nowhere.yaml"))
    );
}

#[test]
fn nothing_outside_of_the_folder_is_read() {
    let at = "#/paths/~1a/get/responses/200/schema: `$ref` refers to ";
    let cases = [
        (
            "../secret.yaml",
            "outside of the document's folder; move the file below that folder",
        ),
        ("defs/../../secret.yaml", "outside of the document's folder"),
        ("%2e%2e/secret.yaml", "outside of the document's folder"),
        ("/etc/hostname", "an absolute path; write it relative"),
        (
            "https://h.example/pet.yaml#/Pet",
            "URLs are not read; save it",
        ),
        ("http://h.example/pet.yaml", "URLs are not read"),
        ("//h.example/pet.yaml", "URLs are not read"),
        ("file:///etc/hostname", "URLs are not read"),
        ("nowhere.yaml", "a file that cannot be read: No such file"),
        ("defs", "which is not a file"),
        (
            "defs/a.yaml#/No",
            "which does not exist; add the definition",
        ),
        ("defs/a.yaml#A", "not a JSON pointer"),
    ];
    for (to, expected) in cases {
        let root = document(&format!("{{$ref: '{to}'}}"));
        let message = refused(&[
            ("api/api.yaml", &root),
            ("api/defs/a.yaml", "A: {}"),
            ("secret.yaml", "{}"),
        ]);
        let start = format!("api/api.yaml: {at}{to:?}, ");
        assert!(
            message.starts_with(&start) && message.contains(expected),
            "{message}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let root = document("{$ref: pet.yaml}");
    let folder = folder(&[("api/api.yaml", &root), ("secret.yaml", "type: string")]);
    let link = folder.path().join("api/pet.yaml");
    std::os::unix::fs::symlink(folder.path().join("secret.yaml"), &link).unwrap();
    let message = error(folder.path(), "api/api.yaml");
    assert!(
        message.contains("\"pet.yaml\", a link to a file outside of the document's folder"),
        "{message}"
    );
    std::fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
    assert!(error(folder.path(), "api/api.yaml").contains("a link"));
}

#[test]
fn errors_name_the_file_and_the_pointer_in_it() {
    let root = document("{$ref: 'defs/a.yaml#/A'}");
    let error_of = |text: &str| refused(&[("api.yaml", &root), ("defs/a.yaml", text)]);
    assert!(
        error_of("A: [").starts_with("defs/a.yaml:1:"),
        "{}",
        error_of("A: [")
    );
    let dangling = error_of("A: {properties: {b: {$ref: '#/B'}}}");
    assert!(
        dangling.starts_with(
            "defs/a.yaml: #/A/properties/b: `$ref` refers to \"#/B\", which does not exist"
        ),
        "{dangling}"
    );
    let circle =
        error_of("A: {properties: {b: {$ref: '#/B'}}}\nB: {$ref: '#/C'}\nC: {$ref: '#/B'}\n");
    assert!(
        circle.starts_with("defs/a.yaml: #/A/properties/b: ") && circle.contains("back to itself"),
        "{circle}"
    );
    let path = "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {/a: {$ref: a.yaml}}\n";
    let circle = refused(&[
        ("api.yaml", path),
        ("a.yaml", "{$ref: b.yaml}"),
        ("b.yaml", "{$ref: a.yaml}"),
    ]);
    assert!(
        circle.starts_with("b.yaml: #: `$ref` refers to \"a.yaml\", which refers back to itself"),
        "{circle}"
    );
}

#[test]
fn copies_are_bounded() {
    let references = |to: &str| {
        format!(
            "{{{}}}",
            (0..200)
                .map(|i| format!("p{i}: {{$ref: '{to}'}}"))
                .collect::<Vec<_>>()
                .join(", ")
        )
    };
    let paths: Vec<String> = (0..300)
        .map(|i| format!("/p{i}: {{$ref: big.yaml}}"))
        .collect();
    let big = format!("x-a: [{}]", "0, ".repeat(10_000));
    let paths = paths.join("\n  ");
    let root = format!("swagger: '2.0'\ninfo: {{title: T, version: '1'}}\npaths:\n  {paths}\n");
    let message = refused(&[("api.yaml", &root), ("big.yaml", &big)]);
    assert!(message.contains("references copy more than"), "{message}");
    // schemas are shared, so they may refer to each other any number of times
    let root = document("{$ref: a.yaml}");
    let shared = format!("properties: {}", references("b.yaml"));
    let value = bundled(&[
        ("api.yaml", &root),
        ("a.yaml", &shared),
        ("b.yaml", &shared.replace("b.yaml", "a.yaml")),
    ]);
    assert_eq!(value["definitions"].as_object().unwrap().len(), 2);
}

#[test]
fn every_part_has_a_hash_and_an_import_writes_one_file() {
    let root = document("{$ref: defs/a.yaml}");
    let folder = folder(&[("api.yaml", &root), ("defs/a.yaml", "type: string")]);
    let read = || load::load(&folder.path().join("api.yaml")).unwrap();
    let parts = |source: &Source| {
        source
            .parts
            .iter()
            .map(|p| (p.path.clone(), p.sha256.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        parts(&read()),
        [("defs/a.yaml".to_owned(), load::sha256(b"type: string"))]
    );
    std::fs::write(folder.path().join("defs/a.yaml"), "type: integer").unwrap();
    assert_eq!(
        parts(&read()),
        [("defs/a.yaml".to_owned(), load::sha256(b"type: integer"))]
    );
    let one = read().in_one_file();
    let reparsed = load::parse(Path::new("one.json"), one.text.as_bytes()).unwrap();
    assert_eq!(
        (reparsed.value, reparsed.sha256),
        (read().value, one.sha256)
    );
    assert!(one.parts.is_empty());
}

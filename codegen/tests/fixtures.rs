//! Checks the crates of `fixtures/documents`, which have the errors and rare features of real
//! documents. All crates compile without warnings.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use oas2_codegen::pipeline::{self, Made};
use oas2_codegen::schema::Schema;
use oas2_codegen::{generate, standalone, workspace};

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn documents() -> Vec<PathBuf> {
    let files = std::fs::read_dir(here().join("fixtures/documents")).unwrap();
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The output for a document, with the overlay of the same name if there is one.
fn made(path: &Path) -> Made {
    let overlay = here()
        .join("fixtures/overlays")
        .join(path.file_name().unwrap());
    let (source, report) =
        workspace::with_overlay(path, overlay.exists().then_some(&overlay)).unwrap();
    assert_eq!(report.entries(), [], "{}", path.display());
    pipeline::run(&source, &standalone::target(path)).unwrap_or_else(|e| panic!("{e}"))
}

fn fixture(name: &str) -> Made {
    made(&here().join("fixtures/documents").join(name))
}

/// A generated file with single spaces, and none within parentheses.
fn code(made: &Made, path: &str) -> String {
    let file = made.files.iter().find(|file| file.path == path).unwrap();
    let text = file.text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace("( ", "(")
        .replace(", )", ")")
        .replace(" )", ")")
        .replace("& ", "&")
}

fn assert_contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
}

#[test]
fn subtypes_share_inner_types_and_null_needs_no_type() {
    let made = fixture("inheritance.yaml");
    let types = code(&made, "types.rs");
    assert_contains(
        &types,
        &[
            "pub struct PetHome ",
            "pub mother: ::std::option::Option<::std::boxed::Box<Pet>>",
            "pub home: ::std::option::Option<PetHome>",
            "pub struct TreeTrunk ",
        ],
    );
    assert!(
        !types.contains("PetMother") && !types.contains("CatHome"),
        "{types}"
    );
    let reported = |text: &str| made.report.entries().iter().any(|e| e.text == text);
    let repeated = "Loop contains itself in its `allOf`, which adds nothing";
    assert!(reported(repeated), "{:#?}", made.report);
}

#[test]
fn names_stay_distinct_and_keep_their_wire_form() {
    let made = fixture("names.yaml");
    let names: Vec<_> = made
        .document
        .api()
        .operations
        .iter()
        .map(|o| o.name.as_str())
        .collect();
    assert_eq!(
        names[..4],
        [
            "get_a_by_id_b",
            "new_post_a_by_id_b",
            "get_a_by_other_b",
            "new_get_c"
        ]
    );
    assert_contains(&names.join(" "), &["exec", "post", "get", "type_"]);
    let orders = made.document.api().operations.last().unwrap();
    let rust: Vec<_> = orders.parameters.iter().map(|p| p.rust.as_str()).collect();
    let expected = [
        "flight_order_id_query_camel",
        "flight_order_id_query_snake",
        "send_argument",
        "plus_1",
        "filter",
        "self_",
        "result",
    ];
    assert_eq!(rust, expected);
    let types = code(&made, "types.rs");
    assert_contains(
        &types,
        &[
            "pub struct PetDefinition ",
            "pub struct PetLower ",
            "pub struct OptionType ",
            "pub struct Ab ",
            "pub struct N2fa",
            "rename = \"@type\"",
        ],
    );
}

#[test]
fn lists_are_serialised_as_documented_at_every_location() {
    let made = fixture("parameters.yaml");
    let builder = code(&made, "builder.rs");
    assert_contains(
        &builder,
        &[
            "encode_path(\"a\", &a, \",\")",
            "encode_path(\"b\", &b, \" \")",
            "encode_path(\"c\", &c, \"\\t\")",
            "encode_path(\"d\", &d, \"|\")",
            "QueryParam::new(\"e\", &e)",
            "QueryParam::delimited(\"f\", &f, \",\")",
            "QueryParam::delimited(\"g\", &g, \" \")",
            "QueryParam::delimited(\"h\", &h, \"\\t\")",
            "QueryParam::delimited(\"i\", &i, \"|,\")",
            "append_header(&mut header_map, \"X-J\", &x_j, \",\")",
            "append_header(&mut header_map, \"X-K\", &x_k, \" \")",
            "append_header(&mut header_map, \"X-L\", &x_l, \"\\t\")",
            "append_header(&mut header_map, \"X-M\", &x_m, \"|\")",
            "encode_path(\"n\", &n, \",|\")",
            "QueryParam::repeated(\"q\", &q, \",\\t\")",
            "append_header(&mut header_map, \"X-N\", &x_n, \"| \")",
            ".form_field(&progenitor_client::QueryParam::delimited(\"f\", &f, \", \"))",
            "q: Result<Option<::std::vec::Vec<::std::vec::Vec<::std::vec::Vec<i64>>>>",
        ],
    );
    let same = "/paths/~1nested~1{n}/post/parameters/4/items";
    assert!(made.report.entries().iter().any(|e| e.pointer == same));
    let [_, _, undeclared, odd] = made.document.api().operations.as_slice() else {
        panic!("{:#?}", made.document.api().operations);
    };
    let undeclared = &undeclared.parameters;
    let names: Vec<_> = undeclared.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["Name", "sort", "id"]);
    assert_eq!(
        made.document.api().base_url.as_deref(),
        Some("http://127.0.0.1/v1")
    );
    let of = |name: &str| odd.parameters.iter().find(|p| p.name == name).unwrap();
    for object in ["o", "filter", "filters", "X-Map"] {
        assert_eq!(of(object).schema, Schema::default(), "{object}");
    }
    assert_eq!(
        of("several").schema.items.as_deref(),
        Some(&Schema::default())
    );
    let types = code(&made, "types.rs");
    assert_contains(&types, &[" SymbolH", "Minus, ", "Fn, "]);
    let reported = |text: &str| made.report.entries().iter().any(|e| e.text.contains(text));
    assert!(
        reported("filters is an object") && reported("\"Account Id\" cannot be a header's name")
    );
}

#[test]
fn bodies_have_the_documented_form() {
    let made = fixture("bodies.yaml");
    assert_contains(
        &code(&made, "builder.rs"),
        &[
            ".form_field(&progenitor_client::QueryParam::delimited(\"b\", &b, \"|\"))",
            ".form_file(\"file\", file)",
            ".form_files(\"files\", files)",
            ".form_files(\"scans\", scans)",
            ".form_file(\"scan\", scan)",
            ".form_files(\"pages\", pages)",
            "scans: Result<Option<::std::vec::Vec<::progenitor_client::Upload>>",
            "progenitor_client::list(\"files\", value)",
            ".optional_body(body)",
        ],
    );
    assert_contains(
        &code(&made, "operations.rs"),
        &[
            ".content_type(\"application/x-www-form-urlencoded\")",
            ".content_type(\"multipart/form-data\")",
            ".content_type(\"application/xml\")",
            ".content_type(\"application/hal+json\")",
            ".accept(\"application/json; charset=utf-8\")",
            ".accept(\"application/pdf\")",
        ],
    );
}

#[test]
fn responses_are_distinguished_by_status() {
    let made = fixture("responses.yaml");
    let types = code(&made, "types.rs");
    assert_contains(
        &types,
        &[
            "enum AllSuccessByStatus",
            "Accepted(i64)",
            "NoContent,",
            "enum AllErrorByStatus",
            "NotFound(",
            "Default(bool)",
        ],
    );
    assert_contains(&types, &["pub enum ErrorCode", "Unlisted("]);
}

#[test]
fn errors_are_repaired_and_reported() {
    let made = fixture("faults.yaml");
    let reported: Vec<_> = made
        .report
        .entries()
        .iter()
        .map(|e| e.pass.as_str())
        .collect();
    for pass in [
        "paths",
        "path_parameters",
        "odd_types",
        "keywords",
        "odd_formats",
    ] {
        assert!(reported.contains(&pass), "{pass}: {:#?}", made.report);
    }
    let written = made.document.api().schemas["A"].write();
    let of = |name: &str| written["properties"][name].clone();
    for text in ["b", "c", "d", "e", "f", "n", "v"] {
        assert_eq!(of(text)["type"], "string", "{text}");
        for keyword in ["format", "pattern", "minLength", "maxLength", "enum"] {
            assert!(of(text).get(keyword).is_none(), "{text}: {keyword}");
        }
    }
    assert_eq!(of("g"), serde_json::json!({}));
    assert_eq!(of("h")["type"], "boolean");
    assert_eq!(
        (of("i")["format"].as_str(), of("k")["format"].as_str()),
        (Some("int64"), Some("uint64"))
    );
    assert_eq!(of("m")["items"]["type"], "integer");
    assert_eq!(of("q")["type"], "array");
}

#[test]
fn an_export_of_api_connect_is_read() {
    let made = fixture("connect.yaml");
    let [a, post, b] = made.document.api().operations.as_slice() else {
        panic!("{:#?}", made.document.api().operations);
    };
    assert_eq!(a.security.oauth2_scopes, Some(vec!["read".to_owned()]));
    assert_eq!(a.security.api_key_headers, ["X-IBM-Client-Id"]);
    assert_eq!(post.security.oauth2_scopes, None);
    assert_eq!(
        (a.responses.len(), post.responses.len(), b.responses.len()),
        (2, 2, 1)
    );
}

#[test]
fn digits_and_unknown_values_survive() {
    let made = fixture("digits.json");
    let types = code(&made, "types.rs");
    assert_contains(
        &types,
        &[
            "amount: ::std::option::Option<f64>",
            "::std::option::Option<i32>",
            "Unlisted(",
            "pub struct Price(pub ::progenitor_client::Decimal)",
            "pub total: ::progenitor_client::Decimal",
            "pub parts: ::std::vec::Vec<::progenitor_client::Decimal>",
            "::std::collections::HashMap<::std::string::String, ::progenitor_client::Decimal>",
        ],
    );
    for (name, exact) in [("Bill", true), ("Bills", true), ("Counts", false)] {
        let read = format!("::progenitor_client::WithExtra<'de> for {name} ");
        assert_eq!(types.contains(&read), exact, "{name}: {types}");
    }
    let builder = code(&made, "builder.rs");
    assert_contains(
        &builder,
        &["least: Result<Option<::progenitor_client::Decimal>"],
    );
    let asked = types.split("pub enum DigitsBodyKind").nth(1).unwrap();
    assert!(!asked.split('}').next().unwrap().contains("Unlisted("));
}

#[test]
fn unsupported_features_are_recorded_and_null_is_read() {
    let made = fixture("carried.yaml");
    assert_eq!(
        (
            made.document.api().version.as_str(),
            &made.document.api().base_url
        ),
        ("1.10", &None)
    );
    let [both, key, basic] = made.document.api().operations.as_slice() else {
        panic!("{:#?}", made.document.api().operations);
    };
    assert_eq!(both.security.oauth2_scopes, Some(vec!["read".to_owned()]));
    for response in [&both.responses[0], &key.responses[0]] {
        assert_eq!(response.content, oas2_codegen::api::Content::None);
    }
    assert_eq!(basic.parameters[0].name, "X-Padded");
    let locations: Vec<_> = made
        .report
        .entries()
        .iter()
        .map(|e| e.pointer.as_str())
        .collect();
    for location in [
        "/host",
        "/securityDefinitions/app",
        "/securityDefinitions/query",
        "/securityDefinitions/basic",
        "/paths/~1both/get/responses/204",
        "/paths/~1key/get/responses/205",
        "/paths/~1basic/post/parameters/1",
        "/definitions/A/properties/big",
    ] {
        assert!(
            locations.contains(&location),
            "{location}: {:#?}",
            made.report
        );
    }
    let twice = "the key \"200\" occurs twice in one object";
    assert!(made.report.entries().iter().any(|e| e.text.contains(twice)));
    let types = code(&made, "types.rs");
    assert_contains(
        &types,
        &[
            "pub state: ::std::option::Option<crate::generated::types::AState>",
            "pub colour: ::std::option::Option<crate::generated::types::Colour>",
            "pub null: ::std::option::Option<::std::string::String>",
            "extra: ::std::result::Result::Ok(",
            "pub cost: ::std::option::Option<::progenitor_client::Decimal>",
        ],
    );
}

/// The crates are members of one workspace with our dependency versions, so that nothing is downloaded.
#[test]
fn all_crates_compile_without_a_warning() {
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    let _ = std::fs::remove_dir_all(work.join("crates"));
    let mut members = String::new();
    for document in documents() {
        let stem = document.file_stem().unwrap().to_string_lossy().into_owned();
        let name = format!("fixture-{stem}");
        let made = made(&document);
        let transport = here().join("../transport");
        let files = standalone::files(&name, made.document.api(), &made.files, &transport);
        let calls = here().join("fixtures/calls").join(format!("{stem}.rs"));
        let calls = std::fs::read_to_string(calls).map(|text| generate::File {
            path: "tests/calls.rs".to_owned(),
            text,
        });
        let is_called = calls.is_ok();
        for mut file in files.into_iter().chain(calls) {
            if is_called && file.path == "Cargo.toml" {
                file.text.push_str(CALLERS);
            }
            let path = work.join("crates").join(&name).join(&file.path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, file.text).unwrap();
        }
        let _ = write!(members, "\"crates/{name}\",");
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
    std::fs::write(work.join("Cargo.toml"), manifest).unwrap();
    std::fs::copy(here().join("../Cargo.lock"), work.join("Cargo.lock")).unwrap();
    cargo(&work, &["check", "--workspace"]);
    // the crates with callers
    cargo(&work, &["test", "--package", "fixture-meanings"]);
}

/// The dependencies of a crate's callers.
const CALLERS: &str = "\n[dev-dependencies]\nhttp = \"1\"\ntokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n";

fn cargo(work: &Path, arguments: &[&str]) {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(arguments)
        .args(["--all-features", "--quiet", "--offline", "--target-dir"])
        .arg(work.join("target"))
        .current_dir(work)
        .env("RUSTFLAGS", "-Dwarnings")
        .output()
        .unwrap();
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8_lossy(&printed);
    assert!(output.status.success(), "{printed}");
}

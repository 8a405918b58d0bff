//! `cargo xtask import`, on a small workspace.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::items_after_statements,
    reason = "tests"
)]

mod cases;
mod exports;
mod faults;
mod workspace;

use oas2_codegen::import::Options;
use oas2_codegen::workspace::DOCUMENT;
use serde_json::json;
use workspace::{FULL, Workspace, changed, unmarked, with};

/// The document with another property of a response, and another operation.
fn grown(document: &str) -> String {
    let property = "      active:\n        type: boolean\n        description: Whether it covers";
    let document = with(
        document,
        property,
        &format!("      analyst: # new in 1.1\n        type: string\n{property}"),
    );
    with(
        &document,
        "\nresponses:\n",
        "\n  /countries:\n    get:\n      operationId: listCountries\n      security:\n        - oauth2: [read]\n      \
         responses:\n        200:\n          description: Codes.\n          schema:\n            type: array\n            \
         items: {type: string}\n\nresponses:\n",
    )
}

/// The document without one of its operations.
fn shrunk(document: &str) -> String {
    let start = document
        .find("  /contracts/{contractNo}/classifications/cancel:")
        .unwrap();
    let end = document
        .find("  /contracts/{contractNo}/classifications/accept-deny-premium:")
        .unwrap();
    format!("{}{}", &document[..start], &document[end..])
}

#[test]
fn additions_are_reported_and_raise_the_version_compatibly() {
    let workspace = Workspace::new();
    let new = grown(&unmarked(&workspace.document()));
    let output = workspace.import(&new);
    assert_eq!(
        (output.code, output.err.as_str()),
        (0, ""),
        "{}",
        output.out
    );
    for expected in [
        "compatible operation-added              #/paths/~1countries/get\n",
        "#/definitions/Classification/properties/analyst\n",
        "\nbump: minor\n",
        "\nclassifications-api becomes 0.1.1\n",
        "\nwrote spec/classifications.oas2.yaml\n",
        "\nall hand-written code compiles\n",
    ] {
        assert!(
            output.out.contains(expected),
            "{expected} is missing in {}",
            output.out
        );
    }
    assert!(!output.out.contains("breaking "), "{}", output.out);
    assert!(!output.out.contains("x-source"), "{}", output.out);

    assert_eq!(workspace.document(), new);
    assert!(workspace.document().contains("# new in 1.1"));
    assert_eq!(workspace.out_of_date(), Vec::<String>::new());
    let generated = "classifications-api/src/generated";
    assert!(
        workspace
            .read(&format!("{generated}/builder.rs"))
            .contains("struct ListCountries")
    );
    assert!(
        workspace
            .read(&format!("{generated}/types.rs"))
            .contains("pub analyst:")
    );

    let required = "classifications-api = { path = \"classifications-api\", version = \"0.1.1\" }";
    assert!(workspace.read("Cargo.toml").contains(required));
    let manifest = workspace.read("classifications-api/Cargo.toml");
    assert!(
        manifest.contains("\nversion = \"0.1.1\"\nedition.workspace = true\n"),
        "{manifest}"
    );
    let locked = workspace.read("Cargo.lock");
    assert!(locked.contains("name = \"classifications-api\"\nversion = \"0.1.1\"\n"));
    assert!(locked.contains("name = \"classifications-auth\"\nversion = \"0.1.0\"\n"));
    let consumer = workspace.read("tests/consumer/Cargo.toml");
    assert_eq!(
        consumer
            .matches("classifications-api\", version = \"0.1.1\"")
            .count(),
        2
    );

    let changelog = workspace.read("CHANGELOG.md");
    let entry = changelog.split("## [Unreleased]\n\n").nth(1).unwrap();
    let (title, entries) = entry.split_once("\n\n").unwrap();
    assert_eq!(
        title,
        "### The API's document changed: classifications-api 0.1.1"
    );
    let entries = entries.split("\n\n").next().unwrap();
    assert!(
        entries.contains("- compatible: `#/paths/~1countries/get`: "),
        "{entries}"
    );
    assert_eq!(
        entries.lines().count(),
        output.out.matches("compatible ").count(),
        "{entries}"
    );

    let calls = workspace.cargo_calls();
    let expected = "check --workspace --all-targets --keep-going --message-format short --quiet\n";
    assert!(
        calls.ends_with(expected) && calls.lines().count() == 1,
        "{calls}"
    );
}

#[test]
fn marks_of_unchanged_parts_are_kept() {
    let workspace = Workspace::new();
    let before = workspace.document();
    let output = workspace.import(&grown(&unmarked(&before)));
    assert!(
        output.out.contains(" source marks are kept"),
        "{}",
        output.out
    );
    let kept = workspace.kept();
    let query = "$.paths['/contracts/{contractNo}/classifications'].get";
    assert_eq!(kept[query], json!({"x-source": "published"}));
    let active = "$.definitions.Classification.properties.active";
    assert_eq!(kept[active], json!({"x-source": "assumed"}));
    for changed in [
        "$.definitions.Classification",
        "$.definitions.Classification.properties.analyst",
    ] {
        assert!(!kept.contains_key(changed), "{changed}");
    }
    // all except that of the changed definition
    assert_eq!(
        kept.len(),
        before.lines().count() - unmarked(&before).lines().count() - 1
    );
    let converted: serde_json::Value =
        serde_json::from_str(&workspace.read("spec/classifications.oas3.json")).unwrap();
    assert_eq!(
        converted.pointer("/paths/~1contracts~1{contractNo}~1classifications/get/x-source"),
        Some(&json!("published"))
    );
}

#[test]
fn breaking_changes_raise_the_minor_number_and_broken_code_is_listed() {
    let workspace = Workspace::new();
    let error = "cli/src/calls.rs:88:14: error[E0599]: no method named `cancel_classification` found for struct `Client` in the current scope";
    workspace.set_cargo_output(
        &format!("{error}\nerror: could not compile `classifications-cli` (lib) due to 1 previous error\n{error}\n"),
        101,
    );
    let output = workspace.import(&shrunk(&workspace.document()));
    assert_eq!(output.code, 0, "{}", output.err);
    for expected in [
        "breaking   operation-removed",
        "\nbump: major\n",
        "\nclassifications-api becomes 0.2.0\n",
        "\nclassifications-auth re-exports its types",
    ] {
        assert!(
            output.out.contains(expected),
            "{expected} is missing in {}",
            output.out
        );
    }
    let end = format!("\nhand-written code that no longer compiles:\n{error}\n");
    assert!(output.out.ends_with(&end), "{}", output.out);
    assert_eq!(workspace.out_of_date(), Vec::<String>::new());
    assert!(
        workspace
            .read("Cargo.toml")
            .contains("path = \"classifications-api\", version = \"0.2.0\"")
    );
    assert_eq!(
        workspace
            .read("tests/consumer/Cargo.toml")
            .matches("classifications-api\", version = \"0.2.0\"")
            .count(),
        2
    );
    let changelog = workspace.read("CHANGELOG.md");
    assert!(
        changelog.contains("changed: classifications-api 0.2.0\n\n- breaking: `#/paths/"),
        "{changelog}"
    );
}

#[test]
fn a_dry_run_prints_the_same_and_changes_nothing() {
    let workspace = Workspace::new();
    let before = workspace.tree();
    let file = workspace.beside(
        "new.yaml",
        grown(&unmarked(&workspace.document())).as_bytes(),
    );
    let dry = workspace.import_file(
        &file,
        Options {
            dry_run: true,
            full: true,
        },
    );
    assert_eq!(dry.code, 0);
    assert_eq!(
        changed(&before, &workspace.tree()),
        Vec::<std::path::PathBuf>::new()
    );
    assert_eq!(workspace.cargo_calls(), "");

    let output = workspace.import_file(&file, FULL);
    let after = workspace.tree();
    let (page, _) = output.out.split_once("next:\n").unwrap();
    assert_eq!(dry.out.replace("would write ", "wrote "), page);
    let expected: Vec<_> = dry
        .out
        .lines()
        .filter_map(|line| line.strip_prefix("would write "))
        .collect();
    let mut expected: Vec<_> = expected
        .into_iter()
        .map(|path| workspace.root().join(path))
        .collect();
    expected.sort();
    assert_eq!(expected, changed(&before, &after));
}

#[test]
fn the_same_document_again_changes_nothing() {
    let workspace = Workspace::new();
    for document in [
        workspace.document(),
        grown(&unmarked(&workspace.document())),
    ] {
        workspace.import(&document);
        let before = workspace.tree();
        let calls = workspace.cargo_calls();
        let output = workspace.import(&document);
        assert_eq!((output.code, output.err.as_str()), (0, ""));
        assert!(output.out.contains("bump: none\n"), "{}", output.out);
        assert!(
            output
                .out
                .ends_with("nothing to do: this is the current document\n"),
            "{}",
            output.out
        );
        assert_eq!(
            changed(&before, &workspace.tree()),
            Vec::<std::path::PathBuf>::new()
        );
        assert_eq!(workspace.cargo_calls(), calls);
    }
    // the current document by its own path
    let before = workspace.tree();
    let output = workspace.import_file(&workspace.root().join(DOCUMENT), Options::default());
    assert_eq!(output.code, 0, "{}", output.err);
    assert_eq!(
        changed(&before, &workspace.tree()),
        Vec::<std::path::PathBuf>::new()
    );
}

#[test]
fn changed_comments_change_the_file_and_not_the_version() {
    let workspace = Workspace::new();
    let version = workspace.read("Cargo.toml");
    let changelog = workspace.read("CHANGELOG.md");
    let document = format!(
        "\u{feff}# downloaded\n{}# no line end",
        workspace.document()
    );
    let output = workspace.import(&document);
    assert_eq!(output.code, 0, "{}", output.err);
    assert!(output.out.contains("bump: none\nwrote "), "{}", output.out);
    assert_eq!(workspace.document(), document);
    assert_eq!(workspace.out_of_date(), Vec::<String>::new());
    assert_eq!(workspace.read("Cargo.toml"), version);
    assert_eq!(workspace.read("CHANGELOG.md"), changelog);
}

#[test]
fn two_imports_make_two_versions_and_two_entries() {
    let workspace = Workspace::new();
    let grown = grown(&workspace.document());
    workspace.import(&grown);
    let output = workspace.import(&shrunk(&grown));
    assert!(
        output.out.contains("classifications-api becomes 0.2.0\n"),
        "{}",
        output.out
    );
    let changelog = workspace.read("CHANGELOG.md");
    let entries = changelog.matches("### The API's document changed: classifications-api ");
    assert_eq!(entries.count(), 2);
    assert!(
        changelog.find(" 0.2.0\n") < changelog.find(" 0.1.1\n"),
        "the latest first"
    );
}

#[test]
fn the_output_is_short_and_lists_the_next_steps() {
    let workspace = Workspace::new();
    let document = shrunk(&workspace.document()).replace("ownCode", "reference");
    let file = workspace.beside("new.yaml", document.as_bytes());
    let output = workspace.import_file(&file, Options::default());
    assert_eq!((output.code, output.err.as_str()), (0, ""));
    let (changes, rest) = output.out.split_once("bump: major\n").unwrap();
    assert!(changes.lines().count() <= 10, "{changes}");
    let first = changes.lines().next().unwrap();
    assert!(
        first.starts_with("breaking   1 operation-removed: POST /"),
        "{first}"
    );
    for expected in [
        " parts of spec/classifications.overlay.yaml\n",
        " cases of the sandbox model, in spec/cases\n",
        "\nnext:\n  - ",
        "\n  - commit what was written",
    ] {
        assert!(rest.contains(expected), "{expected} is missing in {rest}");
    }
    assert!(rest.lines().count() < 30, "{rest}");
}

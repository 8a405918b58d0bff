//! The document as API Connect exports it.

use oas2_codegen::pointer;
use oas2_codegen::workspace::OVERLAY;
use serde_json::{Value, json};

use crate::workspace::{Workspace, changed, unmarked, value, with};

const BASE_URL: &str = "https://api-qun.eu-central-a.apiconnect.ibmappdomain.cloud/cesceapiconnect/sandbox/classifications/v1";

/// An export of the document as YAML: other host, the end of the base path, integer status keys, vendor extensions.
fn yaml(document: &str) -> String {
    let document = unmarked(document);
    let start = document.find("host: ").unwrap();
    let end = document.find("schemes:").unwrap();
    let document = format!(
        "{}host: 127.0.0.1\nbasePath: /classifications/v1\n{}",
        &document[..start],
        &document[end..]
    );
    let document = with(
        &document,
        "info:\n",
        "info:\n  x-ibm-name: classifications\n",
    );
    let mut text = String::new();
    for line in document.lines() {
        match line.trim().trim_matches(['"', ':']).parse::<u16>() {
            Ok(status) if line.trim().starts_with('"') => {
                let indent = line.len() - line.trim_start().len();
                text.extend([&" ".repeat(indent), &format!("{status}:\n")].map(String::as_str));
            }
            _ => text.extend([line, "\n"]),
        }
    }
    assert!(text.contains("\n        200:\n") && !text.contains("\"200\":"));
    text + "x-ibm-configuration:\n  enforced: true\n  testable: true\n  phase: realized\n  assembly:\n    execute:\n      \
         - invoke:\n          target-url: $(target-url)$(request.path)\n"
}

/// The same export as JSON.
fn json_text(document: &str) -> String {
    format!("{:#}", value(&yaml(document)))
}

/// All `x-source` marks of a document, by their pointers.
fn marks(document: &Value) -> Vec<(String, Value)> {
    let mut found = vec![];
    pointer::walk("", document, |at, value| {
        if at.ends_with("/x-source") {
            found.push((at.to_owned(), value.clone()));
        }
    });
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

#[test]
fn values_that_an_export_lacks_are_kept() {
    for export in [yaml, json_text] {
        let workspace = Workspace::new();
        let oas3 = || value(&workspace.read("spec/classifications.oas3.json"));
        let before = oas3();
        let by_hand = workspace.read(OVERLAY);
        let host = value(&workspace.document())["host"].clone();
        let generated =
            |path: &str| workspace.read(&format!("classifications-api/src/generated/{path}"));
        let code = [
            "mod.rs",
            "types.rs",
            "builder.rs",
            "operations.rs",
            "mock.rs",
        ]
        .map(generated);
        let export = export(&workspace.document());
        let output = workspace.import(&export);
        assert_eq!(
            (output.code, output.err.as_str()),
            (0, ""),
            "{}",
            output.out
        );
        assert_eq!(workspace.document(), export);
        assert_eq!(workspace.out_of_date(), Vec::<String>::new());

        assert!(!output.out.contains("breaking "), "{}", output.out);
        assert!(!output.out.contains("base-url"), "{}", output.out);
        let kept = format!(
            "\nthe document's host is 127.0.0.1: the base URL of the current document is kept, {BASE_URL}\n"
        );
        assert!(output.out.contains(&kept), "{}", output.out);
        assert!(
            !output.out.contains("check that base URL"),
            "{}",
            output.out
        );
        let after = [
            "mod.rs",
            "types.rs",
            "builder.rs",
            "operations.rs",
            "mock.rs",
        ]
        .map(generated);
        assert!(code == after, "generated code differs");

        // `info` has one more member
        let lost = [("/info/x-source".to_owned(), json!("published"))];
        let expected: Vec<_> = marks(&before)
            .into_iter()
            .filter(|mark| !lost.contains(mark))
            .collect();
        assert_eq!(marks(&oas3()), expected);
        assert_eq!(workspace.kept()["$"]["host"], host);
        assert!(workspace.read(OVERLAY).starts_with(&by_hand));

        let tree = workspace.tree();
        let repeated = workspace.import(&export);
        assert!(
            repeated
                .out
                .ends_with("nothing to do: this is the current document\n"),
            "{}",
            repeated.out
        );
        assert_eq!(
            changed(&tree, &workspace.tree()),
            Vec::<std::path::PathBuf>::new()
        );
    }
}

#[test]
fn a_missing_base_url_is_kept_and_an_existing_one_is_used() {
    let workspace = Workspace::new();
    let document = workspace.document();
    let without = with(
        &document,
        "host: api-qun.eu-central-a.apiconnect.ibmappdomain.cloud\n",
        "",
    );
    let without = with(
        &without,
        "basePath: /cesceapiconnect/sandbox/classifications/v1\n",
        "",
    );
    let output = workspace.import(&without);
    let kept = format!(
        "\nthe document has no host: the base URL of the current document is kept, {BASE_URL}\n"
    );
    assert!(
        output.out.contains(&kept) && output.out.contains("bump: none\n"),
        "{}",
        output.out
    );
    let operations = "classifications-api/src/generated/operations.rs";
    assert!(workspace.read(operations).contains(BASE_URL));
    assert_eq!(workspace.out_of_date(), Vec::<String>::new());

    // the next document has one, and needs no kept value
    let moved = with(&document, "host: api-qun.", "host: api-2.");
    let output = workspace.import(&moved);
    assert!(output.out.contains("breaking   base-url"), "{}", output.out);
    assert!(!output.out.contains("is kept"), "{}", output.out);
    assert!(
        workspace
            .read(operations)
            .contains("https://api-2.eu-central-a")
    );
    assert!(workspace.kept().is_empty());
    assert_eq!(workspace.out_of_date(), Vec::<String>::new());
}

#[test]
fn a_file_that_is_not_an_overlay_is_refused() {
    let workspace = Workspace::new();
    for text in [
        "{",
        "[]",
        "overlay: 1.0.0\ninfo: {title: T, version: '1'}\nactions: [{target: x}]\n",
    ] {
        std::fs::write(workspace.root().join(OVERLAY), text).unwrap();
        let before = workspace.tree();
        let output = workspace.import(&workspace.document());
        assert_eq!((output.code, output.out.as_str()), (2, ""));
        assert!(
            output.err.contains("classifications.overlay.yaml:"),
            "{}",
            output.err
        );
        assert_eq!(
            changed(&before, &workspace.tree()),
            Vec::<std::path::PathBuf>::new()
        );
    }
}

#[test]
fn operations_keep_their_names_if_the_document_changes_them() {
    let workspace = Workspace::new();
    let document = workspace.document();
    let without: String = document
        .lines()
        .filter(|line| !line.trim_start().starts_with("operationId:"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let renamed = document.replace("operationId: ", "operationId: x");
    let other_parameter = document.replace("{contractNo}", "{contract-no}");
    let other_parameter = other_parameter.replace("name: contractNo", "name: contract-no");
    for export in [without, renamed, other_parameter] {
        assert_ne!(export, document);
        let workspace = Workspace::new();
        let output = workspace.import(&export);
        assert_eq!(
            (output.code, output.err.as_str()),
            (0, ""),
            "{}",
            output.out
        );
        let operations = workspace.read("classifications-api/src/generated/operations.rs");
        for id in [
            "queryClassifications",
            "createClassification",
            "activateDeactivateClassification",
            "cancelClassification",
            "acceptDenyPremium",
        ] {
            assert!(operations.contains(&format!("\"{id}\"")), "{id}");
        }
        assert_eq!(workspace.out_of_date(), Vec::<String>::new());
    }
}

#[test]
fn parts_of_the_overlay_that_do_not_fit_are_reported_and_ignored() {
    let workspace = Workspace::new();
    let overlay = workspace.read(OVERLAY);
    let document = workspace.document().replace("vatNo", "fiscalCode");
    let document = document
        .replace("action:", "verb:")
        .replace("- action", "- verb");
    let output = workspace.import(&document);
    assert_eq!(output.code, 0, "{}", output.err);
    for expected in [
        "the update of $..properties.vatNo is ignored: the document has no such part",
        "the column VAT NO is left out: the response has no field debtor.vatNo",
        "the command activate is left out: the request has no field action",
    ] {
        let text = format!("{}{}", output.out, output.err);
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }
    assert!(workspace.read(OVERLAY).starts_with(&overlay));
    let oas3 = workspace.read("spec/classifications.oas3.json");
    assert!(!oas3.contains("\"activate\"") && oas3.contains("\"accept-premium\""));
    assert_eq!(workspace.out_of_date(), Vec::<String>::new());
}

//! The document as API Connect exports it.

use oas2_codegen::pointer;
use oas2_codegen::workspace::OVERLAY;
use serde_json::{Value, json};

use crate::workspace::{Workspace, changed, unmarked, value, with};

const BASE_URL: &str = "https://api-qun.eu-central-a.apiconnect.ibmappdomain.cloud/cesceapiconnect/sandbox/classifications/v1";

/// As YAML: other host, the end of the base path, integer status keys, vendor extensions.
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

/// The same as JSON.
fn json_text(document: &str) -> String {
    format!("{:#}", value(&yaml(document)))
}

/// All `x-source` marks of a document, by their places.
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
fn an_export_changes_nothing_of_what_is_known() {
    for export in [yaml, json_text] {
        let workspace = Workspace::new();
        let before = value(&workspace.document());
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
        let done = workspace.import(&export);
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{}", done.out);
        assert_eq!(workspace.document(), export);
        assert_eq!(workspace.out_of_date(), Vec::<String>::new());

        assert!(!done.out.contains("breaking "), "{}", done.out);
        assert!(!done.out.contains("base-url"), "{}", done.out);
        let kept = format!(
            "\nthe document's host is 127.0.0.1: the base URL of the current document is kept, {BASE_URL}\n"
        );
        assert!(done.out.contains(&kept), "{}", done.out);
        assert!(!done.out.contains("check that base URL"), "{}", done.out);
        let after = [
            "mod.rs",
            "types.rs",
            "builder.rs",
            "operations.rs",
            "mock.rs",
        ]
        .map(generated);
        assert!(code == after, "generated code differs");

        let mut laid = value(&export);
        for (at, kept) in workspace.overlay().as_object().unwrap() {
            let (parent, key) = at.rsplit_once('/').unwrap();
            pointer::set(laid.pointer_mut(parent).unwrap(), key, kept.clone());
        }
        // `info` has a member more
        let lost = [("/info/x-source".to_owned(), json!("published"))];
        let expected: Vec<_> = marks(&before)
            .into_iter()
            .filter(|mark| !lost.contains(mark))
            .collect();
        assert_eq!(marks(&laid), expected);
        assert_eq!(workspace.overlay()["/host"], before["host"]);

        let tree = workspace.tree();
        let again = workspace.import(&export);
        assert!(
            again
                .out
                .ends_with("nothing to do: this is the current document\n"),
            "{}",
            again.out
        );
        assert_eq!(
            changed(&tree, &workspace.tree()),
            Vec::<std::path::PathBuf>::new()
        );
    }
}

#[test]
fn a_base_url_that_is_missing_is_kept_and_one_that_is_there_is_taken() {
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
    let done = workspace.import(&without);
    let kept = format!(
        "\nthe document has no host: the base URL of the current document is kept, {BASE_URL}\n"
    );
    assert!(
        done.out.contains(&kept) && done.out.contains("bump: none\n"),
        "{}",
        done.out
    );
    let operations = "classifications-api/src/generated/operations.rs";
    assert!(workspace.read(operations).contains(BASE_URL));
    assert_eq!(workspace.out_of_date(), Vec::<String>::new());

    // the next document has one, and needs nothing laid over it
    let moved = with(&document, "host: api-qun.", "host: api-2.");
    let done = workspace.import(&moved);
    assert!(done.out.contains("breaking   base-url"), "{}", done.out);
    assert!(!done.out.contains("is kept"), "{}", done.out);
    assert!(
        workspace
            .read(operations)
            .contains("https://api-2.eu-central-a")
    );
    assert_eq!(workspace.overlay(), json!({}));
    assert_eq!(workspace.out_of_date(), Vec::<String>::new());
}

#[test]
fn an_overlay_that_is_none_is_refused() {
    let workspace = Workspace::new();
    for text in ["{", "[]", "{\"values\": []}"] {
        std::fs::write(workspace.root().join(OVERLAY), text).unwrap();
        let before = workspace.tree();
        let done = workspace.import(&workspace.document());
        assert_eq!((done.code, done.out.as_str()), (2, ""));
        assert!(
            done.err.contains("classifications.overlay.json: "),
            "{}",
            done.err
        );
        assert_eq!(
            changed(&before, &workspace.tree()),
            Vec::<std::path::PathBuf>::new()
        );
    }
}

//! A failed import changes nothing.

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use oas2_codegen::import::{self, Options, Plan};
use oas2_codegen::journal::{JOURNAL, Journal};
use oas2_codegen::outputs;

use crate::workspace::{Workspace, changed, unmarked, with};
use crate::{grown, shrunk};

#[test]
fn an_invalid_document_is_one_clear_error() {
    let workspace = Workspace::new();
    let before = workspace.tree();
    let document = workspace.document();
    let dangling = with(
        &document,
        "$ref: \"#/definitions/Debtor\"",
        "$ref: \"#/definitions/Nobody\"",
    );
    for (text, expected) in [
        ("a: [\n", "new.yaml:"),
        ("\u{1}", "new.yaml"),
        ("", "new.yaml: the file is empty"),
        (
            "openapi: 3.0.3\npaths: {}\n",
            "new.yaml: #/openapi: the document is OpenAPI 3.0.3, not OAS2; give the OAS2",
        ),
        (
            "swagger: '2.0'\ninfo: {title: a, version: '1'}\npaths: {}\n",
            "new.yaml: #/paths: the document has no operation",
        ),
        (
            &dangling,
            "new.yaml: #/definitions/Classification/properties/debtor/allOf/0: ",
        ),
    ] {
        let output = workspace.import(text);
        assert_eq!((output.code, output.out.as_str()), (2, ""), "{text:.40}");
        assert!(
            output.err.starts_with("error: ") && output.err.contains(expected),
            "{}",
            output.err
        );
        assert_eq!(output.err.lines().count(), 1, "{}", output.err);
    }
    let absent = workspace.import_file(&workspace.root().join("absent.yaml"), Options::default());
    assert_eq!(absent.code, 2);
    assert!(
        absent.err.starts_with("error: cannot read "),
        "{}",
        absent.err
    );
    assert_eq!(changed(&before, &workspace.tree()), Vec::<PathBuf>::new());
    assert_eq!(workspace.cargo_calls(), "");
}

#[test]
fn other_files_are_refused_with_their_kind_and_nothing_is_written() {
    let workspace = Workspace::new();
    let before = workspace.tree();
    let files: [(&[u8], &str); 12] = [
        (
            b"swagger: '2.0'\ninfo: {title: Pets, version: '1'}\npaths: {/pets: {get: {responses: {200: {description: a}}}}}\n",
            "the document describes another API, \"Pets\"",
        ),
        (b"openapi: 3.0.3\npaths: {}\n", "OpenAPI 3.0.3, not OAS2"),
        (b"openapi: 3.1.0\nwebhooks: {}\n", "OpenAPI 3.1.0, not OAS2"),
        (
            b"product: 1.0.0\ninfo: {name: a}\napis: {a: {$ref: a_1.0.0.yaml}}\nplans: {}\n",
            "an API Connect product, not an API; give the document of one of its APIs: a_1.0.0.yaml",
        ),
        (
            b"{\"info\": {\"_postman_id\": \"1\"}, \"item\": []}",
            "a Postman collection, not OAS2",
        ),
        (
            b"<?xml version='1.0'?><wsdl:definitions xmlns:wsdl='http://schemas.xmlsoap.org/wsdl/'/>",
            "a WSDL document of a SOAP service",
        ),
        (b"#%RAML 1.0\ntitle: T\n", "RAML, not OAS2"),
        (b"asyncapi: 2.6.0\nchannels: {}\n", "an AsyncAPI document, not OAS2"),
        (b"PK\x03\x04\x14\0", "a zip archive; unpack it"),
        (b"<!DOCTYPE html>\n<html><body>Login</body></html>", "a web page"),
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf\n", "no content"),
    ];
    for (bytes, expected) in files {
        let output =
            workspace.import_file(&workspace.beside("new.yaml", bytes), Options::default());
        assert_eq!((output.code, output.out.as_str()), (2, ""), "{expected}");
        assert!(
            output.err.contains(expected),
            "{expected} is missing in {}",
            output.err
        );
        assert_eq!(output.err.lines().count(), 1, "{}", output.err);
        assert!(output.err.contains("; "), "no remedy: {}", output.err);
    }
    assert_eq!(changed(&before, &workspace.tree()), Vec::<PathBuf>::new());
}

#[test]
fn a_folder_instead_of_any_file_is_one_clear_error() {
    let workspace = Workspace::new();
    let new = grown(&unmarked(&workspace.document()));
    let paths: Vec<_> = workspace
        .plan(&new)
        .steps
        .into_iter()
        .map(|step| step.path)
        .collect();
    assert!(paths.len() >= 12, "{paths:?}");
    for path in paths {
        let full = workspace.root().join(&path);
        let content = fs::read(&full).ok();
        if content.is_some() {
            fs::remove_file(&full).unwrap();
        }
        fs::create_dir(&full).unwrap();
        let before = workspace.tree();
        let output = workspace.import(&new);
        let expected = format!("error: cannot read {}", full.display());
        assert_eq!(
            (output.code, output.out.as_str()),
            (2, ""),
            "{}",
            path.display()
        );
        assert!(output.err.starts_with(&expected), "{}", output.err);
        assert_eq!(output.err.lines().count(), 1, "{}", output.err);
        assert_eq!(
            changed(&before, &workspace.tree()),
            Vec::<PathBuf>::new(),
            "{}",
            path.display()
        );
        fs::remove_dir(&full).unwrap();
        if let Some(content) = content {
            fs::write(&full, content).unwrap();
        }
    }
}

#[test]
fn a_workspace_with_invalid_manifests_or_changelog_is_refused() {
    let new = |workspace: &Workspace| shrunk(&workspace.document());
    type Break = fn(&str) -> String;
    let breaks: [(&str, Break, &str); 5] = [
        (
            "CHANGELOG.md",
            |text| with(text, "## [Unreleased]", "## Soon"),
            "there is no line `## [Unreleased]`; add it",
        ),
        (
            "Cargo.lock",
            |text| with(text, "name = \"classifications-api\"\n", "name = \"c\"\n"),
            "it has no classifications-api 0.1.0; run `cargo check`",
        ),
        (
            "Cargo.toml",
            |text| {
                with(
                    text,
                    "version = \"0.1.0\"\nedition",
                    "version = \"0.1\"\nedition",
                )
            },
            "the version 0.1 is not three numbers",
        ),
        (
            "Cargo.toml",
            |text| with(text, "version = \"0.1.0\"\nedition", "edition"),
            "there is no version",
        ),
        ("Cargo.toml", |text| format!("{text}\n]"), "it is not TOML"),
    ];
    for (file, broken, expected) in breaks {
        let workspace = Workspace::new();
        let path = workspace.root().join(file);
        fs::write(&path, broken(&workspace.read(file))).unwrap();
        let before = workspace.tree();
        let output = workspace.import(&new(&workspace));
        assert_eq!((output.code, output.out.as_str()), (2, ""), "{expected}");
        assert!(
            output.err.contains(expected) && output.err.lines().count() == 1,
            "{}",
            output.err
        );
        assert_eq!(changed(&before, &workspace.tree()), Vec::<PathBuf>::new());
    }
}

#[test]
fn a_failure_at_any_step_leaves_the_tree_unchanged() {
    let workspace = Workspace::new();
    let plan = workspace.plan(&grown(&unmarked(&workspace.document())));
    let before = workspace.tree();
    for at in 0..plan.steps.len() {
        let mut done = 0;
        let failing = &mut |path: &Path, content: Option<&[u8]>| {
            if done == at {
                return Err(io::Error::from(io::ErrorKind::StorageFull));
            }
            done += 1;
            outputs::put(path, content)
        };
        let error = plan.carry_out(failing).unwrap_err().to_string();
        assert!(error.starts_with("cannot write "), "{error}");
        assert!(
            error.ends_with(&plan.steps[at].path.display().to_string()),
            "{error}"
        );
        assert_eq!(
            changed(&before, &workspace.tree()),
            Vec::<PathBuf>::new(),
            "step {at}"
        );
    }
    // the same plan succeeds without the failure
    plan.carry_out(&mut outputs::put).unwrap();
    assert_eq!(workspace.out_of_date(), Vec::<String>::new());
}

/// Kills an import before its step `at`.
fn kill(plan: &Plan, at: usize) {
    let mut done = 0;
    let put = &mut |path: &Path, content: Option<&[u8]>| {
        assert!(done < at, "killed");
        done += 1;
        outputs::put(path, content)
    };
    assert!(catch_unwind(AssertUnwindSafe(|| plan.carry_out(put))).is_err());
}

#[test]
fn an_import_that_was_killed_at_any_step_is_undone() {
    let workspace = Workspace::new();
    let plan = workspace.plan(&grown(&unmarked(&workspace.document())));
    let before = workspace.tree();
    for at in 0..plan.steps.len() {
        kill(&plan, at);
        fs::write(workspace.root().join("spec/.made-123456"), "half a file").unwrap();
        let message = Journal::refuse_interrupted(&workspace.root())
            .unwrap_err()
            .to_string();
        assert!(message.contains(JOURNAL), "{message}");
        assert!(
            message.contains("`cargo xtask import FILE` restores"),
            "{message}"
        );
        assert!(import::restore_interrupted(&workspace.root()).unwrap());
        let changed = changed(&before, &workspace.tree());
        assert_eq!(changed, Vec::<PathBuf>::new(), "killed at {at}");
    }
    assert!(!import::restore_interrupted(&workspace.root()).unwrap());
}

#[test]
fn the_import_after_a_killed_one_has_the_result_of_an_uninterrupted_one() {
    let uninterrupted = Workspace::new();
    let document = grown(&unmarked(&uninterrupted.document()));
    let expected = uninterrupted.import(&document);

    let workspace = Workspace::new();
    let plan = workspace.plan(&document);
    kill(&plan, plan.steps.len() - 1);
    let half = workspace.tree();
    let file = workspace.beside("new.yaml", document.as_bytes());
    let dry = workspace.import_file(
        &file,
        Options {
            dry_run: true,
            ..Options::default()
        },
    );
    assert_eq!((dry.code, dry.out.as_str()), (2, ""));
    assert!(dry.err.contains("an import was interrupted"), "{}", dry.err);
    assert_eq!(changed(&half, &workspace.tree()), Vec::<PathBuf>::new());

    let output = workspace.import(&document);
    assert_eq!((output.code, output.err.as_str()), (0, ""));
    let notice = "an earlier import was interrupted: its changes were undone\n";
    assert_eq!(output.out, format!("{notice}{}", expected.out));
    let relative = |workspace: &Workspace| -> Vec<_> {
        let relative = |path: &Path| path.strip_prefix(workspace.root()).unwrap().to_owned();
        let tree = workspace.tree().into_iter();
        tree.map(|(path, content)| (relative(&path), content))
            .collect()
    };
    assert!(relative(&workspace) == relative(&uninterrupted));
}

#[test]
fn an_edit_after_an_interruption_is_not_overwritten() {
    let workspace = Workspace::new();
    let document = grown(&workspace.document());
    let plan = workspace.plan(&document);
    kill(&plan, plan.steps.len() - 1);
    fs::write(workspace.root().join("Cargo.lock"), "by hand").unwrap();
    let before = workspace.tree();
    let output = workspace.import(&document);
    assert_eq!((output.code, output.out.as_str()), (2, ""));
    assert!(
        output
            .err
            .contains("Cargo.lock: it was changed after an import was interrupted"),
        "{}",
        output.err
    );
    assert_eq!(changed(&before, &workspace.tree()), Vec::<PathBuf>::new());
}

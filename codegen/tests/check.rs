//! `generate --check` detects every difference from the sources: a tampered file, a changed
//! document, a changed case, an additional or a missing file.

#![allow(clippy::unwrap_used, reason = "a test fails when its setup fails")]

use std::fs;
use std::path::{Path, PathBuf};

use oas2_codegen::{members, workspace};

/// The folders that generation reads and writes.
const FOLDERS: [&str; 5] = [
    "spec",
    "portfolio-movements-api",
    "tests/sales-api",
    "classifications-api/src/generated",
    "classifications-api/tests",
];

/// A copy of what generation reads and writes.
fn copy() -> tempfile::TempDir {
    let root = workspace::root().unwrap();
    let copy = tempfile::tempdir().unwrap();
    for folder in FOLDERS {
        copy_folder(&root.join(folder), &copy.path().join(folder));
    }
    copy
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// The differences between the files of the workspace and its outputs.
fn diff(root: &Path) -> Vec<String> {
    workspace::outputs(root).unwrap().0.diff().unwrap()
}

/// The same for the crates of other APIs.
fn diff_of_members(root: &Path) -> Vec<String> {
    let members = members::outputs(root).unwrap().into_iter();
    let diffs = members.map(|(outputs, _)| outputs.diff().unwrap());
    diffs.flatten().collect()
}

/// The generated files of the client.
fn generated(root: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(root.join("classifications-api/src/generated")).unwrap();
    files.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn committed_files_match_their_sources() {
    let copy = copy();
    let diffs = [diff(copy.path()), diff_of_members(copy.path())].concat();
    assert!(diffs.is_empty(), "{}", diffs.concat());
}

#[test]
fn changes_of_other_documents_are_detected() {
    let copy = copy();
    for file in [
        "portfolio-movements-api/Cargo.toml",
        "portfolio-movements-api/src/lib.rs",
        "portfolio-movements-api/src/generated/types.rs",
        "spec/portfolio-movements.oas3.json",
        "spec/portfolio-movements.cases.json",
        "spec/portfolio-movements.lock",
        "tests/sales-api/src/generated/sales.oas3.json",
    ] {
        let path = copy.path().join(file);
        let before = fs::read(&path).unwrap();
        fs::write(&path, [&before[..], b" "].concat()).unwrap();
        let diffs = diff_of_members(copy.path());
        assert_eq!(diffs.len(), 1, "{file}: {}", diffs.concat());
        fs::write(&path, before).unwrap();
    }
    // the lock has the hash of each input
    for input in [
        "spec/portfolio-movements.overlay.yaml",
        "spec/portfolio-movements.oas2.yaml",
    ] {
        let path = copy.path().join(input);
        let before = fs::read(&path).unwrap();
        fs::write(&path, [&before[..], b"\n# more\n"].concat()).unwrap();
        let diffs = diff_of_members(copy.path()).concat();
        assert!(
            diffs.contains("portfolio-movements.lock"),
            "{input}: {diffs}"
        );
        fs::write(&path, before).unwrap();
    }
}

#[test]
fn any_tampered_byte_of_any_generated_file_is_detected() {
    let copy = copy();
    let files = generated(copy.path());
    assert!(files.len() >= 5, "{files:?}");
    for file in files {
        let before = fs::read(&file).unwrap();
        for at in [0, before.len() / 2, before.len() - 1] {
            let mut tampered = before.clone();
            tampered[at] ^= 1;
            fs::write(&file, &tampered).unwrap();
            assert_eq!(diff(copy.path()).len(), 1, "{} at {at}", file.display());
        }
        fs::write(&file, &before).unwrap();
    }
    assert!(diff(copy.path()).is_empty());
}

#[test]
fn an_additional_or_missing_file_is_detected() {
    let copy = copy();
    let additional = copy
        .path()
        .join("classifications-api/src/generated/more.rs");
    fs::write(&additional, "").unwrap();
    assert_eq!(diff(copy.path()).len(), 1);
    fs::remove_file(&additional).unwrap();
    for file in generated(copy.path()) {
        let before = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        assert_eq!(diff(copy.path()).len(), 1, "{}", file.display());
        fs::write(&file, before).unwrap();
    }
}

#[test]
fn a_changed_path_of_the_document_is_detected_in_all_outputs() {
    let copy = copy();
    let document = copy.path().join(workspace::DOCUMENT);
    let text = fs::read_to_string(&document).unwrap();
    let source = oas2_codegen::load::parse(&document, text.as_bytes()).unwrap();
    let paths = source.value["paths"].as_object().unwrap();
    // no other path starts with the longest one
    let path = paths.keys().max_by_key(|path| path.len()).unwrap();
    let changed = text.replace(path.as_str(), &format!("{path}/changed"));
    assert_ne!(text, changed);
    fs::write(&document, changed).unwrap();
    let diffs = diff(copy.path()).concat();
    for named in [
        "builder.rs",
        "operations.rs",
        "classifications.oas3.json",
        "spec.lock",
    ] {
        assert!(diffs.contains(named), "{named} is missing in {diffs}");
    }
    assert!(diffs.contains("/changed"));
}

#[test]
fn a_document_without_operations_is_refused() {
    let copy = copy();
    let document = copy.path().join(workspace::DOCUMENT);
    fs::write(
        &document,
        "swagger: '2.0'\ninfo: {title: a, version: '1'}\npaths: {}\n",
    )
    .unwrap();
    let refused = workspace::outputs(copy.path()).unwrap_err().to_string();
    assert!(
        refused.contains("#/paths: the document has no operation"),
        "{refused}"
    );
}

#[test]
fn a_document_without_an_address_is_refused_and_the_import_is_named() {
    let copy = copy();
    let document = copy.path().join(workspace::DOCUMENT);
    let complete = fs::read_to_string(&document).unwrap();
    for (line, lacking) in [("host:", "no host"), ("tokenUrl:", "no token endpoint")] {
        let lines = complete.lines();
        let kept = lines.filter(|text| !text.trim_start().starts_with(line));
        let text = kept.fold(String::new(), |all, text| all + text + "\n");
        assert_ne!(text, complete, "{line}");
        fs::write(&document, text).unwrap();
        let refused = workspace::outputs(copy.path()).unwrap_err().to_string();
        assert!(refused.contains(lacking), "{refused}");
        assert!(refused.contains("cargo xtask import FILE"), "{refused}");
    }
}

#[test]
fn a_case_is_bundled_literally() {
    let copy = copy();
    // as a double this is 90071992547409.94
    let exact = "90071992547409.93";
    let folders = fs::read_dir(copy.path().join("spec/cases")).unwrap();
    let folder = folders.map(|folder| folder.unwrap().path()).next().unwrap();
    let case = fs::read_dir(folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let text = fs::read_to_string(&case).unwrap();
    fs::write(
        &case,
        text.replacen('{', &format!("{{\"x-exact\": {exact},"), 1),
    )
    .unwrap();
    let (outputs, _) = workspace::outputs(copy.path()).unwrap();
    let steps = outputs.steps().unwrap().into_iter();
    let mut written = steps.filter_map(|step| step.after);
    assert!(written.any(|bytes| String::from_utf8_lossy(&bytes).contains(exact)));
    assert!(!diff(copy.path()).is_empty());
}

//! The exit code of a task: 0 when all is well, 1 when a check found something, 2 when the input is
//! invalid.

#![allow(clippy::unwrap_used, reason = "a test fails when its setup fails")]

use std::path::Path;
use std::process::{Command, Output};

const DOCUMENT: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../codegen/fixtures/diff/base.oas2.yaml"
);

fn diff(new: &Path) -> Output {
    let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
    xtask.args(["diff", DOCUMENT]).arg(new);
    xtask.args(["--fail-on", "major"]).output().unwrap()
}

#[test]
fn exit_codes_are_as_documented() {
    let same = diff(Path::new(DOCUMENT));
    assert_eq!(same.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&same.stdout), "bump: none\n");

    let folder = tempfile::tempdir().unwrap();
    let new = folder.path().join("new.yaml");
    let text = std::fs::read_to_string(DOCUMENT).unwrap();
    std::fs::write(&new, text.replace("/pets/", "/animals/")).unwrap();
    let found = diff(&new);
    assert_eq!(found.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&found.stdout).ends_with("bump: major\n"));

    let bad = diff(&folder.path().join("absent.yaml"));
    assert_eq!((bad.status.code(), bad.stdout), (Some(2), vec![]));
    let error = String::from_utf8_lossy(&bad.stderr).into_owned();
    assert!(error.starts_with("error: cannot read "), "{error}");
    assert!(error.contains("absent.yaml: "), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
}

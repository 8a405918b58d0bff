//! Many generated crates in one Cargo workspace, so that dependencies are built once.
#![allow(dead_code, reason = "each test uses a part")]

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use oas2_codegen::workspace;
use serde_json::Value;

/// The folder of the crates of a workspace.
pub const CRATES: &str = "crates";

/// A folder with generated crates.
pub struct Workspace {
    /// The folder of the workspace.
    pub path: PathBuf,
}

/// The result of compiling a crate.
#[derive(Debug, Default)]
pub struct Built {
    /// Whether it compiles, with or without warnings.
    pub compiles: bool,
    /// The first error.
    pub error: Option<String>,
    /// The first warning.
    pub warning: Option<String>,
}

impl Workspace {
    /// The workspace `name` in the folder for files of tests.
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        Self { path }
    }

    /// Creates a workspace of `members` with our dependency versions, so that little is downloaded.
    pub fn prepare(&self, members: impl Iterator<Item = String>) {
        let members: Vec<_> = members.map(|name| format!("{CRATES}/{name}")).collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {members:#?}\n\n[profile.dev]\ndebug = false\nincremental = false\n"
        );
        std::fs::write(self.path.join("Cargo.toml"), manifest).unwrap();
        let lock_file = workspace::root().unwrap().join("Cargo.lock");
        std::fs::copy(lock_file, self.path.join("Cargo.lock")).unwrap();
    }

    /// The command `cargo` in this workspace.
    pub fn cargo(&self, subcommand: &str) -> Command {
        let mut cargo = workspace::cargo();
        cargo
            .args([subcommand, "--target-dir"])
            .arg(self.path.join("target"))
            .current_dir(&self.path);
        cargo
    }

    /// Runs `cargo` with `--keep-going`, and returns the result of each crate whose name begins with `prefix`.
    pub fn build(&self, cargo: &mut Command, prefix: &str) -> HashMap<String, Built> {
        let mut child = cargo
            .args(["--quiet", "--keep-going", "--message-format", "json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut found: HashMap<String, Built> = HashMap::new();
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let message: Value = serde_json::from_str(&line.unwrap()).unwrap_or_default();
            let text = |at| message.pointer(at).and_then(Value::as_str);
            let Some(name) = text("/target/name").filter(|name| name.starts_with(prefix)) else {
                continue;
            };
            let built = found.entry(name.to_owned()).or_default();
            let rendered = || text("/message/rendered").unwrap_or_default().to_owned();
            match (text("/reason"), text("/message/level")) {
                (Some("compiler-artifact"), _) => built.compiles = true,
                (_, Some("error")) => drop(built.error.get_or_insert_with(rendered)),
                (_, Some("warning")) => drop(built.warning.get_or_insert_with(rendered)),
                _ => {}
            }
        }
        let succeeded = child.wait().unwrap().success();
        let folder = self.path.display();
        assert!(
            succeeded || !found.is_empty(),
            "cargo compiled nothing; run `cargo check` in {folder} to see why"
        );
        found
    }
}

/// The documents of a folder.
pub fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut found: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| {
        let extension = path.extension().and_then(|e| e.to_str());
        matches!(extension, Some("json" | "yaml" | "yml"))
    });
    found.sort();
    assert!(!found.is_empty(), "{} has no document", folder.display());
    found
}

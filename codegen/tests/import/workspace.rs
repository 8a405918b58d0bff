//! A small workspace with the files that an import reads and writes, and a `cargo` with a given
//! output.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use oas2_codegen::import::{self, Options, Plan};
use oas2_codegen::load;
use oas2_codegen::workspace::{self, DOCUMENT, OVERLAY};

/// The files that an import reads and writes besides `spec/` and the generated ones.
const FILES: [(&str, &str); 5] = [
    (
        "Cargo.toml",
        "[workspace]
members = [\"classifications-api\", \"auth\"]

[workspace.package]
version = \"0.1.0\"
edition = \"2024\"

[workspace.dependencies]
classifications-api = { path = \"classifications-api\", version = \"0.1.0\" }
classifications-auth = { path = \"auth\", version = \"0.1.0\" }
",
    ),
    (
        "Cargo.lock",
        "[[package]]
name = \"classifications-api\"
version = \"0.1.0\"

[[package]]
name = \"classifications-auth\"
version = \"0.1.0\"
dependencies = [
 \"classifications-api\",
]
",
    ),
    (
        "classifications-api/Cargo.toml",
        "[package]
name = \"classifications-api\"
version.workspace = true
edition.workspace = true
",
    ),
    (
        "tests/consumer/Cargo.toml",
        "[package]
name = \"consumer\"
version = \"0.0.0\"

[dependencies]
classifications-api = { path = \"../../classifications-api\", version = \"0.1.0\" }

[dev-dependencies]
classifications-api = { path = \"../../classifications-api\", version = \"0.1.0\", features = [\"httpmock\"] }
",
    ),
    (
        "CHANGELOG.md",
        "# Changelog

## [Unreleased]

### Added

- A first document.
",
    ),
];

/// Files with their contents, and folders without.
pub type Tree = BTreeMap<PathBuf, Option<Vec<u8>>>;

/// The options of an import with `--full`.
pub const FULL: Options = Options {
    dry_run: false,
    full: true,
};

/// A copy of the small workspace.
pub struct Workspace {
    folder: tempfile::TempDir,
}

/// The result of an import.
#[derive(Debug)]
pub struct Output {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Workspace {
    pub fn new() -> Self {
        static PREPARED: OnceLock<tempfile::TempDir> = OnceLock::new();
        let prepared = PREPARED.get_or_init(|| {
            let prepared = tempfile::tempdir().unwrap();
            let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/fixture");
            copy(&fixture, prepared.path());
            for (path, text) in FILES {
                let path = prepared.path().join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            let outputs = workspace::outputs(prepared.path()).unwrap().0;
            outputs.write().unwrap();
            prepared
        });
        let folder = tempfile::tempdir().unwrap();
        let this = Self { folder };
        copy(prepared.path(), &this.root());
        this.set_cargo_output("", 0);
        this
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().join("workspace")
    }

    /// Writes a file outside the workspace.
    pub fn beside(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    pub fn read(&self, path: &str) -> String {
        let path = self.root().join(path);
        fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }

    pub fn document(&self) -> String {
        self.read(DOCUMENT)
    }

    /// Sets cargo's standard error and exit code.
    pub fn set_cargo_output(&self, text: &str, code: i32) {
        let output = self.beside("cargo.output", text.as_bytes());
        let calls = self.folder.path().join("cargo.calls");
        let script = format!(
            "#!/bin/sh\necho \"$PWD $*\" >> {}\ncat {} >&2\nexit {code}\n",
            calls.display(),
            output.display()
        );
        let cargo = self.beside("cargo", script.as_bytes());
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(cargo, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// The arguments of cargo, one line per call.
    pub fn cargo_calls(&self) -> String {
        fs::read_to_string(self.folder.path().join("cargo.calls")).unwrap_or_default()
    }

    /// Imports a document like `cargo xtask import --full`.
    pub fn import(&self, document: &str) -> Output {
        self.import_file(&self.beside("new.yaml", document.as_bytes()), FULL)
    }

    pub fn import_file(&self, file: &Path, options: Options) -> Output {
        let cargo = Command::new(self.folder.path().join("cargo"));
        let mut out = String::new();
        let print = &mut |text: &str| {
            out.push_str(text);
            Ok(())
        };
        let result = import::run(&self.root(), file, options, Some(cargo), print);
        Output {
            code: if result.is_ok() { 0 } else { 2 },
            out,
            err: result.map_or_else(
                |e| format!("error: {}\n", e.with_sources()),
                |()| String::new(),
            ),
        }
    }

    /// The plan of an import of a document.
    pub fn plan(&self, document: &str) -> Plan {
        import::plan(&self.root(), &self.beside("new.yaml", document.as_bytes())).unwrap()
    }

    /// The differences between the workspace and the outputs of its document.
    pub fn out_of_date(&self) -> Vec<String> {
        workspace::outputs(&self.root()).unwrap().0.diff().unwrap()
    }

    /// The values that the overlay keeps of earlier documents: targets and updates.
    pub fn kept(&self) -> BTreeMap<String, serde_json::Value> {
        let text = self.read(OVERLAY);
        let lines = text.lines().map(str::trim);
        let kept = lines.filter(|line| line.starts_with("- {\"target\""));
        kept.map(|line| {
            let action: serde_json::Value = serde_json::from_str(&line[2..]).unwrap();
            let target = action["target"].as_str().unwrap().to_owned();
            (target, action["update"].clone())
        })
        .collect()
    }

    /// The files and folders of the workspace.
    pub fn tree(&self) -> Tree {
        let mut tree = Tree::new();
        let mut folders = vec![self.root()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    tree.insert(path.clone(), None);
                    folders.push(path);
                } else {
                    let content = fs::read(&path).unwrap();
                    tree.insert(path, Some(content));
                }
            }
        }
        tree
    }
}

/// The files in which two trees differ.
pub fn changed(before: &Tree, after: &Tree) -> Vec<PathBuf> {
    let paths = before.keys().chain(after.keys());
    let mut changed: Vec<_> = paths
        .filter(|path| before.get(*path) != after.get(*path))
        .cloned()
        .collect();
    changed.sort();
    changed.dedup();
    changed
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            copy(&path, &to.join(path.file_name().unwrap()));
        }
    } else {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }
}

/// `text` with one part replaced, which must exist.
pub fn with(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "{old:?} does not occur");
    text.replacen(old, new, 1)
}

/// The document as the insurer would export it: without our marks.
pub fn unmarked(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("x-source:"));
    lines.fold(String::new(), |text, line| text + line + "\n")
}

/// The document as a JSON value.
pub fn value(text: &str) -> serde_json::Value {
    load::parse(Path::new("d.yaml"), text.as_bytes())
        .unwrap()
        .value
}

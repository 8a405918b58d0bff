//! The crates and their callers, as members of one Cargo workspace so that dependencies are built
//! once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::caller;
use super::generated_crates::{CRATES, Workspace};
use oas2_codegen::generate::{self, File};
use oas2_codegen::outputs::Outputs;
use oas2_codegen::pipeline::Document;
use oas2_codegen::{standalone, workspace};

/// The crates of all documents; equal documents share one.
pub(super) struct Crates {
    root: PathBuf,
    workspace: Workspace,
    all: Vec<GeneratedCrate>,
    /// Pairs of a crate whose caller is compiled, and the crate that the caller is compiled against.
    calls: BTreeSet<(String, String)>,
}

struct GeneratedCrate {
    name: String,
    document: Value,
    files: Vec<File>,
    /// The code of a caller.
    caller: String,
}

impl Crates {
    /// No crates yet.
    pub(super) fn new() -> Self {
        Self {
            root: workspace::root().unwrap(),
            workspace: Workspace::new("semver-agreement"),
            all: vec![],
            calls: BTreeSet::new(),
        }
    }

    /// The name of the crate of a document.
    pub(super) fn add(&mut self, document: &Document) -> String {
        let mut all = self.all.iter();
        if let Some(existing) = all.find(|existing| existing.document == *document.oas2()) {
            return existing.name.clone();
        }
        let target = standalone::target(Path::new("the document"));
        let api = document.api();
        let generated = generate::generate(api, &target).unwrap();
        let name = format!("made_{}", self.all.len());
        self.all.push(GeneratedCrate {
            files: standalone::files(&name, api, &generated, &self.root.join("transport")),
            caller: caller::text(api, &target),
            document: document.oas2().clone(),
            name: name.clone(),
        });
        name
    }

    /// Adds a caller of `old` that is compiled against `new`.
    pub(super) fn call(&mut self, old: &str, new: &str) {
        self.calls.insert((old.to_owned(), new.to_owned()));
    }

    /// The name of a caller's crate.
    pub(super) fn caller(old: &str, new: &str) -> String {
        format!("caller_of_{old}_on_{new}")
    }

    /// The crate with this name.
    fn generated(&self, name: &str) -> &GeneratedCrate {
        self.all
            .iter()
            .find(|generated| generated.name == name)
            .unwrap()
    }

    /// Writes the workspace.
    pub(super) fn write(&self) {
        let mut outputs = Outputs::below(&self.workspace.path);
        outputs.own(CRATES);
        for generated in &self.all {
            for file in &generated.files {
                let version = ("version = \"0.1.0\"\n", "version = \"1.0.0\"\n");
                let text = match file.path.as_str() {
                    "Cargo.toml" => file.text.replacen(version.0, version.1, 1),
                    _ => file.text.clone(),
                };
                outputs.add(format!("{CRATES}/{}/{}", generated.name, file.path), text);
            }
        }
        for (old, new) in &self.calls {
            let folder = format!("{CRATES}/{}", Self::caller(old, new));
            outputs.add(format!("{folder}/src/lib.rs"), &*self.generated(old).caller);
            outputs.add(format!("{folder}/Cargo.toml"), self.manifest(old, new));
        }
        outputs.write().unwrap();
        let names = self.all.iter().map(|generated| generated.name.clone());
        let callers = self.calls.iter().map(|(old, new)| Self::caller(old, new));
        let members = names.chain(callers);
        self.workspace.prepare(members);
    }

    /// A caller's manifest, with the dependencies of its own crate.
    fn manifest(&self, old: &str, new: &str) -> String {
        let mut files = self.generated(old).files.iter();
        let manifest = files.find(|file| file.path == "Cargo.toml").unwrap();
        let (_, dependencies) = manifest.text.split_once("[dependencies]\n").unwrap();
        format!(
            "[package]\nname = {:?}\nversion = \"1.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [dependencies]\n{dependencies}client = {{ package = {new:?}, path = \"../{new}\" }}\n",
            Self::caller(old, new),
        )
    }

    /// Makes rustdoc's JSON of all crates, which `cargo semver-checks` reads.
    pub(super) fn document(&self) {
        let mut rustdoc = self.cargo("doc");
        // the JSON form is unstable; semver-checks requests it in the same way
        let flags = "-Zunstable-options --output-format json --cap-lints allow";
        rustdoc.env("RUSTDOCFLAGS", flags);
        let output = rustdoc
            .args(["--no-deps", "--quiet", "-p", "made_*"])
            .output();
        let output = output.unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        for generated in &self.all {
            let documented = format!("target/doc/{}.json", generated.name);
            let text = std::fs::read_to_string(self.workspace.path.join(documented)).unwrap();
            // the comparison uses paths, which begin with the crate's name
            let text = text.replace(&format!("\"{}\"", generated.name), "\"client\"");
            std::fs::write(self.rustdoc(&generated.name), text).unwrap();
        }
    }

    /// Compiles the callers, and returns the first error of each that does not compile, by its name.
    pub(super) fn check(&self) -> BTreeMap<String, String> {
        let mut cargo = self.cargo("check");
        cargo.args(["-p", "caller_*"]);
        let mut built = self.workspace.build(&mut cargo, "caller_");
        let names = self.calls.iter().map(|(old, new)| Self::caller(old, new));
        let errors = names.filter_map(|name| {
            let built = built.remove(&name).unwrap_or_default();
            let error = built.error.unwrap_or_else(|| "an error".to_owned());
            (!built.compiles).then_some((name, error))
        });
        errors.collect()
    }

    /// rustdoc's JSON of a crate, as if the crate were called `client`.
    pub(super) fn rustdoc(&self, name: &str) -> PathBuf {
        self.workspace.path.join(format!("target/{name}.json"))
    }

    fn cargo(&self, subcommand: &str) -> Command {
        let mut cargo = self.workspace.cargo(subcommand);
        // the same for both commands, so that dependencies are built once
        cargo.env("RUSTC_BOOTSTRAP", "1").env_remove("RUSTFLAGS");
        cargo
    }
}

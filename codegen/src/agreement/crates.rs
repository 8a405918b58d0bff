//! The crates and their callers, as members of one Cargo workspace so that dependencies are built
//! once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::caller;
use crate::cargo::{CRATES, Workspace};
use crate::error::{Error, Result};
use crate::generate::{self, File};
use crate::outputs::Outputs;
use crate::pipeline::Document;
use crate::standalone;

/// The crates of all documents; equal documents share one.
pub(super) struct Crates {
    root: PathBuf,
    workspace: Workspace,
    made: Vec<Made>,
    /// The crate against which each crate's caller is compiled.
    calls: BTreeSet<(String, String)>,
}

struct Made {
    name: String,
    document: Value,
    files: Vec<File>,
    /// The code of a caller.
    caller: String,
}

impl Crates {
    /// No crates yet.
    pub(super) fn below(root: &Path, work: &Path, jobs: usize) -> Result<Self> {
        Ok(Self {
            root: root.to_owned(),
            workspace: Workspace::at(work, jobs)?,
            made: vec![],
            calls: BTreeSet::new(),
        })
    }

    /// The name of the crate of a document.
    pub(super) fn add(&mut self, fixture: &str, document: &Document) -> Result<String> {
        if let Some(made) = self
            .made
            .iter()
            .find(|made| made.document == *document.oas2())
        {
            return Ok(made.name.clone());
        }
        let internal = |e| Error::Internal(format!("{fixture}: {e}"));
        let target = standalone::target(Path::new("the document"));
        let api = document.api();
        let generated = generate::generate(api, &target).map_err(internal)?;
        let name = format!("made_{}", self.made.len());
        self.made.push(Made {
            files: standalone::files(&name, api, &generated, &self.root.join("transport")),
            caller: caller::text(api, &target),
            document: document.oas2().clone(),
            name: name.clone(),
        });
        Ok(name)
    }

    /// Compiles the caller of `old` against `new`.
    pub(super) fn call(&mut self, old: &str, new: &str) {
        self.calls.insert((old.to_owned(), new.to_owned()));
    }

    /// The name of a caller's crate.
    pub(super) fn caller(old: &str, new: &str) -> String {
        format!("caller_of_{old}_on_{new}")
    }

    fn made(&self, name: &str) -> Option<&Made> {
        self.made.iter().find(|made| made.name == name)
    }

    /// Writes the workspace.
    pub(super) fn write(&self) -> Result<()> {
        let mut outputs = Outputs::below(&self.workspace.path);
        outputs.own(CRATES);
        for made in &self.made {
            for file in &made.files {
                let version = ("version = \"0.1.0\"\n", "version = \"1.0.0\"\n");
                let text = match file.path.as_str() {
                    "Cargo.toml" => file.text.replacen(version.0, version.1, 1),
                    _ => file.text.clone(),
                };
                outputs.add(format!("{CRATES}/{}/{}", made.name, file.path), text);
            }
        }
        for (old, new) in &self.calls {
            let below = format!("{CRATES}/{}", Self::caller(old, new));
            let text = self.made(old).map(|made| made.caller.clone());
            outputs.add(format!("{below}/src/lib.rs"), text.unwrap_or_default());
            outputs.add(format!("{below}/Cargo.toml"), self.manifest(old, new));
        }
        outputs.write()?;
        let names = self.made.iter().map(|made| made.name.clone());
        let callers = self.calls.iter().map(|(old, new)| Self::caller(old, new));
        self.workspace.prepare(&self.root, names.chain(callers))
    }

    /// A caller's manifest, with the dependencies of its own crate.
    fn manifest(&self, old: &str, new: &str) -> String {
        let files = self
            .made(old)
            .map(|made| made.files.as_slice())
            .unwrap_or_default();
        let manifest = files.iter().find(|file| file.path == "Cargo.toml");
        let dependencies = manifest.and_then(|file| file.text.split_once("[dependencies]\n"));
        format!(
            "[package]\nname = {:?}\nversion = \"1.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [dependencies]\n{}client = {{ package = {new:?}, path = \"../{new}\" }}\n",
            Self::caller(old, new),
            dependencies.map_or("", |(_, dependencies)| dependencies),
        )
    }

    /// Makes rustdoc's JSON of all crates, which is what `cargo semver-checks` reads.
    pub(super) fn document(&self) -> Result<()> {
        let status = self
            .cargo("doc")
            .args(["--no-deps", "--quiet", "-p", "made_*"])
            // the JSON form is unstable; semver-checks requests it in the same way
            .env(
                "RUSTDOCFLAGS",
                "-Zunstable-options --output-format json --cap-lints allow",
            )
            .stdout(Stdio::null())
            .status()
            .map_err(|e| Error::io("run", "cargo", e))?;
        if !status.success() {
            return Err(Error::File {
                path: self.workspace.path.clone(),
                what: "the crates cannot be documented; the errors of cargo are above".to_owned(),
            });
        }
        for made in &self.made {
            let path = self
                .workspace
                .path
                .join(format!("target/doc/{}.json", made.name));
            let text = std::fs::read_to_string(&path).map_err(|e| Error::io("read", path, e))?;
            // the comparison uses paths, which begin with the crate's name
            let text = text.replace(&format!("\"{}\"", made.name), "\"client\"");
            let path = self.rustdoc(&made.name);
            std::fs::write(&path, text).map_err(|e| Error::io("write", path, e))?;
        }
        Ok(())
    }

    /// Compiles the callers; the first error of each that does not compile, by its name.
    pub(super) fn check(&self) -> Result<BTreeMap<String, String>> {
        let mut cargo = self.cargo("check");
        cargo.args(["-p", "caller_*"]);
        let mut built = self.workspace.build(&mut cargo, "caller_", |_| {})?;
        let names = self.calls.iter().map(|(old, new)| Self::caller(old, new));
        let errors = names.filter_map(|name| {
            let built = built.remove(&name).unwrap_or_default();
            let error = built.error.unwrap_or_else(|| "an error".to_owned());
            (!built.compiles).then_some((name, error))
        });
        Ok(errors.collect())
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

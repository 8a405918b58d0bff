//! The crates and their callers: members of one Cargo workspace, so that dependencies are built once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::read;
use crate::tasks::cargo_messages;
use oas2_codegen::diff::caller;
use oas2_codegen::error::{Error, Result};
use oas2_codegen::generate::{self, File};
use oas2_codegen::outputs::Outputs;
use oas2_codegen::report::Report;
use oas2_codegen::{pipeline, standalone};

/// The crates of all documents; equal documents share one.
pub(super) struct Crates {
    root: PathBuf,
    work: PathBuf,
    made: Vec<Made>,
    /// Which crate's caller is compiled against which crate.
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
    pub(super) fn below(root: &Path, work: &Path) -> Self {
        Self {
            root: root.to_owned(),
            work: work.to_owned(),
            made: vec![],
            calls: BTreeSet::new(),
        }
    }

    /// The name of the crate of a document.
    pub(super) fn add(&mut self, fixture: &str, document: &Value) -> Result<String> {
        if let Some(made) = self.made.iter().find(|made| made.document == *document) {
            return Ok(made.name.clone());
        }
        let internal = |e| Error::Internal(format!("{fixture}: {e}"));
        let target = standalone::target(Path::new("the document"));
        let read = pipeline::read(&mut document.clone(), &mut Report::default());
        let (_, api) = read.map_err(internal)?;
        let generated = generate::generate(&api, &target).map_err(internal)?;
        let name = format!("made_{}", self.made.len());
        self.made.push(Made {
            files: standalone::files(&name, &api, &generated, &self.root.join("transport")),
            caller: caller::text(&api, &target),
            document: document.clone(),
            name: name.clone(),
        });
        Ok(name)
    }

    /// Has the caller of `old` compiled against `new`.
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
        let mut outputs = Outputs::below(&self.work);
        outputs.own("crates");
        for made in &self.made {
            for file in &made.files {
                let version = ("version = \"0.1.0\"\n", "version = \"1.0.0\"\n");
                let text = match file.path.as_str() {
                    "Cargo.toml" => file.text.replacen(version.0, version.1, 1),
                    _ => file.text.clone(),
                };
                outputs.add(format!("crates/{}/{}", made.name, file.path), text);
            }
        }
        for (old, new) in &self.calls {
            let below = format!("crates/{}", Self::caller(old, new));
            let text = self.made(old).map(|made| made.caller.clone());
            outputs.add(format!("{below}/src/lib.rs"), text.unwrap_or_default());
            outputs.add(format!("{below}/Cargo.toml"), self.manifest(old, new));
        }
        let names = self.made.iter().map(|made| made.name.clone());
        let callers = self.calls.iter().map(|(old, new)| Self::caller(old, new));
        let members: Vec<_> = names
            .chain(callers)
            .map(|name| format!("crates/{name}"))
            .collect();
        let profile = "[profile.dev]\ndebug = false\nincremental = false\n";
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n{profile}");
        outputs.add("Cargo.toml", manifest);
        outputs.write()?;
        let (ours, lock) = (self.root.join("Cargo.lock"), self.work.join("Cargo.lock"));
        if !lock.exists() {
            // the workspace's own versions, so that as little as possible is fetched
            std::fs::copy(&ours, &lock).map_err(|e| Error::io("copy", &ours, e))?;
        }
        Ok(())
    }

    /// A caller's manifest: it has the dependencies of the crate that it was made for.
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
    pub(super) fn document(&self, jobs: usize) -> Result<()> {
        let status = self
            .cargo("doc", jobs)
            .args(["--no-deps", "--quiet", "-p", "made_*"])
            // JSON is unstable in form, not in content; semver-checks asks for it in the same way
            .env(
                "RUSTDOCFLAGS",
                "-Zunstable-options --output-format json --cap-lints allow",
            )
            .stdout(Stdio::null())
            .status()
            .map_err(|e| Error::io("run", "cargo", e))?;
        if !status.success() {
            return Err(Error::File {
                path: self.work.clone(),
                what: "the crates cannot be documented; the errors of cargo are above".to_owned(),
            });
        }
        for made in &self.made {
            let text = read(&self.work.join(format!("target/doc/{}.json", made.name)))?;
            // what is compared are paths, and those begin with the crate's name
            let text = text.replace(&format!("\"{}\"", made.name), "\"client\"");
            let path = self.rustdoc(&made.name);
            std::fs::write(&path, text).map_err(|e| Error::io("write", &path, e))?;
        }
        Ok(())
    }

    /// Compiles the callers; the first error of each that does not compile, by its name.
    pub(super) fn check(&self, jobs: usize) -> Result<BTreeMap<String, String>> {
        let names = self.calls.iter().map(|(old, new)| Self::caller(old, new));
        let mut errors: BTreeMap<_, _> = names.map(|name| (name, String::new())).collect();
        let mut cargo = self.cargo("check", jobs);
        cargo_messages::each(cargo.args(["-p", "caller_*"]), |name, message| {
            let level = message.pointer("/message/level").and_then(Value::as_str);
            if message.get("reason").and_then(Value::as_str) == Some("compiler-artifact") {
                errors.remove(name);
            } else if let Some(error) = errors
                .get_mut(name)
                .filter(|e| e.is_empty() && level == Some("error"))
            {
                let text = message.pointer("/message/rendered").and_then(Value::as_str);
                text.unwrap_or("an error").clone_into(error);
            }
        })?;
        Ok(errors)
    }

    /// rustdoc's JSON of a crate, as if the crate were called `client`.
    pub(super) fn rustdoc(&self, name: &str) -> PathBuf {
        self.work.join(format!("target/{name}.json"))
    }

    fn cargo(&self, command: &str, jobs: usize) -> Command {
        let mut cargo = cargo_messages::cargo();
        cargo
            .args([command, "--jobs", &jobs.to_string()])
            .arg("--target-dir")
            .arg(self.work.join("target"))
            // the same for both commands, so that dependencies are built once
            .env("RUSTC_BOOTSTRAP", "1")
            .env_remove("RUSTFLAGS")
            .current_dir(&self.work);
        cargo
    }
}

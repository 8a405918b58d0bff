//! The crates and their callers: members of one Cargo workspace, so that dependencies are built once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::judges::Caller;
use crate::tasks::cargo_messages;
use oas2_codegen::diff::client;
use oas2_codegen::error::{Error, Result};
use oas2_codegen::outputs::Outputs;
use oas2_codegen::standalone;
use oas2_codegen::surface::Surface;

/// The crates of all documents; documents with the same code share one.
pub(super) struct Crates {
    root: PathBuf,
    work: PathBuf,
    made: Vec<Made>,
}

struct Made {
    name: String,
    document: Value,
    files: Vec<oas2_codegen::generate::File>,
    surface: Surface,
}

/// What the typed mocks of a crate need, which is made with them: they are a part of what callers use.
const MOCKS: &str = "httpmock = { version = \"0.9\", default-features = false }\n";

impl Crates {
    /// No crates yet.
    pub(super) fn below(root: &Path, work: &Path) -> Self {
        Self {
            root: root.to_owned(),
            work: work.to_owned(),
            made: vec![],
        }
    }

    pub(super) fn len(&self) -> usize {
        self.made.len()
    }

    /// The name of the crate of a document.
    pub(super) fn add(&mut self, fixture: &str, document: &Value) -> Result<String> {
        if let Some(made) = self.made.iter().find(|made| made.document == *document) {
            return Ok(made.name.clone());
        }
        let internal = |e| Error::Internal(format!("{fixture}: {e}"));
        let (api, generated) = client::made(document).map_err(internal)?;
        let surface = Surface::of(&generated).map_err(internal)?;
        let name = format!("made_{}", self.made.len());
        let files = standalone::files(&name, &api, &generated, &self.root.join("transport"));
        self.made.push(Made {
            name: name.clone(),
            document: document.clone(),
            files,
            surface,
        });
        Ok(name)
    }

    pub(super) fn surface(&self, name: &str) -> Option<&Surface> {
        self.made
            .iter()
            .find(|made| made.name == name)
            .map(|made| &made.surface)
    }

    /// Writes the workspace.
    pub(super) fn write(&self, callers: &[Caller]) -> Result<()> {
        let mut outputs = Outputs::below(&self.work);
        outputs.own("crates");
        let mut members = vec![];
        for made in &self.made {
            members.push(format!("    \"crates/{}\",\n", made.name));
            for file in &made.files {
                let text = match file.path.as_str() {
                    "Cargo.toml" => manifest(&file.text),
                    "src/lib.rs" => format!("{}\npub use generated::mock;\n", file.text),
                    _ => file.text.clone(),
                };
                outputs.add(format!("crates/{}/{}", made.name, file.path), text);
            }
        }
        for caller in callers {
            members.push(format!("    \"crates/{}\",\n", caller.name));
            let below = format!("crates/{}", caller.name);
            outputs.add(format!("{below}/Cargo.toml"), self.caller_manifest(caller));
            outputs.add(format!("{below}/src/lib.rs"), caller.text.clone());
        }
        outputs.add(
            "Cargo.toml",
            format!(
                "[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
                members.concat()
            ),
        );
        outputs.write()?;
        let (ours, lock) = (self.root.join("Cargo.lock"), self.work.join("Cargo.lock"));
        if !lock.exists() {
            // the workspace's own versions, so that as little as possible is fetched
            std::fs::copy(&ours, &lock).map_err(|e| Error::io("copy", &ours, e))?;
        }
        Ok(())
    }

    fn caller_manifest(&self, caller: &Caller) -> String {
        let new = self.made.iter().find(|made| made.name == caller.new);
        let manifest =
            new.and_then(|made| made.files.iter().find(|file| file.path == "Cargo.toml"));
        let text = manifest
            .map(|file| manifest_of(&file.text, &caller.name))
            .unwrap_or_default();
        format!(
            "{text}client = {{ package = {0:?}, path = \"../{0}\" }}\n",
            caller.new
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
                what: "the crates cannot be documented; cargo says why above".to_owned(),
            });
        }
        for made in &self.made {
            let path = self.work.join(format!("target/doc/{}.json", made.name));
            let text = std::fs::read_to_string(&path).map_err(|e| Error::io("read", &path, e))?;
            // what is compared are paths, and those begin with the crate's name
            let text = text.replace(&format!("\"{}\"", made.name), "\"client\"");
            let path = self.rustdoc(&made.name);
            std::fs::write(&path, text).map_err(|e| Error::io("write", &path, e))?;
        }
        Ok(())
    }

    /// Compiles the callers; the first error of each that does not compile, by its name.
    pub(super) fn check(&self, callers: &[Caller], jobs: usize) -> Result<HashMap<String, String>> {
        let mut broken: HashMap<String, String> = callers
            .iter()
            .map(|c| (c.name.clone(), "it was not compiled".to_owned()))
            .collect();
        let mut cargo = self.cargo("check", jobs);
        cargo_messages::each(cargo.args(["-p", "caller_*"]), |name, message| {
            if message.get("reason").and_then(Value::as_str) == Some("compiler-artifact") {
                broken.remove(name);
            } else if message.pointer("/message/level").and_then(Value::as_str) == Some("error") {
                let text = message.pointer("/message/rendered").and_then(Value::as_str);
                let before = broken
                    .get_mut(name)
                    .filter(|before| !before.contains("error"));
                if let Some(before) = before {
                    text.unwrap_or("an error").clone_into(before);
                }
            }
        })?;
        Ok(broken)
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

/// A member's manifest: one that is compared as a release of 1.x, and has mocks.
fn manifest(text: &str) -> String {
    let text = text.replace("version = \"0.1.0\"\n", "version = \"1.0.0\"\n");
    let mocks = MOCKS.replace(" }", ", optional = true }");
    format!("{text}{mocks}\n[features]\ndefault = [\"httpmock\"]\n")
}

/// A caller's manifest: its dependencies are those of the crate that it calls, by the names that its types use.
fn manifest_of(text: &str, name: &str) -> String {
    let dependencies = text
        .split_once("[dependencies]\n")
        .map_or("", |(_, rest)| rest);
    format!(
        "[package]\nname = {name:?}\nversion = \"1.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n{dependencies}{MOCKS}"
    )
}

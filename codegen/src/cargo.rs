//! Runs cargo, and keeps many generated crates in one Cargo workspace so that dependencies are
//! built once.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::error::{Error, Result};

/// The cargo that runs this process, or the one in `PATH`.
pub fn command() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The folder of the crates of a workspace.
pub(crate) const CRATES: &str = "crates";

/// A folder with generated crates.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// The folder.
    pub(crate) path: PathBuf,
    /// How many processes cargo may start in parallel.
    pub(crate) jobs: usize,
}

/// The result of compiling a crate.
#[derive(Debug, Default)]
pub(crate) struct Built {
    pub(crate) compiles: bool,
    /// The first error.
    pub(crate) error: Option<String>,
    /// The first warning.
    pub(crate) warning: Option<String>,
}

impl Workspace {
    /// The workspace in a folder.
    pub(crate) fn at(path: &Path, jobs: usize) -> Result<Self> {
        let path = std::path::absolute(path).map_err(|e| Error::io("find", path, e))?;
        Ok(Self { path, jobs })
    }

    /// Creates a workspace of `members` with the dependency versions of the one at `root`, so that
    /// little is downloaded.
    pub(crate) fn prepare(&self, root: &Path, members: impl Iterator<Item = String>) -> Result<()> {
        let members: Vec<_> = members.map(|name| format!("{CRATES}/{name}")).collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {members:#?}\n\n[profile.dev]\ndebug = false\nincremental = false\n"
        );
        let file = self.path.join("Cargo.toml");
        std::fs::write(&file, manifest).map_err(|e| Error::io("write", file, e))?;
        let (ours, lock) = (root.join("Cargo.lock"), self.path.join("Cargo.lock"));
        if !lock.exists() {
            std::fs::copy(&ours, lock).map_err(|e| Error::io("copy", ours, e))?;
        }
        Ok(())
    }

    /// cargo in this workspace.
    pub(crate) fn cargo(&self, subcommand: &str) -> Command {
        let mut cargo = command();
        cargo
            .args([subcommand, "--jobs", &self.jobs.to_string()])
            .arg("--target-dir")
            .arg(self.path.join("target"))
            .current_dir(&self.path);
        cargo
    }

    /// Runs `cargo` with `--keep-going`, and returns the result of each crate whose name begins
    /// with `prefix`. `progress` is called with the number of compiled crates.
    ///
    /// # Errors
    /// When cargo cannot be run, or compiles nothing.
    pub(crate) fn build(
        &self,
        cargo: &mut Command,
        prefix: &str,
        mut progress: impl FnMut(usize),
    ) -> Result<HashMap<String, Built>> {
        let mut child = cargo
            .args(["--quiet", "--keep-going", "--message-format", "json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| Error::io("run", "cargo", e))?;
        let lines = child.stdout.take().map(BufReader::new);
        let lines = lines.into_iter().flat_map(BufReader::lines);
        let mut found: HashMap<String, Built> = HashMap::new();
        let mut done = 0;
        for line in lines.map_while(std::result::Result::ok) {
            let message: Value = serde_json::from_str(&line).unwrap_or_default();
            let text = |at| message.pointer(at).and_then(Value::as_str);
            let Some(name) = text("/target/name").filter(|name| name.starts_with(prefix)) else {
                continue;
            };
            let built = found.entry(name.to_owned()).or_default();
            let rendered = || text("/message/rendered").unwrap_or_default().to_owned();
            match (text("/reason"), text("/message/level")) {
                (Some("compiler-artifact"), _) => {
                    // a crate may contain a library and a binary
                    done += usize::from(!built.compiles);
                    built.compiles = true;
                    progress(done);
                }
                (_, Some("error")) => drop(built.error.get_or_insert_with(rendered)),
                (_, Some("warning")) => drop(built.warning.get_or_insert_with(rendered)),
                _ => {}
            }
        }
        let status = child
            .wait()
            .map_err(|e| Error::io("wait for", "cargo", e))?;
        if found.is_empty() && !status.success() {
            return Err(Error::File {
                path: self.path.clone(),
                what: "cargo compiled nothing; run `cargo check` there to see why".to_owned(),
            });
        }
        Ok(found)
    }
}

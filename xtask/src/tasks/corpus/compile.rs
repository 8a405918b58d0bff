//! Compiles generated crates: one Cargo workspace, so that dependencies are resolved and built once.

use std::collections::HashMap;
use std::path::Path;

use serde_json::Value;

use super::funnel::{Outcome, Stage, crate_name};
use crate::tasks::cargo_messages;
use oas2_codegen::error::{Error, Result};

/// Checks the crates called `chosen`, and notes in `outcomes` which compile.
pub(super) fn compile(
    root: &Path,
    work: &Path,
    chosen: &[String],
    (jobs, wire): (usize, bool),
    outcomes: &mut [Outcome],
) -> Result<()> {
    prepare(root, work, chosen)?;
    let mut cargo = cargo_messages::cargo();
    cargo
        .arg(if wire { "build" } else { "check" })
        .arg("--all-features")
        .args(["--workspace", "--jobs", &jobs.to_string()])
        .arg("--target-dir")
        .arg(work.join("target"))
        .current_dir(work);
    let mut found: HashMap<String, Found> = HashMap::new();
    let mut done = 0;
    let status = cargo_messages::each(&mut cargo, |name, message| {
        if !name.starts_with("corpus_") {
            return;
        }
        let entry = found.entry(name.to_owned()).or_default();
        match message.get("reason").and_then(Value::as_str) {
            Some("compiler-artifact") => {
                // a crate with a recorder is a library and a program
                done += usize::from(!entry.compiled);
                entry.compiled = true;
                super::progress(&format!("compiled {done}/{}", chosen.len()));
            }
            Some("compiler-message") => entry.note(message),
            _ => {}
        }
    })?;
    if found.is_empty() && !status.success() {
        return Err(Error::File {
            path: work.to_owned(),
            what: "cargo compiled nothing; run `cargo check` there to see why".to_owned(),
        });
    }
    for outcome in outcomes.iter_mut().filter(|o| o.chosen) {
        let found = found.remove(&crate_name(&outcome.file)).unwrap_or_default();
        if found.compiled && found.error.is_none() && found.warning.is_none() {
            outcome.stage = Stage::Compiled;
        } else {
            let why = found.error.or(found
                .warning
                .map(|w| format!("compiles with a warning: {w}")));
            outcome.reason = Some(why.unwrap_or_else(|| "does not compile".to_owned()));
        }
    }
    Ok(())
}

/// What the compiler says of a crate.
#[derive(Default)]
struct Found {
    compiled: bool,
    error: Option<String>,
    warning: Option<String>,
}

impl Found {
    fn note(&mut self, message: &Value) {
        let text = message.pointer("/message/rendered").and_then(Value::as_str);
        let text = text.unwrap_or_default().to_owned();
        match message.pointer("/message/level").and_then(Value::as_str) {
            Some("error") => self.error.get_or_insert(text),
            Some("warning") => self.warning.get_or_insert(text),
            _ => return,
        };
    }
}

fn prepare(root: &Path, work: &Path, chosen: &[String]) -> Result<()> {
    let members: Vec<_> = chosen
        .iter()
        .map(|name| format!("    \"crates/{name}\",\n"))
        .collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n\n[profile.dev]\ndebug = false\nincremental = false\nopt-level = 0\n",
        members.concat()
    );
    write(&work.join("Cargo.toml"), &manifest)?;
    let lock = work.join("Cargo.lock");
    if !lock.exists() {
        // The workspace's own versions, so that as little as possible is fetched.
        let ours = root.join("Cargo.lock");
        std::fs::copy(&ours, &lock).map_err(|e| Error::io("copy", &ours, e))?;
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).map_err(|e| Error::io("write", path, e))
}

//! Compiles generated crates: one Cargo workspace, so that dependencies are resolved and built once.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::funnel::{Outcome, Stage, crate_name};
use crate::error::{Error, Result};

/// Checks the crates called `chosen`, and notes in `outcomes` which compile.
pub(super) fn compile(
    root: &Path,
    work: &Path,
    chosen: &[String],
    (jobs, wire): (usize, bool),
    outcomes: &mut [Outcome],
) -> Result<()> {
    prepare(root, work, chosen)?;
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .arg(if wire { "build" } else { "check" })
        .args([
            "--workspace",
            "--keep-going",
            "--message-format",
            "json",
            "--quiet",
        ])
        .args(["--jobs", &jobs.to_string()])
        .arg("--target-dir")
        .arg(work.join("target"))
        .current_dir(work)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| Error::io("run", "cargo", e))?;
    let mut found: HashMap<String, Found> = HashMap::new();
    let lines = cargo.stdout.take().map(BufReader::new);
    let mut done = 0;
    for line in lines
        .into_iter()
        .flat_map(BufReader::lines)
        .map_while(std::result::Result::ok)
    {
        let Ok(message) = serde_json::from_str::<Value>(&line) else {
            continue;
        };
        let name = message.pointer("/target/name").and_then(Value::as_str);
        let Some(name) = name.filter(|name| name.starts_with("corpus_")) else {
            continue;
        };
        let entry = found.entry(name.to_owned()).or_default();
        match message.get("reason").and_then(Value::as_str) {
            Some("compiler-artifact") => {
                // a crate with a recorder is a library and a program
                done += usize::from(!entry.compiled);
                entry.compiled = true;
                super::progress(&format!("compiled {done}/{}", chosen.len()));
            }
            Some("compiler-message") => entry.note(&message),
            _ => {}
        }
    }
    let status = cargo
        .wait()
        .map_err(|e| Error::io("wait for", "cargo", e))?;
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

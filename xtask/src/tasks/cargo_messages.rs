//! What cargo says while it compiles many crates: its messages as JSON, one a line.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, ExitStatus, Stdio};

use serde_json::Value;

use oas2_codegen::error::{Error, Result};

/// cargo, the one that runs this if there is one.
pub(super) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs `cargo`, going on where a crate does not compile, and hands out each message with the name of its target.
///
/// # Errors
/// When cargo cannot be run.
pub(super) fn each(cargo: &mut Command, mut take: impl FnMut(&str, &Value)) -> Result<ExitStatus> {
    let mut child = cargo
        .args(["--quiet", "--keep-going", "--message-format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| Error::io("run", "cargo", e))?;
    let lines = child.stdout.take().map(BufReader::new);
    for line in lines
        .into_iter()
        .flat_map(BufReader::lines)
        .map_while(std::result::Result::ok)
    {
        let message: Value = serde_json::from_str(&line).unwrap_or_default();
        if let Some(name) = message.pointer("/target/name").and_then(Value::as_str) {
            take(name, &message);
        }
    }
    child.wait().map_err(|e| Error::io("wait for", "cargo", e))
}

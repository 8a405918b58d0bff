//! `cargo xtask contract` and `cargo xtask mutate-contract`: what is made, held to the document.
//!
//! Both need the generated client, on which the build step must not depend: it has to build when the
//! client does not. So they are handed on to the package that tests across the rooms, arguments,
//! output and exit code alike.

use std::ffi::OsString;
use std::process::Command;

use crate::error::{Error, Result};
use crate::tasks::generate::workspace;

/// Runs the cases against a server, or the checks against a changed document; see `--help`.
#[derive(Debug, clap::Args)]
#[command(disable_help_flag = true)]
pub struct Options {
    /// What the task is told.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Hands a task on; `false` when it found something. An input that it cannot use ends this process
/// with its exit code, as it has said why.
///
/// # Errors
/// [`Error::Io`] when it cannot be started.
pub fn run(task: &str, options: &Options) -> Result<bool> {
    let manifest = workspace()?.join("Cargo.toml");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["run", "--quiet", "--package", "contract-tests"])
        .args(["--bin", "contract_suite", "--manifest-path"])
        .arg(&manifest)
        .arg("--")
        .arg(task)
        .args(&options.arguments)
        .status()
        .map_err(|e| Error::io("build what is in", manifest, e))?;
    match status.code() {
        Some(0) => Ok(true),
        Some(1) => Ok(false),
        other => std::process::exit(other.unwrap_or(2)),
    }
}

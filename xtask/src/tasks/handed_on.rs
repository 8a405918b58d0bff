//! Tasks that need more than the document: `contract`, `mutate-contract` and `docs`.
//!
//! They need the generated client or the sandbox, on which the build step must not depend: it has
//! to build when these do not. So they are handed on to a program of another room, arguments, output
//! and exit code alike.

use std::ffi::OsString;

use crate::tasks::cargo_messages;
use oas2_codegen::error::{Error, Result};
use oas2_codegen::workspace;

/// The checks across the rooms, whose first argument is the task.
pub const SUITE: &[&str] = &[
    "--package",
    "contract-tests",
    "--bin",
    "contract_suite",
    "--",
];

/// What writes the documentation page as files.
pub const PAGE: &[&str] = &[
    "--package",
    "classifications-sandbox",
    "--features",
    "docs",
    "--example",
    "page",
    "--",
];

/// Handed on to a program of another room; see `--help`.
#[derive(Debug, clap::Args)]
#[command(disable_help_flag = true)]
pub struct Options {
    /// What the task is told.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Hands a task on to what `cargo run` starts with `program`; `false` when it found something. An
/// input that it cannot use ends this process with its exit code, as it has said why.
///
/// # Errors
/// [`Error::Io`] when it cannot be started.
pub fn run(program: &[&str], task: Option<&str>, options: &Options) -> Result<bool> {
    let manifest = workspace::root()?.join("Cargo.toml");
    let status = cargo_messages::cargo()
        .args(["run", "--quiet", "--manifest-path"])
        .arg(&manifest)
        .args(program)
        .args(task)
        .args(&options.arguments)
        .status()
        .map_err(|e| Error::io("build what is in", manifest, e))?;
    match status.code() {
        Some(0) => Ok(true),
        Some(1) => Ok(false),
        other => std::process::exit(other.unwrap_or(2)),
    }
}

//! `cargo xtask docs`: writes the documentation page of the sandbox as static files.
//!
//! The task runs an example of the sandbox, with its arguments, output and exit code, because
//! `xtask` must build even when the sandbox does not.

use std::ffi::OsString;

use oas2_codegen::error::{Error, Result};
use oas2_codegen::workspace;

/// The arguments of `cargo run` for the example that writes the page.
const PAGE: [&str; 7] = [
    "--package",
    "classifications-sandbox",
    "--features",
    "docs",
    "--example",
    "page",
    "--",
];

/// Options of the example; see `--help`.
#[derive(Debug, clap::Args)]
#[command(disable_help_flag = true)]
pub struct Options {
    /// The arguments of the example.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Writes the page; `false` when the example exits with 1. With a code other than 0 and 1 this process exits with the
/// same code, because the example has printed the reason.
///
/// # Errors
/// [`Error::Io`] when the example cannot be started.
pub fn run(options: &Options) -> Result<bool> {
    let manifest = workspace::root()?.join("Cargo.toml");
    let status = workspace::cargo()
        .args(["run", "--quiet", "--manifest-path"])
        .arg(&manifest)
        .args(PAGE)
        .args(&options.arguments)
        .status()
        .map_err(|e| Error::io("run cargo for", manifest, e))?;
    match status.code() {
        Some(0) => Ok(true),
        Some(1) => Ok(false),
        other => std::process::exit(other.unwrap_or(2)),
    }
}

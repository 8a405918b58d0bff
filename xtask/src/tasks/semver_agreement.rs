//! `cargo xtask semver-agreement`: checks the bumps of `diff` with other tools.

use std::path::PathBuf;

use oas2_codegen::error::Result;
use oas2_codegen::{agreement, workspace};

use crate::stdout;

/// Compares the bump of each rule's fixture with the findings of `cargo semver-checks` and of the compiler.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The folder for crates and build products; the default is `target/semver-agreement` of the
    /// workspace.
    #[arg(long, value_name = "DIR")]
    pub work: Option<PathBuf>,
    /// How many processes cargo may start in parallel.
    #[arg(long, default_value_t = 2)]
    pub jobs: usize,
    /// Only fixtures whose rule contains this.
    #[arg(long, value_name = "TEXT")]
    pub only: Option<String>,
}

/// Runs the task; `false` when there is a disagreement.
///
/// # Errors
/// When a fixture cannot be generated, or a tool cannot be run.
pub fn run(options: &Options) -> Result<bool> {
    let root = workspace::root()?;
    let default = || root.join("target/semver-agreement");
    let work = options.work.clone().unwrap_or_else(default);
    let (text, agrees) = agreement::run(&root, &work, options.jobs, options.only.as_deref())?;
    stdout::print(&text)?;
    Ok(agrees)
}

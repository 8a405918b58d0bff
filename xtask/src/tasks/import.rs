//! `cargo xtask import FILE`: imports a new version of the document.

use std::path::PathBuf;

use oas2_codegen::error::Result;
use oas2_codegen::{import, workspace};

use crate::stdout;

/// Replaces the current OAS2 document, and regenerates everything that follows from it.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The document, as exported by the portal: YAML or JSON.
    pub file: PathBuf,
    /// Write nothing; print what would be done.
    #[arg(long)]
    pub dry_run: bool,
    /// List every change and every part that is set aside.
    #[arg(long)]
    pub full: bool,
    /// Do not compile the workspace afterwards.
    #[arg(long)]
    pub no_check: bool,
}

/// Runs the task.
///
/// # Errors
/// Those of [`import::run`].
pub fn run(options: &Options) -> Result<bool> {
    let settings = import::Options {
        dry_run: options.dry_run,
        full: options.full,
    };
    let root = workspace::root()?;
    let cargo = (!options.no_check).then(workspace::cargo);
    import::run(&root, &options.file, settings, cargo, &mut stdout::print)?;
    Ok(true)
}

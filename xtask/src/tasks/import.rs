//! `cargo xtask import FILE`: the one command for the day the real document arrives.

use std::path::PathBuf;

use oas2_codegen::error::Result;
use oas2_codegen::{cargo, import, workspace};

use crate::stdout;

/// Puts an OAS2 document in the place of the current one, with everything that follows.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The document, as the portal gives it: YAML or JSON.
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
/// When the document is no OAS2, or a file cannot be read or written; the tree is then as it was.
pub fn run(options: &Options) -> Result<bool> {
    let how = import::Options {
        dry_run: options.dry_run,
        full: options.full,
    };
    let root = workspace::root()?;
    let cargo = (!options.no_check).then(cargo::command);
    import::run(&root, &options.file, how, cargo, &mut stdout::print)?;
    Ok(true)
}

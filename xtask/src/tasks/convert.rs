//! `cargo xtask convert FILE`: converts an OAS2 document to OAS3.

use std::path::PathBuf;

use super::generate::print_report;
use crate::stdout;
use oas2_codegen::error::{Error, Result};
use oas2_codegen::report::Report;
use oas2_codegen::{pipeline, workspace};

/// Prints an OAS2 document as OAS3.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The document.
    pub file: PathBuf,
    /// Apply this OpenAPI Overlay to the document first.
    #[arg(long, value_name = "FILE")]
    pub overlay: Option<PathBuf>,
    /// The output file, instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Runs the task.
///
/// # Errors
/// When a file cannot be read, is not an OAS2 document or not an overlay, or when the output cannot be
/// written.
pub fn run(options: &Options) -> Result<bool> {
    let overlay = options.overlay.as_deref();
    let (source, report) = workspace::with_overlay(&options.file, overlay)?;
    print_report(&report);
    let converted = pipeline::converted(source.value.clone(), &mut Report::default());
    let (_, oas3) = converted.map_err(|error| source.refuse(error))?;
    let text = format!("{oas3:#}\n");
    match &options.out {
        Some(out) => std::fs::write(out, text).map_err(|e| Error::io("write", out, e))?,
        None => stdout::print(&text)?,
    }
    Ok(true)
}

//! `cargo xtask diff OLD NEW`: what changed between two OAS2 documents.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::stdout;
use oas2_codegen::diff::{self, Bump, render};
use oas2_codegen::error::Result;
use oas2_codegen::pipeline::Document;
use oas2_codegen::report::Report;
use oas2_codegen::target::Target;
use oas2_codegen::{load, standalone};

/// The format of the output.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    /// For a terminal.
    Text,
    /// For a changelog.
    Markdown,
    /// For programs.
    Json,
}

/// The lowest bump that fails.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Limit {
    /// Any change.
    Patch,
    /// Any change that is not cosmetic.
    Minor,
    /// Any breaking change.
    Major,
}

/// Prints what changed between two OAS2 documents, for a caller of the generated client.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The old document.
    pub old: PathBuf,
    /// The new document.
    pub new: PathBuf,
    /// The format of the output.
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
    /// Exit with 1 if the bump is this or more.
    #[arg(long, value_enum, value_name = "BUMP")]
    pub fail_on: Option<Limit>,
    /// Compare the workspace's own client, whose numbers are all exact, instead of stand-alone crates
    #[arg(long)]
    pub workspace: bool,
}

/// Runs the task; `false` when the bump is that of `--fail-on` or more.
///
/// # Errors
/// When a document cannot be read or is not OAS2, or the output cannot be written.
pub fn run(options: &Options) -> Result<bool> {
    let read = |file| Document::of(&load::load(file)?, &mut Report::default());
    let (old, new) = (read(&options.old)?, read(&options.new)?);
    let target = if options.workspace {
        Target::classifications()
    } else {
        standalone::target(&options.new)
    };
    let changes = diff::diff(&old, &new, &target);
    stdout::print(&match options.format {
        Format::Text => render::text(&changes),
        Format::Markdown => render::markdown(&changes),
        Format::Json => format!("{:#}\n", render::json(&changes)),
    })?;
    let limit = options.fail_on.map(|limit| match limit {
        Limit::Patch => Bump::Patch,
        Limit::Minor => Bump::Minor,
        Limit::Major => Bump::Major,
    });
    Ok(limit.is_none_or(|limit| diff::bump(&changes) < limit))
}

//! `cargo xtask import FILE`: the one command for the day the real document arrives.

mod compile;

use std::path::PathBuf;

use oas2_codegen::error::Result;
use oas2_codegen::import::{heal, plan};
use oas2_codegen::journal::Journal;
use oas2_codegen::outputs::{self, Step};
use oas2_codegen::workspace;

use super::generate;
use crate::stdout;

/// Puts an OAS2 document in the place of the current one, with everything that follows.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The document, as the portal gives it: YAML or JSON.
    pub file: PathBuf,
    /// Write nothing; tell what would be done.
    #[arg(long)]
    pub dry_run: bool,
    /// Another workspace than the one that this command was built in.
    #[arg(long, hide = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// Runs the task.
///
/// # Errors
/// When the document is no OAS2, or a file cannot be read or written; the tree is then as it was.
pub fn run(options: &Options) -> Result<bool> {
    let root = match &options.root {
        Some(root) => root.clone(),
        None => workspace::root()?,
    };
    if options.dry_run {
        Journal::none_at(&root)?;
    } else if heal(&root)? {
        stdout::print("an earlier import was interrupted: what was there before it is back\n")?;
    }
    let plan = plan(&root, &options.file)?;
    stdout::print(&plan.text())?;
    generate::print_report(&plan.report);
    if plan.steps.is_empty() {
        stdout::print("nothing to do: this is the current document\n")?;
        return Ok(true);
    }
    if options.dry_run {
        for step in &plan.steps {
            stdout::print(&format!("would {}\n", doing(step, ["write", "remove"])))?;
        }
        return Ok(true);
    }
    plan.carry_out(&mut outputs::put)?;
    for step in &plan.steps {
        stdout::print(&format!("{}\n", doing(step, ["wrote", "removed"])))?;
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    stdout::print(&format!("{}\n", compile::tell(&root, &cargo)))?;
    Ok(true)
}

fn doing(step: &Step, [write, remove]: [&str; 2]) -> String {
    let verb = if step.after.is_some() { write } else { remove };
    format!("{verb} {}", step.path.display())
}

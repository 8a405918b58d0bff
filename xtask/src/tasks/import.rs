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
    /// Write nothing; print what would be done.
    #[arg(long)]
    pub dry_run: bool,
    /// List every change and every part that is set aside.
    #[arg(long)]
    pub full: bool,
    /// Do not compile the workspace afterwards.
    #[arg(long)]
    pub no_check: bool,
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
    stdout::print(&plan.text(options.full))?;
    if options.full {
        generate::print_report(plan.given_up());
    }
    if plan.steps.is_empty() {
        stdout::print("nothing to do: this is the current document\n")?;
        return Ok(true);
    }
    if options.dry_run {
        return stdout::print(&files(
            &plan.steps,
            options.full,
            ["would write", "would remove"],
        ))
        .map(|()| true);
    }
    plan.carry_out(&mut outputs::put)?;
    stdout::print(&files(&plan.steps, options.full, ["wrote", "removed"]))?;
    stdout::print(&plan.next(options.full))?;
    if options.no_check {
        return Ok(true);
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    stdout::print(&format!("{}\n", compile::tell(&root, &cargo)))?;
    Ok(true)
}

/// The files that change: each of them, or their number.
fn files(steps: &[Step], full: bool, [write, remove]: [&str; 2]) -> String {
    if !full {
        return format!("{write} {} files; `git status` lists them\n", steps.len());
    }
    let lines = steps.iter().map(|step| {
        let verb = if step.after.is_some() { write } else { remove };
        format!("{verb} {}\n", step.path.display())
    });
    lines.collect()
}

//! The command line: parses arguments, runs a task, and prints errors.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::tasks;
use oas2_codegen::error::{Error, Result, panic_text};

/// Build tasks of cesce-classifications.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", version, about)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    Generate(tasks::generate::Options),
    Convert(tasks::convert::Options),
    Diff(tasks::diff::Options),
    Import(tasks::import::Options),
    /// Writes the documentation page as static files
    Docs(tasks::docs::Options),
}

/// Runs the task. The exit code is 0 when all is well, 1 when a check found something, 2 when the
/// input is invalid.
#[must_use]
pub fn main() -> ExitCode {
    // The libraries may panic on invalid documents. Such panics are caught and reported as errors, so
    // the default message is not printed.
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
    let task = Cli::parse().task;
    // other panics are reported here, because their default message is not printed either
    let result = catch_unwind(AssertUnwindSafe(|| run(task)))
        .unwrap_or_else(|panic| Err(Error::Internal(panic_text(&*panic))));
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(e) => {
            eprintln!("error: {}", e.with_sources());
            ExitCode::from(2)
        }
    }
}

fn run(task: Task) -> Result<bool> {
    match task {
        Task::Generate(options) => tasks::generate::run(&options),
        Task::Diff(options) => tasks::diff::run(&options),
        Task::Import(options) => tasks::import::run(&options),
        Task::Convert(options) => tasks::convert::run(&options),
        Task::Docs(options) => tasks::docs::run(&options),
    }
}

//! `cargo xtask bench-pipeline`: compares our pipeline with other tools on the same documents.
//!
//! It measures whole processes: start, work, exit. The fastest of several runs counts, because
//! other load on the machine only adds time. The other tools are not installed by this;
//! `BENCHMARKS.md` says how.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::stdout;
use oas2_codegen::error::{Error, Result};

/// Compares the pipeline with swagger2openapi (npm) and openapi-generator-cli.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The documents.
    #[arg(required = true)]
    pub documents: Vec<PathBuf>,
    /// How often each is run.
    #[arg(long, default_value_t = 3)]
    pub runs: usize,
    /// The program `swagger2openapi`, version 7.0.8.
    #[arg(long, value_name = "PROGRAM")]
    pub swagger2openapi: Option<PathBuf>,
    /// The program `openapi-generator-cli`.
    #[arg(long, value_name = "PROGRAM")]
    pub openapi_generator: Option<PathBuf>,
}

/// Runs the task.
///
/// # Errors
/// When a program cannot be started.
pub fn run(options: &Options) -> Result<bool> {
    if cfg!(debug_assertions) {
        eprintln!("this is a debug build: run `cargo run --release -p xtask -- bench-pipeline ..`");
    }
    let ours = std::env::current_exe().map_err(|e| Error::io("find", "this program", e))?;
    let folder = tempfile::tempdir().map_err(|e| Error::io("make", "a folder", e))?;
    stdout::print(
        "| document | bytes | convert | swagger2openapi | times | generate | openapi-generator | times |\n\
         |---|---|---|---|---|---|---|---|\n",
    )?;
    for document in &options.documents {
        let bytes = std::fs::metadata(document)
            .map_err(|e| Error::io("read", document, e))?
            .len();
        let measure = |program: Option<&Path>, arguments: &str| {
            let Some(program) = program else {
                return Ok(None);
            };
            let arguments = arguments.split(' ').map(|argument| match argument {
                "DOCUMENT" => document.clone(),
                "OUT" => folder.path().join(arguments.replace(' ', "_") + ".json"),
                argument => argument.into(),
            });
            let mut command = Command::new(program);
            fastest(options.runs, command.args(arguments))
        };
        let convert = measure(Some(&ours), "convert DOCUMENT --out OUT")?;
        let generate = measure(Some(&ours), "generate --spec DOCUMENT --out OUT")?;
        let converted = measure(
            options.swagger2openapi.as_deref(),
            "--patch --warnOnly --outfile OUT DOCUMENT",
        )?;
        let generated = measure(
            options.openapi_generator.as_deref(),
            "generate -g rust --library reqwest --skip-validate-spec -i DOCUMENT -o OUT",
        )?;
        stdout::print(&format!(
            "| {} | {bytes} | {} | {} | {} | {} | {} | {} |\n",
            document.file_name().unwrap_or_default().display(),
            time(convert),
            time(converted),
            times(convert, converted),
            time(generate),
            time(generated),
            times(generate, generated),
        ))?;
    }
    Ok(true)
}

/// The time of the fastest run; `None` if a run failed.
fn fastest(runs: usize, command: &mut Command) -> Result<Option<Duration>> {
    let mut best = None;
    for _ in 0..runs.max(1) {
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let started = Instant::now();
        let status = command
            .status()
            .map_err(|e| Error::io("run", command.get_program(), e))?;
        let elapsed = started.elapsed();
        if !status.success() {
            return Ok(None);
        }
        best = Some(best.map_or(elapsed, |best: Duration| best.min(elapsed)));
    }
    Ok(best)
}

fn time(time: Option<Duration>) -> String {
    time.map_or_else(
        || "-".to_owned(),
        |time| format!("{:.3} s", time.as_secs_f64()),
    )
}

fn times(ours: Option<Duration>, theirs: Option<Duration>) -> String {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => format!("{:.0}", theirs.as_secs_f64() / ours.as_secs_f64()),
        _ => "-".to_owned(),
    }
}

//! `cargo xtask bench-pipeline`: our pipeline beside the tools that others use, on the same documents, in one run.
//!
//! Whole processes are measured, as a person at a terminal waits for them: start, work, exit. Of several runs the fastest
//! counts, since whatever else the machine does only ever adds. The other tools are not installed by
//! this; `BENCHMARKS.md` says how.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::stdout;
use oas2_codegen::error::{Error, Result};

/// Measures the pipeline beside swagger2openapi (npm) and openapi-generator-cli.
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
        let out = folder.path().join("out");
        let convert = fastest(options.runs, || {
            let mut command = Command::new(&ours);
            command
                .arg("convert")
                .arg(document)
                .arg("--out")
                .arg(out.with_extension("json"));
            command
        })?;
        let generate = fastest(options.runs, || {
            let mut command = Command::new(&ours);
            command
                .arg("generate")
                .arg("--spec")
                .arg(document)
                .arg("--out")
                .arg(&out);
            command
        })?;
        let theirs = |program: &Option<PathBuf>,
                      arguments: &dyn Fn(&mut Command)|
         -> Result<Option<Duration>> {
            let Some(program) = program else {
                return Ok(None);
            };
            let made = fastest(options.runs, || {
                let mut command = Command::new(program);
                arguments(&mut command);
                command
            })?;
            Ok(made)
        };
        let converted = theirs(&options.swagger2openapi, &|command| {
            command
                .args(["--patch", "--warnOnly", "--outfile"])
                .arg(out.with_extension("s2o.json"))
                .arg(document);
        })?;
        let generated = theirs(&options.openapi_generator, &|command| {
            command
                .args([
                    "generate",
                    "-g",
                    "rust",
                    "--library",
                    "reqwest",
                    "--skip-validate-spec",
                    "-i",
                ])
                .arg(document)
                .arg("-o")
                .arg(out.with_extension("og"));
        })?;
        stdout::print(&format!(
            "| {} | {bytes} | {} | {} | {} | {} | {} | {} |\n",
            name(document),
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

fn name(document: &Path) -> String {
    document
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The time of the fastest run; nothing where a run failed.
fn fastest(runs: usize, command: impl Fn() -> Command) -> Result<Option<Duration>> {
    let mut best: Option<Duration> = None;
    for _ in 0..runs.max(1) {
        let mut command = command();
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
        best = Some(best.map_or(elapsed, |best| best.min(elapsed)));
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

//! `cargo xtask corpus DIR`: runs the pipeline on every document of a folder, and reports the
//! results.

use std::path::PathBuf;

use oas2_codegen::corpus::{self, Corpus, Fidelity, Limits, Outcome};
use oas2_codegen::error::{Error, Result};
use oas2_codegen::workspace;

use crate::stdout;

/// Runs every document of a folder through the pipeline.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The folder; its `.json`, `.yaml` and `.yml` files are the documents.
    pub dir: PathBuf,
    /// How many documents run in parallel; also the jobs of the compiler.
    #[arg(long, default_value_t = 2)]
    pub jobs: usize,
    /// Exit with 1 unless every document compiles or is refused with a reason, and enough requests
    /// are correct.
    #[arg(long)]
    pub check: bool,
    /// Print the result as JSON.
    #[arg(long)]
    pub json: bool,
    /// Compile only this many documents, chosen by the seed; 0 compiles none.
    #[arg(long, value_name = "N")]
    pub sample: Option<usize>,
    /// Also check that the clients of the compiled crates send what their documents prescribe.
    #[arg(long)]
    pub wire: bool,
    /// The minimum share of operations, in percent, whose requests must be correct for `--check`.
    #[arg(long, value_name = "PERCENT", default_value_t = 99.5)]
    pub wire_share: f64,
    /// The seed of the sample.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Only documents whose file name contains this.
    #[arg(long, value_name = "TEXT")]
    pub only: Option<String>,
    /// The folder for crates and build products; the default is `target/corpus` of the workspace.
    #[arg(long, value_name = "DIR")]
    pub work: Option<PathBuf>,
    /// The maximum processor time of one document, in seconds.
    #[arg(long, default_value_t = 60)]
    pub seconds: u64,
    /// The maximum memory of one document, in MiB.
    #[arg(long, default_value_t = 2048)]
    pub mebibytes: u64,
}

/// The arguments of the process for one document.
#[derive(Debug, clap::Args)]
pub struct ChildOptions {
    /// The document.
    pub document: PathBuf,
    /// The folder for its crate.
    pub out: PathBuf,
    /// Add a request recorder and its cases.
    #[arg(long)]
    pub wire: bool,
}

/// Runs the task; `false` when `--check` found a document that neither compiles nor is refused, or
/// too many incorrect requests.
///
/// # Errors
/// When the folder cannot be read, or cargo cannot be run.
pub fn run(options: &Options) -> Result<bool> {
    let root = workspace::root()?;
    let default = || root.join("target/corpus");
    let work = options.work.clone().unwrap_or_else(default);
    let exe = std::env::current_exe().map_err(|e| Error::io("find", "this program", e))?;
    let limits = Limits {
        seconds: options.seconds,
        mebibytes: options.mebibytes,
    };
    let documents = corpus::documents(&options.dir, options.only.as_deref())?;
    let crates = Corpus::at(&work, options.jobs, options.wire)?;
    let mut outcomes = crates.generate(&documents, &[exe.into(), "corpus-one".into()], limits)?;
    crates.compile(&root, &mut outcomes, (options.sample, options.seed))?;
    let fidelity = crates.check_requests(&outcomes)?;
    if options.json {
        let json = corpus::json(&outcomes, fidelity.as_ref());
        stdout::print(&format!("{json:#}\n"))?;
    } else {
        stdout::print(&corpus::text(&outcomes))?;
        stdout::print(&fidelity.as_ref().map(Fidelity::text).unwrap_or_default())?;
    }
    let faithful = fidelity.is_none_or(|fidelity| fidelity.share() >= options.wire_share);
    Ok(!options.check || faithful && outcomes.iter().all(Outcome::is_fine))
}

/// Generates one document, and prints the outcome.
///
/// # Errors
/// When the crate cannot be written.
pub fn run_child(options: &ChildOptions) -> Result<bool> {
    let outcome = corpus::generate_one(&options.document, &options.out, options.wire)?;
    stdout::print(&outcome)?;
    Ok(true)
}

//! `cargo xtask corpus DIR`: every document of a folder through the pipeline, and what becomes of each.
//!
//! The measure of "works with any real document" is real documents. Each is generated in a child process with a bound on time
//! and memory, so that one that goes wrong is a line of the result and not its end; what comes out is
//! compiled in one Cargo workspace, so that dependencies are built once.

mod child;
mod compile;
mod funnel;
mod wire;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub use child::{ChildOptions, run_child};
use funnel::Outcome;

use crate::stdout;
use oas2_codegen::error::{Error, Result};
use oas2_codegen::workspace;

/// Runs every document of a folder through the pipeline.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The folder; its `.json`, `.yaml` and `.yml` files are the documents.
    pub dir: PathBuf,
    /// How many documents at a time; also the jobs of the compiler.
    #[arg(long, default_value_t = 2)]
    pub jobs: usize,
    /// Exit with 1 unless every document compiles or is refused with a reason, and enough requests are right.
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
    /// The least share of operations, in percent, whose requests have to be right for `--check`.
    #[arg(long, value_name = "PERCENT", default_value_t = 99.5)]
    pub wire_share: f64,
    /// Chooses the sample.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Only documents whose file name contains this.
    #[arg(long, value_name = "TEXT")]
    pub only: Option<String>,
    /// Where crates and build products go; the default is `target/corpus` of the workspace.
    #[arg(long, value_name = "DIR")]
    pub work: Option<PathBuf>,
    /// The most seconds of processor time that one document may take.
    #[arg(long, default_value_t = 60)]
    pub seconds: u64,
    /// The most MiB of memory that one document may take.
    #[arg(long, default_value_t = 2048)]
    pub mebibytes: u64,
}

/// Runs the task; `false` when `--check` found a document that neither compiles nor is refused, or too many requests
/// that are not what the documents prescribe.
///
/// # Errors
/// When the folder cannot be read, or cargo not be run.
pub fn run(options: &Options) -> Result<bool> {
    let root = workspace::root()?;
    let work = options
        .work
        .clone()
        .unwrap_or_else(|| root.join("target/corpus"));
    let work = std::path::absolute(&work).map_err(|e| Error::io("find", &work, e))?;
    let documents = documents(&options.dir, options.only.as_deref())?;
    let crates = work.join("crates");
    std::fs::create_dir_all(&crates).map_err(|e| Error::io("make", &crates, e))?;

    let mut outcomes = generate_all(options, &documents, &crates)?;
    let chosen = funnel::choose(&mut outcomes, options.sample, options.seed);
    if !chosen.is_empty() {
        eprintln!("compiling {} crates", chosen.len());
        compile::compile(
            &root,
            &work,
            &chosen,
            (options.jobs, options.wire),
            &mut outcomes,
        )?;
    }
    let fidelity = if options.wire {
        Some(wire::check(&work, &outcomes)?)
    } else {
        None
    };
    if options.json {
        stdout::print(&format!(
            "{:#}\n",
            funnel::json(&outcomes, fidelity.as_ref())
        ))?;
    } else {
        stdout::print(&funnel::text(&outcomes))?;
        stdout::print(&fidelity.as_ref().map(wire::text).unwrap_or_default())?;
    }
    let faithful = fidelity.is_none_or(|fidelity| fidelity.share() >= options.wire_share);
    Ok(!options.check || faithful && outcomes.iter().all(Outcome::is_fine))
}

/// The documents, of which each becomes a crate with a name of its own.
fn documents(dir: &Path, only: Option<&str>) -> Result<Vec<PathBuf>> {
    let mut found = vec![];
    for entry in std::fs::read_dir(dir).map_err(|e| Error::io("read", dir, e))? {
        let path = entry.map_err(|e| Error::io("read", dir, e))?.path();
        let extension = path.extension().and_then(|e| e.to_str());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if matches!(extension, Some("json" | "yaml" | "yml"))
            && only.is_none_or(|only| name.contains(only))
        {
            found.push(path);
        }
    }
    found.sort();
    let refuse = |what: String| Error::File {
        path: dir.to_owned(),
        what,
    };
    if found.is_empty() {
        return Err(refuse(
            "there is no document; give a folder with .json, .yaml or .yml files".to_owned(),
        ));
    }
    let mut names = HashMap::new();
    for path in &found {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        if let Some(other) = names.insert(funnel::crate_name(&file), file.clone()) {
            return Err(refuse(format!(
                "{other} and {file} become crates of the same name; rename one"
            )));
        }
    }
    Ok(found)
}

fn generate_all(options: &Options, documents: &[PathBuf], crates: &Path) -> Result<Vec<Outcome>> {
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(vec![]);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..options.jobs.max(1))
            .map(|_| {
                scope.spawn(|| -> Result<()> {
                    while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let outcome = child::generate(document, crates, options)?;
                        if let Ok(mut outcomes) = outcomes.lock() {
                            outcomes.push(outcome);
                            progress(&format!("generated {}/{}", outcomes.len(), documents.len()));
                        }
                    }
                    Ok(())
                })
            })
            .collect();
        workers.into_iter().try_for_each(|worker| {
            worker
                .join()
                .unwrap_or_else(|_| Err(Error::Internal("a worker panicked".to_owned())))
        })
    })?;
    let mut outcomes = outcomes.into_inner().unwrap_or_default();
    outcomes.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(outcomes)
}

/// Shows how far the task is, to whoever watches.
fn progress(text: &str) {
    use std::io::IsTerminal as _;
    if std::io::stderr().is_terminal() {
        eprint!("\r\x1b[K{text}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_documents_and_each_a_crate_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str| std::fs::write(folder.path().join(name), "").unwrap();
        let found = |only| documents(folder.path(), only);
        let text = |found: Result<Vec<PathBuf>>| found.unwrap_err().to_string();
        put("README.md");
        assert!(text(found(None)).contains("there is no document"));
        put("a-b.json");
        put("c.yaml");
        assert_eq!(found(None).unwrap().len(), 2);
        put("A_b.yml");
        let clash = text(found(None));
        assert!(
            clash.ends_with("A_b.yml and a-b.json become crates of the same name; rename one"),
            "{clash}"
        );
        assert_eq!(found(Some("c.")).unwrap(), [folder.path().join("c.yaml")]);
    }
}

//! Runs the pipeline on every document of a folder, and reports the results.
//!
//! The corpus measures whether the pipeline works with real documents. Each crate is generated in a
//! child process with limits on time and memory, so that a failure is one line of the result. The
//! crates are compiled in one Cargo workspace.

mod child;
mod fidelity;
mod funnel;

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub use child::generate_one;
pub use fidelity::Fidelity;
pub use funnel::{Outcome, json, text};

use crate::cargo::{CRATES, Workspace};
use crate::error::{Error, Result};
use funnel::{Stage, crate_name};

/// The prefix of each crate's name.
const PREFIX: &str = "corpus_";

/// The limits for one document.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Seconds of processor time.
    pub seconds: u64,
    /// MiB of memory.
    pub mebibytes: u64,
}

/// A folder for the crates of a corpus.
#[derive(Debug)]
pub struct Corpus {
    workspace: Workspace,
    wire: bool,
}

impl Corpus {
    /// Crates below `work`; with `wire` they contain a request recorder. `jobs` is how many
    /// documents or compilers run in parallel.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn at(work: &Path, jobs: usize, wire: bool) -> Result<Self> {
        let workspace = Workspace::at(work, jobs.max(1))?;
        let crates = workspace.path.join(CRATES);
        std::fs::create_dir_all(&crates).map_err(|e| Error::io("make", crates, e))?;
        Ok(Self { workspace, wire })
    }

    /// Generates the crates of `documents`, each in a process of `program`, which calls
    /// [`generate_one`].
    ///
    /// # Errors
    /// When a process cannot be started.
    pub fn generate(
        &self,
        documents: &[PathBuf],
        program: &[OsString],
        limits: Limits,
    ) -> Result<Vec<Outcome>> {
        let next = AtomicUsize::new(0);
        let outcomes = Mutex::new(vec![]);
        let work = || -> Result<()> {
            while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                let file = file_name(document);
                let out = self.workspace.path.join(CRATES).join(crate_name(&file));
                let mut arguments = program.to_vec();
                arguments.extend([document.into(), out.into()]);
                arguments.extend(self.wire.then(|| "--wire".into()));
                let outcome = child::run(&file, &arguments, limits)?;
                if let Ok(mut outcomes) = outcomes.lock() {
                    outcomes.push(outcome);
                    progress(&format!("generated {}/{}", outcomes.len(), documents.len()));
                }
            }
            Ok(())
        };
        thread::scope(|scope| {
            let workers: Vec<_> = (0..self.workspace.jobs)
                .map(|_| scope.spawn(work))
                .collect();
            workers.into_iter().try_for_each(|worker| {
                let panicked = |_| Err(Error::Internal("a worker panicked".to_owned()));
                worker.join().unwrap_or_else(panicked)
            })
        })?;
        let mut outcomes = outcomes.into_inner().unwrap_or_default();
        outcomes.sort_by(|a, b| a.file.cmp(&b.file));
        Ok(outcomes)
    }

    /// Compiles a sample of the generated crates, chosen by `seed`, or all, and records which
    /// compile.
    ///
    /// # Errors
    /// When cargo cannot be run.
    pub fn compile(
        &self,
        root: &Path,
        outcomes: &mut [Outcome],
        (sample, seed): (Option<usize>, u64),
    ) -> Result<()> {
        let chosen = funnel::choose(outcomes, sample, seed);
        if chosen.is_empty() {
            return Ok(());
        }
        eprintln!("compiling {} crates", chosen.len());
        self.workspace.prepare(root, chosen.iter().cloned())?;
        let subcommand = if self.wire { "build" } else { "check" };
        let mut cargo = self.workspace.cargo(subcommand);
        cargo.args(["--workspace", "--all-features"]);
        let report_progress = |done| progress(&format!("compiled {done}/{}", chosen.len()));
        let mut found = self.workspace.build(&mut cargo, PREFIX, report_progress)?;
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.chosen) {
            let built = found.remove(&crate_name(&outcome.file)).unwrap_or_default();
            let warned = |warning| format!("compiles with a warning: {warning}");
            match built.error.or(built.warning.map(warned)) {
                None if built.compiles => outcome.stage = Stage::Compiled,
                why => outcome.reason = why.or(Some("does not compile".to_owned())),
            }
        }
        Ok(())
    }

    /// Compares the requests of the compiled clients with those that their documents prescribe.
    ///
    /// # Errors
    /// When a recorder cannot be run.
    pub fn check_requests(&self, outcomes: &[Outcome]) -> Result<Option<Fidelity>> {
        let check = || fidelity::check(&self.workspace.path, outcomes);
        self.wire.then(check).transpose()
    }
}

/// The documents of a folder, each with a distinct crate name.
///
/// # Errors
/// When there are none, or two would have the same crate name.
pub fn documents(dir: &Path, only: Option<&str>) -> Result<Vec<PathBuf>> {
    let mut found = vec![];
    for entry in std::fs::read_dir(dir).map_err(|e| Error::io("read", dir, e))? {
        let path = entry.map_err(|e| Error::io("read", dir, e))?.path();
        let extension = path.extension().and_then(|e| e.to_str());
        if matches!(extension, Some("json" | "yaml" | "yml"))
            && only.is_none_or(|only| file_name(&path).contains(only))
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
    for file in found.iter().map(|path| file_name(path)) {
        if let Some(other) = names.insert(crate_name(&file), file.clone()) {
            return Err(refuse(format!(
                "{other} and {file} become crates of the same name; rename one"
            )));
        }
    }
    Ok(found)
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Shows the progress on stderr.
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

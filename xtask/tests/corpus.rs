//! Generates a crate of each document of a folder, and compiles a sample of them.
//!
//! Each crate is generated in a process with limits on time and memory, so that a document that exceeds them does not stop
//! the test.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails when its setup fails")]

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::Instant;

use generated_crates::{CRATES, Workspace, documents};

#[path = "../../codegen/tests/generated_crates/mod.rs"]
mod generated_crates;

/// The limits for one document, in seconds of processor time and MiB.
const LIMITS: [&str; 2] = ["300", "2048"];

const PREFIX: &str = "corpus_";

/// The reason why a document does not become a crate.
enum Failure {
    /// The document is refused with a reason.
    Refused(String),
    /// The process ended otherwise, or the reason is a bug of the pipeline.
    Failed(String),
}

/// The number in a variable of the environment.
fn number(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

/// `CORPUS` is the folder, and `SAMPLE` the number of crates that are compiled, chosen by `SEED`. Without `SAMPLE` all are
/// compiled.
#[test]
fn every_document_becomes_a_crate_or_is_refused_with_a_reason() {
    let Some(folder) = std::env::var_os("CORPUS").map(PathBuf::from) else {
        println!("skipped: CORPUS does not name a folder of documents");
        return;
    };
    let documents = documents(&folder);
    let workspace = Workspace::new("corpus");
    let (todo, failures) = (Mutex::new(documents.iter().enumerate()), Mutex::new(vec![]));
    let generated = Mutex::new(vec![]);
    let work = || {
        loop {
            let Some((i, document)) = todo.lock().unwrap().next() else {
                break;
            };
            let name = format!("{PREFIX}{i}");
            let file = document.file_name().unwrap().display();
            match generate(document, &workspace.path.join(CRATES).join(&name), &name) {
                Ok(()) => generated.lock().unwrap().push((name, document)),
                Err(Failure::Refused(reason)) => println!("{file} is refused: {reason}"),
                Err(Failure::Failed(reason)) => {
                    failures
                        .lock()
                        .unwrap()
                        .push(format!("{file} fails: {reason}"));
                }
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    let (mut generated, mut failures) = (
        generated.into_inner().unwrap(),
        failures.into_inner().unwrap(),
    );
    println!(
        "{} of {} documents are crates",
        generated.len(),
        documents.len()
    );

    generated.sort_by_key(|(name, _)| {
        let mut hasher = DefaultHasher::new();
        (number("SEED").unwrap_or(1), name).hash(&mut hasher);
        hasher.finish()
    });
    generated.truncate(number("SAMPLE").unwrap_or(usize::MAX));
    workspace.prepare(generated.iter().map(|(name, _)| name.clone()));
    let mut cargo = workspace.cargo("check");
    cargo.args(["--workspace", "--all-features"]);
    let mut built = workspace.build(&mut cargo, PREFIX);
    for (name, document) in &generated {
        let built = built.remove(name).unwrap_or_default();
        if let Some(problem) = built
            .error
            .or(built.warning)
            .or((!built.compiles).then(String::new))
        {
            failures.push(format!(
                "{} does not compile: {problem}",
                document.display()
            ));
        }
    }
    println!("{} crates are compiled", generated.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Generates the crate `name` of a document in the folder `out`.
fn generate(document: &Path, out: &Path, name: &str) -> Result<(), Failure> {
    let _ = std::fs::remove_dir_all(out);
    let started = Instant::now();
    // the shell's `ulimit` limits processor time, because a busy machine must not change the result
    let output = Command::new("sh")
        .args([
            "-c",
            "ulimit -t $0 && ulimit -v $(($1 * 1024)) && shift && exec \"$@\"",
        ])
        .args(LIMITS)
        .arg(env!("CARGO_BIN_EXE_xtask"))
        .args(["generate", "--name", name, "--spec"])
        .args([document, "--out".as_ref(), out])
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stderr);
    let error = printed
        .lines()
        .find_map(|line| line.strip_prefix("error: "));
    match (output.status.code(), error) {
        (Some(0), _) => {
            // the crates are members of another workspace
            let manifest = out.join("Cargo.toml");
            let text = std::fs::read_to_string(&manifest).unwrap();
            std::fs::write(manifest, text.replace("\n[workspace]\n", "\n")).unwrap();
            Ok(())
        }
        (Some(2), Some(error)) if !error.contains("report it") => {
            Err(Failure::Refused(error.to_owned()))
        }
        (_, error) => {
            let (seconds, status) = (started.elapsed().as_secs(), output.status);
            let error = error.unwrap_or("no message");
            Err(Failure::Failed(format!(
                "{error} ({status}, after {seconds} s)"
            )))
        }
    }
}

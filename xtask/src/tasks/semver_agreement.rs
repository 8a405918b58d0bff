//! `cargo xtask semver-agreement`: the second judge of `diff`, after the sweep in `codegen/tests`.
//!
//! Both documents of each fixture become crates of version 1.0.0. `cargo semver-checks` compares them, and a caller that uses
//! every name of the old crate with its type is compiled against the new one. Where a rule says that Rust code breaks,
//! one of the two has to find it; where none does, both have to find nothing.

mod crates;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::stdout;
use crate::tasks::cargo_messages;
use oas2_codegen::diff::{Bump, Rule, Severity, bump, diff, fixtures};
use oas2_codegen::error::{Error, Result};
use oas2_codegen::{standalone, workspace};

use crates::Crates;

/// Compares the bump of each rule's fixture with the findings of `cargo semver-checks` and of the compiler.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Where crates and build products go; the default is `target/semver-agreement` of the workspace.
    #[arg(long, value_name = "DIR")]
    pub work: Option<PathBuf>,
    /// How many processes cargo may start at a time.
    #[arg(long, default_value_t = 2)]
    pub jobs: usize,
    /// Only fixtures whose rule contains this.
    #[arg(long, value_name = "TEXT")]
    pub only: Option<String>,
}

/// A fixture with its crates and what `diff` says.
struct Pair {
    name: String,
    bump: Bump,
    /// Whether a rule says that Rust code breaks.
    breaks_code: bool,
    old: String,
    new: String,
}

/// Runs the task; `false` when there is a disagreement.
///
/// # Errors
/// When a fixture cannot be generated, or a tool cannot be run.
pub fn run(options: &Options) -> Result<bool> {
    installed()?;
    let root = workspace::root()?;
    let default = || root.join("target/semver-agreement");
    let work = options.work.clone().unwrap_or_else(default);
    let work = std::path::absolute(&work).map_err(|e| Error::io("find", &work, e))?;
    let mut crates = Crates::below(&root, &work);
    let mut pairs = vec![];
    for fixture in fixtures::all()? {
        let rule = fixture.rule.to_string();
        if options
            .only
            .as_ref()
            .is_some_and(|only| !rule.contains(only))
        {
            continue;
        }
        let changes = diff(
            &fixture.old,
            &fixture.new,
            &standalone::target(Path::new("new")),
        );
        let code = [Rule::RustNameRemoved, Rule::RustTypeChanged];
        let breaks_code = |rule: Rule| code.contains(&rule);
        let old = crates.add(&fixture.name, &fixture.old)?;
        let new = crates.add(&fixture.name, &fixture.new)?;
        crates.call(&old, &old);
        crates.call(&old, &new);
        pairs.push(Pair {
            bump: bump(&changes),
            breaks_code: changes
                .iter()
                .any(|change| change.severity == Severity::Breaking && breaks_code(change.rule)),
            name: fixture.name,
            old,
            new,
        });
    }
    if pairs.is_empty() {
        return Err(Error::File {
            path: root.join("codegen/fixtures/diff"),
            what: "no fixture's rule contains the text of `--only`".to_owned(),
        });
    }
    crates.write()?;
    crates.document(options.jobs)?;
    let errors = crates.check(options.jobs)?;
    let mut lines = vec![];
    for pair in &pairs {
        let own = errors.get(&Crates::caller(&pair.old, &pair.old));
        let error = errors.get(&Crates::caller(&pair.old, &pair.new));
        let finding = semver_checks(&crates, pair)?;
        let mut wrong = |text: String| lines.push(format!("{}: {text}", pair.name));
        if let Some(error) = own {
            wrong(format!(
                "the caller of the old crate does not compile against it: {error}"
            ));
        }
        match finding.as_ref().or(error) {
            Some(found) if !pair.breaks_code => {
                wrong(format!(
                    "no rule says that code breaks, and it does: {found}"
                ));
            }
            None if pair.breaks_code => {
                wrong("a rule says that code breaks, and it does not".to_owned());
            }
            _ => {}
        }
    }
    let count = |bump| pairs.iter().filter(|pair| pair.bump == bump).count();
    let code = pairs.iter().filter(|pair| pair.breaks_code).count();
    let disagreements = lines.len();
    lines.push(format!(
        "{} fixtures: {} major ({code} break code), {} minor, {} patch; {disagreements} disagreements\n",
        pairs.len(),
        count(Bump::Major),
        count(Bump::Minor),
        count(Bump::Patch),
    ));
    stdout::print(&lines.join("\n"))?;
    Ok(disagreements == 0)
}

fn tool() -> Command {
    let mut command = cargo_messages::cargo();
    command.arg("semver-checks");
    command
}

fn installed() -> Result<()> {
    let output = tool().arg("--version").output();
    let output = output.map_err(|e| Error::io("run", "cargo", e))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Error::File {
        path: "cargo semver-checks".into(),
        what: "it is not installed; run `cargo install --locked cargo-semver-checks`".to_owned(),
    })
}

/// What `cargo semver-checks` finds wrong with a pair as a minor release.
fn semver_checks(crates: &Crates, pair: &Pair) -> Result<Option<String>> {
    let output = tool()
        .arg("--baseline-rustdoc")
        .arg(crates.rustdoc(&pair.old))
        .arg("--current-rustdoc")
        .arg(crates.rustdoc(&pair.new))
        .args(["--release-type", "minor", "--color", "never"])
        .stdin(Stdio::null())
        .output()
        .map_err(|e| Error::io("run", "cargo semver-checks", e))?;
    if output.status.success() {
        return Ok(None);
    }
    let findings = String::from_utf8_lossy(&output.stdout);
    let failures = findings
        .lines()
        .filter(|line| line.starts_with("--- failure"));
    let failures: Vec<_> = failures.collect();
    if failures.is_empty() {
        let progress = String::from_utf8_lossy(&output.stderr);
        return Err(Error::Internal(format!(
            "cargo semver-checks failed without a finding: {findings}{progress}"
        )));
    }
    Ok(Some(failures.join("; ")))
}

/// The text of a file.
fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|e| Error::io("read", path, e))
}

//! Checks the bumps of [`diff`](crate::diff) with other tools, in addition to the sweep in
//! `codegen/tests`.
//!
//! Both documents of each fixture become crates of version 1.0.0. `cargo semver-checks` compares them, and a caller that uses
//! every name of the old crate with its type is compiled against the new one. Where a rule says that Rust code breaks,
//! one of the two has to find it; where none does, both have to find nothing.

mod caller;
mod crates;
pub mod fixtures;

use std::path::Path;
use std::process::{Command, Stdio};

use crate::cargo;
use crate::diff::{Bump, Rule, Severity, bump, diff};
use crate::error::{Error, Result};
use crate::standalone;

use crates::Crates;

/// A fixture with its crates and its changes.
struct Pair {
    name: String,
    bump: Bump,
    /// Whether a rule says that Rust code breaks.
    breaks_code: bool,
    old: String,
    new: String,
}

/// Compares the bump of each fixture whose rule contains `only` with what the tools find, in crates below `work`. Returns the
/// result as text, and whether all agree.
///
/// # Errors
/// When a fixture cannot be generated, or a tool cannot be run.
pub fn run(root: &Path, work: &Path, jobs: usize, only: Option<&str>) -> Result<(String, bool)> {
    check_installed()?;
    let mut crates = Crates::below(root, work, jobs)?;
    let mut pairs = vec![];
    for fixture in fixtures::all()? {
        if only.is_some_and(|only| !fixture.name.contains(only)) {
            continue;
        }
        let changes = diff(
            &fixture.old,
            &fixture.new,
            &standalone::target(Path::new("new")),
        );
        let code = [Rule::RustNameRemoved, Rule::RustTypeChanged];
        let old = crates.add(&fixture.name, &fixture.old)?;
        let new = crates.add(&fixture.name, &fixture.new)?;
        crates.call(&old, &old);
        crates.call(&old, &new);
        pairs.push(Pair {
            bump: bump(&changes),
            breaks_code: changes
                .iter()
                .any(|change| change.severity == Severity::Breaking && code.contains(&change.rule)),
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
    crates.document()?;
    let errors = crates.check()?;
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
    Ok((lines.join("\n"), disagreements == 0))
}

fn tool() -> Command {
    let mut command = cargo::command();
    command.arg("semver-checks");
    command
}

fn check_installed() -> Result<()> {
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

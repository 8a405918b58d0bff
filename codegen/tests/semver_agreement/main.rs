//! Compares the bumps of `diff` with `cargo semver-checks` and a compiled caller.
//!
//! Both documents of each fixture become crates of version 1.0.0. `cargo semver-checks` compares them, and a caller that uses
//! every name of the old crate with its type is compiled against the new one. If a rule reports that Rust code breaks, at
//! least one of the two must find a break; otherwise both must find none.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod caller;
mod crates;
#[path = "../generated_crates/mod.rs"]
mod generated_crates;
#[path = "../pairs/mod.rs"]
mod pairs;

use std::path::Path;
use std::process::{Command, Stdio};

use oas2_codegen::diff::{Rule, Severity, diff};
use oas2_codegen::{standalone, workspace};

use crates::Crates;

/// A fixture with its crates.
struct Pair {
    name: String,
    /// Whether a rule reports that Rust code breaks.
    breaks_code: bool,
    old: String,
    new: String,
}

/// The variable `SLOW_TESTS` enables the test, and `ONLY` selects the fixtures whose names contain its value.
#[test]
fn rules_agree_with_semver_checks_and_a_compiled_caller() {
    if std::env::var_os("SLOW_TESTS").is_none() {
        println!("skipped: it takes minutes and needs cargo-semver-checks; set SLOW_TESTS=1");
        return;
    }
    assert!(
        semver_checks_command()
            .arg("--version")
            .output()
            .unwrap()
            .status
            .success(),
        "run `cargo install --locked cargo-semver-checks` first"
    );
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut crates = Crates::new();
    let mut pairs = vec![];
    let fixtures = pairs::all().into_iter();
    for fixture in fixtures.filter(|fixture| fixture.name.contains(&only)) {
        let target = standalone::target(Path::new("new"));
        let changes = diff(&fixture.old, &fixture.new, &target);
        let code_rules = [Rule::RustNameRemoved, Rule::RustTypeChanged];
        let old = crates.add(&fixture.old);
        let new = crates.add(&fixture.new);
        crates.call(&old, &old);
        crates.call(&old, &new);
        pairs.push(Pair {
            breaks_code: changes.iter().any(|change| {
                change.severity == Severity::Breaking && code_rules.contains(&change.rule)
            }),
            name: fixture.name,
            old,
            new,
        });
    }
    crates.write();
    crates.document();
    let errors = crates.check();
    let mut failures = vec![];
    for pair in &pairs {
        if let Some(error) = errors.get(&Crates::caller(&pair.old, &pair.old)) {
            let text = "the caller of the old crate does not compile against it";
            failures.push(format!("{}: {text}: {error}", pair.name));
        }
        let error = errors.get(&Crates::caller(&pair.old, &pair.new)).cloned();
        match semver_checks(&crates, pair).or(error) {
            Some(found) if !pair.breaks_code => {
                let text = "no rule reports that code breaks, but it does";
                failures.push(format!("{}: {text}: {found}", pair.name));
            }
            None if pair.breaks_code => {
                let text = "a rule reports that code breaks, but it does not";
                failures.push(format!("{}: {text}", pair.name));
            }
            _ => {}
        }
    }
    println!("{} fixtures", pairs.len());
    assert!(!pairs.is_empty(), "no fixture has a name with {only}");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The command `cargo semver-checks`.
fn semver_checks_command() -> Command {
    let mut command = workspace::cargo();
    command.arg("semver-checks");
    command
}

/// The breaks that `cargo semver-checks` finds in a pair as a minor release.
fn semver_checks(crates: &Crates, pair: &Pair) -> Option<String> {
    let output = semver_checks_command()
        .arg("--baseline-rustdoc")
        .arg(crates.rustdoc(&pair.old))
        .arg("--current-rustdoc")
        .arg(crates.rustdoc(&pair.new))
        .args(["--release-type", "minor", "--color", "never"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    if output.status.success() {
        return None;
    }
    let findings = String::from_utf8_lossy(&output.stdout);
    let failures = findings
        .lines()
        .filter(|line| line.starts_with("--- failure"));
    let failures: Vec<_> = failures.collect();
    let progress = String::from_utf8_lossy(&output.stderr);
    assert!(
        !failures.is_empty(),
        "cargo semver-checks failed without a finding: {findings}{progress}"
    );
    Some(failures.join("; "))
}

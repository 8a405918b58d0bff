//! Runs the recorders of compiled crates, and counts the operations whose requests are what their documents prescribe.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Serialize;

use super::funnel::{Outcome, Stage, crate_name};
use oas2_codegen::error::{Error, Result};
use oas2_codegen::wire::{Case, Recorded, compare};

/// How many operations send what their documents prescribe.
#[derive(Debug, Default, Serialize)]
pub struct Fidelity {
    /// Operations for which values could be made.
    pub checked: usize,
    /// Those whose every request was right.
    pub right: usize,
    /// Operations for which none could be made.
    pub unchecked: usize,
    /// Requests compared.
    pub requests: usize,
    /// The first difference of each of the others, by document and place.
    pub wrong: BTreeMap<String, String>,
}

impl Fidelity {
    /// The share of operations that are right, in percent; all of none are.
    pub fn share(&self) -> f64 {
        let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        if self.checked == 0 {
            100.0
        } else {
            100.0 * count(self.right) / count(self.checked)
        }
    }
}

/// Checks all compiled crates.
pub(super) fn check(work: &Path, outcomes: &[Outcome]) -> Result<Fidelity> {
    let mut fidelity = Fidelity::default();
    for outcome in outcomes.iter().filter(|o| o.stage == Stage::Compiled) {
        one(work, outcome, &mut fidelity)?;
        super::progress(&format!(
            "checked the requests of {} operations",
            fidelity.checked
        ));
    }
    Ok(fidelity)
}

fn one(work: &Path, outcome: &Outcome, fidelity: &mut Fidelity) -> Result<()> {
    let name = crate_name(&outcome.file);
    let path = work.join("crates").join(&name).join("wire.json");
    let text = std::fs::read_to_string(&path).map_err(|e| Error::io("read", &path, e))?;
    let cases: Vec<Case> = serde_json::from_str(&text).map_err(|e| Error::File {
        path,
        what: format!("no cases: {e}"),
    })?;
    let recorded = record(&work.join("target/debug").join(&name), &text)?;
    let mut operations: BTreeSet<usize> = BTreeSet::new();
    let mut wrong: BTreeMap<usize, String> = BTreeMap::new();
    for (i, case) in cases.iter().enumerate() {
        operations.insert(case.operation);
        fidelity.requests += 1;
        let difference = match recorded.get(i) {
            Some(recorded) => compare::difference(&case.expected, recorded),
            None => Some("the recorder ended early".to_owned()),
        };
        if let Some(difference) = difference {
            wrong
                .entry(case.operation)
                .or_insert_with(|| format!("{} ({}): {difference}", case.pointer, case.kind));
        }
    }
    fidelity.checked += operations.len();
    fidelity.right += operations.len() - wrong.len();
    fidelity.unchecked += outcome.operations.saturating_sub(operations.len());
    for text in wrong.into_values() {
        let (pointer, difference) = text.split_once(": ").unwrap_or((&text, ""));
        let key = format!("{}#{pointer}", outcome.file);
        fidelity
            .wrong
            .insert(key, difference.chars().take(600).collect());
    }
    Ok(())
}

fn record(binary: &Path, cases: &str) -> Result<Vec<Recorded>> {
    let mut child = Command::new(binary)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| Error::io("run", binary, e))?;
    if let Some(mut input) = child.stdin.take() {
        // A child that ends early is noticed by its missing output.
        let _ = input.write_all(cases.as_bytes());
    }
    let output = child
        .wait_with_output()
        .map_err(|e| Error::io("run", binary, e))?;
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect())
}

/// The result for people.
pub(super) fn text(fidelity: &Fidelity) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    let share = fidelity.share();
    let _ = writeln!(
        text,
        "\nwire: {} of {} operations ({share:.2} %) send what their documents prescribe, in {} requests; for {} no values could be made",
        fidelity.right, fidelity.checked, fidelity.requests, fidelity.unchecked
    );
    for (place, difference) in &fidelity.wrong {
        let _ = writeln!(text, "    {place}: {difference}");
    }
    text
}

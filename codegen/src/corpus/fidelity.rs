//! Runs the request recorders of compiled crates, and counts the operations whose requests match
//! their documents.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Serialize;

use super::funnel::{Outcome, Stage, crate_name};
use crate::cargo::CRATES;
use crate::error::{Error, Result};
use crate::wire::{self, Case, Recorded, compare};

/// How many operations send correct requests.
#[derive(Debug, Default, Serialize)]
pub struct Fidelity {
    /// Operations with generated values.
    checked: usize,
    /// Operations whose requests were all correct.
    right: usize,
    /// Operations for which no values could be generated.
    unchecked: usize,
    /// Requests compared.
    requests: usize,
    /// The first difference of each other operation, by document and pointer.
    wrong: BTreeMap<String, String>,
}

impl Fidelity {
    /// The share of correct operations, in percent; 100 if there are none.
    pub fn share(&self) -> f64 {
        let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        if self.checked == 0 {
            100.0
        } else {
            100.0 * count(self.right) / count(self.checked)
        }
    }

    /// The result as text.
    pub fn text(&self) -> String {
        use std::fmt::Write as _;
        let mut text = String::new();
        let _ = writeln!(
            text,
            "\nwire: {} of {} operations ({:.2} %) send what their documents prescribe, in {} requests; for {} no values could be made",
            self.right,
            self.checked,
            self.share(),
            self.requests,
            self.unchecked
        );
        for (location, difference) in &self.wrong {
            let _ = writeln!(text, "    {location}: {difference}");
        }
        text
    }
}

/// Checks all compiled crates.
pub(super) fn check(work: &Path, outcomes: &[Outcome]) -> Result<Fidelity> {
    let mut fidelity = Fidelity::default();
    for outcome in outcomes.iter().filter(|o| o.stage == Stage::Compiled) {
        one(work, outcome, &mut fidelity)?;
        fidelity.right = fidelity.checked - fidelity.wrong.len();
        super::progress(&format!(
            "checked the requests of {} operations",
            fidelity.checked
        ));
    }
    Ok(fidelity)
}

fn one(work: &Path, outcome: &Outcome, fidelity: &mut Fidelity) -> Result<()> {
    let name = crate_name(&outcome.file);
    let path = work.join(CRATES).join(&name).join(wire::CASES);
    let text = std::fs::read_to_string(&path).map_err(|e| Error::io("read", &path, e))?;
    let cases: Vec<Case> = serde_json::from_str(&text).map_err(|e| Error::File {
        path,
        what: format!("no cases: {e}"),
    })?;
    let recorded = record(&work.join("target/debug").join(&name), &text)?;
    let mut wrong: BTreeMap<usize, Option<(String, String)>> = BTreeMap::new();
    for (i, case) in cases.iter().enumerate() {
        let difference = match recorded.get(i) {
            Some(recorded) => compare::difference(&case.expected, recorded),
            None => Some("the recorder ended early".to_owned()),
        };
        let difference = difference.map(|difference| {
            let location = format!("{}#{} ({})", outcome.file, case.pointer, case.kind);
            (location, difference.chars().take(600).collect())
        });
        let first = wrong.entry(case.operation).or_default();
        *first = first.take().or(difference);
    }
    fidelity.requests += cases.len();
    fidelity.checked += wrong.len();
    fidelity.unchecked += outcome.operations.saturating_sub(wrong.len());
    fidelity.wrong.extend(wrong.into_values().flatten());
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
        // A child that exits early is detected by its missing output.
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

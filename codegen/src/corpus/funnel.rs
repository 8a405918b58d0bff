//! The stage that each document reached, and totals.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Fidelity, PREFIX};
use crate::load::sha256;
use crate::report::ReportEntry;

/// The stage that a document reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Stage {
    /// It could not be read as JSON or YAML.
    Read,
    /// It is a JSON value.
    Parsed,
    /// It is OAS3.
    Converted,
    /// It is a crate.
    Generated,
    /// The crate compiles.
    Compiled,
}

/// The outcome of one document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Outcome {
    /// Its file's name.
    pub(super) file: String,
    /// The stage reached.
    pub(super) stage: Stage,
    /// Whether it was refused with a position and a reason.
    pub(super) refused: bool,
    /// Why it stopped there.
    pub(super) reason: Option<String>,
    /// What was left out, and why.
    pub(super) left_out: Vec<ReportEntry>,
    /// How many operations it has.
    pub(super) operations: usize,
    /// How long generation took.
    pub(super) milliseconds: u64,
    /// The most memory that generation took.
    pub(super) peak_kibibytes: u64,
    /// Whether the crate was chosen to be compiled.
    #[serde(default)]
    pub(super) chosen: bool,
}

impl Outcome {
    /// The outcome of a document that was not read yet.
    pub(super) fn of(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            stage: Stage::Read,
            refused: false,
            reason: None,
            left_out: vec![],
            operations: 0,
            milliseconds: 0,
            peak_kibibytes: 0,
            chosen: false,
        }
    }

    /// Whether it compiles, was not chosen for compilation, or was refused with a reason.
    pub fn is_fine(&self) -> bool {
        self.refused
            || self.stage == Stage::Compiled
            || (self.stage == Stage::Generated && !self.chosen)
    }
}

/// Chooses the crates to compile; returns their names.
pub(super) fn choose(outcomes: &mut [Outcome], sample: Option<usize>, seed: u64) -> Vec<String> {
    let mut generated: Vec<&mut Outcome> = outcomes
        .iter_mut()
        .filter(|o| o.stage == Stage::Generated)
        .collect();
    // A hash of name and seed shuffles them reproducibly.
    generated.sort_by_key(|o| sha256(format!("{seed}{}", o.file).as_bytes()));
    let count = sample.unwrap_or(generated.len());
    generated
        .into_iter()
        .take(count)
        .map(|outcome| {
            outcome.chosen = true;
            crate_name(&outcome.file)
        })
        .collect()
}

/// The name of the crate of a file.
pub(super) fn crate_name(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let words = stem.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    format!("{PREFIX}{}", words.join("_").to_ascii_lowercase())
}

/// The number of documents per stage.
fn counts(outcomes: &[Outcome]) -> Value {
    let at_least = |stage| outcomes.iter().filter(|o| o.stage >= stage).count();
    json!({
        "documents": outcomes.len(),
        "parsed": at_least(Stage::Parsed),
        "converted": at_least(Stage::Converted),
        "generated": at_least(Stage::Generated),
        "compiled": at_least(Stage::Compiled),
        "refused": outcomes.iter().filter(|o| o.refused).count(),
    })
}

/// The result as JSON.
pub fn json(outcomes: &[Outcome], fidelity: Option<&Fidelity>) -> Value {
    json!({ "funnel": counts(outcomes), "documents": outcomes, "wire": fidelity })
}

/// The result as text.
pub fn text(outcomes: &[Outcome]) -> String {
    let mut text = String::new();
    for (name, count) in counts(outcomes).as_object().into_iter().flatten() {
        // a JSON value ignores the width
        let _ = writeln!(text, "{name:>10} {:>5}", count.to_string());
    }
    let _ = writeln!(
        text,
        "{:>10} {:>5}  (of crates generated but not chosen to be compiled)",
        "skipped",
        outcomes
            .iter()
            .filter(|o| o.stage == Stage::Generated && !o.chosen)
            .count()
    );
    let slowest = outcomes.iter().max_by_key(|o| o.milliseconds);
    let largest = outcomes.iter().max_by_key(|o| o.peak_kibibytes);
    if let (Some(slowest), Some(largest)) = (slowest, largest) {
        let total: u64 = outcomes.iter().map(|o| o.milliseconds).sum();
        let _ = writeln!(
            text,
            "generation took {total} ms in all, {} ms at most ({}); {} MiB at most ({})",
            slowest.milliseconds,
            slowest.file,
            largest.peak_kibibytes / 1024,
            largest.file
        );
    }
    let mut causes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|o| o.stage < Stage::Compiled) {
        if let Some(reason) = &outcome.reason {
            let kind = if outcome.refused { "refused" } else { "failed" };
            let (cause, location) = cause_and_place(reason);
            causes
                .entry(format!("{kind}: {cause}"))
                .or_default()
                .push(format!("{}{location}", outcome.file));
        }
    }
    let mut causes: Vec<_> = causes.into_iter().collect();
    causes.sort_by_key(|(_, files)| std::cmp::Reverse(files.len()));
    for (cause, files) in causes {
        let _ = writeln!(text, "\n{} x {cause}", files.len());
        for file in files {
            let _ = writeln!(text, "    {file}");
        }
    }
    text
}

/// The separator between a reason and its position.
pub(super) const AT: &str = " [at ";

/// The part of a reason that documents with the same cause share, and the position.
fn cause_and_place(reason: &str) -> (String, &str) {
    let line = reason.lines().next().unwrap_or_default();
    let (cause, location) = line.split_at(line.rfind(AT).unwrap_or(line.len()));
    (cause.chars().take(300).collect(), location)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(file: &str, stage: Stage, reason: Option<&str>) -> Outcome {
        Outcome {
            stage,
            refused: reason.is_some(),
            reason: reason.map(str::to_owned),
            chosen: stage == Stage::Compiled,
            ..Outcome::of(file)
        }
    }

    #[test]
    fn documents_are_counted_and_grouped_by_cause() {
        let outcomes = [
            outcome("a.json", Stage::Compiled, None),
            outcome("b.json", Stage::Generated, None),
            outcome("c.json", Stage::Parsed, Some("no; do [at #/a]")),
            outcome("d.json", Stage::Parsed, Some("no; do [at #/b]")),
        ];
        assert!(outcomes.iter().all(Outcome::is_fine));
        let text = text(&outcomes);
        for part in [
            " documents     4\n",
            " converted     2\n",
            "  compiled     1\n",
            "   refused     2\n",
            "   skipped     1 ",
            "2 x refused: no; do\n    c.json [at #/a]\n    d.json [at #/b]\n",
        ] {
            assert!(text.contains(part), "{part:?} is missing in\n{text}");
        }
    }
}

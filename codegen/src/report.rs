//! The parts of a document that the generated crate lacks.
//!
//! Each step that drops or changes something records it here, with its pointer and the reason.
//! `generate` prints the report, and the lock keeps it, so that no loss is silent.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

/// One part that was dropped or repaired.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReportEntry {
    /// The name of the step or pass that recorded it.
    pub pass: String,
    /// The pointer in the OAS2 document.
    pub pointer: String,
    /// The dropped part, and the reason.
    pub text: String,
}

impl std::fmt::Display for ReportEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            pass,
            pointer,
            text,
        } = self;
        write!(f, "left out ({pass}): #{pointer}: {text}")
    }
}

/// All parts that were dropped or repaired between a document and its crate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    entries: Vec<ReportEntry>,
    /// The entries as a set, to find duplicates.
    #[serde(skip)]
    recorded: HashSet<ReportEntry>,
}

impl Report {
    /// Records that `pass` dropped or changed something at `pointer`. Duplicates are recorded once.
    pub(crate) fn record(
        &mut self,
        pass: &'static str,
        pointer: impl Into<String>,
        text: impl Into<String>,
    ) {
        self.add(ReportEntry {
            pass: pass.to_owned(),
            pointer: pointer.into(),
            text: text.into(),
        });
    }

    /// Adds the entries of another report.
    pub(crate) fn extend(&mut self, other: Self) {
        other.entries.into_iter().for_each(|entry| self.add(entry));
    }

    fn add(&mut self, entry: ReportEntry) {
        if self.recorded.insert(entry.clone()) {
            self.entries.push(entry);
        }
    }

    /// All entries, in the order of their recording.
    pub fn entries(&self) -> &[ReportEntry] {
        &self.entries
    }
}

//! What a document says and the generated crate does not.
//!
//! Each step that gives something up says so here, with the place in the document and the reason.
//! `generate` prints the report, and the lock keeps it, so that a loss is never silent.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

/// One thing given up or mended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GivenUp {
    /// The step that did it, by the name of its module.
    pub pass: String,
    /// The place in the OAS2 document.
    pub pointer: String,
    /// What and why.
    pub text: String,
}

impl std::fmt::Display for GivenUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            pass,
            pointer,
            text,
        } = self;
        write!(f, "given up ({pass}): #{pointer}: {text}")
    }
}

/// Everything given up on the way from one document to one crate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    entries: Vec<GivenUp>,
    #[serde(skip)]
    known: HashSet<GivenUp>,
}

impl Report {
    /// Records that `pass` gave up something at `pointer`. The same thing is recorded once.
    pub(crate) fn give_up(
        &mut self,
        pass: &'static str,
        pointer: impl Into<String>,
        text: impl Into<String>,
    ) {
        let entry = GivenUp {
            pass: pass.to_owned(),
            pointer: pointer.into(),
            text: text.into(),
        };
        if self.known.insert(entry.clone()) {
            self.entries.push(entry);
        }
    }

    /// Adds the entries of another report.
    pub(crate) fn extend(&mut self, other: Self) {
        for entry in other.entries {
            if self.known.insert(entry.clone()) {
                self.entries.push(entry);
            }
        }
    }

    /// All entries, in the order in which they came up.
    pub fn entries(&self) -> &[GivenUp] {
        &self.entries
    }
}

//! `cargo xtask import FILE`: the one command for the day the real document arrives.
//!
//! It validates the document, shows what changed, puts it in the place of the current one, regenerates everything, raises
//! the version of `classifications-api` by what changed, and adds an entry to the changelog. All of that is computed before
//! anything is written, and written all or none: a failure puts back what was there, and so does the next import after
//! one that was killed (see [`journal`](crate::journal)).

mod aside;
mod cases;
mod changelog;
mod known;
mod other_api;
mod page;
mod token_endpoint;
mod version;

use std::path::{Path, PathBuf};

use crate::diff::{self, Bump, Change};
use crate::error::Result;
use crate::journal::Journal;
use crate::load::{self, Source};
use crate::outputs::{self, Step};
use crate::overlay::{self, Overlay};
use crate::pipeline;
use crate::report::{GivenUp, Report};
use crate::target::Target;
use crate::workspace::{self, DOCUMENT, OVERLAY};

/// The package whose version follows the document.
const PACKAGE: &str = "classifications-api";

/// Puts back what an import that was interrupted found; whether there was one.
///
/// # Errors
/// See `Journal::undo`.
pub fn heal(root: &Path) -> Result<bool> {
    let found = Journal::found(root)?;
    let interrupted = found.is_some();
    if let Some(journal) = found {
        journal.undo(root)?;
    }
    Ok(interrupted)
}

/// Everything that an import does, before anything is written.
#[derive(Debug)]
pub struct Plan {
    root: PathBuf,
    /// What changed.
    pub changes: Vec<Change>,
    /// What a person should know.
    pub notes: Vec<String>,
    /// What does not fit the new document.
    aside: Vec<page::Aside>,
    report: Report,
    /// What is to be written.
    pub steps: Vec<Step>,
}

impl Plan {
    /// What changed, what a person should know, and what is set aside; all of it, or the most important.
    pub fn text(&self, full: bool) -> String {
        page::text(self, full)
    }

    /// What to do after the import.
    pub fn next(&self, full: bool) -> String {
        page::next(self, full)
    }

    /// What the document says and the client does not.
    pub fn given_up(&self) -> impl Iterator<Item = &GivenUp> {
        let entries = self.report.entries().iter();
        entries.filter(|entry| entry.pass != aside::OVERLAY_PASS)
    }

    /// Writes everything by `put`, or nothing.
    ///
    /// # Errors
    /// When a file cannot be written; everything is then as it was.
    pub fn carry_out(&self, put: outputs::Put<'_>) -> Result<()> {
        Journal::keep(&self.root, &self.steps, put)
    }
}

/// Plans the import of `file` into the workspace at `root`.
///
/// # Errors
/// When the document is no OAS2, or a file cannot be read.
pub fn plan(root: &Path, file: &Path) -> Result<Plan> {
    let imported = load::load(file)?.in_one_file();
    let current = load::load(&root.join(DOCUMENT))?;
    other_api::refuse(&current.value, &imported.value)
        .map_err(|refusal| imported.refuse(refusal))?;
    let (mut overlay, _) = Overlay::load(&root.join(OVERLAY))?;
    let mut old = current.value.clone();
    let mut places = overlay.apply(&mut old, &mut Report::default());
    overlay::remove_presentation(&mut old, &places);
    let mut notes = vec![];
    let mut named = imported.value.clone();
    places.extend(overlay.apply_by_hand(&mut named, &mut Report::default()));
    overlay::remove_presentation(&mut named, &places);
    overlay.keep(&known::besides(&old, &named, &mut notes))?;
    let (mut outputs, made) = workspace::outputs_of(root, &imported, (&overlay, None))?;
    outputs.add(DOCUMENT, text(&imported));
    if !overlay.is_empty() || root.join(OVERLAY).exists() {
        outputs.add(OVERLAY, overlay.text());
    }
    pipeline::valid(&mut old, &mut Report::default()).map_err(|refusal| current.refuse(refusal))?;
    let aside = aside::parts(root, &made)?;
    let mut new = made.oas2;
    let places = overlay.apply(&mut imported.value.clone(), &mut Report::default());
    overlay::remove_presentation(&mut new, &places);
    known::in_the_order_of(&old, &places, &mut new);
    let mut changes = diff::diff(&old, &new, &Target::classifications());
    changes.retain(|change| !known::is_lost_mark(&change.pointer, &new));
    let bump = diff::bump(&changes);
    if bump > Bump::None {
        let version = version::raise(root, bump, &mut outputs)?;
        changelog::add(root, &version, &changes, &mut outputs)?;
        outputs.add(aside::SET_ASIDE, aside::text(&aside));
        notes.push(format!("{PACKAGE} becomes {version}"));
    }
    if bump == Bump::Major {
        notes.push(
            "classifications-auth hands its types on: what breaks there breaks its callers too"
                .to_owned(),
        );
    }
    Ok(Plan {
        root: root.to_owned(),
        changes,
        notes,
        aside,
        report: made.report,
        steps: outputs.steps()?,
    })
}

/// The document to the byte, a byte-order mark included.
fn text(source: &Source) -> String {
    if load::sha256(source.text.as_bytes()) == source.sha256 {
        source.text.clone()
    } else {
        format!("\u{feff}{}", source.text)
    }
}

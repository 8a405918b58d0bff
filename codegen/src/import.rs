//! `cargo xtask import FILE`: imports a new version of the document.
//!
//! It validates the document, shows what changed, replaces the current document, regenerates
//! everything, raises the version of `classifications-api` accordingly, and adds an entry to the
//! changelog. All of this is computed before anything is written, and all or nothing is written:
//! after a failure the old files are restored, and after a killed import the next one restores them
//! (see [`journal`](crate::journal)).

mod aside;
mod cases;
mod changelog;
mod compile;
mod kept;
mod other_api;
mod summary;
mod token_endpoint;
mod version;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::diff::{self, Bump, Change};
use crate::error::Result;
use crate::journal::Journal;
use crate::load::{self, Source};
use crate::outputs::{self, Step};
use crate::overlay::{self, Overlay};
use crate::pipeline::Document;
use crate::report::{Report, ReportEntry};
use crate::target::Target;
use crate::workspace::{self, DOCUMENT, OVERLAY};

/// The package whose version follows the document.
const PACKAGE: &str = "classifications-api";

/// Restores the files that an interrupted import replaced. Returns whether there was such an import.
///
/// # Errors
/// See `Journal::undo`.
pub fn restore_interrupted(root: &Path) -> Result<bool> {
    let found = Journal::read(root)?;
    let interrupted = found.is_some();
    if let Some(journal) = found {
        journal.undo(root)?;
    }
    Ok(interrupted)
}

/// The result of an import, before anything is written.
#[derive(Debug)]
pub struct Plan {
    root: PathBuf,
    /// The changes.
    pub changes: Vec<Change>,
    /// Notes for the user.
    pub notes: Vec<String>,
    /// The parts that do not fit the new document.
    aside: Vec<summary::Aside>,
    report: Report,
    /// The files to write.
    pub steps: Vec<Step>,
}

impl Plan {
    /// The changes, the notes and the parts that are set aside: all if `full`, else the most severe.
    pub fn text(&self, full: bool) -> String {
        summary::text(self, full)
    }

    /// The parts of the document that are not in the client.
    fn left_out(&self) -> impl Iterator<Item = &ReportEntry> {
        let entries = self.report.entries().iter();
        entries.filter(|entry| entry.pass != aside::OVERLAY_PASS)
    }

    /// Writes everything with `put`, or nothing.
    ///
    /// # Errors
    /// When a file cannot be written; all files are then unchanged.
    pub fn carry_out(&self, put: outputs::Put<'_>) -> Result<()> {
        Journal::apply(&self.root, &self.steps, put)
    }
}

/// The options of an import.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Writes nothing; prints what would be done.
    pub dry_run: bool,
    /// Lists every change and every part that is set aside.
    pub full: bool,
}

/// Imports `file` into the workspace at `root`. If `cargo` is given, it is run to check what still compiles.
/// `print` receives the output in parts.
///
/// # Errors
/// When the document is not an OAS2 document of this API, or a file cannot be read or written; the tree
/// is then unchanged. Also when `print` fails.
pub fn run(
    root: &Path,
    file: &Path,
    options: Options,
    cargo: Option<Command>,
    print: &mut dyn FnMut(&str) -> Result<()>,
) -> Result<()> {
    if options.dry_run {
        Journal::refuse_interrupted(root)?;
    } else if restore_interrupted(root)? {
        print("an earlier import was interrupted: its changes were undone\n")?;
    }
    let plan = plan(root, file)?;
    print(&summary::text(&plan, options.full))?;
    if plan.steps.is_empty() {
        return print("nothing to do: this is the current document\n");
    }
    if options.dry_run {
        let verbs = ["would write", "would remove"];
        return print(&summary::files(&plan.steps, options.full, verbs));
    }
    plan.carry_out(&mut outputs::put)?;
    print(&summary::files(
        &plan.steps,
        options.full,
        ["wrote", "removed"],
    ))?;
    print(&summary::next(&plan, options.full))?;
    match cargo {
        Some(cargo) => print(&format!("{}\n", compile::check(root, cargo))),
        None => Ok(()),
    }
}

/// Plans the import of `file` into the workspace at `root`.
///
/// # Errors
/// When the document is not an OAS2 document of this API, or a file cannot be read or has another form
/// than expected.
pub fn plan(root: &Path, file: &Path) -> Result<Plan> {
    let imported = load::load(file)?.in_one_file();
    let current = load::load(&root.join(DOCUMENT))?;
    other_api::refuse(&current.value, &imported.value).map_err(|error| imported.refuse(error))?;
    let (mut overlay, _) = Overlay::load(&root.join(OVERLAY))?;
    let mut old = current.value.clone();
    let mut locations = overlay.apply(&mut old, &mut Report::default());
    overlay::remove_presentation(&mut old, &locations);
    let mut notes = vec![];
    let mut with_overlay = imported.value.clone();
    locations.extend(overlay.apply_by_hand(&mut with_overlay, &mut Report::default()));
    overlay::remove_presentation(&mut with_overlay, &locations);
    overlay.keep(&kept::values(&old, &with_overlay, &mut notes))?;
    let (mut outputs, generated) = workspace::outputs_of(root, &imported, (&overlay, None))?;
    outputs.add(DOCUMENT, text(&imported));
    if !overlay.is_empty() || root.join(OVERLAY).exists() {
        outputs.add(OVERLAY, overlay.text());
    }
    let old = Document::read(old, &mut Report::default()).map_err(|error| current.refuse(error))?;
    let aside = aside::parts(root, &generated)?;
    let mut new = generated.document;
    let locations = overlay.apply(&mut imported.value.clone(), &mut Report::default());
    new.arrange(|new| {
        overlay::remove_presentation(new, &locations);
        kept::restore_order(old.oas2(), &locations, new);
    });
    let mut changes = diff::diff(&old, &new, &Target::classifications());
    changes.retain(|change| !kept::is_lost_mark(&change.pointer, new.oas2()));
    let bump = diff::bump(&changes);
    if bump > Bump::None {
        let version = version::raise(root, bump, &mut outputs)?;
        changelog::add(root, &version, &changes, &mut outputs)?;
        outputs.add(aside::SET_ASIDE, aside::text(&aside));
        notes.push(format!("{PACKAGE} becomes {version}"));
    }
    if bump == Bump::Major {
        notes.push(
            "classifications-auth re-exports its types: breaking changes break its callers, too"
                .to_owned(),
        );
    }
    Ok(Plan {
        root: root.to_owned(),
        changes,
        notes,
        aside,
        report: generated.report,
        steps: outputs.steps()?,
    })
}

/// The exact text of the document, with its byte-order mark if it has one.
fn text(source: &Source) -> String {
    if load::sha256(source.text.as_bytes()) == source.sha256 {
        source.text.clone()
    } else {
        format!("\u{feff}{}", source.text)
    }
}

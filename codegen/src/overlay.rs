//! Our additions to a document: an OpenAPI Overlay (version 1.0) in a file beside it.
//!
//! A document from a portal is kept unchanged, so that the next one can be compared with it. The
//! overlay adds the names of operations and the data for user interfaces. It is edited by hand,
//! except for one section, in which an import keeps parts of the previous document. Actions that do
//! not apply to the document are reported and ignored.

mod action;
pub(crate) mod applicable;
mod meanings;
mod path_parameters;
mod removal;
mod target;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use self::action::Action;
pub(crate) use self::target::shape;
use crate::error::{DocumentError, Error, Result};
use crate::load::{self, sha256};
use crate::outputs::read_if_exists;
use crate::pointer;
use crate::report::Report;

/// The lines before and after the section that an import writes.
const BEGIN: &str =
    "# begin: `cargo xtask import` rewrites this section: what it keeps of the previous document";
const END: &str = "# end";

/// The keys for user interfaces, which do not change the API.
const PRESENTATION: [&str; 11] = [
    "x-batch",
    "x-check",
    "x-commands",
    "x-portfolio",
    "x-rows",
    "x-columns",
    "x-since",
    "x-reason",
    "x-option",
    "x-env",
    "x-default",
];

/// The beginning of a new overlay file.
const EMPTY: &str = "overlay: 1.0.0\ninfo:\n  title: Additions to the document of the same name\n  version: 1.0.0\nactions:\n";

/// An overlay: the hand-written actions, and those that an import keeps.
#[derive(Debug, Clone, Default)]
pub struct Overlay {
    file: PathBuf,
    /// The file's text before and after the section that an import writes.
    by_hand: (String, String),
    actions: Vec<Action>,
    kept: Vec<Action>,
}

impl Overlay {
    /// Reads an overlay, and returns it with the file's hash. A missing file is an empty overlay without a
    /// hash.
    ///
    /// # Errors
    /// When the file cannot be read or is not an overlay.
    pub fn load(file: &Path) -> Result<(Self, Option<String>)> {
        let Some(bytes) = read_if_exists(file)? else {
            let overlay = Self {
                file: file.to_owned(),
                ..Self::default()
            };
            return Ok((overlay, None));
        };
        Ok((Self::parse(file, &bytes)?, Some(sha256(&bytes))))
    }

    fn parse(file: &Path, bytes: &[u8]) -> Result<Self> {
        let text = load::parse(file, bytes)?.text;
        let (by_hand, section) = split(&text);
        // positions in messages are those of the whole file
        actions(file, &text)?;
        Ok(Self {
            file: file.to_owned(),
            actions: actions(file, &format!("{}{}", by_hand.0, by_hand.1))?,
            kept: actions(file, &format!("{EMPTY}{section}"))?,
            by_hand,
        })
    }

    /// Replaces the kept values by `values`.
    ///
    /// # Errors
    /// When the section cannot be added to the file.
    pub fn keep(&mut self, values: &[KeptValues]) -> Result<()> {
        self.kept = values.iter().flat_map(KeptValues::actions).collect();
        let written = actions(&self.file, &self.text()).map(|actions| actions.len());
        if written.ok() == Some(self.actions.len() + self.kept.len()) {
            return Ok(());
        }
        Err(Error::file(
            &self.file,
            "nothing can be added to its `actions`; write them as the last member, as a block list (lines that begin with `-`), and import again",
        ))
    }

    /// Whether it has no actions.
    pub fn is_empty(&self) -> bool {
        self.actions.is_empty() && self.kept.is_empty()
    }

    /// Applies all actions to a document. Records the actions that do not apply to it. Removes and
    /// records hand-written additions for parts that it does not have. Returns the pointers of the
    /// members that were added or replaced.
    pub fn apply(&self, document: &mut Value, report: &mut Report) -> Vec<String> {
        let mut locations = self.apply_by_hand(document, report);
        locations.extend(apply(&self.kept, document, report));
        locations
    }

    /// Like [`Self::apply`], with the hand-written actions only.
    pub fn apply_by_hand(&self, document: &mut Value, report: &mut Report) -> Vec<String> {
        path_parameters::rename(self.actions.iter().map(Action::target), document);
        let locations = apply(&self.actions, document, report);
        applicable::retain(document, report);
        locations
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let (before, after) = &self.by_hand;
        let before = if before.is_empty() { EMPTY } else { before };
        if self.kept.is_empty() {
            return format!("{before}{after}");
        }
        let indent = indent(before);
        let mut text = before.to_owned();
        if !text.ends_with('\n') {
            text.push('\n');
        }
        let lines = self.kept.iter().map(Action::line);
        for line in std::iter::once(BEGIN.to_owned())
            .chain(lines)
            .chain([END.to_owned()])
        {
            text.extend([indent, &line, "\n"]);
        }
        text + after
    }
}

/// Values that are added to the object at a pointer of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptValues {
    /// The pointer of the object.
    pub at: String,
    /// The members that are removed first, because an overlay appends to arrays.
    pub replaced: Vec<String>,
    /// Its new members.
    pub values: Value,
}

impl KeptValues {
    fn actions(&self) -> Vec<Action> {
        let removed = self.replaced.iter().map(|key| {
            let at = pointer::join(&self.at, key);
            Action::remove(target::of_pointer(&at))
        });
        let update = Action::update(target::of_pointer(&self.at), self.values.clone());
        removed.chain([update]).collect()
    }
}

/// Removes the members at `locations` that are only for user interfaces.
pub fn remove_presentation(document: &mut Value, locations: &[String]) {
    for (parent, key) in locations
        .iter()
        .filter_map(|location| pointer::split(location))
    {
        if PRESENTATION.contains(&key.as_str())
            && let Some(members) = document.pointer_mut(parent).and_then(Value::as_object_mut)
        {
            members.shift_remove(&key);
        }
    }
}

/// Applies `actions` in order. Returns the pointers of the members that were added or replaced.
fn apply(actions: &[Action], document: &mut Value, report: &mut Report) -> Vec<String> {
    let mut locations = vec![];
    for action in actions {
        match action.apply(document) {
            Ok(changed) => locations.extend(changed),
            Err(reason) => report.record("overlay", "", format!("{action}: {reason}")),
        }
    }
    locations
}

/// The text around the section that an import writes, and the section. Hand-written lines in the
/// section are kept and moved after it.
fn split(text: &str) -> ((String, String), String) {
    let (mut before, mut section, mut after) = (String::new(), String::new(), String::new());
    let mut inside = false;
    let mut passed = false;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        if content == BEGIN {
            (inside, passed) = (true, true);
        } else if inside && content == END {
            inside = false;
        } else if inside && content.starts_with("- {\"target\":") {
            section.push_str(line);
        } else if passed {
            after.push_str(line);
        } else {
            before.push_str(line);
        }
    }
    ((before, after), section)
}

/// The indentation of the items of `actions`.
fn indent(text: &str) -> &str {
    let mut lines = text
        .lines()
        .skip_while(|line| !line.starts_with("actions:"));
    let item = lines.find(|line| line.trim_start().starts_with("- "));
    item.and_then(|line| line.split_once('-'))
        .map_or("  ", |(indent, _)| indent)
}

/// The actions of an overlay's text.
///
/// # Errors
/// [`Error::Document`] with the position and the reason.
fn actions(file: &Path, text: &str) -> Result<Vec<Action>> {
    let source = load::parse(file, text.as_bytes())?;
    read(&source.value).map_err(|error| source.refuse(error))
}

fn read(value: &Value) -> std::result::Result<Vec<Action>, DocumentError> {
    let version = value.get("overlay").and_then(Value::as_str);
    if !version.is_some_and(|version| version.starts_with("1.")) {
        return Err(DocumentError::at(
            "/overlay",
            "the file is not an OpenAPI Overlay of version 1",
            "begin the file with `overlay: 1.0.0`",
        ));
    }
    for key in ["title", "version"] {
        let at = format!("/info/{key}");
        if !value.pointer(&at).is_some_and(Value::is_string) {
            let remedy = "an overlay has `info` with `title` and `version`, both strings";
            return Err(DocumentError::at(at, "it is not a string", remedy));
        }
    }
    let members = value.as_object().into_iter().flatten();
    action::refuse_unknown(members, &["overlay", "info", "extends", "actions"], "")?;
    let none = json!([]);
    let actions = value.get("actions").filter(|actions| !actions.is_null());
    let actions = actions.unwrap_or(&none).as_array().ok_or_else(|| {
        DocumentError::at(
            "/actions",
            "it is not a list",
            "write one item for each action",
        )
    })?;
    let numbered = actions.iter().enumerate();
    numbered
        .map(|(index, action)| Action::read(action, &format!("/actions/{index}")))
        .collect()
}

#[cfg(test)]
mod tests;

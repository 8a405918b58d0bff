//! What changed between two OAS2 documents, and what that means for a caller of the generated Rust client.
//!
//! The question is not whether the wire changed but whether a caller who compiles against the crate has to act: a
//! property added to an answer breaks nobody (structs are `#[non_exhaustive]`), one that became optional breaks
//! everybody who reads it (`T` becomes `Option<T>`). The rules are data, see [`rules`]; the walk over the documents finds which of them
//! apply, in which direction. Whatever else differs is reported too, so that the result is empty only if
//! the documents are the same.

mod answers;
pub mod client;
mod definitions;
mod document;
pub mod fixtures;
mod operations;
pub mod render;
pub mod rules;
mod schemas;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Which way a part of the document travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the caller to the server.
    Request,
    /// From the server to the caller.
    Response,
    /// Both ways.
    Both,
    /// Neither: it is about the document or the API as a whole.
    None,
}

/// What a change means for a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Only words changed.
    Cosmetic,
    /// There is more, or something else, and nobody has to act.
    Compatible,
    /// A caller may have to act.
    Breaking,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The rule's name.
    pub rule: &'static str,
    /// The place, in the new document, or in the old one for what was removed.
    pub pointer: String,
    /// Which way it travels.
    pub direction: Direction,
    /// What it means.
    pub severity: Severity,
    /// In words.
    pub text: String,
}

/// The semver bump that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    /// Nothing changed.
    None,
    /// Only words changed.
    Patch,
    /// Something was added.
    Minor,
    /// A caller may have to act.
    Major,
}

/// The bump that changes ask for.
pub fn bump(changes: &[Change]) -> Bump {
    match changes.iter().map(|change| change.severity).max() {
        None => Bump::None,
        Some(Severity::Cosmetic) => Bump::Patch,
        Some(Severity::Compatible) => Bump::Minor,
        Some(Severity::Breaking) => Bump::Major,
    }
}

/// Compares two documents, which are valid, and the clients that become of them.
pub fn diff(old: &Value, new: &Value) -> Vec<Change> {
    let mut differ = Differ {
        old,
        new,
        changes: by_rules(old, new),
    };
    client::compare(&mut differ);
    differ.changes
}

/// What the rules say of two documents, without a look at the clients.
pub fn by_rules(old: &Value, new: &Value) -> Vec<Change> {
    let mut differ = Differ {
        old,
        new,
        changes: vec![],
    };
    document::compare(&mut differ);
    operations::compare(&mut differ);
    definitions::compare(&mut differ);
    document::rest(&mut differ);
    differ.changes
}

/// The comparison under way.
struct Differ<'a> {
    old: &'a Value,
    new: &'a Value,
    changes: Vec<Change>,
}

impl Differ<'_> {
    /// Notes that `rule` applies at `pointer`.
    fn note(
        &mut self,
        rule: &'static str,
        pointer: impl Into<String>,
        direction: Direction,
        text: impl Into<String>,
    ) {
        let change = Change {
            rule,
            pointer: pointer.into(),
            direction,
            severity: rules::severity(rule, direction),
            text: text.into(),
        };
        if !self.changes.contains(&change) {
            self.changes.push(change);
        }
    }

    /// Notes a member whose value is only for people.
    fn words(&mut self, at: &str, old: &Value, new: &Value, keys: &[&str]) {
        for key in keys {
            if old.get(key) != new.get(key) {
                let pointer = crate::pointer::join(at, key);
                self.note("words", pointer, Direction::None, format!("{key} changed"));
            }
        }
    }
}

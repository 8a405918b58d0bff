//! Compares two OAS2 documents, and decides whether the changes break a caller of the generated Rust
//! client.
//!
//! There are two comparisons. The first compares the documents, each part in the direction in which
//! it travels, with references and `allOf` resolved, so that another form of the same schema is no
//! change (`schemas`, `operations`). The second compares the Rust names of both clients, and their
//! meanings on the wire (`client`). A difference without a rule is breaking. The result is empty
//! only if the documents are equal.

mod client;
mod decimal;
mod definitions;
mod document;
mod limits;
mod objects;
mod operations;
pub mod render;
mod responses;
mod rule;
mod schema;
mod schemas;
mod security;

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use client::{Item, names};
pub use rule::Rule;
use schema::canonical;

use crate::api::{Api, Operation};
use crate::pipeline::Document;
use crate::pointer;
use crate::target::Target;

/// The direction in which a part of the document travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the caller to the server.
    Request,
    /// From the server to the caller.
    Response,
    /// In both directions.
    Both,
    /// From the server, but not read by the client, or not sent at all.
    Unread,
    /// In no direction: it is about the API as a whole.
    None,
}

/// The consequence of a change for a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Only documentation or form changed.
    Cosmetic,
    /// The API changed in a compatible way.
    Compatible,
    /// Code of callers may have to change.
    Breaking,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The kind of change.
    pub rule: Rule,
    /// The pointer, in the new document, or in the old one for removed parts.
    pub pointer: String,
    /// Its direction.
    pub direction: Direction,
    /// Its severity.
    pub severity: Severity,
    /// Its description.
    pub text: String,
}

/// The semver bump that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    /// Nothing changed.
    None,
    /// Only documentation or form changed.
    Patch,
    /// The API changed in a compatible way.
    Minor,
    /// Code of callers may have to change.
    Major,
}

/// The bump that changes require.
pub fn bump(changes: &[Change]) -> Bump {
    match changes.iter().map(|change| change.severity).max() {
        None => Bump::None,
        Some(Severity::Cosmetic) => Bump::Patch,
        Some(Severity::Compatible) => Bump::Minor,
        Some(Severity::Breaking) => Bump::Major,
    }
}

/// Compares two documents, and the clients that are generated from them for `target`.
pub fn diff(old: &Document, new: &Document, target: &Target) -> Vec<Change> {
    // texts are compared, because values that differ in the order of members are equal
    let (before, now) = (old.oas2().to_string(), new.oas2().to_string());
    if before == now {
        return vec![];
    }
    let mut differ = Differ {
        target,
        old: Side::of(old),
        new: Side::of(new),
        changes: vec![],
        noted: HashMap::new(),
        compared: HashSet::new(),
        directions: HashMap::new(),
    };
    differ.document();
    differ.operations();
    differ.definitions();
    differ.clients();
    if differ.changes.is_empty() {
        let message = "its form changed, but not its meaning";
        differ.note(Rule::Rewritten, "", Direction::None, message);
    }
    differ.changes
}

/// A document and its client.
struct Side<'a> {
    document: &'a Value,
    api: &'a Api,
    /// The pointers of the responses that the client reads.
    read: HashSet<&'a str>,
    /// The operations that the client has, by their pointers.
    operations: HashMap<&'a str, &'a Operation>,
}

impl<'a> Side<'a> {
    fn of(document: &'a Document) -> Self {
        let operations = document.api().operations.iter();
        let responses = operations
            .clone()
            .flat_map(|operation| &operation.responses);
        let read = responses.filter(|response| response.content.is_json());
        Self {
            document: document.oas2(),
            api: document.api(),
            read: read.map(|response| response.pointer.as_str()).collect(),
            operations: operations.map(|o| (o.pointer.as_str(), o)).collect(),
        }
    }

    /// `value` or the value that it refers to, with its pointer.
    fn resolve(&self, at: String, value: &'a Value) -> (String, &'a Value) {
        pointer::resolve(self.document, at, value)
    }

    /// The document's member `key`, if it is an object.
    fn members(&self, key: &str) -> &'a Map<String, Value> {
        object(self.document.get(key))
    }
}

/// A member of one or both of two objects.
enum Pair<V> {
    Both(V, V),
    Removed(V),
    Added(V),
}

/// The members of two objects, paired by their keys: those of `old` in order, then the added ones.
fn paired<K: Eq + Hash, V>(
    old: impl IntoIterator<Item = (K, V)>,
    new: impl IntoIterator<Item = (K, V)>,
) -> impl Iterator<Item = (K, Pair<V>)> {
    let mut new: IndexMap<K, V> = new.into_iter().collect();
    let old = old
        .into_iter()
        .map(|(key, old)| match new.shift_remove(&key) {
            Some(new) => (key, Pair::Both(old, new)),
            None => (key, Pair::Removed(old)),
        });
    let old: Vec<_> = old.collect();
    let added = new.into_iter().map(|(key, new)| (key, Pair::Added(new)));
    old.into_iter().chain(added)
}

/// An object's members; empty for any other value.
fn object(value: Option<&Value>) -> &Map<String, Value> {
    static NONE: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
    value.and_then(Value::as_object).unwrap_or(&NONE)
}

/// The state of a comparison.
struct Differ<'a> {
    target: &'a Target,
    old: Side<'a>,
    new: Side<'a>,
    changes: Vec<Change>,
    /// The index in `changes` of each change, by its rule, pointer and text.
    noted: HashMap<(Rule, String, String), usize>,
    /// The pairs of schemas that were compared, by their pointers, each with the direction.
    compared: HashSet<(String, Direction)>,
    /// The directions in which each schema of the new document has been compared.
    directions: HashMap<String, HashSet<Direction>>,
}

impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.serialize(f)
    }
}

impl std::fmt::Display for Bump {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.serialize(f)
    }
}

impl Differ<'_> {
    /// Records that `rule` applies at `pointer`. A change that was already recorded in another direction
    /// gets both.
    fn note(
        &mut self,
        rule: Rule,
        pointer: impl Into<String>,
        direction: Direction,
        text: impl Into<String>,
    ) {
        let (pointer, text) = (pointer.into(), text.into());
        let key = (rule, pointer.clone(), text.clone());
        let next = self.changes.len();
        let at = *self.noted.entry(key).or_insert(next);
        if let Some(change) = self.changes.get_mut(at) {
            if change.direction != direction && direction != Direction::Unread {
                change.direction = match change.direction {
                    Direction::Unread => direction,
                    _ => Direction::Both,
                };
                change.severity = rule.severity(change.direction);
            }
            return;
        }
        self.changes.push(Change {
            rule,
            pointer,
            direction,
            severity: rule.severity(direction),
            text,
        });
    }

    /// Records a boolean that changed: `on` if it became true, `off` if it became false. Each is a rule
    /// with the predicate of the message, whose subject is `subject`.
    fn toggled(
        &mut self,
        at: impl Into<String>,
        direction: Direction,
        subject: &str,
        values: (bool, bool),
        on: (Rule, &str),
        off: (Rule, &str),
    ) {
        let (rule, message) = match values {
            (false, true) => on,
            (true, false) => off,
            _ => return,
        };
        self.note(rule, at, direction, format!("{subject} {message}"));
    }

    /// Compares the members of two objects for which no rule exists: documentation, extensions and
    /// unknown members. `has_rule` returns whether a member has a rule.
    fn members_without_rule(
        &mut self,
        at: &str,
        old: &Map<String, Value>,
        new: &Map<String, Value>,
        has_rule: impl Fn(&str) -> bool,
    ) {
        for (key, pair) in paired(old, new) {
            if !has_rule(key) {
                let same = matches!(pair, Pair::Both(old, new) if canonical(old) == canonical(new));
                self.member_without_rule(&pointer::join(at, key), key, !same);
            }
        }
    }

    /// Records, if `differs`, that a member for which no rule exists has another value.
    fn member_without_rule(&mut self, at: &str, key: &str, differs: bool) {
        if differs && is_documentation(key) {
            self.note(Rule::Words, at, Direction::None, format!("{key} changed"));
        } else if differs {
            let message = format!("{key} changed, and no rule covers it: check its meaning");
            self.note(Rule::Uncovered, at, Direction::None, message);
        }
    }
}

/// A predicate: whether a key is one of `keys`, which are separated by spaces.
fn is_one_of(keys: &str) -> impl Fn(&str) -> bool {
    move |key| keys.split(' ').any(|listed| listed == key)
}

/// Whether a keyword is only documentation.
fn is_documentation(key: &str) -> bool {
    key.starts_with("x-") || is_one_of(DOCUMENTATION)(key)
}

/// Keywords that are only documentation.
const DOCUMENTATION: &str = "deprecated description summary title example examples externalDocs termsOfService contact \
    license tags xml";

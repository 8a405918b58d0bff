//! Pairs of documents with one difference, and the bump that follows from it.
//!
//! They are data (`codegen/fixtures/diff/`): the tests of the rules, the sweep and `cargo xtask semver-agreement` read the
//! same tables.

use std::path::Path;

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use crate::diff::{Bump, Rule};
use crate::error::{Error, Result};
use crate::load;
use crate::pipeline::Document;
use crate::pointer;
use crate::report::Report;

/// Two documents with one difference.
#[derive(Debug)]
pub struct Fixture {
    /// Its number, from 1, and the difference: its name in messages.
    pub name: String,
    /// The rule for the difference.
    pub rule: Option<Rule>,
    /// The bump.
    pub bump: Bump,
    /// The old document.
    pub old: Document,
    /// The new document.
    pub new: Document,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    base: Option<Value>,
    /// The prefix that pointers in the table leave out.
    short: IndexMap<String, String>,
    changes: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    rule: Option<Rule>,
    #[serde(default)]
    name: String,
    bump: Bump,
    #[serde(default)]
    before: Edits,
    #[serde(flatten)]
    edits: Edits,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Edits {
    replace: IndexMap<String, String>,
    set: IndexMap<String, Value>,
    remove: Vec<String>,
}

const BASE: &str = include_str!("../../fixtures/diff/base.oas2.yaml");
const CHANGES: &str = include_str!("../../fixtures/diff/changes.yaml");

/// The document that the changes of the rules start from.
///
/// # Errors
/// When the file is not YAML.
pub fn base() -> Result<Value> {
    Ok(load::parse(Path::new("base.oas2.yaml"), BASE.as_bytes())?.value)
}

/// The fixtures of the rules, in the order of their table.
///
/// # Errors
/// See [`read`].
pub fn all() -> Result<Vec<Fixture>> {
    read(CHANGES)
}

/// The fixtures of a table.
///
/// # Errors
/// When the table is invalid, or refers to a pointer that does not exist.
pub fn read(table: &str) -> Result<Vec<Fixture>> {
    let path = Path::new("codegen/fixtures/diff");
    let wrong = |what: String| Error::File {
        path: path.to_owned(),
        what,
    };
    let table = load::parse(path, table.as_bytes())?.value;
    let table: Table = serde_json::from_value(table).map_err(|e| wrong(e.to_string()))?;
    let base = table.base.map_or_else(base, Ok)?;
    let fixture = |(i, entry): (usize, Entry)| {
        let rule = entry.rule.map(|rule| rule.to_string());
        let name = format!("{} {}{}", i + 1, rule.unwrap_or_default(), entry.name);
        let made = |from: &Value, edits: &Edits| {
            edits
                .make(from, &table.short)
                .map_err(|at| wrong(format!("{name}: there is no {at}")))
        };
        let document = |value| {
            let read = Document::read(value, &mut Report::default());
            read.map_err(|error| wrong(format!("{name}: {error}")))
        };
        let old = made(&base, &entry.before)?;
        Ok(Fixture {
            rule: entry.rule,
            bump: entry.bump,
            new: document(made(&old, &entry.edits)?)?,
            old: document(old)?,
            name,
        })
    };
    table.changes.into_iter().enumerate().map(fixture).collect()
}

impl Edits {
    /// The document with the edits made, or the pointer that does not exist.
    fn make(
        &self,
        document: &Value,
        short: &IndexMap<String, String>,
    ) -> std::result::Result<Value, &str> {
        let mut text = document.to_string();
        for (from, to) in &self.replace {
            text = text.replace(from, to);
        }
        let mut made = serde_json::from_str(&text).map_err(|_| "JSON after the replacement")?;
        let set = self.set.iter().map(|(at, value)| (at, Some(value)));
        for (at, value) in set.chain(self.remove.iter().map(|at| (at, None))) {
            let (first, rest) = at.split_at(at.find('/').unwrap_or(at.len()));
            let long = short.get(first).map_or(first, String::as_str);
            edit(&mut made, &format!("{long}{rest}"), value).ok_or(at.as_str())?;
        }
        Ok(made)
    }
}

/// Sets the value at a pointer, or removes it; the last token `-` appends to a list.
fn edit(document: &mut Value, at: &str, value: Option<&Value>) -> Option<()> {
    let (parent, key) = pointer::split(at)?;
    match (document.pointer_mut(parent)?, value) {
        (Value::Object(members), Some(value)) => {
            members.insert(key, value.clone());
        }
        (Value::Object(members), None) => {
            members.shift_remove(&key)?;
        }
        (Value::Array(items), Some(value)) if key == "-" => items.push(value.clone()),
        (Value::Array(items), value) => {
            let item = items.get_mut(key.parse::<usize>().ok()?)?;
            match value {
                Some(value) => item.clone_from(value),
                None => drop(items.remove(key.parse().ok()?)),
            }
        }
        _ => return None,
    }
    Some(())
}

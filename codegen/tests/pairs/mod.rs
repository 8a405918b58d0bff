//! Pairs of documents with one difference, and the bump that follows from it.
//!
//! The pairs are data (`codegen/fixtures/diff/`), which the tests of the rules, the sweep and the comparison with other tools read.
#![allow(dead_code, reason = "each test uses a part")]

use std::path::Path;

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use oas2_codegen::diff::{Bump, Rule};
use oas2_codegen::pipeline::Document;
use oas2_codegen::report::Report;
use oas2_codegen::{load, pointer};

/// Two documents with one difference.
#[derive(Debug)]
pub struct Fixture {
    /// Its name in messages: its number, counted from 1, and the difference.
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
    /// The document that the changes start from; by default [`base`].
    base: Option<Value>,
    /// Abbreviations for the beginnings of pointers.
    short: IndexMap<String, String>,
    changes: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    rule: Option<Rule>,
    #[serde(default)]
    name: String,
    bump: Bump,
    /// The edits that make the old document.
    #[serde(default)]
    before: Edits,
    /// The edits of the old document that make the new one.
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

fn yaml(text: &str) -> Value {
    let file = Path::new("codegen/fixtures/diff");
    load::parse(file, text.as_bytes()).unwrap().value
}

/// The document that the changes of the rules start from.
pub fn base() -> Value {
    yaml(BASE)
}

/// The fixtures of the rules, in the order of their table.
pub fn all() -> Vec<Fixture> {
    read(CHANGES)
}

/// The fixtures of a table.
pub fn read(table: &str) -> Vec<Fixture> {
    let table: Table = serde_json::from_value(yaml(table)).unwrap();
    let base = table.base.unwrap_or_else(base);
    let fixture = |(i, entry): (usize, Entry)| {
        let rule = entry.rule.map(|rule| rule.to_string());
        let name = format!("{} {}{}", i + 1, rule.unwrap_or_default(), entry.name);
        let document = |value| {
            let read = Document::read(value, &mut Report::default());
            read.unwrap_or_else(|error| panic!("{name}: {error}"))
        };
        let old = entry.before.apply(&name, &base, &table.short);
        let new = entry.edits.apply(&name, &old, &table.short);
        Fixture {
            rule: entry.rule,
            bump: entry.bump,
            old: document(old),
            new: document(new),
            name,
        }
    };
    table.changes.into_iter().enumerate().map(fixture).collect()
}

impl Edits {
    /// A copy of the document with these edits.
    fn apply(&self, name: &str, document: &Value, short: &IndexMap<String, String>) -> Value {
        let mut text = document.to_string();
        for (from, to) in &self.replace {
            text = text.replace(from, to);
        }
        let mut edited = serde_json::from_str(&text).unwrap();
        let set = self.set.iter().map(|(at, value)| (at, Some(value)));
        for (at, value) in set.chain(self.remove.iter().map(|at| (at, None))) {
            let (first, rest) = at.split_at(at.find('/').unwrap_or(at.len()));
            let long = short.get(first).map_or(first, String::as_str);
            let found = edit(&mut edited, &format!("{long}{rest}"), value);
            assert!(found.is_some(), "{name}: {at} does not exist");
        }
        edited
    }
}

/// Sets the value at a pointer, or removes it; the last token `-` appends to a list. `None` if there is
/// no such position.
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

//! Pairs of documents that differ in one thing, each with the rule that is about it and what follows.
//!
//! They are data (`codegen/fixtures/diff/`), because two tests use the same ones: those of the rules, and
//! `cargo xtask semver-agreement`, which compares the bumps with the findings of `cargo semver-checks` and of the compiler.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value;

use super::{Bump, Rule};
use crate::error::{Error, Result};
use crate::load;

/// Two documents that differ in one thing.
#[derive(Debug)]
pub struct Fixture {
    /// Its number, from 1, and its rule: what it is called in messages.
    pub name: String,
    /// The rule that is about it.
    pub rule: Rule,
    /// What follows for a caller.
    pub bump: Bump,
    /// The document as it was.
    pub old: Value,
    /// The document as it is.
    pub new: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: Rule,
    bump: Bump,
    #[serde(default)]
    before: Edits,
    #[serde(default)]
    set: IndexMap<String, Value>,
    #[serde(default)]
    remove: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edits {
    #[serde(default)]
    set: IndexMap<String, Value>,
    #[serde(default)]
    remove: Vec<String>,
}

const BASE: &str = include_str!("../../fixtures/diff/base.oas2.yaml");
const CHANGES: &str = include_str!("../../fixtures/diff/changes.yaml");

/// What pointers are shortened to in the table.
const SHORT: &[(&str, &str)] = &[
    ("GET", "/paths/~1pets~1{petId}/get"),
    ("PUT", "/paths/~1pets~1{petId}/put"),
    ("DELETE", "/paths/~1pets~1{petId}/delete"),
    ("PET", "/definitions/Pet"),
    ("NEW", "/definitions/NewPet"),
];

/// The document that all changes start from.
///
/// # Errors
/// When the file is no YAML.
pub fn base() -> Result<Value> {
    Ok(load::parse(
        "codegen/fixtures/diff/base.oas2.yaml".as_ref(),
        BASE.as_bytes(),
    )?
    .value)
}

/// All fixtures, in the order of the table.
///
/// # Errors
/// When the table is not what it should be, or names a place that is not there.
pub fn all() -> Result<Vec<Fixture>> {
    read(CHANGES)
}

/// The fixtures of a table.
///
/// # Errors
/// See [`all`].
pub fn read(changes: &str) -> Result<Vec<Fixture>> {
    let wrong = |what: String| Error::File {
        path: "codegen/fixtures/diff/changes.yaml".into(),
        what,
    };
    let base = base()?;
    let table = load::parse(
        "codegen/fixtures/diff/changes.yaml".as_ref(),
        changes.as_bytes(),
    )?
    .value;
    let entries: Vec<Entry> = serde_json::from_value(table).map_err(|e| wrong(e.to_string()))?;
    let fixture = |(i, entry): (usize, Entry)| {
        let name = format!("{} {}", i + 1, entry.rule);
        let made = |from: &Value, edits: &Edits| {
            edited(from, edits).map_err(|at| wrong(format!("{name}: there is no {at}")))
        };
        let old = made(&base, &entry.before)?;
        let edits = Edits {
            set: entry.set,
            remove: entry.remove,
        };
        let new = made(&old, &edits)?;
        Ok(Fixture {
            rule: entry.rule,
            bump: entry.bump,
            old,
            new,
            name,
        })
    };
    entries.into_iter().enumerate().map(fixture).collect()
}

/// The document with the edits made, or the place that is not there.
fn edited<'a>(document: &Value, edits: &'a Edits) -> std::result::Result<Value, &'a str> {
    let mut made = document.clone();
    for (at, value) in &edits.set {
        edit(&mut made, at, Some(value)).ok_or(at.as_str())?;
    }
    for at in &edits.remove {
        edit(&mut made, at, None).ok_or(at.as_str())?;
    }
    Ok(made)
}

/// Sets the value at a pointer, or removes it; the last token `-` appends to a list.
fn edit(document: &mut Value, at: &str, value: Option<&Value>) -> Option<()> {
    let short = SHORT
        .iter()
        .find(|(short, _)| at.split('/').next() == Some(*short));
    let at = short.map_or_else(
        || at.to_owned(),
        |(short, long)| at.replacen(short, long, 1),
    );
    let (parent, key) = at.rsplit_once('/')?;
    let key = key.replace("~1", "/").replace("~0", "~");
    match (document.pointer_mut(parent)?, value) {
        (Value::Object(members), Some(value)) => {
            members.insert(key, value.clone());
        }
        (Value::Object(members), None) => {
            members.shift_remove(&key)?;
        }
        (Value::Array(items), Some(value)) if key == "-" => items.push(value.clone()),
        (Value::Array(items), Some(value)) => {
            *items.get_mut(key.parse::<usize>().ok()?)? = value.clone();
        }
        (Value::Array(items), None) => {
            let place = key
                .parse::<usize>()
                .ok()
                .filter(|place| *place < items.len())?;
            items.remove(place);
        }
        _ => return None,
    }
    Some(())
}

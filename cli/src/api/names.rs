//! Names of commands and options: short, typeable and unique.

use std::collections::BTreeSet;

use classifications_contract::{Field, FieldLocation, split_name};
use heck::ToKebabCase;

/// The names of the options that a command can have besides those of its fields.
pub const RESERVED_OPTIONS: &[&str] = &[
    "all",
    "base-url",
    "body",
    "columns",
    "dry-run",
    "environment",
    "help",
    "language",
    "max-pages",
    "metrics-file",
    "no-token-cache",
    "output",
    "profile",
    "quiet",
    "root-certificate",
    "sandbox-url",
    "token-url",
    "version",
    "wide",
];

/// A name in kebab-case, of letters, digits and dashes.
pub fn kebab(name: &str) -> String {
    let name = name.to_kebab_case();
    let typeable = |c: &char| c.is_alphanumeric() || *c == '-';
    name.chars().filter(typeable).collect()
}

/// The names that are taken.
pub struct Names(BTreeSet<String>);

impl Names {
    pub fn new(taken: &[&str]) -> Self {
        Self(taken.iter().map(|name| (*name).to_owned()).collect())
    }

    /// Takes the first candidate that is free; if none is, the last candidate with a number. Empty candidates are ignored.
    pub fn take(&mut self, candidates: impl IntoIterator<Item = String>) -> String {
        let candidates = candidates.into_iter().filter(|name| !name.is_empty());
        let candidates: Vec<String> = candidates.collect();
        let last = candidates
            .last()
            .cloned()
            .unwrap_or_else(|| "value".to_owned());
        let numbered = (2..).map(|number| format!("{last}-{number}"));
        let mut names = candidates
            .into_iter()
            .chain(std::iter::once(last.clone()))
            .chain(numbered);
        let name = names.find(|name| !self.0.contains(name)).unwrap_or(last);
        self.0.insert(name.clone());
        name
    }
}

/// The candidates for the names of the fields' options, the best one first: the value of `x-option`, the last part of the field's
/// name if it is unique, the whole name, and the whole name with its location.
pub fn of_options(fields: &[&Field]) -> Vec<Vec<String>> {
    let short: Vec<String> = fields
        .iter()
        .map(|field| kebab(parts(field).last().map_or("", String::as_str)))
        .collect();
    let names = fields.iter().zip(&short).map(|(field, last)| {
        let chosen = field.extensions.get("x-option").and_then(|v| v.as_str());
        let unique = short.iter().filter(|other| *other == last).count() == 1;
        let whole = kebab(&parts(field).join("-"));
        vec![
            kebab(chosen.unwrap_or_default()),
            if unique { last.clone() } else { String::new() },
            whole.clone(),
            format!("{}-{whole}", location(field)),
        ]
    });
    names.collect()
}

/// The parts of a field's name, without its location.
fn parts(field: &Field) -> Vec<String> {
    let mut parts = split_name(&field.name);
    if parts.len() > 1 && parts.first().map(String::as_str) == Some(location(field)) {
        parts.remove(0);
    }
    parts
}

fn location(field: &Field) -> &'static str {
    match field.location {
        FieldLocation::Path => "path",
        FieldLocation::Query => "query",
        FieldLocation::Header => "header",
        FieldLocation::Cookie => "cookie",
        _ => "body",
    }
}

//! Names of commands and options: short, typeable and unique.

use std::collections::BTreeSet;

use classifications_contract::{Field, FieldLocation, split_name};
use heck::ToKebabCase;

/// Options that every command of the API has.
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

/// A name in kebab-case, of ASCII letters, digits and dashes where it has any.
pub fn kebab(name: &str) -> String {
    let name = name.to_kebab_case();
    let typeable = |c: &char| c.is_alphanumeric() || *c == '-';
    name.chars().filter(typeable).collect()
}

/// Names that are taken.
pub struct Names(BTreeSet<String>);

impl Names {
    pub fn new(taken: &[&str]) -> Self {
        Self(taken.iter().map(|name| (*name).to_owned()).collect())
    }

    /// Takes the first of the wanted names that is free; the last one with a number where none is.
    pub fn take(&mut self, wanted: impl IntoIterator<Item = String>) -> String {
        let wanted: Vec<String> = wanted.into_iter().filter(|name| !name.is_empty()).collect();
        let last = wanted.last().cloned().unwrap_or_else(|| "value".to_owned());
        let numbered = (2..).map(|number| format!("{last}-{number}"));
        let mut names = wanted
            .into_iter()
            .chain(std::iter::once(last.clone()))
            .chain(numbered);
        let name = names.find(|name| !self.0.contains(name)).unwrap_or(last);
        self.0.insert(name.clone());
        name
    }
}

/// The names that each field's option may have, the best one first: what the document wishes, the last
/// part of the name where no other field ends with it, the whole name, and the name with its location.
pub fn of_options(fields: &[&Field]) -> Vec<Vec<String>> {
    let short: Vec<String> = fields
        .iter()
        .map(|field| kebab(parts(field).last().map_or("", String::as_str)))
        .collect();
    let names = fields.iter().zip(&short).map(|(field, own)| {
        let wish = field.extensions.get("x-option").and_then(|v| v.as_str());
        let unique = short.iter().filter(|other| *other == own).count() == 1;
        let whole = kebab(&parts(field).join("-"));
        vec![
            kebab(wish.unwrap_or_default()),
            if unique { own.clone() } else { String::new() },
            whole.clone(),
            format!("{}-{whole}", location(field)),
        ]
    });
    names.collect()
}

/// The steps of a field's name, without its location.
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

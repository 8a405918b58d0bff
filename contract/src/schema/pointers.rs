//! Ids of converted schemas, and their pointers in the document.

use std::collections::{BTreeMap, BTreeSet};

use super::keywords::NUMBER_FORMAT;

/// A schema of a [`SchemaSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SchemaId(pub(super) usize);

/// Maps pointers of the converted schema to those of the document.
#[derive(Debug, Default)]
pub(crate) struct Pointers {
    /// The pointers of converted schemas that have another place in the document.
    pub(super) moved: BTreeMap<String, String>,
    /// The converted pointers of each `anyOf` that expresses `nullable`.
    pub(super) nullable: BTreeSet<String>,
}

impl Pointers {
    /// The pointer in the document.
    pub(crate) fn in_document(&self, converted: &str) -> String {
        let mut prefix = converted;
        loop {
            if let Some(moved) = self.moved.get(prefix) {
                let rest = converted.get(prefix.len()..).unwrap_or_default();
                let rest = match rest.strip_suffix(NUMBER_FORMAT) {
                    Some(rest) => format!("{rest}format"),
                    None => rest.to_owned(),
                };
                return format!("{moved}{rest}");
            }
            match prefix.rfind('/') {
                Some(end) => prefix = prefix.get(..end).unwrap_or_default(),
                None => return converted.to_owned(),
            }
        }
    }

    /// Whether the keyword at this converted pointer expresses `nullable`.
    pub(crate) fn expresses_nullable(&self, converted: &str) -> bool {
        self.nullable.contains(converted)
    }
}

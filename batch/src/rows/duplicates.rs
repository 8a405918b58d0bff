//! What two rows have in common that ask for the same. A row takes a few bytes, independent of its size.

use std::collections::HashMap;
use std::fmt::Write as _;

use classifications_contract::Values;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::layout::Layout;

/// The first bytes of a hash: two of a million texts are the same with a probability of 10^-17.
type Short = [u8; 12];

/// The texts that were seen, and the row of each.
#[derive(Debug, Default)]
pub(super) struct Seen(HashMap<Short, u32>);

impl Seen {
    /// The row that has this text already; otherwise it is this one from now on.
    pub(super) fn earlier(&mut self, text: &str, row: u64) -> Option<u32> {
        let hash = Sha256::digest(text.as_bytes());
        let mut short = Short::default();
        short.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        match self.0.entry(short) {
            std::collections::hash_map::Entry::Occupied(entry) => Some(*entry.get()),
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(row);
                None
            }
        }
    }
}

/// A text that is the same for rows that ask for the same: a hash of the operation, its presets and the fields of the key; of all
/// fields where the key is not known or a row lacks a part of it.
pub(super) fn key(layout: &Layout<'_>, values: &Values) -> String {
    let mut hash = Sha256::new();
    let mut add = |name: &str, value: &Value| {
        // lengths, so that no two lists of texts are the same bytes
        let value = value.to_string();
        hash.update(format!("{}:{name}{}:{value}", name.len(), value.len()));
    };
    add("", &Value::from(layout.operation.as_str()));
    let mut presets: Vec<_> = layout.presets.iter().collect();
    presets.sort_by_key(|(name, _)| *name);
    for (name, value) in presets {
        add(name, value);
    }
    let key = &layout.batch.key;
    let whole = key.is_empty() || key.iter().any(|name| !values.contains_key(name));
    let mut parts: Vec<_> = values
        .iter()
        .filter(|(name, _)| whole || key.contains(name))
        .collect();
    parts.sort_by_key(|(name, _)| *name);
    for (name, value) in parts {
        add(name, value);
    }
    hash.finalize()
        .iter()
        .take(16)
        .fold(String::new(), |mut text, byte| {
            // a String takes everything
            let _ = write!(text, "{byte:02x}");
            text
        })
}

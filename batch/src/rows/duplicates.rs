//! The keys by which repeated rows are found.

use std::collections::HashMap;
use std::io;

use classifications_contract::Values;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::layout::Layout;
use super::table::{Short, Table};

/// How many texts are kept in memory.
const IN_MEMORY: usize = 1 << 16;

/// The texts of the rows read so far, and the row of each. Beyond [`IN_MEMORY`] of them, they are in a temporary file, so that a file of
/// any length takes the same memory.
#[derive(Debug, Default)]
pub(super) struct Seen {
    recent: HashMap<Short, u32>,
    earlier: Option<Table>,
}

impl Seen {
    /// The row that has this text already; otherwise it is this one from now on.
    ///
    /// # Errors
    /// An error of the temporary file.
    pub(super) fn earlier(&mut self, text: &str, row: u64) -> io::Result<Option<u32>> {
        let hash = Sha256::digest(text.as_bytes());
        let mut short = Short::default();
        short.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        if let Some(row) = self.recent.get(&short) {
            return Ok(Some(*row));
        }
        if let Some(table) = &mut self.earlier
            && let Some(row) = table.get(&short)?
        {
            return Ok(Some(row));
        }
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        self.recent.insert(short, row);
        if self.recent.len() >= IN_MEMORY {
            let table = match &mut self.earlier {
                Some(table) => table,
                none => none.insert(Table::new()?),
            };
            table.extend(self.recent.drain().collect())?;
        }
        Ok(None)
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
    let hash = hash.finalize();
    let digits = hash.iter().take(16).map(|byte| format!("{byte:02x}"));
    digits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_in_memory_and_in_the_file_are_found_with_their_first_row() {
        let mut seen = Seen::default();
        let last = 3 * IN_MEMORY as u64;
        for row in 1..=last {
            assert_eq!(seen.earlier(&format!("text {row}"), row).unwrap(), None);
        }
        assert!(seen.recent.len() < IN_MEMORY);
        for row in [1, 77, IN_MEMORY as u64, last - 1, last] {
            let found = seen.earlier(&format!("text {row}"), last + 1).unwrap();
            assert_eq!(found, u32::try_from(row).ok());
        }
    }
}

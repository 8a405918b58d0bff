//! The keys by which repeated rows are found.

use std::collections::HashMap;
use std::io;

use classifications_contract::Values;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::layout::Layout;
use super::table::{ShortHash, Table};

/// The number of texts that are kept in memory.
const IN_MEMORY: usize = 1 << 16;

/// The texts of the rows read so far, and the row of each. Beyond [`IN_MEMORY`] texts, they are in a temporary file, so that
/// the memory is bounded.
#[derive(Debug, Default)]
pub(super) struct Seen {
    recent: HashMap<ShortHash, u32>,
    earlier: Option<Table>,
}

impl Seen {
    /// The earlier row with this text. If there is none, `row` is kept as the row of the text.
    ///
    /// # Errors
    /// An error of the temporary file.
    pub(super) fn earlier(&mut self, text: &str, row: u64) -> io::Result<Option<u32>> {
        let hash = Sha256::digest(text.as_bytes());
        let short: ShortHash = hash.first_chunk().copied().unwrap_or_default();
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

/// The key that rows with the same request share: a hash of the operation, its presets and the fields of the key. If the
/// document has no key, or the row lacks a field of it, the hash covers all fields.
pub(super) fn key(layout: &Layout<'_>, values: &Values) -> String {
    let mut hash = Sha256::new();
    let mut add = |name: &str, value: &Value| {
        // with the lengths, different lists of texts never have the same bytes
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
    let covers_all = key.is_empty() || key.iter().any(|name| !values.contains_key(name));
    let mut fields: Vec<_> = values
        .iter()
        .filter(|(name, _)| covers_all || key.contains(name))
        .collect();
    fields.sort_by_key(|(name, _)| *name);
    for (name, value) in fields {
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

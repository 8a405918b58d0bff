//! A hash table in a temporary file, with linear probing: hashes of texts, and the row of each.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};

/// The first bytes of a hash. The probability that two of a million texts share them is 10^-17.
pub(super) type ShortHash = [u8; HASH];

/// The number of bytes of a short hash.
const HASH: usize = 12;
/// The number of bytes of a slot, which has a hash and a row. The row of an empty slot is 0.
const SLOT: usize = 16;
/// The number of slots that are read at once.
const PROBED: usize = 8;
/// The number of slots of a new table: 64 MiB, of which the file system stores only the written parts.
const FIRST_SLOTS: u64 = 1 << 22;

/// A hash table in a temporary file.
#[derive(Debug)]
pub(super) struct Table {
    file: File,
    /// A power of two.
    slots: u64,
    used: u64,
}

impl Table {
    pub(super) fn new() -> io::Result<Self> {
        Self::with_slots(FIRST_SLOTS)
    }

    fn with_slots(slots: u64) -> io::Result<Self> {
        let file = tempfile::tempfile()?;
        // with spare slots at the end, a read never ends early
        file.set_len((slots + PROBED as u64) * SLOT as u64)?;
        let used = 0;
        Ok(Self { file, slots, used })
    }

    /// The row of a hash; `None` if the table does not have the hash.
    pub(super) fn get(&mut self, hash: &ShortHash) -> io::Result<Option<u32>> {
        Ok(self.probe(hash)?.ok())
    }

    /// Adds hashes that the table does not have.
    pub(super) fn extend(&mut self, mut entries: Vec<(ShortHash, u32)>) -> io::Result<()> {
        let used = self.used + entries.len() as u64;
        if used * 2 > self.slots {
            self.grow()?;
        }
        // in the order of the slots, so that the file is accessed sequentially
        entries.sort_unstable_by_key(|(hash, _)| self.slot(hash));
        entries
            .iter()
            .try_for_each(|(hash, row)| self.insert(hash, *row))
    }

    fn insert(&mut self, hash: &ShortHash, row: u32) -> io::Result<()> {
        if let Err(slot) = self.probe(hash)? {
            self.file.seek(SeekFrom::Start(slot * SLOT as u64))?;
            self.file
                .write_all(&[hash.as_slice(), &row.to_le_bytes()].concat())?;
            self.used += 1;
        }
        Ok(())
    }

    /// The first slot of a hash.
    fn slot(&self, hash: &ShortHash) -> u64 {
        let start = hash
            .first_chunk()
            .map_or(0, |start| u64::from_le_bytes(*start));
        start & (self.slots - 1)
    }

    /// The row of a hash, or as the inner `Err` the empty slot where it belongs.
    fn probe(&mut self, hash: &ShortHash) -> io::Result<Result<u32, u64>> {
        let mut first = self.slot(hash);
        let mut bytes = [0; SLOT * PROBED];
        loop {
            self.file.seek(SeekFrom::Start(first * SLOT as u64))?;
            self.file.read_exact(&mut bytes)?;
            let probed = (self.slots - first).min(PROBED as u64);
            for (slot, bytes) in (first..first + probed).zip(bytes.chunks_exact(SLOT)) {
                match entry(bytes) {
                    (_, 0) => return Ok(Err(slot)),
                    (found, row) if found == *hash => return Ok(Ok(row)),
                    _ => {}
                }
            }
            first = (first + probed) & (self.slots - 1);
        }
    }

    fn grow(&mut self) -> io::Result<()> {
        let mut larger = Self::with_slots(self.slots * 4)?;
        self.file.seek(SeekFrom::Start(0))?;
        let mut reader = io::BufReader::new(&self.file);
        let mut bytes = [0; SLOT];
        for _ in 0..self.slots {
            reader.read_exact(&mut bytes)?;
            let (hash, row) = entry(&bytes);
            if row > 0 {
                larger.insert(&hash, row)?;
            }
        }
        *self = larger;
        Ok(())
    }
}

/// The hash and the row of a slot.
fn entry(bytes: &[u8]) -> (ShortHash, u32) {
    let (hash, row) = bytes.split_at_checked(HASH).unwrap_or_default();
    let hash = hash.try_into().unwrap_or_default();
    let row = row.try_into().map(u32::from_le_bytes).unwrap_or_default();
    (hash, row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(number: u64) -> ShortHash {
        let mut hash = ShortHash::default();
        // many hashes have the same slot, and those of the last slots continue in the first one
        hash[..8].copy_from_slice(&((u64::MAX - 3).wrapping_add(number % 7)).to_le_bytes());
        hash[8..].copy_from_slice(&u32::try_from(number).unwrap().to_le_bytes());
        hash
    }

    #[test]
    fn hashes_with_the_same_slot_are_found_before_and_after_growing() {
        let mut table = Table::with_slots(64).unwrap();
        for chunk in (1..=400_u64).collect::<Vec<_>>().chunks(16) {
            let entries = chunk.iter().map(|n| (hash(*n), u32::try_from(*n).unwrap()));
            table.extend(entries.collect()).unwrap();
        }
        assert_eq!(table.slots, 1024);
        for number in 1..=400 {
            let found = table.get(&hash(number)).unwrap();
            assert_eq!(found, u32::try_from(number).ok());
        }
        assert_eq!(table.get(&hash(401)).unwrap(), None);
    }
}

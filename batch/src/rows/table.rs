//! A hash table in a temporary file, with linear probing: hashes of texts, and the row of each.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};

/// The first bytes of a hash: two of a million texts are the same with a probability of 10^-17.
pub(super) type Short = [u8; HASH];

const HASH: usize = 12;
/// A hash and a row; row 0 is that of an empty slot.
const SLOT: usize = 16;
/// How many slots are read at once.
const PROBED: u64 = 8;
/// How many slots a new table has: 64 MiB, of which the file system keeps what is written.
const FIRST: u64 = 1 << 22;

/// The table.
#[derive(Debug)]
pub(super) struct Table {
    file: File,
    /// A power of two.
    slots: u64,
    used: u64,
}

impl Table {
    pub(super) fn new() -> io::Result<Self> {
        Self::with_slots(FIRST)
    }

    fn with_slots(slots: u64) -> io::Result<Self> {
        let file = tempfile::tempfile()?;
        // the last slots are followed by some, so that a read never ends early
        file.set_len((slots + PROBED) * SLOT as u64)?;
        let used = 0;
        Ok(Self { file, slots, used })
    }

    /// The row of a hash.
    pub(super) fn get(&mut self, hash: &Short) -> io::Result<Option<u32>> {
        Ok(self.probe(hash)?.ok())
    }

    /// Adds hashes that the table does not have.
    pub(super) fn extend(&mut self, mut entries: Vec<(Short, u32)>) -> io::Result<()> {
        let used = self.used + entries.len() as u64;
        if used * 2 > self.slots {
            self.grow()?;
        }
        // in the order of the file
        entries.sort_unstable_by_key(|(hash, _)| self.slot(hash));
        entries
            .iter()
            .try_for_each(|(hash, row)| self.insert(hash, *row))
    }

    fn insert(&mut self, hash: &Short, row: u32) -> io::Result<()> {
        if let Err(slot) = self.probe(hash)? {
            let mut bytes = [0; SLOT];
            let parts = hash.iter().copied().chain(row.to_le_bytes());
            bytes
                .iter_mut()
                .zip(parts)
                .for_each(|(to, from)| *to = from);
            self.file.seek(SeekFrom::Start(slot * SLOT as u64))?;
            self.file.write_all(&bytes)?;
            self.used += 1;
        }
        Ok(())
    }

    fn slot(&self, hash: &Short) -> u64 {
        let start = hash
            .first_chunk()
            .map_or(0, |start| u64::from_le_bytes(*start));
        start & (self.slots - 1)
    }

    /// The row of a hash, or the empty slot where it belongs.
    fn probe(&mut self, hash: &Short) -> io::Result<Result<u32, u64>> {
        let mut first = self.slot(hash);
        let mut bytes = [0; SLOT * 8];
        loop {
            self.file.seek(SeekFrom::Start(first * SLOT as u64))?;
            self.file.read_exact(&mut bytes)?;
            let within = (self.slots - first).min(PROBED);
            for (slot, bytes) in (first..first + within).zip(bytes.chunks_exact(SLOT)) {
                match entry(bytes) {
                    (_, 0) => return Ok(Err(slot)),
                    (found, row) if found == *hash => return Ok(Ok(row)),
                    _ => {}
                }
            }
            first = (first + within) & (self.slots - 1);
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
fn entry(bytes: &[u8]) -> (Short, u32) {
    let (hash, row) = bytes.split_at_checked(HASH).unwrap_or_default();
    let hash = hash.try_into().unwrap_or_default();
    let row = row.try_into().map(u32::from_le_bytes).unwrap_or_default();
    (hash, row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(number: u64) -> Short {
        let mut hash = Short::default();
        // many hashes share a slot, those of the last slot go on in the first one
        hash[..8].copy_from_slice(&((u64::MAX - 3).wrapping_add(number % 7)).to_le_bytes());
        hash[8..].copy_from_slice(&u32::try_from(number).unwrap().to_le_bytes());
        hash
    }

    #[test]
    fn hashes_of_the_same_slot_are_told_apart_before_and_after_growing() {
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

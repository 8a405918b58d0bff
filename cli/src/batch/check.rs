//! The first pass over a file: all rows are checked before one is kept.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::sync::Arc;

use classifications_batch::Journal;
use classifications_batch::rows::{Findings, InputFile, Row, RowViolation};

use super::arguments::Reading;
use super::error::BatchFailure;
use super::plan::{Pace, Plan};
use crate::failure::Failure;

/// How many violations are shown.
const SHOWN: usize = 100;

/// What was found in a file.
pub struct Checked {
    pub findings: Findings,
    /// Rows that ask for the same as one of an earlier batch.
    pub repeated: HashSet<u64>,
    pub digest: Digest,
}

/// What is the same for two passes over the same file.
#[derive(Default)]
pub struct Digest(DefaultHasher);

impl Digest {
    pub fn add(&mut self, row: &Row) {
        row.new.number.hash(&mut self.0);
        row.new.reference.hash(&mut self.0);
        for (name, value) in &row.new.values {
            name.hash(&mut self.0);
            value.hash(&mut self.0);
        }
    }

    pub fn value(&self) -> u64 {
        self.0.finish()
    }
}

/// Reads the whole file. Without a journal there are no earlier batches.
pub async fn all(
    file: &InputFile,
    plan: &Arc<Plan>,
    journal: Option<&Journal>,
    reading: &Reading,
) -> Result<Checked, Failure> {
    let mut checked = Checked {
        findings: Findings::new(SHOWN),
        repeated: HashSet::new(),
        digest: Digest::default(),
    };
    let mut report = reading
        .violations
        .as_deref()
        .map(Report::create)
        .transpose()?;
    let journal = journal.filter(|_| !reading.allow_repeated);
    let batches = match journal {
        Some(journal) => journal.batches().await.map_err(BatchFailure::from)?,
        None => Vec::new(),
    };
    let journal = journal.filter(|_| !batches.is_empty());
    let mut rows = plan.rows(file);
    let mut pace = Pace::new("checked");
    while let Some(chunk) = rows.recv().await {
        let chunk = chunk.map_err(BatchFailure::from)?;
        pace.add(chunk.len());
        for mut row in chunk {
            checked.digest.add(&row);
            if let Some(journal) = journal.filter(|_| row.violations.is_empty()) {
                let found = journal.earlier(&row.new.duplicate_key).await;
                if let Some((batch, number)) = found.map_err(BatchFailure::from)? {
                    row.repeats(&batch, number);
                    checked.repeated.insert(row.new.number);
                }
            }
            checked.findings.add(&row);
            if let Some(report) = &mut report {
                row.violations
                    .iter()
                    .try_for_each(|found| report.add(found))?;
            }
        }
    }
    if let Some(report) = report {
        report.end()?;
    }
    Ok(checked)
}

/// All violations as a file.
struct Report<'p> {
    path: &'p Path,
    writer: csv::Writer<std::fs::File>,
}

impl<'p> Report<'p> {
    fn create(path: &'p Path) -> Result<Self, Failure> {
        let file = std::fs::File::create(path);
        let file = file.map_err(|error| Failure::file("--violations", path, error))?;
        let mut report = Self {
            path,
            writer: csv::Writer::from_writer(file),
        };
        report.write(["row", "cell", "column", "value", "rule", "text", "remedy"])?;
        Ok(report)
    }

    fn add(&mut self, found: &RowViolation) -> Result<(), Failure> {
        let RowViolation {
            row,
            cell,
            column,
            value,
            rule,
            text,
            remedy,
            ..
        } = found;
        let row = row.to_string();
        let or_empty = |text: &'_ Option<String>| text.clone().unwrap_or_default();
        self.write([
            &row,
            &or_empty(cell),
            column,
            &or_empty(value),
            rule,
            text,
            remedy,
        ])
    }

    fn write<T: AsRef<[u8]>>(&mut self, cells: [T; 7]) -> Result<(), Failure> {
        let written = self.writer.write_record(cells);
        written.map_err(|error| Failure::file("--violations", self.path, error.into()))
    }

    fn end(mut self) -> Result<(), Failure> {
        let flushed = self.writer.flush();
        flushed.map_err(|error| Failure::file("--violations", self.path, error))
    }
}

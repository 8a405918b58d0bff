//! The first pass over a file: all rows are checked before one is kept.

use std::collections::HashSet;
use std::fs::File;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use classifications_batch::Journal;
use classifications_batch::rows::{Findings, InputFile, Row, RowViolation};
use serde_json::json;

use super::arguments::{Reading, Source};
use super::error::BatchError;
use super::plan::{Pace, Plan};
use super::results::Form;
use crate::error::CommandError;
use crate::tr;

/// How many violations are shown.
const SHOWN: usize = 100;

/// The findings of a file.
pub struct Checked {
    pub findings: Findings,
    /// Rows that ask for the same as one of an earlier batch.
    pub repeated: HashSet<u64>,
    pub digest: Digest,
}

/// A fingerprint of a pass over a file: equal for two passes over the same file.
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
) -> Result<Checked, CommandError> {
    let mut checked = Checked {
        findings: Findings::new(SHOWN),
        repeated: HashSet::new(),
        digest: Digest::default(),
    };
    let mut report = reading.source.findings_file()?;
    let journal = journal.filter(|_| !reading.allow_repeated);
    let batches = match journal {
        Some(journal) => journal.batches().await?,
        None => Vec::new(),
    };
    let journal = journal.filter(|_| !batches.is_empty());
    let mut rows = plan.rows(file);
    let mut pace = Pace::new("checked");
    while let Some(chunk) = rows.recv().await {
        let chunk = chunk?;
        pace.add(chunk.len());
        for mut row in chunk {
            checked.digest.add(&row);
            if let Some(journal) = journal.filter(|_| row.violations.is_empty()) {
                let found = journal.earlier(&row.new.duplicate_key).await;
                if let Some((batch, number)) = found? {
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

impl Source {
    /// The file of `--violations`, where there is one.
    pub fn findings_file(&self) -> Result<Option<FindingsFile<File>>, CommandError> {
        let Some(path) = &self.violations else {
            return Ok(None);
        };
        let ending = path.extension().unwrap_or_default();
        let form = match ending.to_string_lossy().to_lowercase().as_str() {
            "csv" => Form::Csv,
            "jsonl" => Form::Jsonl,
            _ => {
                let text = tr!(
                    "violations-name",
                    "the name of the file of --violations has to end with .csv or .jsonl"
                );
                return Err(BatchError::Which(text).into());
            }
        };
        let file = File::create(path).map_err(|error| failed(Some(path), error))?;
        FindingsFile::new(Some(path.clone()), form, file).map(Some)
    }
}

/// All findings as CSV or JSON Lines.
pub struct FindingsFile<W: Write> {
    /// `None` for standard output.
    path: Option<PathBuf>,
    writer: Writer<W>,
}

enum Writer<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Jsonl(BufWriter<W>),
}

impl<W: Write> FindingsFile<W> {
    pub fn new(path: Option<PathBuf>, form: Form, to: W) -> Result<Self, CommandError> {
        let writer = match form {
            Form::Jsonl => Writer::Jsonl(BufWriter::new(to)),
            Form::Csv => {
                let mut csv = csv::Writer::from_writer(to);
                let titles = [
                    "row", "cell", "column", "value", "rule", "text", "remedy", "severity",
                ];
                let written = csv.write_record(titles);
                written.map_err(|error| failed(path.as_ref(), io_error(error)))?;
                Writer::Csv(Box::new(csv))
            }
        };
        Ok(Self { path, writer })
    }

    pub fn add(&mut self, found: &RowViolation) -> Result<(), CommandError> {
        let written = match &mut self.writer {
            Writer::Csv(csv) => csv.write_record(cells(found)).map_err(io_error),
            Writer::Jsonl(lines) => writeln!(lines, "{}", json!(found)),
        };
        written.map_err(|error| failed(self.path.as_ref(), error))
    }

    pub fn end(mut self) -> Result<(), CommandError> {
        let flushed = match &mut self.writer {
            Writer::Csv(csv) => csv.flush(),
            Writer::Jsonl(lines) => lines.flush(),
        };
        flushed.map_err(|error| failed(self.path.as_ref(), error))
    }
}

fn cells(found: &RowViolation) -> [String; 8] {
    let RowViolation {
        row,
        cell,
        column,
        value,
        rule,
        text,
        remedy,
        severity,
        ..
    } = found.clone();
    [
        row.to_string(),
        cell.unwrap_or_default(),
        column,
        value.unwrap_or_default(),
        rule,
        text,
        remedy,
        severity.name().to_owned(),
    ]
}

/// The error whose kind says whether a reader has gone away.
fn io_error(error: csv::Error) -> std::io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => std::io::Error::other(format!("{other:?}")),
    }
}

fn failed(path: Option<&PathBuf>, error: std::io::Error) -> CommandError {
    match path {
        Some(path) => CommandError::file("--violations", path, error),
        None => CommandError::Output(error),
    }
}

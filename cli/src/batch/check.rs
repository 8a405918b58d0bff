//! The first pass over a file: checks all rows before any is added to the journal.

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
use super::plan::{Plan, ReadProgress};
use super::results::ResultFormat;
use crate::error::CommandError;
use crate::tr;

/// The maximum number of shown violations.
const SHOWN: usize = 100;

/// The result of the first pass.
pub struct Checked {
    pub findings: Findings,
    /// The numbers of rows that repeat a row of an earlier batch.
    pub repeated: HashSet<u64>,
    pub digest: Digest,
}

/// A hash of the rows of a file, by which the second pass detects a change of the file.
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

/// Checks all rows of a file. Without a journal, they are not compared with earlier batches.
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
    let mut findings_file = reading.source.findings_file()?;
    let journal = journal.filter(|_| !reading.allow_repeated);
    let batches = match journal {
        Some(journal) => journal.batches().await?,
        None => Vec::new(),
    };
    let journal = journal.filter(|_| !batches.is_empty());
    let mut rows = plan.rows(file);
    let mut progress = ReadProgress::new("checked");
    while let Some(chunk) = rows.recv().await {
        let chunk = chunk?;
        progress.add(chunk.len());
        for mut row in chunk {
            checked.digest.add(&row);
            if let Some(journal) = journal.filter(|_| row.violations.is_empty()) {
                let earlier = journal.earlier(&row.new.duplicate_key).await?;
                if let Some((batch, number)) = earlier {
                    row.repeats(&batch, number);
                    checked.repeated.insert(row.new.number);
                }
            }
            checked.findings.add(&row);
            if let Some(file) = &mut findings_file {
                row.violations
                    .iter()
                    .try_for_each(|violation| file.add(violation))?;
            }
        }
    }
    if let Some(file) = findings_file {
        file.end()?;
    }
    Ok(checked)
}

impl Source {
    /// Creates the file of `--violations`, if it is given.
    pub fn findings_file(&self) -> Result<Option<FindingsFile<File>>, CommandError> {
        let Some(path) = &self.violations else {
            return Ok(None);
        };
        let extension = path.extension().unwrap_or_default();
        let format = match extension.to_string_lossy().to_lowercase().as_str() {
            "csv" => ResultFormat::Csv,
            "jsonl" => ResultFormat::Jsonl,
            _ => {
                let text = tr!(
                    "violations-name",
                    "the name of the file of --violations must end with .csv or .jsonl"
                );
                return Err(BatchError::Argument(text).into());
            }
        };
        let file = File::create(path).map_err(|error| failed(Some(path), error))?;
        FindingsFile::new(Some(path.clone()), format, file).map(Some)
    }
}

/// A file of findings, as CSV or JSON Lines.
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
    pub fn new(
        path: Option<PathBuf>,
        format: ResultFormat,
        writer: W,
    ) -> Result<Self, CommandError> {
        let writer = match format {
            ResultFormat::Jsonl => Writer::Jsonl(BufWriter::new(writer)),
            ResultFormat::Csv => {
                let mut csv = csv::Writer::from_writer(writer);
                let titles = [
                    "row", "cell", "column", "value", "rule", "text", "remedy", "severity",
                ];
                let result = csv.write_record(titles);
                result.map_err(|error| failed(path.as_ref(), io_error(error)))?;
                Writer::Csv(Box::new(csv))
            }
        };
        Ok(Self { path, writer })
    }

    pub fn add(&mut self, finding: &RowViolation) -> Result<(), CommandError> {
        let result = match &mut self.writer {
            Writer::Csv(csv) => csv.write_record(cells(finding)).map_err(io_error),
            Writer::Jsonl(lines) => writeln!(lines, "{}", json!(finding)),
        };
        result.map_err(|error| failed(self.path.as_ref(), error))
    }

    pub fn end(mut self) -> Result<(), CommandError> {
        let result = match &mut self.writer {
            Writer::Csv(csv) => csv.flush(),
            Writer::Jsonl(lines) => lines.flush(),
        };
        result.map_err(|error| failed(self.path.as_ref(), error))
    }
}

fn cells(finding: &RowViolation) -> [String; 8] {
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
    } = finding.clone();
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

/// The I/O error of a CSV error, whose kind shows whether the pipe was closed.
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

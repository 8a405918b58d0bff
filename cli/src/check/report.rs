//! The output of `check`: a summary with the first findings as text or JSON, or all findings as JSON Lines or CSV.

use std::io::{Stdout, stdout};

use classifications_batch::rows::{Findings, RowViolation};

use crate::arguments::{Display, Format};
use crate::batch::{FindingsFile, ResultFormat, Source, Violations};
use crate::error::CommandError;
use crate::output;

/// The destination of findings.
pub struct Report {
    format: Format,
    /// Writes CSV or JSON Lines to standard output; `None` for the other formats.
    rows: Option<FindingsFile<Stdout>>,
    /// The file of `--violations`.
    file: Option<FindingsFile<std::fs::File>>,
    /// The name of the checked file.
    name: String,
    /// Whether standard output is closed. The exit code still reports the result.
    is_closed: bool,
}

impl Report {
    pub fn new(source: &Source, display: &Display) -> Result<Self, CommandError> {
        let format = match display.output {
            Format::Csv => Some(ResultFormat::Csv),
            Format::Jsonl => Some(ResultFormat::Jsonl),
            _ => None,
        };
        let rows = format.map(|format| FindingsFile::new(None, format, stdout()));
        Ok(Self {
            format: display.output,
            rows: rows.transpose()?,
            file: source.findings_file()?,
            name: source.file.display().to_string(),
            is_closed: false,
        })
    }

    /// Reports a finding.
    pub fn add(&mut self, finding: &RowViolation) -> Result<(), CommandError> {
        if let Some(file) = &mut self.file {
            file.add(finding)?;
        }
        if self.is_closed {
            return Ok(());
        }
        let printed = match &mut self.rows {
            Some(rows) => rows.add(finding),
            None => Ok(()),
        };
        self.is_closed = is_closed(&printed);
        unless_closed(printed)
    }

    /// Reports the end of the file.
    pub fn end(self, findings: &Findings) -> Result<(), CommandError> {
        if let Some(file) = self.file {
            file.end()?;
        }
        let printed = match (self.rows, self.format) {
            _ if self.is_closed => Ok(()),
            (Some(rows), _) => rows.end(),
            (None, Format::Json) => output::line(&serde_json::json!(findings).to_string()),
            (None, Format::Table) => {
                let name = output::one_line(&self.name);
                output::line(&format!("{name}: {}", Violations(findings)))
            }
            _ => Ok(()),
        };
        unless_closed(printed)
    }
}

fn is_closed(printed: &Result<(), CommandError>) -> bool {
    printed.as_ref().is_err_and(CommandError::is_closed_pipe)
}

/// The result without the error of a closed pipe.
fn unless_closed(printed: Result<(), CommandError>) -> Result<(), CommandError> {
    if is_closed(&printed) { Ok(()) } else { printed }
}

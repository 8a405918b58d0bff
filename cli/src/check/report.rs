//! The output of `check`: text with the first findings, JSON with the same, or all findings as JSON Lines or CSV.

use std::io::{Stdout, stdout};

use classifications_batch::rows::{Findings, RowViolation};

use crate::arguments::{Display, Format};
use crate::batch::{FindingsFile, Form, Source, Violations};
use crate::error::CommandError;
use crate::output;

/// The destination of findings.
pub struct Report {
    form: Format,
    /// CSV or JSON Lines on standard output.
    rows: Option<FindingsFile<Stdout>>,
    /// The file of `--violations`.
    file: Option<FindingsFile<std::fs::File>>,
    name: String,
    /// Whether the reader of standard output has gone away. The exit code still says what was found.
    is_closed: bool,
}

impl Report {
    pub fn new(source: &Source, display: &Display) -> Result<Self, CommandError> {
        let form = match display.output {
            Format::Csv => Some(Form::Csv),
            Format::Jsonl => Some(Form::Jsonl),
            _ => None,
        };
        let rows = form.map(|form| FindingsFile::new(None, form, stdout()));
        Ok(Self {
            form: display.output,
            rows: rows.transpose()?,
            file: source.findings_file()?,
            name: source.file.display().to_string(),
            is_closed: false,
        })
    }

    /// A finding.
    pub fn add(&mut self, found: &RowViolation) -> Result<(), CommandError> {
        if let Some(file) = &mut self.file {
            file.add(found)?;
        }
        if self.is_closed {
            return Ok(());
        }
        let printed = match &mut self.rows {
            Some(rows) => rows.add(found),
            None => Ok(()),
        };
        self.is_closed = is_closed(&printed);
        unless_closed(printed)
    }

    /// The end of the file.
    pub fn end(self, findings: &Findings) -> Result<(), CommandError> {
        if let Some(file) = self.file {
            file.end()?;
        }
        let printed = match (self.rows, self.form) {
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

fn unless_closed(printed: Result<(), CommandError>) -> Result<(), CommandError> {
    if is_closed(&printed) { Ok(()) } else { printed }
}

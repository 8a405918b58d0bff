//! What `check` prints: text with the first findings, JSON with the same, or all findings as JSON Lines or CSV.

use std::io::{Stdout, stdout};

use classifications_batch::rows::{Findings, RowViolation};

use crate::arguments::{Display, Format};
use crate::batch::{FindingsFile, Source, Violations};
use crate::failure::Failure;
use crate::output;

/// Where findings go.
pub struct Report {
    form: Format,
    /// CSV on standard output.
    csv: Option<FindingsFile<Stdout>>,
    /// The file of `--violations`.
    file: Option<FindingsFile<std::fs::File>>,
    name: String,
}

impl Report {
    pub fn new(source: &Source, display: &Display) -> Result<Self, Failure> {
        let csv = (display.output == Format::Csv).then(|| FindingsFile::new(None, stdout()));
        Ok(Self {
            form: display.output,
            csv: csv.transpose()?,
            file: source.findings_file()?,
            name: source.file.display().to_string(),
        })
    }

    /// A finding.
    pub fn add(&mut self, found: &RowViolation) -> Result<(), Failure> {
        if let Some(file) = &mut self.file {
            file.add(found)?;
        }
        if let Some(csv) = &mut self.csv {
            csv.add(found)?;
        }
        if self.form == Format::Jsonl {
            output::line(&serde_json::json!(found).to_string())?;
        }
        Ok(())
    }

    /// The end of the file.
    pub fn end(self, findings: &Findings) -> Result<(), Failure> {
        if let Some(file) = self.file {
            file.end()?;
        }
        if let Some(csv) = self.csv {
            csv.end()?;
        }
        match self.form {
            Format::Json => output::line(&serde_json::json!(findings).to_string()),
            Format::Table => {
                let name = output::one_line(&self.name);
                output::line(&format!("{name}: {}", Violations(findings)))
            }
            _ => Ok(()),
        }
    }
}

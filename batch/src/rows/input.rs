//! A file of rows: its format, encoding and separator, and errors about it.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, WINDOWS_1252};

use super::error::RowsError;
use super::text::{RowSize, TextReader};

/// The format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileFormat {
    /// Values with a separator between them, and a header.
    Csv,
    /// A JSON object on each line.
    JsonLines,
    /// A workbook of Excel.
    Xlsx,
}

/// Options that cannot be detected from the content of a file, or not with certainty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileOptions {
    /// The separator of CSV, if it is not the most frequent one in the first line.
    pub separator: Option<u8>,
    /// The sheet of a workbook, if it is not the first one.
    pub sheet: Option<String>,
    /// Whether texts of numbers have a decimal comma, and points between groups of three digits.
    pub decimal_comma: bool,
}

/// A file of rows whose format, encoding and separator are known.
#[derive(Debug, Clone)]
pub struct InputFile {
    pub(super) path: PathBuf,
    pub(super) format: FileFormat,
    pub(super) encoding: &'static Encoding,
    pub(super) separator: u8,
    pub(super) options: FileOptions,
}

impl InputFile {
    /// The format.
    #[must_use]
    pub fn format(&self) -> FileFormat {
        self.format
    }

    /// The path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The detected format, separator and encoding, for people.
    #[must_use]
    pub fn description(&self) -> String {
        let encoding = match self.encoding {
            found if found == WINDOWS_1252 => "Windows-1252 (Latin-1)",
            found => found.name(),
        };
        match self.format {
            FileFormat::Csv => {
                let separator = char::from(self.separator);
                format!("CSV, separator {separator:?}, {encoding}")
            }
            FileFormat::JsonLines => format!("JSON Lines, {encoding}"),
            FileFormat::Xlsx => "workbook".to_owned(),
        }
    }

    pub(super) fn options(&self) -> &FileOptions {
        &self.options
    }

    pub(super) fn text(&self) -> Result<(TextReader, RowSize), RowsError> {
        TextReader::open(&self.path, self.encoding).map_err(|error| self.read_error(error))
    }

    pub(super) fn read_error(&self, source: io::Error) -> RowsError {
        RowsError::Read {
            path: self.path.clone(),
            source,
        }
    }

    pub(super) fn row_error(&self, row: u64, error: &io::Error) -> RowsError {
        RowsError::Row {
            path: self.path.clone(),
            row,
            reason: error.to_string(),
        }
    }

    pub(super) fn format_error(&self, reason: impl Into<String>) -> RowsError {
        RowsError::Format {
            path: self.path.clone(),
            reason: reason.into(),
        }
    }

    /// The first bytes of the file, at most 8.
    pub(super) fn start(&self) -> Result<Vec<u8>, RowsError> {
        let mut start = Vec::new();
        let file = File::open(&self.path).map_err(|error| self.read_error(error))?;
        let metadata = file.metadata().map_err(|error| self.read_error(error))?;
        if !metadata.is_file() {
            return Err(
                self.format_error("it is not a file; save the rows as one, as they are read twice")
            );
        }
        let read = file.take(8).read_to_end(&mut start);
        read.map_err(|error| self.read_error(error))?;
        Ok(start)
    }

    /// The first character of the first KiB that is not white space.
    pub(super) fn first_character(&self) -> Result<Option<char>, RowsError> {
        let (text, _) = self.text()?;
        let mut start = Vec::new();
        let read = text.take(1024).read_to_end(&mut start);
        read.map_err(|error| self.read_error(error))?;
        let start = String::from_utf8_lossy(&start);
        if start.contains('\0') {
            return Err(self.format_error("it is not a text; give CSV, JSON Lines or .xlsx"));
        }
        Ok(start.trim_start().chars().next())
    }
}

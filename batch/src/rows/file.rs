//! A file of rows: its format, encoding and separator.

use std::fs::File;
use std::io::{self, Read as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::cell::Record;
use super::error::RowsError;
use super::text::{self, RowSize, TextReader};
use super::{delimited, lines, sheet};

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
    path: PathBuf,
    format: FileFormat,
    encoding: &'static Encoding,
    separator: u8,
    options: FileOptions,
}

impl InputFile {
    /// Detects the format, the encoding and the separator of a file.
    ///
    /// # Errors
    /// [`RowsError`] where the file cannot be read or has no supported format.
    pub fn open(path: &Path, options: FileOptions) -> Result<Self, RowsError> {
        let mut file = Self {
            path: path.to_owned(),
            format: FileFormat::Csv,
            encoding: UTF_8,
            separator: b',',
            options,
        };
        let start = file.start()?;
        match start.as_slice() {
            [b'P', b'K', 3, 4, ..] => file.format = FileFormat::Xlsx,
            [0xd0, 0xcf, 0x11, 0xe0, ..] => {
                return Err(file
                    .format_error("it is an old or protected workbook; save it as .xlsx or CSV"));
            }
            [b'%', b'P', b'D', b'F', ..] => {
                return Err(file.format_error("it is a PDF; give CSV, JSON Lines or .xlsx"));
            }
            _ => {}
        }
        if file.format == FileFormat::Xlsx {
            sheet::check_size(&file, &sheet::LIMITS)?;
            return Ok(file);
        }
        file.encoding = text::encoding(path).map_err(|error| file.read_error(error))?;
        match file.first_character()? {
            Some('{') => file.format = FileFormat::JsonLines,
            Some('[') => {
                return Err(file.format_error(
                    "it is a JSON list; write one object on each line (JSON Lines)",
                ));
            }
            Some('<') => {
                return Err(file.format_error("it is XML or HTML; give CSV, JSON Lines or .xlsx"));
            }
            Some(_) => {
                let given = file.options.separator;
                file.separator = given.map_or_else(|| delimited::separator(&file), Ok)?;
            }
            None => return Err(file.format_error("it is empty")),
        }
        Ok(file)
    }

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

    /// Reads the file from its beginning. Passes the header, where the format has one, to `header`, then each row to `row`, until
    /// that breaks.
    pub(super) fn each(
        &self,
        header: &mut dyn FnMut(&[String]) -> Result<(), RowsError>,
        row: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), RowsError> {
        match self.format {
            FileFormat::Csv => delimited::each(self, self.separator, header, row),
            FileFormat::JsonLines => lines::each(self, row),
            FileFormat::Xlsx => sheet::each(self, self.options.sheet.as_deref(), header, row),
        }
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

    fn start(&self) -> Result<Vec<u8>, RowsError> {
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

    /// The first character that is not white space.
    fn first_character(&self) -> Result<Option<char>, RowsError> {
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

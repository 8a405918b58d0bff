//! Files of rows: CSV, JSON Lines, a workbook and an SQLite database.
//!
//! A number that has more digits than a spreadsheet keeps is written as a text.

mod sqlite;
mod xlsx;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};

/// The format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, with a header.
    Csv,
    /// A JSON object on each line.
    Jsonl,
    /// A workbook of Excel.
    Xlsx,
    /// A database with a table `portfolio`, and a table `export` with the time of the export.
    Sqlite,
}

impl Format {
    /// The format of a file, by its extension.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "csv" => Self::Csv,
            "jsonl" | "ndjson" => Self::Jsonl,
            "xlsx" => Self::Xlsx,
            "db" | "sqlite" | "sqlite3" => Self::Sqlite,
            _ => return None,
        })
    }
}

/// The kind of the values of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Texts, and codes.
    Text,
    /// Amounts, percentages and integers.
    Number,
    /// Days.
    Date,
}

/// The content of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns, with the kind of their values.
    pub columns: Vec<(String, ColumnKind)>,
    /// The values of each row, in the order of the columns.
    pub rows: Vec<Vec<Option<String>>>,
    /// The row and column of each value that does not have the kind of its column, so that it is written as a text.
    pub texts: BTreeSet<(usize, usize)>,
    /// The time at which the rows were received.
    pub at: DateTime<Utc>,
}

/// The reason why a file was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The file exists.
    #[error("{} exists; give another name, or --force to replace it", .0.display())]
    Exists(PathBuf),
    /// The file cannot be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// The workbook cannot be made.
    #[error("cannot make a workbook")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The database cannot be made.
    #[error("cannot make a database")]
    Database(#[from] sqlx::Error),
}

impl Table {
    /// Writes a file. If it cannot be written completely, an existing file stays unchanged, and no new one is left.
    ///
    /// # Errors
    /// [`ExportError`], if the file exists and is not to be replaced, or if it cannot be made or written.
    pub async fn write_file(
        &self,
        path: &Path,
        format: Format,
        replace: bool,
    ) -> Result<(), ExportError> {
        if !replace && path.symlink_metadata().is_ok() {
            return Err(ExportError::Exists(path.to_owned()));
        }
        let mut part = OsString::from(path);
        part.push(".part");
        let part = PathBuf::from(part);
        let written = self.write_part(&part, format).await;
        let written = written.and_then(|()| fs::rename(&part, path).map_err(write_error(path)));
        if written.is_err() {
            // an error here would hide the first one
            let _ = fs::remove_file(&part);
        }
        written
    }

    async fn write_part(&self, part: &Path, format: Format) -> Result<(), ExportError> {
        match format {
            Format::Csv | Format::Jsonl => {
                let file = fs::File::create(part).map_err(write_error(part))?;
                let mut file = BufWriter::new(file);
                let written = self
                    .write_text(&mut file, format)
                    .and_then(|()| file.flush());
                written.map_err(write_error(part))
            }
            Format::Xlsx => {
                let bytes = xlsx::workbook(self)?;
                fs::write(part, bytes).map_err(write_error(part))
            }
            Format::Sqlite => {
                match fs::remove_file(part) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => {
                        return Err(write_error(part)(error));
                    }
                    _ => {}
                }
                Ok(sqlite::write(self, part).await?)
            }
        }
    }

    /// Writes JSON Lines, or CSV for the other formats.
    ///
    /// # Errors
    /// The errors of `to`.
    pub fn write_text(&self, mut to: impl Write, format: Format) -> io::Result<()> {
        if format == Format::Jsonl {
            for row in &self.rows {
                let members = self
                    .columns
                    .iter()
                    .zip(row)
                    .filter_map(|((name, _), cell)| {
                        let cell = cell.as_deref()?;
                        Some((name.clone(), serde_json::Value::from(cell)))
                    });
                let object: serde_json::Map<_, _> = members.collect();
                writeln!(to, "{}", serde_json::Value::Object(object))?;
            }
            return Ok(());
        }
        let mut writer = csv::Writer::from_writer(to);
        writer.write_record(self.columns.iter().map(|(name, _)| name))?;
        for (number, row) in self.rows.iter().enumerate() {
            let cells = row.iter().enumerate().map(|(index, cell)| {
                let cell = cell.as_deref().unwrap_or_default();
                match (self.kind(number, index), cell.chars().next()) {
                    // with the apostrophe, a spreadsheet does not read the text as a formula
                    (ColumnKind::Text, Some('=' | '+' | '-' | '@' | '\t' | '\r')) => {
                        format!("'{cell}")
                    }
                    _ => cell.to_owned(),
                }
            });
            writer.write_record(cells)?;
        }
        writer.flush()
    }

    /// The kind of a value.
    fn kind(&self, row: usize, column: usize) -> ColumnKind {
        let kind = self.columns.get(column).map(|(_, kind)| *kind);
        match kind {
            Some(kind) if !self.texts.contains(&(row, column)) => kind,
            _ => ColumnKind::Text,
        }
    }

    /// The values of each row as a spreadsheet or a database keeps them.
    fn cells(&self) -> impl Iterator<Item = impl Iterator<Item = Cell<'_>>> {
        self.rows.iter().enumerate().map(move |(number, row)| {
            let cells = row.iter().enumerate();
            cells.map(move |(index, cell)| Cell::of(self.kind(number, index), cell.as_deref()))
        })
    }
}

fn write_error(path: &Path) -> impl Fn(io::Error) -> ExportError {
    let path = path.to_owned();
    move |source| ExportError::Write {
        path: path.clone(),
        source,
    }
}

/// A value as a spreadsheet or a database keeps it.
enum Cell<'t> {
    Empty,
    Text(&'t str),
    Number(f64),
    Date(NaiveDate),
}

impl<'t> Cell<'t> {
    fn of(kind: ColumnKind, cell: Option<&'t str>) -> Self {
        let Some(text) = cell else {
            return Self::Empty;
        };
        let typed = match kind {
            ColumnKind::Text => None,
            ColumnKind::Number => exact(text).map(Self::Number),
            ColumnKind::Date => text.parse().ok().map(Self::Date),
        };
        typed.unwrap_or(Self::Text(text))
    }
}

/// A number with at most the 15 digits that a spreadsheet keeps; `None` for any other text. A text with a zero at its
/// beginning is an identifier.
fn exact(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let whole = unsigned.split('.').next()?;
    let is_decimal = unsigned.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let digits = unsigned.bytes().filter(u8::is_ascii_digit).count();
    let is_identifier = whole.len() > 1 && whole.starts_with('0');
    (is_decimal && !is_identifier && (1..=15).contains(&digits)).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests;

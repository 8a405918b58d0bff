//! CSV, with commas, semicolons or tabs.

use std::io::{self, BufRead as _, BufReader};
use std::ops::ControlFlow;

use super::cell::{Cell, Cells, Record};
use super::error::RowsError;
use super::input::InputFile;
use super::text::{RowSize, TextReader};

/// The separators that are detected.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// The first line of a file for Excel can name the separator: `sep=;`.
const NAMED_SEPARATOR: &str = "sep=";

/// The separator of a file: the most frequent one in the first line, outside quotation marks.
pub(super) fn separator(file: &InputFile) -> Result<u8, RowsError> {
    let line = first_line(file)?;
    if let Some([named]) = line.strip_prefix(NAMED_SEPARATOR).map(str::as_bytes) {
        return Ok(*named);
    }
    let count = |separator: u8| {
        let mut quoted = false;
        let counted = line.bytes().filter(|byte| {
            quoted ^= *byte == b'"';
            !quoted && *byte == separator
        });
        counted.count()
    };
    let found = SEPARATORS.into_iter().rev().max_by_key(|s| count(*s));
    Ok(found.filter(|s| count(*s) > 0).unwrap_or(b','))
}

fn first_line(file: &InputFile) -> Result<String, RowsError> {
    let (text, _) = file.text()?;
    let mut line = String::new();
    let read = BufReader::new(text).read_line(&mut line);
    read.map_err(|error| file.row_error(1, &error))?;
    Ok(line.trim_end().to_owned())
}

/// Reads the header and passes on each row.
pub(super) fn each(
    file: &InputFile,
    separator: u8,
    header: &mut dyn FnMut(&[String]) -> Result<(), RowsError>,
    row: &mut dyn FnMut(Record) -> ControlFlow<()>,
) -> Result<(), RowsError> {
    let (text, size) = file.text()?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text);
    let mut record = csv::StringRecord::new();
    read(file, &mut reader, &size, &mut record)?;
    if record
        .get(0)
        .is_some_and(|first| first.starts_with(NAMED_SEPARATOR))
    {
        read(file, &mut reader, &size, &mut record)?;
    }
    let names: Vec<String> = record.iter().map(|name| name.trim().to_owned()).collect();
    header(&names)?;
    while read(file, &mut reader, &size, &mut record)? {
        let number = record.position().map_or(0, csv::Position::line);
        let cells: Vec<Cell> = record.iter().map(Cell::text).collect();
        if cells.iter().all(|cell| *cell == Cell::Empty) {
            continue;
        }
        let problem = problem(&cells, names.len());
        let cells = Cells::Listed(cells);
        let found = Record {
            number,
            cells,
            problem,
        };
        if row(found).is_break() {
            break;
        }
    }
    Ok(())
}

/// The problem of a row with values beyond the columns. Missing or empty cells at the end are no problem, as spreadsheets leave
/// them out or add them.
fn problem(cells: &[Cell], columns: usize) -> Option<String> {
    let beyond = cells.get(columns..).unwrap_or_default();
    let surplus = beyond.iter().any(|cell| *cell != Cell::Empty);
    surplus.then(|| {
        format!(
            "has {} values, and the header has {columns} columns; put quotation marks around a value that contains the separator",
            cells.len()
        )
    })
}

/// Reads the next record. Returns false at the end of the file.
fn read(
    file: &InputFile,
    reader: &mut csv::Reader<TextReader>,
    size: &RowSize,
    record: &mut csv::StringRecord,
) -> Result<bool, RowsError> {
    size.reset();
    let line = reader.position().line();
    reader.read_record(record).map_err(|error| {
        let text = error.to_string();
        match error.into_kind() {
            csv::ErrorKind::Io(error) => file.row_error(line, &error),
            _ => file.row_error(line, &io::Error::other(text)),
        }
    })
}

//! Reads XLSX cell by cell, after a check of the expanded size of the file.

use std::fs::File;
use std::io::{self, BufReader, Read as _};
use std::ops::ControlFlow;

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetVisible, Xlsx, XlsxError};

use super::cell::{Cell, Cells, Record};
use super::error::RowsError;
use super::input::InputFile;
use super::number;

/// The largest sizes of a workbook, in bytes.
pub(super) struct Limits {
    /// The size of the file.
    file: u64,
    /// The size of the expanded content.
    content: u64,
    /// The size of the part of the content that is kept in memory: the texts of all cells.
    texts: u64,
}

const MIB: u64 = 1024 * 1024;

pub(super) const LIMITS: Limits = Limits {
    file: 64 * MIB,
    content: 1024 * MIB,
    texts: 128 * MIB,
};

/// The number of columns that are read, which is more than the fields of any request.
const MAX_COLUMNS: usize = 1024;

/// Refuses a file that is too large to be read. Expands its content, as declared sizes can be wrong.
pub(super) fn check_size(file: &InputFile, limits: &Limits) -> Result<(), RowsError> {
    let source = File::open(file.path()).map_err(|error| file.read_error(error))?;
    let size = source.metadata().map_err(|error| file.read_error(error))?;
    if size.len() > limits.file {
        return Err(
            file.format_error("the workbook is too large to be read; save the sheet as CSV")
        );
    }
    let damaged = |error: &dyn std::fmt::Display| {
        file.format_error(format!("it is not a workbook of Excel: {error}"))
    };
    let mut archive = zip::ZipArchive::new(BufReader::new(source)).map_err(|e| damaged(&e))?;
    let mut total = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|e| damaged(&e))?;
        let name = part.name().map_err(|e| damaged(&e))?.to_ascii_lowercase();
        let is_texts = name.ends_with("sharedstrings.xml");
        let mut part = part.take(limits.content - total + 1);
        let size = io::copy(&mut part, &mut io::sink()).map_err(|e| damaged(&e))?;
        total += size;
        if total > limits.content || is_texts && size > limits.texts {
            return Err(file.format_error(
                "the workbook expands to more than can be read; save the sheet as CSV",
            ));
        }
    }
    Ok(())
}

/// Reads the header and passes on each row.
pub(super) fn each(
    file: &InputFile,
    sheet: Option<&str>,
    header: &mut dyn FnMut(&[String]) -> Result<(), RowsError>,
    row: &mut dyn FnMut(Record) -> ControlFlow<()>,
) -> Result<(), RowsError> {
    let source = File::open(file.path()).map_err(|error| file.read_error(error))?;
    let unusable = |error: XlsxError| file.format_error(error.to_string());
    let mut book = Xlsx::new(BufReader::new(source)).map_err(unusable)?;
    let name = choose(file, &book, sheet)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(unusable)?;
    let mut rows = RowReader {
        columns: None,
        number: 0,
        cells: Vec::new(),
    };
    loop {
        let next = cells.next_cell();
        let next = next.map_err(|error| file.row_error(rows.number, &io::Error::other(error)))?;
        let (position, value) = match &next {
            Some(cell) => (Some(cell.get_position()), cell.get_value()),
            None => (None, &DataRef::Empty),
        };
        let number = position.map(|(row, _)| u64::from(row) + 1);
        if number != Some(rows.number) {
            if rows.end(header, row)?.is_break() {
                break;
            }
            rows.number = number.unwrap_or_default();
        }
        let Some((_, column)) = position else { break };
        rows.put(column as usize, cell(value));
    }
    Ok(())
}

/// The name of the requested sheet, or of the first visible one.
fn choose(
    file: &InputFile,
    book: &Xlsx<BufReader<File>>,
    requested: Option<&str>,
) -> Result<String, RowsError> {
    let sheets = book.sheets_metadata();
    let found = sheets.iter().find(|sheet| match requested {
        Some(requested) => sheet.name == requested,
        None => sheet.visible == SheetVisible::Visible,
    });
    found.map(|sheet| sheet.name.clone()).ok_or_else(|| {
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        file.format_error(format!(
            "there is no such sheet; choose one of {}",
            names.join(", ")
        ))
    })
}

/// Collects the cells of a row.
struct RowReader {
    /// The number of columns of the header, once it was read.
    columns: Option<usize>,
    /// The number of the row.
    number: u64,
    cells: Vec<Cell>,
}

impl RowReader {
    fn put(&mut self, column: usize, cell: Cell) {
        if column < MAX_COLUMNS && cell != Cell::Empty {
            if self.cells.len() <= column {
                self.cells.resize(column + 1, Cell::Empty);
            }
            if let Some(slot) = self.cells.get_mut(column) {
                *slot = cell;
            }
        }
    }

    /// Passes on the complete row. The first one is the header.
    fn end(
        &mut self,
        header: &mut dyn FnMut(&[String]) -> Result<(), RowsError>,
        row: &mut dyn FnMut(Record) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, RowsError> {
        let cells = std::mem::take(&mut self.cells);
        if cells.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        let Some(columns) = self.columns else {
            let names: Vec<String> = cells
                .iter()
                .map(|cell| cell.shown().unwrap_or_default())
                .collect();
            self.columns = Some(names.len());
            header(&names)?;
            return Ok(ControlFlow::Continue(()));
        };
        let problem = (cells.len() > columns).then(|| {
            "has a value beyond the columns of the header; delete it or give its column a name"
                .to_owned()
        });
        Ok(row(Record {
            number: self.number,
            cells: Cells::Listed(cells),
            problem,
        }))
    }
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(number.to_string()),
        DataRef::Float(number) => Cell::Number(number::of_sheet(*number)),
        DataRef::String(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(moment) => date_or_time(moment),
        DataRef::DateTimeIso(text) => match text.split_once('T') {
            Some((day, rest))
                if rest
                    .trim_end_matches('Z')
                    .bytes()
                    .all(|b| b"0:.".contains(&b)) =>
            {
                Cell::Date(day.to_owned())
            }
            Some(_) => Cell::Time(text.clone()),
            None => Cell::Date(text.clone()),
        },
        DataRef::DurationIso(text) => Cell::Time(text.clone()),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

fn date_or_time(moment: &ExcelDateTime) -> Cell {
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return Cell::Time(format!("{hour:02}:{minute:02}:{second:02}"));
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second, milli) == (0, 0, 0, 0) {
        return Cell::Date(date);
    }
    Cell::Time(format!("{date}T{hour:02}:{minute:02}:{second:02}"))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::super::input::FileOptions;
    use super::*;

    #[test]
    fn the_expanded_size_of_a_workbook_is_limited() {
        let mut saved = tempfile::NamedTempFile::new().unwrap();
        let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        for name in ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"] {
            let options = zip::write::SimpleFileOptions::default();
            writer.start_file(name, options).unwrap();
            writer.write_all(&[b' '; 10_000]).unwrap();
        }
        let archive = writer.finish().unwrap().into_inner();
        saved.write_all(&archive).unwrap();
        let file = InputFile::open(saved.path(), FileOptions::default()).unwrap();
        let limits = |file: u64, content: u64, texts: u64| Limits {
            file,
            content,
            texts,
        };
        assert!(check_size(&file, &limits(1000, 20_000, 10_000)).is_ok());
        for (limits, text) in [
            (limits(100, 20_000, 10_000), "too large"),
            (limits(1000, 19_999, 10_000), "expands"),
            (limits(1000, 20_000, 9_999), "expands"),
        ] {
            let error = check_size(&file, &limits).unwrap_err().to_string();
            assert!(error.contains(text), "{error}");
        }
    }
}

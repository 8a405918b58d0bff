//! A workbook with one sheet.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};

use super::{Cell, Table};

/// The smallest width of a column, in characters.
const MIN_WIDTH: usize = 10;
/// The largest width of a column, in characters.
const MAX_WIDTH: usize = 40;

/// The bytes of a workbook.
pub(super) fn workbook(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("portfolio")?;
    let bold = Format::new().set_bold();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (index, (name, _)) in table.columns.iter().enumerate() {
        let column = column_number(index)?;
        sheet.write_string_with_format(0, column, name, &bold)?;
        let cells = table.rows.iter().filter_map(|row| row.get(index)?.as_ref());
        let longest = cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
        let width = longest
            .max(name.chars().count())
            .clamp(MIN_WIDTH, MAX_WIDTH);
        sheet.set_column_width(column, f64::from(u32::try_from(width).unwrap_or(10)))?;
    }
    for (number, row) in (1..).zip(table.cells()) {
        for (index, cell) in row.enumerate() {
            let column = column_number(index)?;
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => drop(sheet.write_string(number, column, text)?),
                Cell::Number(value) => drop(sheet.write_number(number, column, value)?),
                Cell::Date(date) => {
                    let text = date.to_string();
                    match ExcelDateTime::parse_from_str(&text) {
                        Ok(date) => {
                            sheet.write_datetime_with_format(number, column, date, &day)?;
                        }
                        // a workbook has no dates before 1900
                        Err(_) => drop(sheet.write_string(number, column, text)?),
                    }
                }
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}

fn column_number(index: usize) -> Result<u16, XlsxError> {
    u16::try_from(index).map_err(|_| XlsxError::RowColumnLimitError)
}

//! Templates: example files with all columns, the required ones first, and a valid row.
//!
//! In a workbook, columns of texts have the format Text, so that a spreadsheet keeps zeros at the beginning of an identifier.

use classifications_contract::{Contract, SampleKind};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, Workbook, XlsxError};
use serde_json::{Map, Value};

use super::columns::REFERENCE;
use super::error::RowsError;
use super::layout::{Layout, LayoutColumn};
use super::values::{Converter, Kind};

/// The format of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TemplateFormat {
    /// CSV with this separator.
    Csv(u8),
    /// A JSON object with flattened names.
    JsonLines,
}

/// The text of a file with one row.
///
/// # Errors
/// [`RowsError::Layout`] where the document allows no row.
pub fn template(
    contract: &Contract,
    layout: &Layout<'_>,
    format: TemplateFormat,
) -> Result<String, RowsError> {
    let cells: Vec<(String, Value)> = cells(contract, layout)?
        .into_iter()
        .map(|cell| (cell.name, cell.value))
        .collect();
    match format {
        TemplateFormat::Csv(separator) => csv(&cells, separator),
        TemplateFormat::JsonLines => {
            let row: Map<String, Value> = cells
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .collect();
            Ok(format!("{}\n", Value::Object(row)))
        }
    }
}

/// The bytes of a workbook with one row.
///
/// # Errors
/// [`RowsError::Layout`] where the document allows no row.
pub fn template_workbook(contract: &Contract, layout: &Layout<'_>) -> Result<Vec<u8>, RowsError> {
    let cells = cells(contract, layout)?;
    workbook(&cells).map_err(|error| RowsError::Layout(format!("cannot write a workbook: {error}")))
}

/// A column of a template.
struct TemplateCell {
    name: String,
    value: Value,
    is_required: bool,
    /// The converter of its field; `None` for the customer's reference, which has no field.
    converter: Option<Converter>,
}

fn cells(contract: &Contract, layout: &Layout<'_>) -> Result<Vec<TemplateCell>, RowsError> {
    let sample = contract.values_sample(&layout.operation, SampleKind::Full);
    let sample = sample.ok_or_else(|| {
        RowsError::Layout(format!("no example of {:?} can be made", layout.operation))
    })?;
    let mut columns: Vec<&LayoutColumn> = layout.columns.iter().collect();
    columns.retain(|column| column.fixed.is_none());
    columns.sort_by_key(|column| !column.field.required || column.field.in_optional_body);
    let cells = columns.into_iter().map(|column| {
        let name = &column.field.name;
        let value = column.default.as_ref().or_else(|| sample.values.get(name));
        TemplateCell {
            name: name.clone(),
            value: value.cloned().unwrap_or_default(),
            is_required: column.is_required(),
            converter: Some(Converter::of(&column.field)),
        }
    });
    let mut cells: Vec<TemplateCell> = cells.collect();
    if layout.batch.reference.is_none() && layout.column(REFERENCE).is_none() {
        cells.push(TemplateCell {
            name: REFERENCE.to_owned(),
            value: Value::from("1"),
            is_required: false,
            converter: None,
        });
    }
    Ok(cells)
}

fn workbook(cells: &[TemplateCell]) -> Result<Vec<u8>, XlsxError> {
    let (text, number, day) = (
        Format::new().set_num_format("@"),
        Format::new().set_num_format("General"),
        Format::new().set_num_format("yyyy-mm-dd"),
    );
    let title = Format::new().set_bold().set_num_format("@");
    let required = title.clone().set_background_color(Color::RGB(0x00FF_F2CC));
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, cell) in (0u16..).zip(cells) {
        let converter = cell.converter.as_ref();
        let kind = converter.map_or(Kind::Text, Converter::kind);
        let shown = shown(&cell.value);
        let readable = converter.and_then(|converter| converter.readable(&shown));
        let plain = readable.as_ref().unwrap_or(&shown);
        let header = if cell.is_required { &required } else { &title };
        sheet.write_string_with_format(0, column, &cell.name, header)?;
        match kind {
            Kind::Number => {
                sheet.set_column_format(column, &number)?;
                if let Ok(value) = plain.parse::<f64>() {
                    sheet.write_number_with_format(1, column, value, &number)?;
                }
            }
            Kind::Date => {
                sheet.set_column_format(column, &day)?;
                if let Ok(date) = ExcelDateTime::parse_from_str(plain) {
                    sheet.write_datetime_with_format(1, column, &date, &day)?;
                }
            }
            Kind::Text | Kind::Flag | Kind::Structure => {
                sheet.set_column_format(column, &text)?;
                sheet.write_string_with_format(1, column, &shown, &text)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofit();
    workbook.save_to_buffer()
}

/// The text of a value in a cell.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn csv(cells: &[(String, Value)], separator: u8) -> Result<String, RowsError> {
    let failed =
        |error: &dyn std::fmt::Display| RowsError::Layout(format!("cannot write CSV: {error}"));
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .from_writer(Vec::new());
    let values = cells.iter().map(|(_, value)| shown(value));
    writer
        .write_record(cells.iter().map(|(name, _)| name))
        .map_err(|e| failed(&e))?;
    writer.write_record(values).map_err(|e| failed(&e))?;
    let text = writer.into_inner().map_err(|e| failed(&e))?;
    String::from_utf8(text).map_err(|e| failed(&e))
}

//! An example of a file: all columns, those that are required first, and a row that the document allows.

use classifications_contract::{Contract, SampleKind};
use serde_json::{Map, Value};

use super::columns::REFERENCE;
use super::error::RowsError;
use super::layout::{Layout, LayoutColumn};

/// The form of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TemplateFormat {
    /// With this separator.
    Csv(u8),
    /// An object with flattened names.
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
    let sample = contract.values_sample(&layout.operation, SampleKind::Full);
    let sample = sample.ok_or_else(|| {
        RowsError::Layout(format!("no example of {:?} can be made", layout.operation))
    })?;
    let mut columns: Vec<&LayoutColumn> = layout
        .columns
        .iter()
        .filter(|column| column.fixed.is_none())
        .collect();
    columns.sort_by_key(|column| !column.field.required || column.field.in_optional_body);
    let mut cells: Vec<(String, Value)> = columns
        .into_iter()
        .map(|column| {
            let value = column
                .default
                .as_ref()
                .or_else(|| sample.values.get(&column.field.name));
            (
                column.field.name.clone(),
                value.cloned().unwrap_or_default(),
            )
        })
        .collect();
    if layout.batch.reference.is_none() && layout.column(REFERENCE).is_none() {
        cells.push((REFERENCE.to_owned(), Value::from("1")));
    }
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

fn csv(cells: &[(String, Value)], separator: u8) -> Result<String, RowsError> {
    let failed =
        |error: &dyn std::fmt::Display| RowsError::Layout(format!("cannot write CSV: {error}"));
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .from_writer(Vec::new());
    let values = cells.iter().map(|(_, value)| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    writer
        .write_record(cells.iter().map(|(name, _)| name))
        .map_err(|e| failed(&e))?;
    writer.write_record(values).map_err(|e| failed(&e))?;
    let text = writer.into_inner().map_err(|e| failed(&e))?;
    String::from_utf8(text).map_err(|e| failed(&e))
}

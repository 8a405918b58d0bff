//! Detects the format, the encoding and the separator of a file of rows, and reads its rows.

use std::ops::ControlFlow;
use std::path::Path;

use encoding_rs::UTF_8;

use super::cell::Record;
use super::error::RowsError;
use super::input::{FileFormat, FileOptions, InputFile};
use super::text;
use super::{delimited, lines, sheet};

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
}

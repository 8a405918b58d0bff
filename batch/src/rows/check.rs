//! Checks the rows of a file against the document, and compares them with each other.

use std::io;
use std::ops::ControlFlow;

use classifications_contract::{FieldViolation, Rule};
use serde_json::Value;

use super::cell::{Cell, Cells, Record, column_letters};
use super::columns::{Names, Target};
use super::duplicates::{self, Seen};
use super::error::RowsError;
use super::header::Header;
use super::input::{FileFormat, InputFile};
use super::layout::{Layout, LayoutColumn};
use super::reading::{Reading, Row};
use super::values::{self, Converter, Problem};
use super::violation::Severity;

impl InputFile {
    /// Reads the file from its beginning, checks each row against the document, compares it with the rows before it, and
    /// passes it to `row`, until that breaks.
    ///
    /// # Errors
    /// [`RowsError`] where the file cannot be read or its columns do not fit. Violations in rows are no errors.
    pub fn rows(
        &self,
        layout: &Layout<'_>,
        row: &mut dyn FnMut(Row) -> ControlFlow<()>,
    ) -> Result<(), RowsError> {
        let checker = std::cell::RefCell::new(Checker::new(self, layout));
        let mut failed = None;
        self.each(
            &mut |names| {
                let header = Header::read(layout, names);
                checker.borrow_mut().header = header.map_err(|problems| RowsError::Header {
                    path: self.path().to_owned(),
                    problems,
                })?;
                Ok(())
            },
            &mut |record| match checker.borrow_mut().check(record) {
                Ok(read) => row(read),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            },
        )?;
        failed.map_or(Ok(()), |error| Err(RowsError::Temporary(error)))
    }
}

/// The state of a check of a file.
struct Checker<'l, 'c> {
    layout: &'l Layout<'c>,
    /// The converter of each column.
    converters: Vec<Converter>,
    names: Names<'l, 'c>,
    header: Header,
    is_sheet: bool,
    decimal_comma: bool,
    keys: Seen,
    references: Seen,
    /// The keys with all tax numbers in one form.
    plain_keys: Seen,
}

impl<'l, 'c> Checker<'l, 'c> {
    fn new(file: &InputFile, layout: &'l Layout<'c>) -> Self {
        let fields = layout.columns.iter().map(|column| &column.field);
        Self {
            layout,
            converters: fields.map(Converter::of).collect(),
            names: Names::new(layout),
            header: Header::default(),
            is_sheet: file.format() == FileFormat::Xlsx,
            decimal_comma: file.options().decimal_comma,
            keys: Seen::default(),
            references: Seen::default(),
            plain_keys: Seen::default(),
        }
    }

    fn check(&mut self, record: Record) -> io::Result<Row> {
        let mut reading = Reading::of(record.number);
        if let Some(problem) = record.problem {
            reading.refuse(("", None), None, ("row", split_remedy(&problem)));
        } else {
            self.read(record.cells, &mut reading);
            self.check_fields(&mut reading);
            if self.layout.checks_content {
                self.check_content(&mut reading);
            }
        }
        // if the layout names a column as the reference, each row needs a value in it
        if let Some(column) = &self.layout.reference
            && reading.row.violations.is_empty()
            && reading.row.new.reference.is_none()
        {
            let text = ("is the reference, and is empty", "fill it in");
            reading.refuse((column, None), None, ("reference", text));
        }
        let key = duplicates::key(self.layout, &reading.row.new.values);
        if reading.row.violations.is_empty() && !self.layout.lenient {
            self.compare(&key, &mut reading)?;
        }
        reading.row.new.duplicate_key = key;
        Ok(reading.row)
    }

    /// Reads the values of the cells, and adds those that all rows share.
    fn read(&mut self, cells: Cells, reading: &mut Reading) {
        match cells {
            Cells::Listed(cells) => {
                for (index, cell) in cells.iter().enumerate() {
                    let Some((name, target)) = self.header.columns.get(index) else {
                        break;
                    };
                    let position = self
                        .is_sheet
                        .then(|| format!("{}{}", column_letters(index), reading.row.new.number));
                    self.read_cell((name, position), target, cell, reading);
                }
            }
            Cells::Named(cells) => {
                for (name, cell) in &cells {
                    match self.names.target(name) {
                        Ok(Target::Column(index))
                            if reading.columns.iter().any(|(i, ..)| *i == index) =>
                        {
                            let text = (
                                "is given twice, by two names of one column",
                                "delete one of them",
                            );
                            reading.refuse((name, None), cell.shown(), ("duplicate_column", text));
                        }
                        Ok(target) => self.read_cell((name, None), &target, cell, reading),
                        Err(problem) => {
                            let problem = problem.to_string();
                            let found = ("unknown_column", split_remedy(&problem));
                            reading.refuse((name, None), cell.shown(), found);
                        }
                    }
                }
            }
        }
        for column in &self.layout.columns {
            let name = &column.field.name;
            if let Some(value) = column.fixed.as_ref().or(column.default.as_ref())
                && !reading.row.new.values.contains_key(name)
                && !reading.has_problem(self.layout, name)
            {
                reading.row.new.values.insert(name.clone(), value.clone());
            }
        }
        let presets = self.layout.presets.clone();
        reading.row.new.values.extend(presets);
    }

    fn read_cell(
        &self,
        (name, position): (&str, Option<String>),
        target: &Target,
        cell: &Cell,
        reading: &mut Reading,
    ) {
        let index = match target {
            Target::Ignored => return,
            Target::Reference => {
                reading.row.new.reference = cell.shown();
                return;
            }
            Target::Column(index) => *index,
        };
        let column = self.layout.columns.get(index);
        let (Some(column), Some(converter)) = (column, self.converters.get(index)) else {
            return;
        };
        reading
            .columns
            .push((index, name.to_owned(), position.clone()));
        match converter.value(cell, self.decimal_comma) {
            Ok(Some(value)) => {
                if self.is_reference(name, &column.field.name) {
                    reading.row.new.reference = cell.shown();
                }
                let values = &mut reading.row.new.values;
                values.insert(column.field.name.clone(), value);
            }
            Ok(None) => {}
            Err(Problem { rule, text, remedy }) => {
                reading.refuse((name, position), cell.shown(), (rule, (&text, &remedy)));
            }
        }
    }

    /// Whether a column contains the customer's name for a row.
    fn is_reference(&self, name: &str, field: &str) -> bool {
        match &self.layout.reference {
            Some(reference) => reference == name,
            None => self.layout.batch.reference.as_deref() == Some(field),
        }
    }

    /// Checks the values against the document.
    fn check_fields(&self, reading: &mut Reading) {
        for found in self.layout.check.check(&reading.row.new.values) {
            let (column, name, cell) = self.column_of(&found.field, reading);
            if column.is_some_and(|column| reading.has_problem(self.layout, &column.field.name)) {
                continue;
            }
            let example = column.and_then(|column| column.field.facts.keywords.get("example"));
            let (text, remedy) = explain(&found, example);
            let value = found.value.as_deref().map(unquoted);
            let found = (found.rule.name(), (text.as_str(), remedy.as_str()));
            reading.refuse((&name, cell), value, found);
        }
    }

    /// Checks the content of the values by the rules of `x-check`.
    fn check_content(&self, reading: &mut Reading) {
        for found in self.layout.check.check_content(&reading.row.new.values) {
            let (_, name, cell) = self.column_of(&found.field, reading);
            if reading.has_problem(self.layout, &found.field) {
                continue;
            }
            reading.add_content((&name, cell), found);
        }
    }

    /// The location of a field or of a part of it: its column, the name of the column in the file (or of the field, if the
    /// file does not have the column), and the cell of a sheet.
    fn column_of(
        &self,
        field: &str,
        reading: &Reading,
    ) -> (Option<&'l LayoutColumn>, String, Option<String>) {
        let index = self.layout.columns.iter().position(|column| {
            let rest = field.strip_prefix(&column.field.name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        });
        let column = index.and_then(|index| self.layout.columns.get(index));
        let found = index.and_then(|index| reading.columns.iter().find(|(i, ..)| *i == index));
        match found {
            Some((_, name, cell)) => (column, name.clone(), cell.clone()),
            None => (column, field.to_owned(), None),
        }
    }

    /// Compares a valid row with those before it.
    fn compare(&mut self, key: &str, reading: &mut Reading) -> io::Result<()> {
        let number = reading.row.new.number;
        if let Some(row) = self.keys.earlier(key, number)? {
            let text = format!("is the same request as row {row}");
            let found = ("duplicate", (text.as_str(), "delete one of them"));
            reading.refuse(("", None), None, found);
        } else if let Some(reference) = reading.row.new.reference.clone()
            && let Some(row) = self.references.earlier(&reference, number)?
        {
            let text = format!("has the reference of row {row}");
            let text = (text.as_str(), "give each row a reference of its own");
            reading.refuse(("", None), Some(reference), ("duplicate_reference", text));
        }
        if self.layout.checks_content && reading.row.violations.is_empty() {
            let plain_values = self
                .layout
                .check
                .with_plain_tax_numbers(&reading.row.new.values);
            let plain_key = duplicates::key(self.layout, &plain_values);
            if let Some(row) = self.plain_keys.earlier(&plain_key, number)? {
                let text = format!(
                    "is the same request as row {row}, with the tax number in another form"
                );
                let found = ("similar", (text.as_str(), "delete one of them"));
                reading.add(Severity::Warning, ("", None), None, found);
            }
        }
        Ok(())
    }
}

/// The text of a violation of the document without the value, and the remedy.
fn explain(found: &FieldViolation, example: Option<&Value>) -> (String, String) {
    let (text, remedy) = values::split_format_remedy(&found.text);
    let value = found.value.as_deref().map(|value| format!("{value} "));
    let text = value
        .and_then(|value| text.strip_prefix(&value))
        .unwrap_or(text);
    let remedy = match (remedy, found.rule, example) {
        ("", Rule::Required | Rule::ParameterMissing, _) => "fill it in".to_owned(),
        ("", _, Some(Value::String(example))) => format!("write a value such as {example}"),
        ("", _, Some(example)) => format!("write a value such as {example}"),
        ("", _, None) => "correct the value".to_owned(),
        (remedy, ..) => remedy.to_owned(),
    };
    (text.to_owned(), remedy)
}

/// The problem and the remedy of a text that has both.
fn split_remedy(text: &str) -> (&str, &str) {
    text.split_once("; ").unwrap_or((text, ""))
}

/// A JSON string without its quotation marks.
fn unquoted(json: &str) -> String {
    serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_owned())
}

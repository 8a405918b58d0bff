//! Rows as they are to be sent, or what is wrong with them.

use std::io;
use std::ops::ControlFlow;

use classifications_contract::{FieldViolation, Rule, Values};
use serde_json::Value;

use super::cell::{Cell, Cells, Record, letters};
use super::columns::{Names, Target};
use super::duplicates::{self, Seen};
use super::error::RowsError;
use super::file::{FileFormat, InputFile};
use super::header::Header;
use super::layout::{Layout, LayoutColumn};
use super::values::{self, Problem, Takes};
use super::violation::{RowViolation, Severity};
use crate::NewRow;

/// A row of a file, checked.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Row {
    /// The row, as far as it could be read.
    pub new: NewRow,
    /// Everything that is wrong with it.
    pub violations: Vec<RowViolation>,
    /// Everything that is unusual about it, where the layout asks for it.
    pub warnings: Vec<RowViolation>,
}

impl Row {
    /// Says that a row of an earlier batch asks for the same.
    pub fn repeats(&mut self, batch: &str, row: i64) {
        let text = format!("asks for the same as row {row} of batch {batch}");
        let remedy = "delete it, or allow rows that are repeated";
        self.add(Severity::Error, "repeated", (&text, remedy));
    }

    /// Says what is wrong with the row as a whole, or unusual about it, and what to do.
    pub fn add(&mut self, severity: Severity, rule: &str, (text, remedy): (&str, &str)) {
        let findings = match severity {
            Severity::Error => &mut self.violations,
            Severity::Warning => &mut self.warnings,
        };
        findings.push(RowViolation {
            row: self.new.number,
            cell: None,
            column: String::new(),
            value: self.new.reference.clone(),
            rule: rule.to_owned(),
            text: text.to_owned(),
            remedy: remedy.to_owned(),
            severity,
        });
    }

    /// The violations, then the warnings.
    pub fn findings(&self) -> impl Iterator<Item = &RowViolation> {
        self.violations.iter().chain(&self.warnings)
    }
}

impl InputFile {
    /// Reads the file from its beginning, checks each row by the document and against those before it, and passes it on, until `row`
    /// breaks.
    ///
    /// # Errors
    /// [`RowsError`] where the file cannot be read or its columns do not fit. What is wrong with a row is no error.
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
    takes: Vec<Takes>,
    names: Names<'l, 'c>,
    header: Header,
    is_sheet: bool,
    decimal_comma: bool,
    keys: Seen,
    references: Seen,
    /// The keys with all tax numbers in one form.
    plain_keys: Seen,
}

/// A row that is read.
#[derive(Default)]
struct Reading {
    number: u64,
    values: Values,
    reference: Option<String>,
    violations: Vec<RowViolation>,
    warnings: Vec<RowViolation>,
    /// The location of the value of each column: its name in the file, and its cell.
    columns: Vec<(usize, String, Option<String>)>,
}

impl<'l, 'c> Checker<'l, 'c> {
    fn new(file: &InputFile, layout: &'l Layout<'c>) -> Self {
        let takes = layout.columns.iter().map(|column| Takes::of(&column.field));
        Self {
            layout,
            takes: takes.collect(),
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
        let mut reading = Reading {
            number: record.number,
            ..Reading::default()
        };
        if let Some(problem) = record.problem {
            let (what, remedy) = problem.split_once("; ").unwrap_or((&problem, ""));
            reading.add(("", None), None, "row", (what, remedy));
        } else {
            self.read(record.cells, &mut reading);
            self.check_fields(&mut reading);
            if self.layout.checks_content {
                self.check_content(&mut reading);
            }
        }
        if reading.violations.is_empty() && reading.reference.is_none() {
            self.miss_reference(&mut reading);
        }
        let duplicate_key = duplicates::key(self.layout, &reading.values);
        if reading.violations.is_empty() && !self.layout.lenient {
            self.compare(&duplicate_key, &mut reading)?;
        }
        Ok(Row {
            new: NewRow {
                number: reading.number,
                reference: reading.reference,
                values: reading.values,
                duplicate_key,
            },
            violations: reading.violations,
            warnings: reading.warnings,
        })
    }

    /// Takes the values of the cells, and of what all rows have.
    fn read(&mut self, cells: Cells, reading: &mut Reading) {
        match cells {
            Cells::Listed(cells) => {
                for (index, cell) in cells.iter().enumerate() {
                    let Some((name, target)) = self.header.columns.get(index) else {
                        break;
                    };
                    let position = self
                        .is_sheet
                        .then(|| format!("{}{}", letters(index), reading.number));
                    self.take((name, position), target, cell, reading);
                }
            }
            Cells::Named(cells) => {
                for (name, cell) in &cells {
                    match self.names.target(name) {
                        Ok(Target::Column(index))
                            if reading.columns.iter().any(|(i, ..)| *i == index) =>
                        {
                            let text = "is given twice, by two names of one column";
                            reading.add(
                                (name, None),
                                cell.shown(),
                                "duplicate_column",
                                (text, "delete one of them"),
                            );
                        }
                        Ok(target) => self.take((name, None), &target, cell, reading),
                        Err(problem) => {
                            let problem = problem.to_string();
                            let (what, remedy) = problem.split_once("; ").unwrap_or((&problem, ""));
                            reading.add(
                                (name, None),
                                cell.shown(),
                                "unknown_column",
                                (what, remedy),
                            );
                        }
                    }
                }
            }
        }
        for column in &self.layout.columns {
            let name = &column.field.name;
            if let Some(value) = column.fixed.as_ref().or(column.default.as_ref())
                && !reading.values.contains_key(name)
                && !reading.has_problem(self.layout, name)
            {
                reading.values.insert(name.clone(), value.clone());
            }
        }
        for (name, value) in &self.layout.presets {
            reading.values.insert(name.clone(), value.clone());
        }
    }

    fn take(
        &self,
        (name, position): (&str, Option<String>),
        target: &Target,
        cell: &Cell,
        reading: &mut Reading,
    ) {
        let index = match target {
            Target::Ignored => return,
            Target::Reference => {
                reading.reference = cell.shown();
                return;
            }
            Target::Column(index) => *index,
        };
        let (Some(column), Some(takes)) = (self.layout.columns.get(index), self.takes.get(index))
        else {
            return;
        };
        reading
            .columns
            .push((index, name.to_owned(), position.clone()));
        match takes.value(cell, self.decimal_comma) {
            Ok(Some(value)) => {
                if self.is_reference(name, &column.field.name) {
                    reading.reference = cell.shown();
                }
                reading.values.insert(column.field.name.clone(), value);
            }
            Ok(None) => {}
            Err(Problem { rule, text, remedy }) => {
                reading.add((name, position), cell.shown(), rule, (&text, &remedy));
            }
        }
    }

    /// Whether a column has the customer's name for a row.
    fn is_reference(&self, name: &str, field: &str) -> bool {
        match &self.layout.reference {
            Some(wanted) => wanted == name,
            None => self.layout.batch.reference.as_deref() == Some(field),
        }
    }

    /// Checks the values by the document.
    fn check_fields(&self, reading: &mut Reading) {
        for found in self.layout.check.check(&reading.values) {
            let (column, name, cell) = self.column_of(&found.field, reading);
            if column.is_some_and(|column| reading.has_problem(self.layout, &column.field.name)) {
                continue;
            }
            let example = column.and_then(|column| column.field.facts.keywords.get("example"));
            let (text, remedy) = explained(&found, example);
            let value = found.value.as_deref().map(unquoted);
            reading.add((&name, cell), value, found.rule.name(), (&text, &remedy));
        }
    }

    /// Checks the values by `x-check`, beyond their form.
    fn check_content(&self, reading: &mut Reading) {
        for found in self.layout.check.check_content(&reading.values) {
            let (_, name, cell) = self.column_of(&found.field, reading);
            if reading.has_problem(self.layout, &found.field) {
                continue;
            }
            let text = (found.text.as_str(), found.remedy.as_str());
            if found.is_warning {
                reading.warn((&name, cell), Some(found.value), found.rule, text);
            } else {
                reading.add((&name, cell), Some(found.value), found.rule, text);
            }
        }
    }

    /// The location of a field or a part of it: its column, the name in the file, and the cell.
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

    /// A column that is named as the reference has a value in each row.
    fn miss_reference(&self, reading: &mut Reading) {
        if let Some(column) = &self.layout.reference {
            let text = "is the reference, and is empty";
            reading.add((column, None), None, "reference", (text, "fill it in"));
        }
    }

    /// Compares a valid row with those before it.
    fn compare(&mut self, key: &str, reading: &mut Reading) -> io::Result<()> {
        if let Some(row) = self.keys.earlier(key, reading.number)? {
            let text = format!("asks for the same as row {row}");
            reading.add(("", None), None, "duplicate", (&text, "delete one of them"));
        } else if let Some(reference) = reading.reference.clone()
            && let Some(row) = self.references.earlier(&reference, reading.number)?
        {
            let text = format!("has the reference of row {row}");
            let remedy = "give each row a reference of its own";
            reading.add(
                ("", None),
                Some(reference),
                "duplicate_reference",
                (&text, remedy),
            );
        }
        if self.layout.checks_content && reading.violations.is_empty() {
            let plain = self.layout.check.with_plain_tax_numbers(&reading.values);
            let plain = duplicates::key(self.layout, &plain);
            if let Some(row) = self.plain_keys.earlier(&plain, reading.number)? {
                let text =
                    format!("asks for the same as row {row}, with the tax number in another form");
                reading.warn(("", None), None, "similar", (&text, "delete one of them"));
            }
        }
        Ok(())
    }
}

impl Reading {
    fn add(
        &mut self,
        position: (&str, Option<String>),
        value: Option<String>,
        rule: &str,
        explanation: (&str, &str),
    ) {
        let found = self.finding(Severity::Error, position, value, (rule, explanation));
        self.violations.push(found);
    }

    fn warn(
        &mut self,
        position: (&str, Option<String>),
        value: Option<String>,
        rule: &str,
        explanation: (&str, &str),
    ) {
        let found = self.finding(Severity::Warning, position, value, (rule, explanation));
        self.warnings.push(found);
    }

    fn finding(
        &self,
        severity: Severity,
        (column, cell): (&str, Option<String>),
        value: Option<String>,
        (rule, (text, remedy)): (&str, (&str, &str)),
    ) -> RowViolation {
        /// A value is shown up to this length.
        const SHOWN: usize = 100;
        RowViolation {
            row: self.number,
            cell,
            column: column.to_owned(),
            value: value.map(|value| value.chars().take(SHOWN).collect()),
            rule: rule.to_owned(),
            text: text.to_owned(),
            remedy: remedy.to_owned(),
            severity,
        }
    }

    /// Whether the cell of a field was refused, so that it is no news that the value is absent.
    fn has_problem(&self, layout: &Layout<'_>, field: &str) -> bool {
        let index = layout
            .columns
            .iter()
            .position(|column| column.field.name == *field);
        let column = self.columns.iter().find(|(i, ..)| Some(*i) == index);
        column.is_some_and(|(_, name, _)| self.violations.iter().any(|found| found.column == *name))
    }
}

/// A violation of the document, and the remedy.
fn explained(found: &FieldViolation, example: Option<&Value>) -> (String, String) {
    let (what, remedy) = values::split(&found.text);
    let value = found.value.as_deref().map(|value| format!("{value} "));
    let what = value
        .and_then(|value| what.strip_prefix(&value))
        .unwrap_or(what);
    let remedy = match (remedy, found.rule, example) {
        ("", Rule::Required | Rule::ParameterMissing, _) => "fill it in".to_owned(),
        ("", _, Some(Value::String(example))) => format!("write a value such as {example}"),
        ("", _, Some(example)) => format!("write a value such as {example}"),
        ("", _, None) => "correct the value".to_owned(),
        (remedy, ..) => remedy.to_owned(),
    };
    (what.to_owned(), remedy)
}

/// A JSON string without its quotation marks.
fn unquoted(json: &str) -> String {
    serde_json::from_str::<String>(json).unwrap_or_else(|_| json.to_owned())
}

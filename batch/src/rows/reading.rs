//! A row and its findings, during and after the check.

use classifications_contract::{ContentFinding, ContentProblem, Values};

use super::layout::Layout;
use super::violation::{RowViolation, Severity};
use crate::NewRow;

/// The maximum number of characters of a value in a finding.
const SHOWN: usize = 100;

/// A checked row of a file.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Row {
    /// The row, as far as it could be read.
    pub new: NewRow,
    /// Its violations.
    pub violations: Vec<RowViolation>,
    /// Its warnings, if the layout checks content.
    pub warnings: Vec<RowViolation>,
}

impl Row {
    /// Adds the violation that a row of an earlier batch has the same request.
    pub fn repeats(&mut self, batch: &str, row: i64) {
        let text = format!("is the same request as row {row} of batch {batch}");
        let remedy = "delete it, or allow rows that are repeated";
        self.add(Severity::Error, "repeated", (&text, remedy));
    }

    /// Adds a finding about the row as a whole, with its remedy.
    pub fn add(&mut self, severity: Severity, rule: &str, explanation: (&str, &str)) {
        let value = self.new.reference.clone();
        self.push(severity, ("", None), value, (rule, explanation), None);
    }

    fn push(
        &mut self,
        severity: Severity,
        (column, cell): (&str, Option<String>),
        value: Option<String>,
        (rule, (text, remedy)): (&str, (&str, &str)),
        content: Option<ContentProblem>,
    ) {
        let findings = match severity {
            Severity::Error => &mut self.violations,
            Severity::Warning => &mut self.warnings,
        };
        findings.push(RowViolation {
            row: self.new.number,
            cell,
            column: column.to_owned(),
            value,
            rule: rule.to_owned(),
            text: text.to_owned(),
            remedy: remedy.to_owned(),
            severity,
            content,
        });
    }

    /// The violations, then the warnings.
    pub fn findings(&self) -> impl Iterator<Item = &RowViolation> {
        self.violations.iter().chain(&self.warnings)
    }
}

/// A row during its check, and the locations of its values in the file.
pub(super) struct Reading {
    pub(super) row: Row,
    /// The index of each column in the layout, its name in the file, and its cell.
    pub(super) columns: Vec<(usize, String, Option<String>)>,
}

impl Reading {
    pub(super) fn of(number: u64) -> Self {
        Self {
            row: Row {
                new: NewRow {
                    number,
                    reference: None,
                    values: Values::new(),
                    duplicate_key: String::new(),
                },
                violations: Vec::new(),
                warnings: Vec::new(),
            },
            columns: Vec::new(),
        }
    }

    /// Adds a finding about a value: `position` has the column and the cell, `found` the rule, the text and the remedy.
    pub(super) fn add(
        &mut self,
        severity: Severity,
        position: (&str, Option<String>),
        value: Option<String>,
        found: (&str, (&str, &str)),
    ) {
        let value = value.map(|value| start_of(&value));
        self.row.push(severity, position, value, found, None);
    }

    /// Adds a finding of `x-check`. `position` has the column and the cell.
    pub(super) fn add_content(&mut self, position: (&str, Option<String>), found: ContentFinding) {
        let ContentFinding { value, problem, .. } = found;
        let severity = if problem.is_warning() {
            Severity::Warning
        } else {
            Severity::Error
        };
        let (text, remedy) = (problem.to_string(), problem.remedy());
        let explanation = (problem.rule(), (text.as_str(), remedy.as_str()));
        let value = Some(start_of(&value));
        self.row
            .push(severity, position, value, explanation, Some(problem));
    }

    /// Adds a violation, as [`Reading::add`] does.
    pub(super) fn refuse(
        &mut self,
        position: (&str, Option<String>),
        value: Option<String>,
        found: (&str, (&str, &str)),
    ) {
        self.add(Severity::Error, position, value, found);
    }

    /// Whether the cell of a field has a violation. Then no further one is added for the field.
    pub(super) fn has_problem(&self, layout: &Layout<'_>, field: &str) -> bool {
        let index = layout
            .columns
            .iter()
            .position(|column| column.field.name == *field);
        let column = self.columns.iter().find(|(i, ..)| Some(*i) == index);
        let violations = &self.row.violations;
        column.is_some_and(|(_, name, _)| violations.iter().any(|found| found.column == *name))
    }
}

/// The part of a value that a finding shows.
fn start_of(value: &str) -> String {
    value.chars().take(SHOWN).collect()
}

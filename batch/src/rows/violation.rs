//! Violations of rows, and a bounded summary of them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::reading::Row;

/// Whether a row can be sent with a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Severity {
    /// The row cannot be sent.
    Error,
    /// The row can be sent: a value is unusual and possible.
    Warning,
}

impl Severity {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A violation in a row, or an unusual value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RowViolation {
    /// The line on which the row begins, or the row of the sheet.
    pub row: u64,
    /// The cell of a sheet, such as `B7`.
    pub cell: Option<String>,
    /// The column; empty for the row as a whole.
    pub column: String,
    /// The value, if it is present.
    pub value: Option<String>,
    /// The name of the rule.
    pub rule: String,
    /// The problem.
    pub text: String,
    /// The remedy.
    pub remedy: String,
    /// Whether the row can be sent nevertheless.
    pub severity: Severity,
}

/// How many rows are valid, and the first violations.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Findings {
    /// Rows without a violation.
    pub valid: u64,
    /// Rows with one.
    pub invalid: u64,
    /// How many violations there are.
    pub violations: u64,
    /// How many warnings there are.
    pub warnings: u64,
    /// The first of all these.
    pub first: Vec<RowViolation>,
    /// How many there are of each rule in each column.
    #[serde(serialize_with = "as_list")]
    pub counts: BTreeMap<(String, String), u64>,
    #[serde(skip)]
    most: usize,
}

/// More columns and rules than this are counted together.
const MOST_COUNTS: usize = 1000;

impl Findings {
    /// Nothing found yet; `most` violations are kept.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self {
            valid: 0,
            invalid: 0,
            violations: 0,
            warnings: 0,
            first: Vec::new(),
            counts: BTreeMap::new(),
            most,
        }
    }

    /// Counts a row.
    pub fn add(&mut self, row: &Row) {
        if row.violations.is_empty() {
            self.valid += 1;
        } else {
            self.invalid += 1;
        }
        for violation in row.findings() {
            match violation.severity {
                Severity::Error => self.violations += 1,
                Severity::Warning => self.warnings += 1,
            }
            let kind = (violation.column.clone(), violation.rule.clone());
            let known = self.counts.len() < MOST_COUNTS || self.counts.contains_key(&kind);
            let kind = if known {
                kind
            } else {
                (String::new(), "other".to_owned())
            };
            *self.counts.entry(kind).or_default() += 1;
            if self.first.len() < self.most {
                self.first.push(violation.clone());
            }
        }
    }
}

/// The keys of JSON are texts.
fn as_list<S: serde::Serializer>(
    counts: &BTreeMap<(String, String), u64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Count<'a> {
        column: &'a str,
        rule: &'a str,
        violations: u64,
    }
    serializer.collect_seq(counts.iter().map(|((column, rule), count)| Count {
        column,
        rule,
        violations: *count,
    }))
}

//! Violations in rows.

use classifications_contract::ContentProblem;
use serde::Serialize;

/// Whether a row can be sent with a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Severity {
    /// The row cannot be sent.
    Error,
    /// The row can be sent, but a value is unusual.
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

/// A violation in a row, or a warning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RowViolation {
    /// The line on which the row begins, or the row of the sheet.
    pub row: u64,
    /// The cell of a sheet, such as `B7`.
    pub cell: Option<String>,
    /// The column; empty for the row as a whole.
    pub column: String,
    /// The value, if there is one.
    pub value: Option<String>,
    /// The name of the rule.
    pub rule: String,
    /// The problem.
    pub text: String,
    /// The remedy.
    pub remedy: String,
    /// Whether the row can be sent.
    pub severity: Severity,
    /// The problem as data, if `x-check` found it.
    #[serde(skip)]
    pub content: Option<ContentProblem>,
}

//! Errors of batches.

use std::fmt;
use std::path::PathBuf;

use classifications_batch::rows::{Findings, RowViolation, RowsError, Severity};
use classifications_batch::{JournalError, RunError};
use rust_decimal::Decimal;

use crate::language::rows;
use crate::output::text::one_line;
use crate::tr;

/// A batch was not created, or is not finished.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The file cannot be read, or its columns are invalid.
    #[error(transparent)]
    Rows(#[from] RowsError),
    /// Rows are invalid.
    #[error("{}", Violations(.0))]
    Invalid(Box<Findings>),
    /// Rows are invalid, or have warnings with `--strict`; the findings are printed.
    #[error("{}", summary(.0))]
    Checked(Box<Findings>),
    /// The file has no valid row.
    #[error("{}", tr!("no-valid-row", "{file} has no valid row", file = .0.display()))]
    Empty(PathBuf),
    /// The file changed after it was checked.
    #[error("{}", tr!("file-changed", "{file} was changed while it was read", file = .0.display()))]
    Changed(PathBuf),
    /// The estimated cost is higher than `--max-cost`.
    #[error("{}", tr!("cost-exceeded", "{requests} requests at {fee} each may cost {cost}, which is more than {max_cost}", requests, fee, cost, max_cost))]
    Cost {
        requests: u64,
        fee: Decimal,
        cost: Decimal,
        max_cost: Decimal,
    },
    /// The journal failed.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// Sending failed.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The batch is finished, except for rows that need a person.
    #[error("{}", tr!("batch-needs-person", "the batch {batch} has finished, with {rows} to review", batch, rows = counted(*.rows)))]
    NeedsPerson {
        batch: String,
        rows: i64,
        journal: String,
    },
    /// The batch is not finished.
    #[error("{}", tr!("batch-unfinished", "the batch {batch} has not finished: {reason}; {rows} left", batch, reason, rows = counted(*.rows)))]
    Unfinished {
        batch: String,
        reason: String,
        rows: i64,
        journal: String,
    },
    /// An argument is missing, ambiguous or invalid.
    #[error("{0}")]
    Argument(String),
}

/// The text for a number of rows.
pub fn counted(count: i64) -> String {
    if count == 1 {
        tr!("one-row", "1 row")
    } else {
        tr!("rows", "{count} rows", count)
    }
}

/// The remedy for a file that cannot be read.
pub fn unread_file() -> String {
    tr!(
        "check-file-name",
        "check the name of the file, and whether you may read it"
    )
}

impl BatchError {
    /// The exit code; `--help` lists them.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Rows(RowsError::Read { .. })
            | Self::Journal(_)
            | Self::Run(_)
            | Self::Changed(_)
            | Self::Cost { .. } => 1,
            Self::Rows(_)
            | Self::Invalid(_)
            | Self::Checked(_)
            | Self::Empty(_)
            | Self::Argument(_) => 2,
            Self::NeedsPerson { .. } => 6,
            Self::Unfinished { .. } => 7,
        }
    }

    /// The remedy, if any.
    pub fn remedy(&self) -> Option<String> {
        Some(match self {
            Self::Rows(RowsError::Read { .. }) => unread_file(),
            Self::Rows(RowsError::Header { .. }) => tr!(
                "template-writes",
                "`classifications batch template COMMAND` writes a file with all columns"
            ),
            Self::Invalid(findings) => {
                tr!(
                    "correct-rows",
                    "correct the rows; --skip-invalid sends the others, --violations FILE writes all violations"
                ) + decimal_comma(findings).as_str()
            }
            Self::Checked(findings) => {
                tr!(
                    "correct-checked",
                    "correct the rows; --violations FILE writes all of this"
                ) + decimal_comma(findings).as_str()
            }
            Self::Changed(_) => tr!(
                "run-again",
                "run the command again; the rows that are already in the journal are never sent"
            ),
            Self::Cost { .. } => tr!("higher-cost", "give a higher --max-cost, or fewer rows"),
            Self::NeedsPerson { batch, journal, .. } => tr!(
                "review-shows",
                "`classifications batch review {batch}{journal}` shows them, `classifications batch resolve` settles each",
                batch,
                journal
            ),
            Self::Unfinished { batch, journal, .. } => {
                tr!(
                    "resume-goes-on",
                    "`classifications batch resume {batch}{journal}` continues",
                    batch,
                    journal
                )
            }
            Self::Run(RunError::Journal { .. }) => tr!(
                "every-row-in-journal",
                "every row is in the journal; resume when the journal can be written"
            ),
            _ => return None,
        })
    }
}

/// An addition to the remedy if numbers are ambiguous; empty otherwise.
fn decimal_comma(findings: &Findings) -> String {
    let is_ambiguous = |(_, rule): &(String, String)| rule == "ambiguous_number";
    if findings.counts.keys().any(is_ambiguous) {
        tr!(
            "decimal-comma",
            "; --decimal-comma reads 40.000 as 40000 and 40,5 as forty and a half"
        )
    } else {
        String::new()
    }
}

/// The numbers of invalid rows and of warnings.
fn summary(findings: &Findings) -> String {
    let all = findings.valid + findings.invalid;
    let invalid = match findings.invalid {
        1 => tr!("one-invalid", "1 of {all} rows is invalid", all),
        count => tr!(
            "rows-invalid",
            "{count} of {all} rows are invalid",
            count,
            all
        ),
    };
    match findings.warnings {
        0 => invalid,
        1 => tr!("one-warning", "{invalid}, 1 warning", invalid),
        warnings => tr!(
            "warnings",
            "{invalid}, {count} warnings",
            invalid,
            count = warnings
        ),
    }
}

/// The first violations, one per line. If there are more, the number of violations of each column and rule follows.
pub struct Violations<'f>(pub &'f Findings);

impl fmt::Display for Violations<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let findings = self.0;
        f.write_str(&summary(findings))?;
        for violation in &findings.first {
            write!(f, "\n  {}", line(violation))?;
        }
        let listed = u64::try_from(findings.first.len()).unwrap_or(u64::MAX);
        let all = findings.violations + findings.warnings;
        if all > listed {
            let more = tr!(
                "and-more",
                "and {count} more; in all:",
                count = all - listed
            );
            write!(f, "\n  {more}")?;
            for ((column, rule), count) in &findings.counts {
                let column = if column.is_empty() {
                    tr!("the-row", "the row")
                } else {
                    one_line(column)
                };
                let times = tr!(
                    "rule-times",
                    "{column}: {rule} {count} times",
                    column,
                    rule,
                    count
                );
                write!(f, "\n    {times}")?;
            }
        }
        Ok(())
    }
}

/// A violation on one line: location, text and remedy.
fn line(violation: &RowViolation) -> String {
    let cell = violation.cell.as_ref();
    let cell = cell.map_or_else(String::new, |cell| tr!("at-cell", ", cell {cell}", cell));
    let column = match violation.column.as_str() {
        "" => String::new(),
        column => tr!("at-column", ", column {column}", column),
    };
    let value = violation.value.as_ref();
    let value = value.map_or_else(String::new, |value| format!(" {value:?}"));
    let (text, remedy) = rows::of_violation(violation);
    let remedy = match remedy.as_str() {
        "" => String::new(),
        remedy => format!("; {remedy}"),
    };
    let RowViolation { row, rule, .. } = violation;
    let place = tr!("at-row", "row {row}{cell}{column}:", row, cell, column);
    let place = match violation.severity {
        Severity::Warning => tr!("row-warning", "warning: {place}", place),
        _ => place,
    };
    one_line(&format!("{place}{value} {text}{remedy} [{rule}]"))
}

//! Errors of a batch that is not made, or not finished.

use std::fmt;
use std::path::PathBuf;

use classifications_batch::rows::{Findings, RowViolation, RowsError, Severity};
use classifications_batch::{JournalError, RunError};
use rust_decimal::Decimal;

use crate::error::CommandError;
use crate::language::rows;
use crate::output;
use crate::tr;

/// A batch that is not made, or not finished.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The file cannot be read, or its columns do not fit.
    #[error(transparent)]
    Rows(#[from] RowsError),
    /// Rows are invalid.
    #[error("{}", Violations(.0))]
    Invalid(Box<Findings>),
    /// Rows are invalid, or unusual where that is refused; all of them are printed.
    #[error("{}", summary(.0))]
    Checked(Box<Findings>),
    /// There is nothing to send.
    #[error("{}", tr!("no-valid-row", "{file} has no valid row", file = .0.display()))]
    Empty(PathBuf),
    /// The file is not the one that was checked.
    #[error("{}", tr!("file-changed", "{file} was changed while it was read", file = .0.display()))]
    Changed(PathBuf),
    /// The requests may cost more than is allowed.
    #[error("{}", tr!("cost-exceeded", "{requests} requests at {fee} each may cost {cost}, which is more than {most}", requests, fee, cost, most))]
    Cost {
        requests: u64,
        fee: Decimal,
        cost: Decimal,
        most: Decimal,
    },
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The run.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The batch is finished, as far as a machine can.
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
    /// There is no batch, or there are several, where one is meant.
    #[error("{0}")]
    Which(String),
}

/// A number of rows.
pub fn counted(count: i64) -> String {
    if count == 1 {
        tr!("one-row", "1 row")
    } else {
        tr!("rows", "{count} rows", count)
    }
}

/// What to do about a file that cannot be read.
pub fn unread_file() -> String {
    tr!(
        "check-file-name",
        "check the name of the file, and whether you may read it"
    )
}

impl BatchError {
    /// The exit code, as `--help` lists it.
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
            | Self::Which(_) => 2,
            Self::NeedsPerson { .. } => 6,
            Self::Unfinished { .. } => 7,
        }
    }

    /// The remedy.
    pub fn remedy(&self) -> Option<String> {
        Some(match self {
            Self::Rows(RowsError::Read { .. }) => unread_file(),
            Self::Rows(RowsError::Header { .. }) => tr!(
                "template-writes",
                "`classifications batch template COMMAND` writes a file with all columns"
            ),
            Self::Invalid(found) => {
                tr!(
                    "correct-rows",
                    "correct the rows; --skip-invalid sends the others, --violations FILE writes all violations"
                ) + comma(found).as_str()
            }
            Self::Checked(found) => {
                tr!(
                    "correct-checked",
                    "correct the rows; --violations FILE writes all of this"
                ) + comma(found).as_str()
            }
            Self::Changed(_) => tr!(
                "run-again",
                "run the command again; the rows that were kept are never sent"
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
                    "`classifications batch resume {batch}{journal}` goes on",
                    batch,
                    journal
                )
            }
            Self::Run(RunError::Journal { .. }) => tr!(
                "every-row-in-journal",
                "every row is in the journal; resume when it can be written"
            ),
            _ => return None,
        })
    }
}

/// The remedy for ambiguous numbers.
fn comma(found: &Findings) -> String {
    let is_ambiguous = |(_, rule): &(String, String)| rule == "ambiguous_number";
    if found.counts.keys().any(is_ambiguous) {
        tr!(
            "decimal-comma",
            "; --decimal-comma reads 40.000 as 40000 and 40,5 as forty and a half"
        )
    } else {
        String::new()
    }
}

/// How many rows are invalid, and how many warnings there are.
fn summary(found: &Findings) -> String {
    let all = found.valid + found.invalid;
    let invalid = match found.invalid {
        1 => tr!("one-invalid", "1 of {all} rows is invalid", all),
        count => tr!(
            "rows-invalid",
            "{count} of {all} rows are invalid",
            count,
            all
        ),
    };
    match found.warnings {
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

/// Errors of the journal, the rows and the run are those of a batch.
impl<E: Into<BatchError>> From<E> for CommandError {
    fn from(error: E) -> Self {
        Self::Batch(Box::new(error.into()))
    }
}

/// Violations, a line each, and how many there are where not all are listed.
pub struct Violations<'f>(pub &'f Findings);

impl fmt::Display for Violations<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = self.0;
        f.write_str(&summary(found))?;
        for violation in &found.first {
            write!(f, "\n  {}", line(violation))?;
        }
        let listed = u64::try_from(found.first.len()).unwrap_or(u64::MAX);
        let all = found.violations + found.warnings;
        if all > listed {
            let more = tr!(
                "and-more",
                "and {count} more; in all:",
                count = all - listed
            );
            write!(f, "\n  {more}")?;
            for ((column, rule), count) in &found.counts {
                let column = if column.is_empty() {
                    tr!("the-row", "the row")
                } else {
                    output::one_line(column)
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

/// A violation: where, what, and what to do.
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
    output::one_line(&format!("{place}{value} {text}{remedy} [{rule}]"))
}

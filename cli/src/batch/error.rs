//! Why a batch is not made, or not finished.

use std::fmt;
use std::path::PathBuf;

use classifications_batch::rows::{Findings, RowViolation, RowsError, Severity};
use classifications_batch::{JournalError, RunError};
use rust_decimal::Decimal;

use crate::failure::Failure;
use crate::output;

/// A batch that is not made, or not finished.
#[derive(Debug, thiserror::Error)]
pub enum BatchFailure {
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
    #[error("{} has no valid row", .0.display())]
    Empty(PathBuf),
    /// The file is not the one that was checked.
    #[error("{} was changed while it was read", .0.display())]
    Changed(PathBuf),
    /// The requests may cost more than is allowed.
    #[error("{requests} requests at {fee} each may cost {cost}, which is more than {most}")]
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
    #[error("the batch {batch} has finished, with {rows} to review", rows = counted(*.rows))]
    NeedsPerson {
        batch: String,
        rows: i64,
        journal: String,
    },
    /// The batch is not finished.
    #[error("the batch {batch} has not finished: {reason}; {rows} left", rows = counted(*.rows))]
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
        "1 row".to_owned()
    } else {
        format!("{count} rows")
    }
}

impl BatchFailure {
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

    /// What to do about it.
    pub fn remedy(&self) -> Option<String> {
        Some(match self {
            Self::Rows(RowsError::Header { .. }) => {
                "`classifications batch template COMMAND` writes a file with all columns".to_owned()
            }
            Self::Invalid(found) => {
                format!(
                    "correct the rows; --skip-invalid sends the others, --violations FILE writes all violations{}",
                    comma(found)
                )
            }
            Self::Checked(found) => {
                format!(
                    "correct the rows; --violations FILE writes all of this{}",
                    comma(found)
                )
            }
            Self::Changed(_) => {
                "run the command again; the rows that were kept are never sent".to_owned()
            }
            Self::Cost { .. } => "give a higher --max-cost, or fewer rows".to_owned(),
            Self::NeedsPerson { batch, journal, .. } => format!(
                "`classifications batch review {batch}{journal}` shows them, `classifications batch resolve` settles each"
            ),
            Self::Unfinished { batch, journal, .. } => {
                format!("`classifications batch resume {batch}{journal}` goes on")
            }
            Self::Run(RunError::Journal { .. }) => {
                "every row is in the journal; resume when it can be written".to_owned()
            }
            _ => return None,
        })
    }
}

/// What to do about numbers that can be two.
fn comma(found: &Findings) -> &'static str {
    let is_ambiguous = |(_, rule): &(String, String)| rule == "ambiguous_number";
    if found.counts.keys().any(is_ambiguous) {
        "; --decimal-comma reads 40.000 as 40000 and 40,5 as forty and a half"
    } else {
        ""
    }
}

/// How many rows are invalid, and how many warnings there are.
fn summary(found: &Findings) -> String {
    let all = found.valid + found.invalid;
    let are = if found.invalid == 1 { "is" } else { "are" };
    let invalid = format!("{} of {all} rows {are} invalid", found.invalid);
    match found.warnings {
        0 => invalid,
        1 => format!("{invalid}, 1 warning"),
        warnings => format!("{invalid}, {warnings} warnings"),
    }
}

impl From<BatchFailure> for Failure {
    fn from(failure: BatchFailure) -> Self {
        Self::Batch(Box::new(failure))
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
            write!(f, "\n  and {} more; in all:", all - listed)?;
            for ((column, rule), count) in &found.counts {
                let column = if column.is_empty() { "the row" } else { column };
                write!(
                    f,
                    "\n    {}: {rule} {count} times",
                    output::one_line(column)
                )?;
            }
        }
        Ok(())
    }
}

/// A violation: where, what, and what to do.
fn line(violation: &RowViolation) -> String {
    let cell = violation.cell.as_ref();
    let cell = cell.map_or_else(String::new, |cell| format!(", cell {cell}"));
    let column = match violation.column.as_str() {
        "" => String::new(),
        column => format!(", column {column}"),
    };
    let value = violation.value.as_ref();
    let value = value.map_or_else(String::new, |value| format!(" {value:?}"));
    let remedy = match violation.remedy.as_str() {
        "" => String::new(),
        remedy => format!("; {remedy}"),
    };
    let RowViolation {
        row, text, rule, ..
    } = violation;
    let kind = match violation.severity {
        Severity::Warning => "warning: ",
        _ => "",
    };
    output::one_line(&format!(
        "{kind}row {row}{cell}{column}:{value} {text}{remedy} [{rule}]"
    ))
}

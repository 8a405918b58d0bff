//! Errors of a file that cannot be read, and of its header.

use std::io;
use std::path::PathBuf;

/// A file that cannot be read as rows.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RowsError {
    /// The file cannot be opened or read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// The file has no supported format, or the wrong content.
    #[error("cannot use {}: {reason}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// The problem, and the remedy.
        reason: String,
    },
    /// The file cannot be read beyond a row.
    #[error("cannot read {} beyond row {row}: {reason}", path.display())]
    Row {
        /// The file.
        path: PathBuf,
        /// The line or the row of the sheet.
        row: u64,
        /// The problem, and the remedy.
        reason: String,
    },
    /// The columns do not fit the operation.
    #[error("the columns of {} do not fit:\n{}", path.display(), listed(problems))]
    Header {
        /// The file.
        path: PathBuf,
        /// All problems.
        problems: Vec<HeaderProblem>,
    },
    /// The temporary file by which repeated rows of long files are found cannot be used.
    #[error(
        "a temporary file cannot be used; free space in the folder for temporary files, or name another one by TMPDIR"
    )]
    Temporary(#[source] io::Error),
    /// The options do not fit the document.
    #[error("{0}")]
    Layout(String),
}

/// A problem with a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderProblem {
    /// The column's name in the file, or the name that is missing there.
    pub column: String,
    /// The kind of the problem.
    pub kind: HeaderProblemKind,
}

/// The kind of a problem with a column. Its text has the problem and the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeaderProblemKind {
    /// The command has no such column.
    #[error("is not a column of this command{}", remedy(nearest.as_deref()))]
    Unknown {
        /// The column with the most similar name.
        nearest: Option<String>,
    },
    /// The file also has the column under another name.
    #[error("is the same column as {first:?}; delete one of them")]
    Repeated {
        /// The other name.
        first: String,
    },
    /// All rows have a value that was given for them.
    #[error(
        "is given as {value} for all rows; delete the column, or do not give one value for all"
    )]
    Fixed {
        /// The value.
        value: String,
    },
    /// The command itself sets the value.
    #[error("is always {value} in this command; delete the column")]
    Preset {
        /// The value.
        value: String,
    },
    /// A required column is absent.
    #[error(
        "is required and there is no such column; add it{}, or give one value for all rows",
        or_alias(alias.as_deref())
    )]
    Missing {
        /// Another name of the column.
        alias: Option<String>,
    },
    /// The column that was named as the reference is absent.
    #[error("is named as the reference and there is no such column")]
    NoReference,
}

fn remedy(nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => format!("; did you mean {nearest:?}?"),
        None => "; delete it, or name it as one to be ignored".to_owned(),
    }
}

fn or_alias(alias: Option<&str>) -> String {
    alias.map_or_else(String::new, |alias| format!(" or {alias:?}"))
}

fn listed(problems: &[HeaderProblem]) -> String {
    let lines = problems.iter().map(|problem| {
        let HeaderProblem { column, kind } = problem;
        format!("  {column:?} {kind}")
    });
    lines.collect::<Vec<_>>().join("\n")
}

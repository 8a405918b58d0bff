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
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file is of no form that is read here.
    #[error("cannot use {}: {reason}", path.display())]
    Form {
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
    #[error("the columns of {} do not fit:\n{}", path.display(), listed(faults))]
    Header {
        /// The file.
        path: PathBuf,
        /// Everything that is wrong.
        faults: Vec<HeaderFault>,
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
pub struct HeaderFault {
    /// The column's name in the file, or the name that is missing there.
    pub column: String,
    /// The problem, and the remedy.
    pub text: String,
}

fn listed(faults: &[HeaderFault]) -> String {
    let lines = faults.iter().map(|fault| {
        let HeaderFault { column, text } = fault;
        format!("  {column:?} {text}")
    });
    lines.collect::<Vec<_>>().join("\n")
}

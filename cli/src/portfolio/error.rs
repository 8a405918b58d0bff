//! Errors of the commands of `portfolio`.

use std::path::PathBuf;

use classifications_batch::rows::RowsError;
use classifications_portfolio::export::ExportError;
use classifications_portfolio::{Missing, StoreError};

use crate::tr;

/// The error of a command of `portfolio`.
#[derive(Debug, thiserror::Error)]
pub enum PortfolioError {
    /// `x-portfolio` lacks parts that the command needs.
    #[error(transparent)]
    Missing(#[from] Missing),
    /// No operation lists a portfolio.
    #[error("{}", tr!("no-portfolio", "no operation of the document lists a portfolio: the overlay has no x-portfolio"))]
    NoPortfolio,
    /// A file could not be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The format of a file is unknown.
    #[error("{}", tr!("unknown-form", "the format of {file} is unknown", file = .0.display()))]
    Format(PathBuf),
    /// The ERP file cannot be read.
    #[error(transparent)]
    Rows(#[from] RowsError),
    /// An option is invalid.
    #[error("{0}")]
    Option(String),
    /// Some rows of the ERP file cannot be compared; the others were.
    #[error("{}", tr!("rows-odd", "{rows} of the rows of {file} cannot be compared:", rows, file = path.display()) + "\n" + lines.as_str())]
    Odd {
        path: PathBuf,
        rows: usize,
        lines: String,
    },
    /// The state of the watcher cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no folder for the state.
    #[error("{}", tr!("no-state-folder", "there is no folder for the state; give it with --state FOLDER"))]
    NoFolder,
    /// Changes could not be reported.
    #[error("{}", tr!("unreported", "{changes} not reported yet: {reason}", changes = counted(*.changes), reason))]
    Undelivered { changes: usize, reason: String },
}

/// The number of changes, as the start of a sentence.
fn counted(changes: usize) -> String {
    match changes {
        1 => tr!("one-change", "1 change is"),
        several => tr!("changes", "{count} changes are", count = several),
    }
}

impl PortfolioError {
    /// The exit code; `--help` lists them.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Rows(RowsError::Read { .. }) => 1,
            Self::Rows(_)
            | Self::Format(_)
            | Self::Option(_)
            | Self::Odd { .. }
            | Self::NoFolder => 2,
            _ => 1,
        }
    }

    /// The remedy, if any.
    pub fn remedy(&self) -> Option<String> {
        let text = match self {
            Self::Missing(_) | Self::NoPortfolio => {
                tr!(
                    "add-to-overlay",
                    "add it to the overlay in spec/, as spec/README.md describes, and run `cargo xtask generate`"
                )
            }
            Self::Format(_) => tr!(
                "give-form",
                "give a name that ends with .csv, .jsonl, .xlsx, .db or .sqlite"
            ),
            Self::Rows(RowsError::Read { .. }) => crate::batch::error::unread_file(),
            Self::Rows(RowsError::Header { .. }) => {
                tr!(
                    "names-column",
                    "--column NAME=COLUMN names a column of the file"
                )
            }
            Self::Odd { .. } => {
                tr!(
                    "findings-others",
                    "the findings concern the other rows; correct these rows and compare again"
                )
            }
            Self::Undelivered { .. } => tr!(
                "nothing-lost",
                "nothing is lost: the next query reports the changes again"
            ),
            _ => return None,
        };
        Some(text)
    }
}

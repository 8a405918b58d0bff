//! Errors of the commands of `portfolio`.

use std::path::PathBuf;

use classifications_batch::rows::RowsError;
use classifications_portfolio::export::ExportError;
use classifications_portfolio::{Missing, StoreError};

use crate::error::CommandError;
use crate::tr;

/// A command of `portfolio` that did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum PortfolioError {
    /// The overlay does not have what the command needs.
    #[error(transparent)]
    Missing(#[from] Missing),
    /// No operation lists a portfolio.
    #[error("{}", tr!("no-portfolio", "no operation of the document lists a portfolio: the overlay has no x-portfolio"))]
    NoPortfolio,
    /// A file was not written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The form of a file is not known.
    #[error("{}", tr!("unknown-form", "the form of {file} is not known", file = .0.display()))]
    Form(PathBuf),
    /// The ERP file cannot be read.
    #[error(transparent)]
    Rows(#[from] RowsError),
    /// An option of the ERP file.
    #[error("{0}")]
    Option(String),
    /// Rows of the ERP file cannot be compared; the others are.
    #[error("{}", tr!("rows-odd", "{rows} of the rows of {file} cannot be compared:", rows, file = path.display()) + "\n" + lines.as_str())]
    Odd {
        path: PathBuf,
        rows: usize,
        lines: String,
    },
    /// The memory of the watcher cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no folder for the state.
    #[error("{}", tr!("no-state-folder", "there is no folder for the state; give it with --state FOLDER"))]
    NoFolder,
    /// Changes were not delivered.
    #[error("{}", tr!("unreported", "{changes} not reported yet: {reason}", changes = counted(*.changes), reason))]
    Undelivered { changes: usize, reason: String },
}

fn counted(changes: usize) -> String {
    match changes {
        1 => tr!("one-change", "1 change is"),
        several => tr!("changes", "{count} changes are", count = several),
    }
}

impl PortfolioError {
    /// The exit code, as `--help` lists it.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Rows(RowsError::Read { .. }) => 1,
            Self::Rows(_) | Self::Form(_) | Self::Option(_) | Self::Odd { .. } | Self::NoFolder => {
                2
            }
            _ => 1,
        }
    }

    /// The remedy.
    pub fn remedy(&self) -> Option<String> {
        let text = match self {
            Self::Missing(_) | Self::NoPortfolio => {
                tr!(
                    "add-to-overlay",
                    "add it to the overlay in spec/, as spec/README.md describes, and run `cargo xtask generate`"
                )
            }
            Self::Form(_) => tr!(
                "give-form",
                "give a name that ends with .csv, .jsonl, .xlsx, .db or .sqlite"
            ),
            Self::Rows(RowsError::Read { .. }) => crate::batch::unread_file(),
            Self::Rows(RowsError::Header { .. }) => {
                tr!(
                    "names-column",
                    "--column NAME=COLUMN names a column of the file"
                )
            }
            Self::Odd { .. } => {
                tr!(
                    "findings-others",
                    "the findings are about the other rows; correct these and compare again"
                )
            }
            Self::Undelivered { .. } => tr!(
                "nothing-lost",
                "nothing is lost: the next look reports again"
            ),
            _ => return None,
        };
        Some(text)
    }
}

impl From<PortfolioError> for CommandError {
    fn from(failure: PortfolioError) -> Self {
        Self::Portfolio(Box::new(failure))
    }
}

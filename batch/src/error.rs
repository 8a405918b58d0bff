//! Errors of the journal.

use std::sync::Arc;

use crate::state::State;

/// An operation on the journal failed.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The address does not name a journal.
    #[error("{0:?} is not the address of a journal; give a file, or postgres://USER@HOST/DATABASE")]
    Address(String),
    /// The file of the journal cannot be created or locked.
    #[error("the journal {path} cannot be used")]
    File {
        /// The file.
        path: String,
        /// The cause.
        source: Arc<std::io::Error>,
    },
    /// Another process is running batches of this SQLite journal. Only one process can.
    #[error("another process is running batches of the journal {0}; wait for its end, or stop it")]
    Running(String),
    /// A newer version of this program has changed the journal.
    #[error(
        "the journal was changed by a newer version of this program (schema version {0}); use that version"
    )]
    Newer(i64),
    /// The settings of the database allow the loss of committed transactions.
    #[error("the database may lose committed transactions: {0}")]
    NotDurable(String),
    /// The database failed.
    #[error("the journal cannot be read or written")]
    Database(#[source] Arc<sqlx::Error>),
    /// The journal contains an invalid value.
    #[error("the journal has an invalid {part}: {value:?}")]
    Invalid {
        /// The part that is invalid.
        part: &'static str,
        /// Its value.
        value: String,
    },
    /// There is no such batch.
    #[error("the journal has no batch {0:?}")]
    NoBatch(String),
    /// There is no such row.
    #[error("batch {batch} has no row {number}")]
    NoRow {
        /// The batch.
        batch: String,
        /// The row.
        number: i64,
    },
    /// The row cannot be resolved, as it is not unknown.
    #[error("row {number} is {state}; only an unknown row can be resolved")]
    NotUnknown {
        /// The row.
        number: i64,
        /// Its state.
        state: State,
    },
    /// The request of the row may still be in progress.
    #[error(
        "the request of row {number} may be in progress for another {seconds} s; resolve the row after that"
    )]
    TooEarly {
        /// The row.
        number: i64,
        /// The remaining time.
        seconds: i64,
    },
    /// A decision needs a reason.
    #[error("a decision needs a note with its reason")]
    NoNote,
    /// Rows cannot be added to a batch that is complete.
    #[error("batch {0} is complete; create another batch for more rows")]
    Sealed(String),
    /// The transaction was rolled back, as another change in it failed.
    #[error("the journal was not changed, as another change of the same transaction failed")]
    Undone,
    /// The task that writes the journal has ended.
    #[error("the journal has been closed")]
    Closed,
}

impl From<sqlx::Error> for JournalError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(Arc::new(error))
    }
}

impl JournalError {
    pub(crate) fn invalid(part: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        Self::Invalid { part, value }
    }

    /// Whether the same operation may succeed later.
    pub(crate) fn is_temporary(&self) -> bool {
        matches!(self, Self::Database(_) | Self::Undone)
    }
}

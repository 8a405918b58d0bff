//! The tasks of a run besides sending: leases, pauses, unknown rows, counts.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::Runner;
use crate::api::Api;
use crate::error::JournalError;
use crate::journal::Status;
use crate::reconcile::Reconciler;

/// The optional tasks that are due.
#[derive(Debug, Clone, Copy)]
pub(super) struct Due {
    /// Listing this process as an active worker.
    pub listing: bool,
    /// Reading the status, which counts the rows.
    pub counting: bool,
}

/// The result of maintenance.
pub(super) struct Maintained {
    pub status: Option<Status>,
    /// The time that reading the status took.
    pub counting_took: Duration,
    /// Whether workers still have to process a row, at once or later.
    pub is_open: bool,
}

/// Runs the tasks once.
pub(super) fn maintain<A: Api>(
    runner: &Runner<A>,
    due: Due,
) -> impl Future<Output = Result<Maintained, JournalError>> + Send + use<A> {
    let (journal, batch) = (runner.journal.clone(), runner.batch.clone());
    let (api, settle) = (Arc::clone(&runner.api), runner.settle.clone());
    async move {
        if due.listing {
            journal.list_worker(&batch).await?;
        }
        journal.expire(&batch).await?;
        let reconciler = Reconciler {
            journal: &journal,
            batch: &batch,
            api: &*api,
            settle: settle.as_ref(),
        };
        reconciler.probe().await?;
        reconciler.settle().await?;
        let began = Instant::now();
        let status = if due.counting {
            Some(journal.status(&batch.id).await?)
        } else {
            None
        };
        Ok(Maintained {
            status,
            counting_took: began.elapsed(),
            is_open: journal.is_open(&batch.id).await?,
        })
    }
}

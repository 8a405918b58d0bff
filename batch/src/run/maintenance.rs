//! The tasks of a run besides sending: leases, pauses, unknown rows, counts.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::Runner;
use crate::api::Api;
use crate::error::JournalError;
use crate::journal::{Batch, Journal, Status};
use crate::matching::Matching;
use crate::reconcile::Reconciler;

/// The tasks besides sending.
pub(super) struct Maintenance<A> {
    journal: Journal,
    batch: Batch,
    api: Arc<A>,
    matching: Option<Matching>,
    seeing: bool,
    counting: bool,
}

/// The result of these tasks.
pub(super) struct Done {
    pub status: Option<Status>,
    /// How long counting took.
    pub took: Duration,
    /// Whether a machine can do something about a row, at once or later.
    pub is_open: bool,
}

impl<A: Api> Maintenance<A> {
    pub(super) fn new(runner: &Runner<A>, (seeing, counting): (bool, bool)) -> Self {
        Self {
            journal: runner.journal.clone(),
            batch: runner.batch.clone(),
            api: Arc::clone(&runner.api),
            matching: runner.matching.clone(),
            seeing,
            counting,
        }
    }

    pub(super) async fn run(self) -> Result<Done, JournalError> {
        let Self {
            journal,
            batch,
            api,
            matching,
            seeing,
            counting,
        } = &self;
        if *seeing {
            journal.seen(batch).await?;
        }
        journal.expire(batch).await?;
        let reconciler = Reconciler {
            journal,
            batch,
            api: &**api,
            matching: matching.as_ref(),
        };
        reconciler.probe().await?;
        reconciler.settle().await?;
        let began = Instant::now();
        let status = if *counting {
            Some(journal.status(&batch.id).await?)
        } else {
            None
        };
        Ok(Done {
            status,
            took: began.elapsed(),
            is_open: journal.is_open(&batch.id).await?,
        })
    }
}

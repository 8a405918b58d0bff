//! Runs a batch: claims rows, sends their requests and records their outcomes.

mod ahead;
mod events;
mod limits;
mod maintenance;
mod sending;

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use tokio::sync::watch;

use crate::api::Api;
use crate::error::JournalError;
use crate::journal::{Batch, Counts, Journal, Pause};
use crate::settle_rules::SettleRules;

use self::sending::Sending;

/// The options of a run.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RunOptions {
    /// The largest number of requests that are in progress at the same time.
    pub concurrency: u32,
    /// The largest number of requests that are sent; `None` for no limit.
    pub max_requests: Option<u64>,
    /// Whether the run waits for rows that cannot be sent now: those of other workers, and unknown rows until they are settled
    /// or wait for a person.
    pub wait: bool,
    /// The interval at which leases, pauses and unknown rows are checked.
    pub tick: Duration,
}

impl Default for RunOptions {
    fn default() -> Self {
        Self {
            concurrency: 8,
            max_requests: None,
            wait: true,
            tick: Duration::from_secs(1),
        }
    }
}

/// The progress of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Progress {
    /// The number of rows in each state. Changes by this process are counted at once, those by other workers after some
    /// seconds.
    pub counts: Counts,
    /// The number of requests that this process has sent.
    pub requests: u64,
    /// The pause, where sending is paused.
    pub pause: Option<Pause>,
}

/// The reason why a run has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunEnd {
    /// No worker has a row left to process. Rows may wait for a person.
    Complete,
    /// Rows are left for other workers, or for a later run.
    Open,
    /// The run was cancelled. Requests that were in progress have been completed.
    Cancelled,
    /// The maximum number of requests was sent.
    MaxRequests,
    /// No request will succeed until a person acts.
    Stopped(String),
}

/// The result of a run.
#[derive(Debug, Clone)]
pub struct Summary {
    /// The reason why the run has ended.
    pub ended: RunEnd,
    /// The number of requests that this process has sent.
    pub requests: u64,
    /// The number of rows in each state.
    pub counts: Counts,
}

/// A batch cannot be run.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The batch is not sealed.
    #[error("batch {0} does not have all its rows; create it again from its file")]
    Incomplete(String),
    /// The client calls another API than that of the batch.
    #[error(
        "batch {batch} is for {target}, and the client calls {given}; connect to the API of the batch"
    )]
    Target {
        /// The batch.
        batch: String,
        /// The API of the batch.
        target: String,
        /// The API of the client.
        given: String,
    },
    /// The journal cannot be written. Requests whose outcome could not be recorded are unknown.
    #[error(
        "the run was stopped, as the journal cannot be written; {lost} outcomes could not be recorded"
    )]
    Journal {
        /// The number of outcomes that are missing in the journal.
        lost: u64,
        /// The cause.
        source: JournalError,
    },
}

impl From<JournalError> for RunError {
    fn from(source: JournalError) -> Self {
        Self::Journal { lost: 0, source }
    }
}

/// Runs a batch.
pub struct Runner<A> {
    journal: Journal,
    api: Arc<A>,
    batch: Batch,
    settle: Option<SettleRules>,
    options: RunOptions,
    progress: watch::Sender<Progress>,
}

impl<A: Api> Runner<A> {
    /// A runner of `batch` with the client `api`, which calls the API at `target`.
    ///
    /// # Errors
    /// [`RunError::Target`] where the batch is for another API, [`RunError::Incomplete`] where it is not sealed.
    pub fn new(
        journal: Journal,
        batch: Batch,
        (api, target): (A, &str),
        settle: Option<SettleRules>,
        options: RunOptions,
    ) -> Result<Self, RunError> {
        if !batch.sealed {
            return Err(RunError::Incomplete(batch.id.to_string()));
        }
        if *batch.target != *target {
            return Err(RunError::Target {
                batch: batch.id.to_string(),
                target: batch.target.to_string(),
                given: target.to_owned(),
            });
        }
        Ok(Self {
            journal,
            api: Arc::new(api),
            batch,
            settle,
            options,
            progress: watch::Sender::new(Progress::default()),
        })
    }

    /// The progress of the run, with updates.
    #[must_use]
    pub fn progress(&self) -> watch::Receiver<Progress> {
        self.progress.subscribe()
    }

    /// Runs the batch until there is a reason to end ([`RunEnd`]); it is cancelled when `cancel` is ready. Requests that are
    /// then in progress are completed.
    ///
    /// # Errors
    /// [`RunError::Journal`] where another process runs batches of the journal, or the journal is unavailable for too long.
    pub async fn run(&self, cancel: impl Future<Output = ()> + Send) -> Result<Summary, RunError> {
        let lock = self.journal.lock()?;
        // the list of workers is for people only, so that a run does not fail because of it
        if let Err(error) = self.journal.list_worker(&self.batch).await {
            tracing::warn!(%error, "the worker could not be listed");
        }
        self.count().await?;
        let (ended, requests) = Sending::new(self).run(cancel).await?;
        if let Err(error) = self.journal.remove_worker().await {
            tracing::warn!(%error, "the worker could not be removed from the list");
        }
        drop(lock);
        let counts = self.count().await?;
        Ok(Summary {
            ended,
            requests,
            counts,
        })
    }

    /// Reads the counts, and updates the progress. While the journal is unavailable, returns the last ones.
    async fn count(&self) -> Result<Counts, RunError> {
        match self.journal.counts(&self.batch.id).await {
            Ok(counts) => {
                self.progress
                    .send_modify(|progress| progress.counts = counts);
                Ok(counts)
            }
            Err(error) if error.is_temporary() => Ok(self.progress.borrow().counts),
            Err(error) => Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests;

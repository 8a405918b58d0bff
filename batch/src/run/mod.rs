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
use crate::matching::Matching;

use self::sending::Sending;

/// How a batch is run by this process.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RunOptions {
    /// How many requests are in progress at the same time.
    pub concurrency: u32,
    /// How many requests are sent at most.
    pub max_requests: Option<u64>,
    /// Whether the run waits until unknown rows are settled, as far as a query can, and until other workers are ready.
    pub wait: bool,
    /// How often leases, pauses and unknown rows are looked at.
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
    /// The rows of the batch. Changes by this process are counted at once, changes by other workers after some seconds.
    pub counts: Counts,
    /// How many requests this process has sent.
    pub requests: u64,
    /// The pause, where sending is paused.
    pub pause: Option<Pause>,
}

/// The reason why a run has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// No row is left for a machine. Rows may wait for a person.
    Complete,
    /// Rows are left to other workers, or to a later run.
    Open,
    /// It was cancelled. Requests that were in progress have been completed.
    Cancelled,
    /// The maximum number of requests was sent.
    MaxRequests,
    /// No request will succeed until a person acts.
    Stopped(String),
}

/// The result of a run.
#[derive(Debug, Clone)]
pub struct Summary {
    /// The reason why it has ended.
    pub ended: Ended,
    /// How many requests this process has sent.
    pub requests: u64,
    /// The rows of the batch.
    pub counts: Counts,
}

/// A batch cannot be run.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// Not all rows are there.
    #[error("batch {0} was not completed; make it again from its file")]
    Incomplete(String),
    /// The client calls another API than the batch was made for.
    #[error("batch {batch} was made for {target}, and this is {given}; connect to the same API")]
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
        /// How many outcomes are missing in the journal.
        lost: u64,
        /// Why.
        source: JournalError,
    },
}

impl From<JournalError> for RunError {
    fn from(source: JournalError) -> Self {
        Self::Journal { lost: 0, source }
    }
}

/// A batch, its API and its journal.
pub struct Runner<A> {
    journal: Journal,
    api: Arc<A>,
    batch: Batch,
    matching: Option<Matching>,
    options: RunOptions,
    progress: watch::Sender<Progress>,
}

impl<A: Api> Runner<A> {
    /// A runner of `batch` by `api`, which calls the API at `target`.
    ///
    /// # Errors
    /// [`RunError::Target`] where the batch was made for another one, [`RunError::Incomplete`] where it is not sealed.
    pub fn new(
        journal: Journal,
        batch: Batch,
        (api, target): (A, &str),
        matching: Option<Matching>,
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
            matching,
            options,
            progress: watch::Sender::new(Progress::default()),
        })
    }

    /// The progress of the run, with updates.
    #[must_use]
    pub fn progress(&self) -> watch::Receiver<Progress> {
        self.progress.subscribe()
    }

    /// Runs the batch until no row is left, or until `cancel` is ready; requests in progress are then completed.
    ///
    /// # Errors
    /// [`RunError::Journal`] where the journal cannot be written for some time.
    pub async fn run(&self, cancel: impl Future<Output = ()> + Send) -> Result<Summary, RunError> {
        let lock = self.journal.lock()?;
        // the list of workers is for people only
        if let Err(error) = self.journal.seen(&self.batch).await {
            tracing::warn!(%error, "the worker is not listed");
        }
        self.count().await?;
        let (ended, requests) = Sending::new(self).run(cancel).await?;
        if let Err(error) = self.journal.left().await {
            tracing::warn!(%error, "the worker is still listed");
        }
        drop(lock);
        let counts = self.count().await?;
        Ok(Summary {
            ended,
            requests,
            counts,
        })
    }

    /// Updates the counts of the progress. While the journal is unreachable, they stay unchanged.
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

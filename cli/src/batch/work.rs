//! `batch work`: claims rows of unfinished batches, together with workers on other machines with the same journal.

use std::time::Duration;

use classifications_batch::{Batch, Policy, RunEnd};

use super::arguments::Running;
use super::error::BatchError;
use super::run::{self, OpenJournal};
use crate::api::Api;
use crate::arguments::Connection;
use crate::error::CommandError;
use crate::sandbox::Interrupts;
use crate::{announce, output};

/// The interval between searches for further batches.
const WATCH_INTERVAL: Duration = Duration::from_secs(5);

/// Works on one batch, or on all unfinished batches in turn. With `watch`, it also waits for further batches.
pub async fn run(
    api: &Api,
    open: &OpenJournal,
    (id, watch): (Option<&str>, bool),
    (running, connection): (&Running, &Connection),
) -> Result<(), CommandError> {
    // shared by all batches, so that a signal between two of them also ends the worker
    let mut interrupts = Interrupts::new()?;
    if let Some(id) = id {
        let batch = open.journal.batch(id).await?;
        return work(api, open, (&batch, connection), (running, &mut interrupts))
            .await
            .map(drop);
    }
    loop {
        let batches = tokio::select! {
            batches = unfinished(open, running, connection) => batches?,
            _ = interrupts.next() => return Ok(()),
        };
        for batch in batches {
            let ended = work(api, open, (&batch, connection), (running, &mut interrupts)).await?;
            if matches!(ended, RunEnd::Cancelled | RunEnd::MaxRequests) {
                return Ok(());
            }
        }
        if !watch {
            return Ok(());
        }
        tokio::select! {
            _ = interrupts.next() => return Ok(()),
            () = tokio::time::sleep(WATCH_INTERVAL) => {}
        }
    }
}

/// Sends the rows of a batch, prints a summary, and returns why sending ended.
async fn work(
    api: &Api,
    open: &OpenJournal,
    (batch, connection): (&Batch, &Connection),
    (running, interrupts): (&Running, &mut Interrupts),
) -> Result<RunEnd, CommandError> {
    announce::rest(&batch.id, connection, &batch.target);
    let (ended, counts) = run::send(api, open, (batch, connection), (running, interrupts)).await?;
    output::line(&run::summary(batch, &counts))?;
    if let RunEnd::Stopped(reason) = &ended {
        let error = BatchError::Unfinished {
            batch: batch.id.to_string(),
            reason: reason.clone(),
            rows: counts.open(),
            journal: open.option.clone(),
        };
        return Err(error.into());
    }
    Ok(ended)
}

/// The unfinished batches for the API that the options name, the oldest first.
async fn unfinished(
    open: &OpenJournal,
    running: &Running,
    connection: &Connection,
) -> Result<Vec<Batch>, CommandError> {
    let (_, target) = run::client(connection, &Policy::default(), running.concurrency)?;
    let mut unfinished = Vec::new();
    for batch in open.journal.batches().await? {
        let counts = open.journal.counts(&batch.id).await?;
        if batch.sealed && *batch.target == *target && counts.open() > 0 {
            unfinished.push(batch);
        }
    }
    unfinished.reverse();
    Ok(unfinished)
}

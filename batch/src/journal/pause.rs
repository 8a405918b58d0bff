//! Pauses of a batch. Consecutive failures that suggest an outage pause the batch, whichever workers have them. A successful
//! probe, which is a safe query, ends the pause; then one request is tried before others are sent.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::event::{Kind, NewEntry};
use super::write::Tx;
use super::{Batch, Journal, Result};
use crate::api::{Advice, CallResult};
use crate::clock::millis;
use crate::policy::Policy;
use crate::state::Outcome;

/// A pause of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pause {
    /// The time of its beginning, in milliseconds since 1970.
    pub since: i64,
    /// The reason.
    pub reason: String,
    /// The time of the next probe; `None` where only a person can end the pause.
    pub next_probe_at: Option<i64>,
    /// The number of probes that were sent since the API last worked.
    pub probes: i64,
}

/// Whether rows can be claimed.
pub(super) enum Gate {
    /// Up to this number.
    Open(u32),
    /// No, until the request that is tried has an outcome.
    Trial,
    /// No, until the pause ends.
    Paused(Pause),
}

/// The value of `trial` while a request is to be tried.
const TRIAL_DUE: i64 = 1;
/// The value of `trial` while the request that is tried is in progress.
const TRIAL_SENT: i64 = 2;

pub(super) const COLUMNS: &str = "paused_at, pause_reason, next_probe_at, probes";

pub(super) fn read_pause(row: &AnyRow) -> Result<Option<Pause>> {
    let since: Option<i64> = row.try_get("paused_at")?;
    let reason: Option<String> = row.try_get("pause_reason")?;
    let (next_probe_at, probes) = (row.try_get("next_probe_at")?, row.try_get("probes")?);
    Ok(since.map(|since| Pause {
        since,
        reason: reason.unwrap_or_default(),
        next_probe_at,
        probes,
    }))
}

/// Whether rows of a batch can be claimed, `limit` at most.
pub(super) async fn gate(tx: &mut Tx, batch: &str, limit: u32) -> Result<Gate> {
    let sql =
        "SELECT trial, paused_at, pause_reason, next_probe_at, probes FROM batches WHERE id = $1";
    let query = sqlx::query(sql).bind(batch.to_owned());
    let row = query.fetch_one(tx.connection()).await?;
    if let Some(pause) = read_pause(&row)? {
        return Ok(Gate::Paused(pause));
    }
    Ok(match row.try_get::<i64, _>("trial")? {
        TRIAL_DUE => {
            // another worker may have started the trial before the lock
            let sql = tx.for_update("SELECT trial FROM batches WHERE id = $1", false);
            let query = sqlx::query(sql).bind(batch.to_owned());
            let trial: i64 = query.fetch_one(tx.connection()).await?.try_get(0)?;
            if trial == TRIAL_DUE {
                Gate::Open(1)
            } else {
                Gate::Trial
            }
        }
        TRIAL_SENT => Gate::Trial,
        _ => Gate::Open(limit),
    })
}

/// Records that the request that is tried is in progress, if one was to be tried.
pub(super) async fn start_trial(tx: &mut Tx, batch: &str) -> Result<()> {
    change_trial(tx, batch, TRIAL_DUE, TRIAL_SENT).await
}

/// Makes another trial due, if one is in progress. Its outcome is missing, or does not show whether the API works.
pub(super) async fn repeat_trial(tx: &mut Tx, batch: &str) -> Result<()> {
    change_trial(tx, batch, TRIAL_SENT, TRIAL_DUE).await
}

async fn change_trial(tx: &mut Tx, batch: &str, from: i64, to: i64) -> Result<()> {
    let sql = "UPDATE batches SET trial = $2 WHERE id = $1 AND trial = $3";
    let query = sqlx::query(sql).bind(batch.to_owned()).bind(to).bind(from);
    query.execute(tx.connection()).await?;
    Ok(())
}

/// Counts consecutive failures that suggest an outage. Too many of them pause the batch; a response that shows that the API
/// works sets the count to 0.
pub(super) async fn count_outcome(
    tx: &mut Tx,
    batch: &str,
    received: &CallResult,
    (policy, worker): (&Policy, &str),
) -> Result<()> {
    match received.advice {
        Advice::SuspectOutage => count_failure(tx, batch, received, (policy, worker)).await,
        Advice::Continue if received.outcome == Outcome::NotSent => repeat_trial(tx, batch).await,
        Advice::Stop => repeat_trial(tx, batch).await,
        Advice::Continue | Advice::SlowDown => {
            let sql = "UPDATE batches SET streak = 0, probes = 0, trial = 0 \
                       WHERE id = $1 AND paused_at IS NULL AND (streak <> 0 OR trial <> 0)";
            let query = sqlx::query(sql).bind(batch.to_owned());
            query.execute(tx.connection()).await?;
            Ok(())
        }
    }
}

async fn count_failure(
    tx: &mut Tx,
    batch: &str,
    received: &CallResult,
    (policy, worker): (&Policy, &str),
) -> Result<()> {
    let sql = "UPDATE batches SET streak = streak + 1 WHERE id = $1 \
               RETURNING streak, trial, paused_at, probes";
    let query = sqlx::query(sql).bind(batch.to_owned());
    let row = query.fetch_one(tx.connection()).await?;
    let (streak, trial): (i64, i64) = (row.try_get("streak")?, row.try_get("trial")?);
    let paused: Option<i64> = row.try_get("paused_at")?;
    let probes: i64 = row.try_get("probes")?;
    if paused.is_some() || (streak < i64::from(policy.outage_after) && trial == 0) {
        return Ok(());
    }
    let last = received.message.as_deref().unwrap_or("no response");
    let reason = format!("{streak} requests in a row failed, the last: {last}");
    let wait = policy.next_probe(u32::try_from(probes).unwrap_or(u32::MAX));
    start_pause(tx, batch, worker, (&reason, Some(wait))).await
}

/// Pauses the batch. The first probe is due after `wait`; without it, only a person can end the pause.
async fn start_pause(
    tx: &mut Tx,
    batch: &str,
    who: &str,
    (reason, wait): (&str, Option<Duration>),
) -> Result<()> {
    let sql = "UPDATE batches SET paused_at = $2, pause_reason = $3, next_probe_at = $4, trial = 0 \
               WHERE id = $1";
    let next_probe_at = wait.map(|wait| tx.now + millis(wait));
    let query = sqlx::query(sql)
        .bind(batch.to_owned())
        .bind(tx.now)
        .bind(reason.to_owned())
        .bind(next_probe_at);
    query.execute(tx.connection()).await?;
    let data = json!({ "reason": reason, "next_probe_at": next_probe_at });
    NewEntry::append_to_batch(tx, batch, Kind::Paused, who, data).await
}

/// Ends the pause, so that one request is tried. Returns whether there was a pause.
async fn end_pause(tx: &mut Tx, batch: &str, who: &str, data: Value) -> Result<bool> {
    let sql = "UPDATE batches SET paused_at = NULL, pause_reason = NULL, next_probe_at = NULL, \
               trial = $2 WHERE id = $1 AND paused_at IS NOT NULL";
    let query = sqlx::query(sql).bind(batch.to_owned()).bind(TRIAL_DUE);
    let was_paused = query.execute(tx.connection()).await?.rows_affected() > 0;
    if was_paused {
        NewEntry::append_to_batch(tx, batch, Kind::Resumed, who, data).await?;
    }
    Ok(was_paused)
}

impl Journal {
    /// Pauses a batch, until [`unpause`](Self::unpause).
    ///
    /// # Errors
    /// [`JournalError`](crate::JournalError) where the journal cannot be written.
    pub async fn pause(&self, batch: &str, reason: &str, who: &str) -> Result<()> {
        let text = [batch, reason, who].map(str::to_owned);
        let paused = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let [batch, reason, who] = text;
                start_pause(tx, &batch, &who, (&reason, None)).await
            })
        });
        paused.await
    }

    /// Ends a pause without a probe. Returns whether there was a pause.
    ///
    /// # Errors
    /// [`JournalError`](crate::JournalError) where the journal cannot be written.
    pub async fn unpause(&self, batch: &str, who: &str) -> Result<bool> {
        let text = [batch, who].map(str::to_owned);
        let resumed = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let [batch, who] = text;
                end_pause(tx, &batch, &who, json!({ "by": "person" })).await
            })
        });
        resumed.await
    }

    /// Takes the next probe of a pause. Returns whether a probe was due. No other worker probes until the next one is due.
    pub(crate) async fn take_probe(&self, batch: &Batch) -> Result<bool> {
        let batch = batch.clone();
        let taken = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let sql = tx.for_update("SELECT probes FROM batches WHERE id = $1", false);
                let query = sqlx::query(sql).bind(batch.id.to_string());
                let probes: i64 = query.fetch_one(tx.connection()).await?.try_get(0)?;
                let next = u32::try_from(probes + 1).unwrap_or(u32::MAX);
                let sql = "UPDATE batches SET probes = probes + 1, next_probe_at = $3 \
                           WHERE id = $1 AND paused_at IS NOT NULL AND next_probe_at <= $2";
                let query = sqlx::query(sql)
                    .bind(batch.id.to_string())
                    .bind(tx.now)
                    .bind(tx.now + millis(batch.policy.next_probe(next)));
                Ok(query.execute(tx.connection()).await?.rows_affected() > 0)
            })
        });
        taken.await
    }

    /// Records the result of a probe, and ends the pause if the API works.
    pub(crate) async fn record_probe(
        &self,
        batch: &Batch,
        works: bool,
        received: &CallResult,
    ) -> Result<()> {
        let (batch, worker) = (Arc::clone(&batch.id), Arc::clone(&self.0.worker));
        let data =
            json!({ "works": works, "status": received.status, "message": received.message });
        let written = self.0.writer.run(move |tx| {
            Box::pin(async move {
                NewEntry::append_to_batch(tx, &batch, Kind::Probe, &worker, data).await?;
                if works {
                    end_pause(tx, &batch, &worker, json!({ "by": "probe" })).await?;
                }
                Ok(())
            })
        });
        written.await
    }
}

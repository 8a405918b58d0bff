//! Outages: after a few failures in a row that others would share, on any worker, the batch pauses. Probes by a safe query end the pause;
//! then one request is tried before the others follow.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::event::{Kind, NewEntry};
use super::write::Tx;
use super::{Batch, Journal, Result};
use crate::api::{Advice, Received};
use crate::clock::millis;
use crate::policy::Policy;
use crate::state::Outcome;

/// A pause of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pause {
    /// Since when, in milliseconds since 1970.
    pub since: i64,
    /// Why.
    pub reason: String,
    /// When the next probe is sent; `None` where a person has to end the pause.
    pub next_probe_at: Option<i64>,
    /// How many probes were sent.
    pub probes: i64,
}

/// Whether rows can be claimed.
pub(super) enum Gate {
    /// Up to this many.
    Open(u32),
    /// One that shows whether the API works is in progress.
    Trial,
    Paused(Pause),
}

/// One request is tried.
const TRIAL: i64 = 1;
/// The request that is tried is in progress.
const TRIED: i64 = 2;

pub(super) const COLUMNS: &str = "paused_at, pause_reason, next_probe_at, probes";

pub(super) fn pause(row: &AnyRow) -> Result<Option<Pause>> {
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

pub(super) async fn gate(tx: &mut Tx, batch: &str, limit: u32) -> Result<Gate> {
    let sql =
        "SELECT trial, paused_at, pause_reason, next_probe_at, probes FROM batches WHERE id = $1";
    let query = sqlx::query(sql).bind(batch.to_owned());
    let row = query.fetch_one(tx.connection()).await?;
    if let Some(pause) = pause(&row)? {
        return Ok(Gate::Paused(pause));
    }
    Ok(match row.try_get::<i64, _>("trial")? {
        TRIAL => {
            // of several workers, the first one tries
            let sql = tx.locked("SELECT trial FROM batches WHERE id = $1", false);
            let query = sqlx::query(sql).bind(batch.to_owned());
            let trial: i64 = query.fetch_one(tx.connection()).await?.try_get(0)?;
            if trial == TRIAL {
                Gate::Open(1)
            } else {
                Gate::Trial
            }
        }
        TRIED => Gate::Trial,
        _ => Gate::Open(limit),
    })
}

/// Marks the request that is tried as in progress, as rows were claimed.
pub(super) async fn used(tx: &mut Tx, batch: &str) -> Result<()> {
    change_trial(tx, batch, TRIAL, TRIED).await
}

/// Has another request tried: that which was tried may be the one whose lease expired.
pub(super) async fn trial_lost(tx: &mut Tx, batch: &str) -> Result<()> {
    change_trial(tx, batch, TRIED, TRIAL).await
}

async fn change_trial(tx: &mut Tx, batch: &str, from: i64, to: i64) -> Result<()> {
    let sql = "UPDATE batches SET trial = $2 WHERE id = $1 AND trial = $3";
    let query = sqlx::query(sql).bind(batch.to_owned()).bind(to).bind(from);
    query.execute(tx.connection()).await?;
    Ok(())
}

/// Counts an outcome: suspect ones in a row pause the batch.
pub(super) async fn heard(
    tx: &mut Tx,
    batch: &str,
    received: &Received,
    (policy, worker): (&Policy, &str),
) -> Result<()> {
    match received.advice {
        Advice::Suspect => suspect(tx, batch, received, (policy, worker)).await,
        // does not show whether the API works, so that another request has to be tried
        Advice::GoOn if received.outcome == Outcome::NotSent => trial_lost(tx, batch).await,
        Advice::Stop => trial_lost(tx, batch).await,
        Advice::GoOn | Advice::SlowDown => {
            let sql = "UPDATE batches SET streak = 0, probes = 0, trial = 0 \
                       WHERE id = $1 AND paused_at IS NULL AND (streak <> 0 OR trial <> 0)";
            let query = sqlx::query(sql).bind(batch.to_owned());
            query.execute(tx.connection()).await?;
            Ok(())
        }
    }
}

async fn suspect(
    tx: &mut Tx,
    batch: &str,
    received: &Received,
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
    stop(tx, batch, worker, (&reason, Some(wait))).await
}

/// Pauses the batch. Without a wait, a person has to end the pause.
async fn stop(
    tx: &mut Tx,
    batch: &str,
    who: &str,
    (reason, wait): (&str, Option<Duration>),
) -> Result<()> {
    let sql = "UPDATE batches SET paused_at = $2, pause_reason = $3, next_probe_at = $4, trial = 0 \
               WHERE id = $1";
    let now = tx.now;
    let next_probe_at = wait.map(|wait| now + millis(wait));
    let query = sqlx::query(sql)
        .bind(batch.to_owned())
        .bind(now)
        .bind(reason.to_owned())
        .bind(next_probe_at);
    query.execute(tx.connection()).await?;
    let data = json!({ "reason": reason, "next_probe_at": next_probe_at });
    NewEntry::of_batch(tx, batch, Kind::Paused, who, data).await
}

/// Ends a pause; then one request is tried.
async fn go_on(tx: &mut Tx, batch: &str, who: &str, data: Value) -> Result<bool> {
    let sql = "UPDATE batches SET paused_at = NULL, pause_reason = NULL, next_probe_at = NULL, \
               trial = $2 WHERE id = $1 AND paused_at IS NOT NULL";
    let query = sqlx::query(sql).bind(batch.to_owned()).bind(TRIAL);
    let changed = query.execute(tx.connection()).await?.rows_affected() > 0;
    if changed {
        NewEntry::of_batch(tx, batch, Kind::Resumed, who, data).await?;
    }
    Ok(changed)
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
                stop(tx, &batch, &who, (&reason, None)).await
            })
        });
        paused.await
    }

    /// Ends a pause without waiting for a probe; whether there was one.
    ///
    /// # Errors
    /// [`JournalError`](crate::JournalError) where the journal cannot be written.
    pub async fn unpause(&self, batch: &str, who: &str) -> Result<bool> {
        let text = [batch, who].map(str::to_owned);
        let resumed = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let [batch, who] = text;
                let data = json!({ "by": "person" });
                go_on(tx, &batch, &who, data).await
            })
        });
        resumed.await
    }

    /// Takes the next probe of a pause, where it is due: no other worker probes until the one after it is.
    pub(crate) async fn take_probe(&self, batch: &Batch) -> Result<bool> {
        let batch = batch.clone();
        let taken = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let sql = tx.locked("SELECT probes FROM batches WHERE id = $1", false);
                let query = sqlx::query(sql).bind(batch.id.to_string());
                let probes: i64 = query.fetch_one(tx.connection()).await?.try_get(0)?;
                let next = u32::try_from(probes + 1).unwrap_or(u32::MAX);
                let now = tx.now;
                let sql = "UPDATE batches SET probes = probes + 1, next_probe_at = $3 \
                           WHERE id = $1 AND paused_at IS NOT NULL AND next_probe_at <= $2";
                let query = sqlx::query(sql)
                    .bind(batch.id.to_string())
                    .bind(now)
                    .bind(now + millis(batch.policy.next_probe(next)));
                Ok(query.execute(tx.connection()).await?.rows_affected() > 0)
            })
        });
        taken.await
    }

    /// Records what a probe showed.
    pub(crate) async fn probed(
        &self,
        batch: &Batch,
        works: bool,
        received: &Received,
    ) -> Result<()> {
        let (batch, worker) = (Arc::clone(&batch.id), Arc::clone(&self.0.worker));
        let data =
            json!({ "works": works, "status": received.status, "message": received.message });
        let written = self.0.writer.run(move |tx| {
            Box::pin(async move {
                NewEntry::of_batch(tx, &batch, Kind::Probe, &worker, data).await?;
                if works {
                    go_on(tx, &batch, &worker, json!({ "by": "probe" })).await?;
                }
                Ok(())
            })
        });
        written.await
    }
}

//! Records outcomes, and expires leases.

use std::sync::Arc;

use serde_json::json;
use sqlx::Row as _;

use super::event::{Kind, NewEntry};
use super::row::Row;
use super::write::Tx;
use super::{Batch, Journal, Result, pause};
use crate::api::{Advice, CallResult};
use crate::clock::millis;
use crate::error::JournalError;
use crate::permit::{Finished, Ticket};
use crate::policy::Policy;
use crate::state::{Event, Outcome, State};

/// The largest number of leases that expire in one transaction.
const MAX_EXPIRED: i64 = 200;
/// The wait before the second attempt of a row, in milliseconds. It doubles with each attempt.
const RETRY_WAIT: i64 = 1_000;
/// The longest wait before another attempt, in milliseconds.
const LONGEST_RETRY_WAIT: i64 = 60_000;

/// The result of recording an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recorded {
    /// The row has this state now.
    Applied(State),
    /// Its lease was lost: the outcome is kept as evidence, and does not change the row.
    Late,
}

impl Journal {
    /// Records the outcome of an attempt.
    pub(crate) async fn record(&self, batch: &Batch, finished: &Finished) -> Result<Recorded> {
        let (worker, policy) = (Arc::clone(&self.0.worker), batch.policy.clone());
        let finished = finished.clone();
        let recorded = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let Finished { ticket, received } = &finished;
                apply(tx, ticket, received, (&policy, &worker)).await
            })
        });
        recorded.await
    }

    /// Makes rows unknown whose lease has expired, at most [`MAX_EXPIRED`] of them. Returns their number.
    pub(crate) async fn expire(&self, batch: &Batch) -> Result<usize> {
        let (batch, worker) = (batch.clone(), Arc::clone(&self.0.worker));
        let expired = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let numbers = expired_rows(tx, &batch.id).await?;
                for number in &numbers {
                    expire(tx, &batch, *number, &worker).await?;
                }
                if !numbers.is_empty() {
                    pause::repeat_trial(tx, &batch.id).await?;
                }
                Ok(numbers.len())
            })
        });
        expired.await
    }
}

async fn apply(
    tx: &mut Tx,
    ticket: &Ticket,
    received: &CallResult,
    (policy, worker): (&Policy, &str),
) -> Result<Recorded> {
    let mut row = Row::lock(tx, &ticket.batch, ticket.number).await?;
    let event = Event::Outcome {
        fence: ticket.fence,
        outcome: received.outcome,
    };
    let data = serde_json::to_value(received)
        .map_err(|e| JournalError::invalid("outcome", e.to_string()))?;
    let data = json!({ "attempt": ticket.attempt, "fence": ticket.fence, "received": data });
    let entry = |kind| NewEntry {
        batch: &ticket.batch,
        number: ticket.number,
        kind,
        who: worker,
        data,
    };
    let Some(next) = row.progress.after(event) else {
        entry(Kind::Late).append_to_row(tx).await?;
        return Ok(Recorded::Late);
    };
    row.progress = next;
    row.not_before = tx.now + retry_wait(received, next.attempt);
    row.reconcile_after = reconcile_after(tx.now, next.lease_until, policy);
    row.queries = 0;
    row.save(tx, entry(Kind::Outcome)).await?;
    pause::count_outcome(tx, &ticket.batch, received, (policy, worker)).await?;
    Ok(Recorded::Applied(next.state))
}

/// The wait before the next attempt of a row, in milliseconds.
fn retry_wait(received: &CallResult, attempt: i64) -> i64 {
    match (received.outcome, received.advice) {
        (Outcome::NotSent, Advice::SuspectOutage | Advice::SlowDown) => {
            let doublings = attempt.saturating_sub(1).clamp(0, 6);
            (RETRY_WAIT << doublings).min(LONGEST_RETRY_WAIT)
        }
        _ => 0,
    }
}

/// The time from which a query shows the outcome of a request: its lease has ended, and the server no longer processes it.
fn reconcile_after(now: i64, lease_until: i64, policy: &Policy) -> i64 {
    now.max(lease_until) + millis(policy.reconcile_after())
}

async fn expired_rows(tx: &mut Tx, batch: &str) -> Result<Vec<i64>> {
    let sql = "SELECT number FROM batch_rows WHERE batch = $1 AND state = 'sent' \
               AND lease_until <= $2 ORDER BY number LIMIT $3";
    let query = sqlx::query(tx.for_update(sql, true))
        .bind(batch.to_owned())
        .bind(tx.now)
        .bind(MAX_EXPIRED);
    let rows = query.fetch_all(tx.connection()).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

async fn expire(tx: &mut Tx, batch: &Batch, number: i64, worker: &str) -> Result<()> {
    let mut row = Row::lock(tx, &batch.id, number).await?;
    let Some(next) = row.progress.after(Event::Expire { now: tx.now }) else {
        return Ok(());
    };
    row.progress = next;
    row.reconcile_after = reconcile_after(tx.now, next.lease_until, &batch.policy);
    row.queries = 0;
    let data = json!({ "attempt": next.attempt, "fence": next.fence, "worker": row.worker });
    let entry = NewEntry {
        batch: &batch.id,
        number,
        kind: Kind::Expired,
        who: worker,
        data,
    };
    row.save(tx, entry).await
}

//! Decisions on unknown rows. Nothing else moves one.

use std::sync::Arc;

use serde_json::{Value, json};
use sqlx::Row as _;

use super::event::{Kind, NewEntry, json as read_json};
use super::row::{CHANGING, Row, Unsettled};
use super::write::Tx;
use super::{Batch, Journal, Result};
use crate::api::Received;
use crate::clock::millis;
use crate::error::JournalError;
use crate::policy::Policy;
use crate::state::{Decision, Event, Outcome, State, TransitionError};

/// For how long a worker has a row to itself while it queries.
const QUERYING: i64 = 60_000;

/// A decision about a row.
struct Ruling {
    decision: Decision,
    who: String,
    data: Value,
}

impl Journal {
    /// Decides on an unknown row: the request was carried out, was not, or is to be sent again. The journal keeps who
    /// decided, when, and why.
    ///
    /// # Errors
    /// [`JournalError::NotUnknown`] for any other row, [`JournalError::NoNote`] without a note, and
    /// [`JournalError::TooEarly`] where the request could be in progress and is to be sent again.
    pub async fn resolve(
        &self,
        batch: &str,
        number: i64,
        decision: Decision,
        (note, who): (&str, &str),
    ) -> Result<()> {
        if note.trim().is_empty() {
            return Err(JournalError::NoNote);
        }
        let batch = self.batch(batch).await?;
        let data = json!({ "decision": decision, "note": note, "by": "person" });
        let ruling = Ruling {
            decision,
            who: who.to_owned(),
            data,
        };
        self.rule(&batch, number, ruling, None).await
    }

    /// Decides on an unknown row by evidence, unless someone else has in the meantime.
    pub(crate) async fn settle(
        &self,
        batch: &Batch,
        row: &Unsettled,
        decision: Decision,
        data: Value,
    ) -> Result<bool> {
        let ruling = Ruling {
            decision,
            who: self.0.worker.to_string(),
            data,
        };
        match self.rule(batch, row.number, ruling, Some(row.fence)).await {
            Ok(()) => Ok(true),
            Err(JournalError::NotUnknown { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn rule(
        &self,
        batch: &Batch,
        number: i64,
        ruling: Ruling,
        fence: Option<i64>,
    ) -> Result<()> {
        let batch = batch.clone();
        let ruled = self.0.writer.run(move |tx| {
            Box::pin(async move {
                match rule(tx, &batch, number, ruling, fence).await {
                    // undoes what was written
                    Err(error) if error.is_temporary() => Err(error),
                    ruled => Ok(ruled),
                }
            })
        });
        ruled.await?
    }

    /// Takes unknown rows whose outcome a query may show now. No other worker takes them for a minute.
    pub(crate) async fn take_unsettled(&self, batch: &Batch, limit: u32) -> Result<Vec<Unsettled>> {
        let batch = batch.clone();
        let taken = self
            .0
            .writer
            .run(move |tx| Box::pin(async move { take(tx, &batch, limit).await }));
        taken.await
    }

    /// Keeps what a query showed. The row waits for the next one, or for a person.
    pub(crate) async fn queried(
        &self,
        batch: &Batch,
        row: &Unsettled,
        data: Value,
        next: Next,
    ) -> Result<()> {
        let (batch, worker) = (Arc::clone(&batch.id), Arc::clone(&self.0.worker));
        let (number, fence) = (row.number, row.fence);
        let kept = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let mut row = Row::lock(tx, &batch, number).await?;
                let entry = NewEntry {
                    batch: &batch,
                    number,
                    kind: Kind::Query,
                    who: &worker,
                    data,
                };
                if row.progress.state != State::Unknown || row.progress.fence != fence {
                    return entry.note(tx).await;
                }
                row.queries += 1;
                match next {
                    Next::After(wait) => row.reconcile_after = tx.now + millis(wait),
                    Next::Person => row.review = 1,
                }
                row.save(tx, entry).await
            })
        });
        kept.await
    }

    /// The outcome of the last attempt that arrived after its lease was lost.
    pub(crate) async fn late_outcome(
        &self,
        batch: &Batch,
        row: &Unsettled,
    ) -> Result<Option<(i64, Received)>> {
        let sql = "SELECT seq, data FROM events WHERE batch = $1 AND number = $2 AND kind = 'late' \
                   ORDER BY seq DESC";
        let query = sqlx::query(sql).bind(batch.id.to_string()).bind(row.number);
        for found in query.fetch_all(&self.0.pools.readers).await? {
            let data: Value = read_json("entry", found.try_get("data")?)?;
            let fence = data.get("fence").and_then(Value::as_i64);
            let received = data.get("received").cloned().unwrap_or_default();
            let received: Result<Received> = serde_json::from_value(received)
                .map_err(|_| JournalError::invalid("entry", data.to_string()));
            let received = received?;
            if fence == Some(row.fence) && received.outcome != Outcome::Unknown {
                return Ok(Some((found.try_get("seq")?, received)));
            }
        }
        Ok(None)
    }
}

/// The step that an unknown row waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// Another query, after this time.
    After(std::time::Duration),
    /// A person.
    Person,
}

async fn rule(
    tx: &mut Tx,
    batch: &Batch,
    number: i64,
    ruling: Ruling,
    fence: Option<i64>,
) -> Result<()> {
    let mut row = Row::lock(tx, &batch.id, number).await?;
    let state = row.progress.state;
    let next = match row.progress.after(Event::Decide(ruling.decision)) {
        Ok(next) if fence.is_none_or(|fence| fence == next.fence) => next,
        Ok(_) | Err(TransitionError::Stale | TransitionError::State(_)) => {
            return Err(JournalError::NotUnknown { number, state });
        }
    };
    let person = fence.is_none();
    let wait = over(row.progress.lease_until, &batch.policy) - tx.now;
    if person && ruling.decision == Decision::Resend && wait > 0 {
        let seconds = wait / 1000 + 1;
        return Err(JournalError::TooEarly { number, seconds });
    }
    row.progress = next;
    row.review = 0;
    row.not_before = 0;
    let entry = NewEntry {
        batch: &batch.id,
        number,
        kind: Kind::Decision,
        who: &ruling.who,
        data: ruling.data,
    };
    row.save(tx, entry).await
}

/// When no request of a lease can be in progress any more.
fn over(lease_until: i64, policy: &Policy) -> i64 {
    lease_until + millis(policy.reconcile_after())
}

async fn take(tx: &mut Tx, batch: &Batch, limit: u32) -> Result<Vec<Unsettled>> {
    let sql = format!(
        "SELECT input, {CHANGING} FROM batch_rows WHERE batch = $1 AND state = 'unknown' \
         AND review = 0 AND reconcile_after <= $2 ORDER BY number LIMIT $3"
    );
    let now = tx.now;
    let query = sqlx::query(tx.locked(&sql, true))
        .bind(batch.id.to_string())
        .bind(now)
        .bind(i64::from(limit));
    let rows = query.fetch_all(tx.connection()).await?;
    let mut taken = vec![];
    for row in rows {
        let changing = Row::read(&row)?;
        let number: i64 = row.try_get("number")?;
        let sql = "UPDATE batch_rows SET reconcile_after = $3 WHERE batch = $1 AND number = $2";
        let query = sqlx::query(sql)
            .bind(batch.id.to_string())
            .bind(number)
            .bind(now + QUERYING);
        query.execute(tx.connection()).await?;
        let lease = millis(batch.policy.lease());
        taken.push(Unsettled {
            number,
            values: read_json("row", row.try_get("input")?)?,
            fence: changing.progress.fence,
            queries: changing.queries,
            claimed_at: changing.progress.lease_until - lease,
        });
    }
    Ok(taken)
}

//! Decisions about unknown rows. Nothing else changes the state of such a row.

use std::sync::Arc;

use serde_json::{Value, json};
use sqlx::Row as _;

use super::event::{Kind, NewEntry, from_json};
use super::row::{CHANGING, Row, Unsettled};
use super::write::Tx;
use super::{Batch, Journal, Result};
use crate::api::CallResult;
use crate::clock::millis;
use crate::error::JournalError;
use crate::state::{Decision, Event, Outcome, State};

/// The time for which a worker reserves a row for its query, in milliseconds.
const RESERVED: i64 = 60_000;

/// A decision about a row, and the data of its entry.
struct Ruling {
    decision: Decision,
    who: String,
    data: Value,
}

impl Journal {
    /// Records a person's decision about an unknown row: its request was carried out, was not, or is to be sent again. The
    /// note has the reason.
    ///
    /// # Errors
    /// [`JournalError::NotUnknown`] for any other row, [`JournalError::NoNote`] without a note,
    /// [`JournalError::TooEarly`] where a request that is to be sent again may still be in progress,
    /// [`JournalError::NoBatch`] or [`JournalError::NoRow`], or where the journal cannot be read or written.
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
        self.write_ruling(&batch, number, ruling, None).await
    }

    /// Records a decision that follows from evidence, unless another decision was made in the meantime.
    pub(crate) async fn settle(
        &self,
        batch: &Batch,
        row: &Unsettled,
        decision: Decision,
        data: Value,
    ) -> Result<()> {
        let ruling = Ruling {
            decision,
            who: self.0.worker.to_string(),
            data,
        };
        let written = self.write_ruling(batch, row.number, ruling, Some(row.fence));
        match written.await {
            Err(JournalError::NotUnknown { .. }) => Ok(()),
            written => written,
        }
    }

    /// Writes a ruling. A worker gives the `fence` of the attempt that it concerns; a person gives none.
    async fn write_ruling(
        &self,
        batch: &Batch,
        number: i64,
        ruling: Ruling,
        fence: Option<i64>,
    ) -> Result<()> {
        let batch = batch.clone();
        let written = self.0.writer.run(move |tx| {
            Box::pin(async move {
                match apply(tx, &batch, number, ruling, fence).await {
                    // an error of the job rolls back the transaction, which other jobs share
                    Err(error) if error.is_temporary() => Err(error),
                    applied => Ok(applied),
                }
            })
        });
        written.await?
    }

    /// Takes unknown rows that are due for a query. No other worker takes them for a minute.
    pub(crate) async fn take_unsettled(&self, batch: &Batch, limit: u32) -> Result<Vec<Unsettled>> {
        let batch = batch.clone();
        let taken = self
            .0
            .writer
            .run(move |tx| Box::pin(async move { take(tx, &batch, limit).await }));
        taken.await
    }

    /// Records the result of a query. The row then waits for the next query, or for a person.
    pub(crate) async fn record_query(
        &self,
        batch: &Batch,
        row: &Unsettled,
        data: Value,
        next: Next,
    ) -> Result<()> {
        let (batch, worker) = (Arc::clone(&batch.id), Arc::clone(&self.0.worker));
        let (number, fence) = (row.number, row.fence);
        let recorded = self.0.writer.run(move |tx| {
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
                    return entry.append_to_row(tx).await;
                }
                row.queries += 1;
                match next {
                    Next::After(wait) => row.reconcile_after = tx.now + millis(wait),
                    Next::Person => row.review = 1,
                }
                row.save(tx, entry).await
            })
        });
        recorded.await
    }

    /// The known outcome of the last attempt that arrived after its lease was lost, with the position of its entry.
    pub(crate) async fn late_outcome(
        &self,
        batch: &Batch,
        row: &Unsettled,
    ) -> Result<Option<(i64, CallResult)>> {
        let sql = "SELECT seq, data FROM events WHERE batch = $1 AND number = $2 AND kind = 'late' \
                   ORDER BY seq DESC";
        let query = sqlx::query(sql).bind(batch.id.to_string()).bind(row.number);
        for entry in query.fetch_all(&self.0.pools.readers).await? {
            let data: Value = from_json("entry", entry.try_get("data")?)?;
            let fence = data.get("fence").and_then(Value::as_i64);
            let received = data.get("received").cloned().unwrap_or_default();
            let received: Result<CallResult> = serde_json::from_value(received)
                .map_err(|_| JournalError::invalid("entry", data.to_string()));
            let received = received?;
            if fence == Some(row.fence) && received.outcome != Outcome::Unknown {
                return Ok(Some((entry.try_get("seq")?, received)));
            }
        }
        Ok(None)
    }
}

/// The next step for an unknown row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// Another query, after this time.
    After(std::time::Duration),
    /// A person.
    Person,
}

async fn apply(
    tx: &mut Tx,
    batch: &Batch,
    number: i64,
    ruling: Ruling,
    fence: Option<i64>,
) -> Result<()> {
    let mut row = Row::lock(tx, &batch.id, number).await?;
    let state = row.progress.state;
    let next = match row.progress.after(Event::Decide(ruling.decision)) {
        Some(next) if fence.is_none_or(|fence| fence == next.fence) => next,
        _ => return Err(JournalError::NotUnknown { number, state }),
    };
    let by_person = fence.is_none();
    // until then, the server may still process the request
    let earliest = row.progress.lease_until + millis(batch.policy.reconcile_after());
    let wait = earliest - tx.now;
    if by_person && ruling.decision == Decision::Resend && wait > 0 {
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

async fn take(tx: &mut Tx, batch: &Batch, limit: u32) -> Result<Vec<Unsettled>> {
    let sql = format!(
        "SELECT input, {CHANGING} FROM batch_rows WHERE batch = $1 AND state = 'unknown' \
         AND review = 0 AND reconcile_after <= $2 ORDER BY number LIMIT $3"
    );
    let query = sqlx::query(tx.for_update(&sql, true))
        .bind(batch.id.to_string())
        .bind(tx.now)
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
            .bind(tx.now + RESERVED);
        query.execute(tx.connection()).await?;
        let lease = millis(batch.policy.lease());
        taken.push(Unsettled {
            number,
            values: from_json("row", row.try_get("input")?)?,
            fence: changing.progress.fence,
            queries: changing.queries,
            claimed_at: changing.progress.lease_until - lease,
        });
    }
    Ok(taken)
}

//! Rows of the journal.

use classifications_contract::Values;
use serde::Serialize;
use serde_json::Value;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::Result;
use super::event::{NewEntry, from_json};
use super::write::Tx;
use crate::error::JournalError;
use crate::state::{RowProgress, State};

/// A row, as it is listed and exported.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoredRow {
    /// Its number in the file.
    pub number: i64,
    /// The customer's name for it.
    pub reference: Option<String>,
    /// The values of its request; empty once they are removed as personal data.
    pub values: Values,
    /// Its state.
    pub state: State,
    /// The number of its attempts.
    pub attempts: i64,
    /// The worker of its last attempt.
    pub worker: Option<String>,
    /// The time of its last change, in milliseconds since 1970; 0 for none.
    pub changed_at: i64,
    /// Whether it waits for a person's decision.
    pub needs_person: bool,
    /// The data of the `outcome` or `decision` that settled it.
    pub settled_by: Option<Value>,
}

/// The query of a [`StoredRow`], without a condition.
pub(super) const STORED: &str = "SELECT r.number, r.reference, r.input, r.state, r.attempt, r.worker, \
     r.changed_at, r.review, e.data FROM batch_rows r LEFT JOIN events e \
     ON e.batch = r.batch AND e.number = r.number AND e.seq = r.settled";

impl StoredRow {
    pub(super) fn read(row: &AnyRow) -> Result<Self> {
        let settled_by: Option<String> = row.try_get("data")?;
        let review: i64 = row.try_get("review")?;
        Ok(Self {
            number: row.try_get("number")?,
            reference: row.try_get("reference")?,
            values: from_json("row", row.try_get("input")?)?,
            state: parse_state(row.try_get("state")?)?,
            attempts: row.try_get("attempt")?,
            worker: row.try_get("worker")?,
            changed_at: row.try_get("changed_at")?,
            needs_person: review != 0,
            settled_by: settled_by
                .map(|text| from_json("entry", text))
                .transpose()?,
        })
    }
}

/// An unknown row whose outcome a query may show.
#[derive(Debug, Clone)]
pub(crate) struct Unsettled {
    pub number: i64,
    pub values: Values,
    pub fence: i64,
    /// The number of queries so far.
    pub queries: i64,
    /// The time of the claim, in milliseconds since 1970.
    pub claimed_at: i64,
}

/// The part of a row that changes.
pub(super) struct Row {
    pub progress: RowProgress,
    /// The earliest time of the next attempt, in milliseconds since 1970.
    pub not_before: i64,
    /// The earliest time of the next query for the outcome, in milliseconds since 1970.
    pub reconcile_after: i64,
    /// The number of queries for the outcome so far.
    pub queries: i64,
    /// 1 if the row waits for a person's decision, otherwise 0.
    pub review: i64,
    /// The worker of the last attempt.
    pub worker: Option<String>,
    /// The position of the entry that settled the row.
    pub settled: Option<i64>,
    /// The position of the last entry of the row.
    pub seq: i64,
}

/// The columns of a [`Row`].
pub(super) const CHANGING: &str = "number, state, attempt, fence, lease_until, not_before, \
     reconcile_after, queries, review, worker, settled, seq";

impl Row {
    pub(super) fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            progress: RowProgress {
                state: parse_state(row.try_get("state")?)?,
                attempt: row.try_get("attempt")?,
                fence: row.try_get("fence")?,
                lease_until: row.try_get("lease_until")?,
            },
            not_before: row.try_get("not_before")?,
            reconcile_after: row.try_get("reconcile_after")?,
            queries: row.try_get("queries")?,
            review: row.try_get("review")?,
            worker: row.try_get("worker")?,
            settled: row.try_get("settled")?,
            seq: row.try_get("seq")?,
        })
    }

    /// Reads the row, and locks it until the end of the transaction.
    pub(super) async fn lock(tx: &mut Tx, batch: &str, number: i64) -> Result<Self> {
        let sql = format!("SELECT {CHANGING} FROM batch_rows WHERE batch = $1 AND number = $2");
        let query = sqlx::query(tx.for_update(&sql, false))
            .bind(batch.to_owned())
            .bind(number);
        let found = query.fetch_optional(tx.connection()).await?;
        let found = found.ok_or_else(|| JournalError::NoRow {
            batch: batch.to_owned(),
            number,
        })?;
        Self::read(&found)
    }

    /// Writes the row, and the entry of the event that changed it.
    pub(super) async fn save(&mut self, tx: &mut Tx, entry: NewEntry<'_>) -> Result<()> {
        self.seq += 1;
        if self.progress.state.is_final() {
            self.settled.get_or_insert(self.seq);
        }
        let sql = "UPDATE batch_rows SET state = $3, attempt = $4, fence = $5, lease_until = $6, \
                   not_before = $7, reconcile_after = $8, queries = $9, review = $10, worker = $11, \
                   settled = $12, seq = $13, changed_at = $14 WHERE batch = $1 AND number = $2";
        let query = sqlx::query(sql)
            .bind(entry.batch.to_owned())
            .bind(entry.number)
            .bind(self.progress.state.name())
            .bind(self.progress.attempt)
            .bind(self.progress.fence)
            .bind(self.progress.lease_until)
            .bind(self.not_before)
            .bind(self.reconcile_after)
            .bind(self.queries)
            .bind(self.review)
            .bind(self.worker.clone())
            .bind(self.settled)
            .bind(self.seq)
            .bind(tx.now);
        query.execute(tx.connection()).await?;
        entry.write(tx, self.seq).await
    }
}

pub(super) fn parse_state(name: String) -> Result<State> {
    State::named(&name).ok_or_else(|| JournalError::invalid("state", name))
}

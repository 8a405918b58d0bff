//! Reads the journal: the progress of a batch, its rows, and their history.

use serde::Serialize;
use sqlx::{AssertSqlSafe, Row as _};

use super::event::Entry;
use super::health::{self, Pause};
use super::row::{STORED, StoredRow, state};
use super::worker::Worker;
use super::{Batch, Journal, Result};
use crate::error::JournalError;
use crate::state::State;

/// How many rows of a batch are in each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Not sent yet.
    pub pending: i64,
    /// In progress.
    pub sent: i64,
    /// Carried out.
    pub done: i64,
    /// Not carried out, and not to be.
    pub rejected: i64,
    /// Perhaps carried out: a query will show it.
    pub unknown: i64,
    /// Perhaps carried out: a person has to decide.
    pub needs_person: i64,
}

impl Counts {
    /// All rows.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.open() + self.done + self.rejected + self.needs_person
    }

    /// The rows that are still to be worked on, by machines.
    #[must_use]
    pub fn open(&self) -> i64 {
        self.pending + self.sent + self.unknown
    }

    pub(crate) fn of(&mut self, state: State, review: bool) -> &mut i64 {
        match (state, review) {
            (State::Pending, _) => &mut self.pending,
            (State::Sent, _) => &mut self.sent,
            (State::Done, _) => &mut self.done,
            (State::Rejected, _) => &mut self.rejected,
            (State::Unknown, false) => &mut self.unknown,
            (State::Unknown, true) => &mut self.needs_person,
        }
    }
}

/// How far a batch is.
#[derive(Debug, Clone)]
pub struct Status {
    /// The batch.
    pub batch: Batch,
    /// Its rows.
    pub counts: Counts,
    /// The pause, where sending is paused.
    pub pause: Option<Pause>,
    /// The workers that were seen within the last minute.
    pub workers: Vec<Worker>,
    /// The time of the database, in milliseconds since 1970.
    pub now: i64,
}

/// Which rows are listed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Only rows in this state.
    pub state: Option<State>,
    /// Only rows that need a person.
    pub needs_person: bool,
    /// Only rows after this one.
    pub after: i64,
}

impl Journal {
    /// How far a batch is.
    ///
    /// # Errors
    /// [`JournalError::NoBatch`], or where the journal cannot be read.
    pub async fn status(&self, batch: &str) -> Result<Status> {
        let batch = self.batch(batch).await?;
        let now = self.now().await?;
        Ok(Status {
            counts: self.counts(&batch.id).await?,
            pause: self.paused(&batch.id).await?,
            workers: self.workers(&batch.id, now).await?,
            batch,
            now,
        })
    }

    /// How many rows are in each state.
    ///
    /// # Errors
    /// [`JournalError`] where the journal cannot be read.
    pub async fn counts(&self, batch: &str) -> Result<Counts> {
        let sql = "SELECT state, review, count(*) AS count FROM batch_rows WHERE batch = $1 \
                   GROUP BY state, review";
        let query = sqlx::query(sql).bind(batch.to_owned());
        let mut counts = Counts::default();
        for row in query.fetch_all(&self.0.pools.readers).await? {
            let review: i64 = row.try_get("review")?;
            let count: i64 = row.try_get("count")?;
            *counts.of(state(row.try_get("state")?)?, review != 0) += count;
        }
        Ok(counts)
    }

    /// Whether a machine can do something about a row of the batch, at once or later.
    pub(crate) async fn is_open(&self, batch: &str) -> Result<bool> {
        let sql = "SELECT CAST(1 AS BIGINT) WHERE EXISTS (SELECT 1 FROM batch_rows WHERE batch = $1 AND state = 'pending') \
             OR EXISTS (SELECT 1 FROM batch_rows WHERE batch = $1 AND state = 'sent') \
             OR EXISTS (SELECT 1 FROM batch_rows WHERE batch = $1 AND state = 'unknown' AND review = 0)";
        let query = sqlx::query(sql).bind(batch.to_owned());
        Ok(query.fetch_optional(&self.0.pools.readers).await?.is_some())
    }

    async fn paused(&self, batch: &str) -> Result<Option<Pause>> {
        let sql = AssertSqlSafe(format!(
            "SELECT {} FROM batches WHERE id = $1",
            health::COLUMNS
        ));
        let query = sqlx::query(sql).bind(batch.to_owned());
        let row = query.fetch_optional(&self.0.pools.readers).await?;
        row.map_or(Ok(None), |row| health::pause(&row))
    }

    /// Rows of a batch in their order, `limit` at most. The next ones are those after the last of these.
    ///
    /// # Errors
    /// [`JournalError`] where the journal cannot be read.
    pub async fn rows(&self, batch: &str, filter: Filter, limit: u32) -> Result<Vec<StoredRow>> {
        let sql = format!(
            "{STORED} WHERE r.batch = $1 AND r.number > $2 {} {} ORDER BY r.number LIMIT $3",
            if filter.state.is_some() {
                "AND r.state = $4"
            } else {
                "AND $4 = ''"
            },
            if filter.needs_person {
                "AND r.state = 'unknown' AND r.review = 1"
            } else {
                ""
            },
        );
        let state = filter.state.map_or("", State::name);
        let query = sqlx::query(AssertSqlSafe(sql))
            .bind(batch.to_owned())
            .bind(filter.after)
            .bind(i64::from(limit))
            .bind(state);
        let rows = query.fetch_all(&self.0.pools.readers).await?;
        rows.iter().map(StoredRow::read).collect()
    }

    /// One row, with everything that happened to it.
    ///
    /// # Errors
    /// [`JournalError::NoRow`], or where the journal cannot be read.
    pub async fn row(&self, batch: &str, number: i64) -> Result<(StoredRow, Vec<Entry>)> {
        let sql = AssertSqlSafe(format!("{STORED} WHERE r.batch = $1 AND r.number = $2"));
        let query = sqlx::query(sql).bind(batch.to_owned()).bind(number);
        let row = query.fetch_optional(&self.0.pools.readers).await?;
        let row = row.ok_or_else(|| JournalError::NoRow {
            batch: batch.to_owned(),
            number,
        })?;
        let sql = "SELECT number, seq, at, kind, who, data FROM events \
                   WHERE batch = $1 AND number = $2 ORDER BY seq";
        let query = sqlx::query(sql).bind(batch.to_owned()).bind(number);
        let entries = query.fetch_all(&self.0.pools.readers).await?;
        let entries: Result<Vec<Entry>> = entries.iter().map(Entry::read).collect();
        Ok((StoredRow::read(&row)?, entries?))
    }

    /// Everything that happened to a batch and its rows: who requested what and when, attempts, responses, decisions. In the
    /// order of the rows, `limit` entries at most, after the entry `after` (row and position); the batch itself is row 0.
    ///
    /// # Errors
    /// [`JournalError`] where the journal cannot be read.
    pub async fn evidence(
        &self,
        batch: &str,
        (number, seq): (i64, i64),
        limit: u32,
    ) -> Result<Vec<Entry>> {
        let sql = "SELECT number, seq, at, kind, who, data FROM events WHERE batch = $1 \
                   AND (number > $2 OR (number = $2 AND seq > $3)) ORDER BY number, seq LIMIT $4";
        let query = sqlx::query(sql)
            .bind(batch.to_owned())
            .bind(number)
            .bind(seq)
            .bind(i64::from(limit));
        let entries = query.fetch_all(&self.0.pools.readers).await?;
        entries.iter().map(Entry::read).collect()
    }
}

//! Reads the journal: the progress of a batch, its rows, and their history.

use serde::Serialize;
use sqlx::{AssertSqlSafe, Row as _};

use super::event::Entry;
use super::pause::{self, Pause};
use super::row::{STORED, StoredRow, parse_state};
use super::worker::Worker;
use super::{Batch, Journal, Result};
use crate::error::JournalError;
use crate::state::State;

/// The number of rows of a batch in each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Not sent yet.
    pub pending: i64,
    /// In progress.
    pub sent: i64,
    /// Carried out.
    pub done: i64,
    /// Not carried out, and not to be sent again.
    pub rejected: i64,
    /// Perhaps carried out; a query may determine it.
    pub unknown: i64,
    /// Perhaps carried out; a person has to decide.
    pub needs_person: i64,
}

impl Counts {
    /// The number of all rows.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.open() + self.done + self.rejected + self.needs_person
    }

    /// The number of rows that workers still have to process.
    #[must_use]
    pub fn open(&self) -> i64 {
        self.pending + self.sent + self.unknown
    }

    /// The count for a state. For unknown rows, `review` is whether they wait for a person.
    pub(crate) fn count_mut(&mut self, state: State, review: bool) -> &mut i64 {
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

/// The progress of a batch.
#[derive(Debug, Clone)]
pub struct Status {
    /// The batch.
    pub batch: Batch,
    /// The number of its rows in each state.
    pub counts: Counts,
    /// The pause, where sending is paused.
    pub pause: Option<Pause>,
    /// The workers that were seen within the last minute.
    pub workers: Vec<Worker>,
    /// The time of the database, in milliseconds since 1970.
    pub now: i64,
}

/// The rows to be listed.
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
    /// The progress of a batch.
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

    /// The number of rows in each state.
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
            *counts.count_mut(parse_state(row.try_get("state")?)?, review != 0) += count;
        }
        Ok(counts)
    }

    /// Whether workers still have to process a row of the batch, at once or later.
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
            pause::COLUMNS
        ));
        let query = sqlx::query(sql).bind(batch.to_owned());
        let row = query.fetch_optional(&self.0.pools.readers).await?;
        row.map_or(Ok(None), |row| pause::read_pause(&row))
    }

    /// Rows of a batch in their order, `limit` at most. The next page has the rows after the last of them.
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

    /// A row, and its entries.
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

    /// The entries of a batch and its rows: attempts, responses, decisions, each with its time and its author. They are in
    /// the order of the rows, `limit` at most, after the entry `seq` of the row `number`. Row 0 stands for the batch.
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

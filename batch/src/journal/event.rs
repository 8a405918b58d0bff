//! The history of a batch and its rows. Only `forget` changes an entry.

use serde::Serialize;
use serde_json::Value;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::Result;
use super::write::Tx;
use crate::error::JournalError;

/// The kind of an entry.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// A worker claimed the row, to send its request.
    Claimed,
    /// The outcome of the request.
    Outcome,
    /// An outcome that arrived after the lease was lost.
    Late,
    /// The lease expired.
    Expired,
    /// The result of a query for the outcome of the request.
    Query,
    /// A decision about the row.
    Decision,
    /// The batch was created.
    Created,
    /// Sending was paused.
    Paused,
    /// The API was probed.
    Probe,
    /// Sending was resumed.
    Resumed,
    /// Personal data was removed.
    Forgotten,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Outcome => "outcome",
            Self::Late => "late",
            Self::Expired => "expired",
            Self::Query => "query",
            Self::Decision => "decision",
            Self::Created => "created",
            Self::Paused => "paused",
            Self::Probe => "probe",
            Self::Resumed => "resumed",
            Self::Forgotten => "forgotten",
        }
    }
}

/// An entry of the journal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// The row; 0 stands for the batch.
    pub number: i64,
    /// Its position among the entries of the row.
    pub seq: i64,
    /// The time, in milliseconds since 1970.
    pub at: i64,
    /// The kind: for a row `claimed`, `outcome`, `late`, `expired`, `query` or `decision`, for a batch `created`, `paused`,
    /// `probe`, `resumed` or `forgotten`.
    pub kind: String,
    /// The worker or the person who caused the entry.
    pub who: String,
    /// The data, whose members depend on the kind.
    pub data: Value,
}

impl Entry {
    pub(super) fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            number: row.try_get("number")?,
            seq: row.try_get("seq")?,
            at: row.try_get("at")?,
            kind: row.try_get("kind")?,
            who: row.try_get("who")?,
            data: from_json("entry", row.try_get("data")?)?,
        })
    }
}

/// An entry to be written.
pub(super) struct NewEntry<'e> {
    pub batch: &'e str,
    /// The row; 0 stands for the batch.
    pub number: i64,
    pub kind: Kind,
    pub who: &'e str,
    pub data: Value,
}

impl NewEntry<'_> {
    /// Writes the entry at this position among the entries of its row.
    pub(super) async fn write(self, tx: &mut Tx, seq: i64) -> Result<()> {
        let sql = "INSERT INTO events (batch, number, seq, at, kind, who, data) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let query = sqlx::query(sql)
            .bind(self.batch.to_owned())
            .bind(self.number)
            .bind(seq)
            .bind(tx.now)
            .bind(self.kind.name())
            .bind(self.who.to_owned())
            .bind(self.data.to_string());
        query.execute(tx.connection()).await?;
        Ok(())
    }

    /// Adds the next entry of a batch.
    pub(super) async fn append_to_batch(
        tx: &mut Tx,
        batch: &str,
        kind: Kind,
        who: &str,
        data: Value,
    ) -> Result<()> {
        let sql = "UPDATE batches SET seq = seq + 1 WHERE id = $1 RETURNING seq";
        let query = sqlx::query(sql).bind(batch.to_owned());
        let seq = query.fetch_one(tx.connection()).await?.try_get(0)?;
        let entry = NewEntry {
            batch,
            number: 0,
            kind,
            who,
            data,
        };
        entry.write(tx, seq).await
    }

    /// Adds the next entry of a row, which does not change otherwise.
    pub(super) async fn append_to_row(self, tx: &mut Tx) -> Result<()> {
        let sql =
            "UPDATE batch_rows SET seq = seq + 1 WHERE batch = $1 AND number = $2 RETURNING seq";
        let query = sqlx::query(sql)
            .bind(self.batch.to_owned())
            .bind(self.number);
        let seq = query.fetch_one(tx.connection()).await?.try_get(0)?;
        self.write(tx, seq).await
    }
}

/// Reads JSON of the journal. `part` is its name in an error.
pub(super) fn from_json<T: serde::de::DeserializeOwned>(
    part: &'static str,
    text: String,
) -> Result<T> {
    serde_json::from_str(&text).map_err(|_| JournalError::invalid(part, text))
}

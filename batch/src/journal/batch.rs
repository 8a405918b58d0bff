//! Creates batches, adds their rows, and seals them before the first request is sent.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};

use super::engine::Engine;
use super::event::{Kind, NewEntry, from_json};
use super::write::Tx;
use super::{Journal, Result};
use crate::error::JournalError;
use crate::policy::Policy;
use crate::row::NewRow;

/// The number of rows that one statement inserts.
const CHUNK: usize = 200;

/// The properties of a new batch.
#[derive(Debug, Clone)]
pub struct NewBatch {
    /// The id of the operation.
    pub operation: String,
    /// The base URL of the API. The batch is never sent to another API.
    pub target: String,
    /// The source of the rows.
    pub source: String,
    /// The person who creates it.
    pub who: String,
    /// The settings that its workers share.
    pub policy: Policy,
}

/// A batch in the journal.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Its id.
    pub id: Arc<str>,
    /// The id of the operation.
    pub operation: Arc<str>,
    /// The base URL of the API.
    pub target: Arc<str>,
    /// The source of the rows.
    pub source: String,
    /// The person who created it.
    pub created_by: String,
    /// The time of its creation, in milliseconds since 1970.
    pub created_at: i64,
    /// The settings that its workers share.
    pub policy: Policy,
    /// Whether it has all its rows, so that it can be sent.
    pub sealed: bool,
    /// The number of its rows; 0 until it is sealed.
    pub total: i64,
}

impl Batch {
    fn read(row: &AnyRow) -> Result<Self> {
        let text = |name: &str| row.try_get::<String, _>(name);
        let sealed: i64 = row.try_get("sealed")?;
        Ok(Self {
            id: text("id")?.into(),
            operation: text("operation")?.into(),
            target: text("target")?.into(),
            source: text("source")?,
            created_by: text("created_by")?,
            created_at: row.try_get("created_at")?,
            policy: from_json("policy", text("policy")?)?,
            sealed: sealed != 0,
            total: row.try_get("total")?,
        })
    }
}

const COLUMNS: &str =
    "id, operation, target, source, created_by, created_at, policy, sealed, total";

impl Journal {
    /// Creates a batch without rows. Calls of [`add_rows`](Self::add_rows) and [`seal`](Self::seal) have to follow.
    ///
    /// # Errors
    /// [`JournalError`] where the journal cannot be written.
    pub async fn create_batch(&self, new: NewBatch) -> Result<Batch> {
        let policy = serde_json::to_string(&new.policy);
        let policy = policy.map_err(|e| JournalError::invalid("policy", e.to_string()))?;
        let inserted = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let id = new_id(tx.now);
                let sql = "INSERT INTO batches (id, operation, target, source, created_at, created_by, \
                           policy) VALUES ($1, $2, $3, $4, $5, $6, $7)";
                let query = sqlx::query(sql)
                    .bind(id.clone())
                    .bind(new.operation.clone())
                    .bind(new.target.clone())
                    .bind(new.source.clone())
                    .bind(tx.now)
                    .bind(new.who.clone())
                    .bind(policy);
                query.execute(tx.connection()).await?;
                let data = json!({ "operation": new.operation, "target": new.target, "source": new.source });
                NewEntry::append_to_batch(tx, &id, Kind::Created, &new.who, data).await?;
                Ok(id)
            })
        });
        let id: String = inserted.await?;
        self.batch(&id).await
    }

    /// Adds rows to a batch that is not sealed. The rows of a call are in memory at the same time; a few hundred are enough
    /// for a fast insertion.
    ///
    /// # Errors
    /// [`JournalError::Sealed`], or where the journal cannot be written.
    pub async fn add_rows(&self, batch: &Batch, rows: Vec<NewRow>) -> Result<()> {
        let id = Arc::clone(&batch.id);
        let inserted = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let sql = tx.for_update("SELECT sealed FROM batches WHERE id = $1", false);
                let query = sqlx::query(sql).bind(id.to_string());
                let sealed: i64 = query.fetch_one(tx.connection()).await?.try_get(0)?;
                if sealed != 0 {
                    return Ok(false);
                }
                for chunk in rows.chunks(CHUNK) {
                    insert_rows(tx, &id, chunk).await?;
                }
                Ok(true)
            })
        });
        if inserted.await? {
            return Ok(());
        }
        Err(JournalError::Sealed(batch.id.to_string()))
    }

    /// Marks the batch as complete, so that it can be sent.
    ///
    /// # Errors
    /// [`JournalError`] where the journal cannot be written.
    pub async fn seal(&self, batch: &Batch) -> Result<Batch> {
        let id = Arc::clone(&batch.id);
        let sealed = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let sql = "UPDATE batches SET sealed = 1, total = \
                           (SELECT count(*) FROM batch_rows WHERE batch = $1) WHERE id = $1";
                let query = sqlx::query(sql).bind(id.to_string());
                query.execute(tx.connection()).await?;
                if tx.engine == Engine::Postgres {
                    // without statistics, PostgreSQL plans the first claims for an empty table
                    sqlx::query("ANALYZE batch_rows")
                        .execute(tx.connection())
                        .await?;
                }
                Ok(())
            })
        });
        sealed.await?;
        self.batch(&batch.id).await
    }

    /// The batch with this id.
    ///
    /// # Errors
    /// [`JournalError::NoBatch`], or where the journal cannot be read.
    pub async fn batch(&self, id: &str) -> Result<Batch> {
        let sql = AssertSqlSafe(format!("SELECT {COLUMNS} FROM batches WHERE id = $1"));
        let query = sqlx::query(sql).bind(id.to_owned());
        let row = query.fetch_optional(&self.0.pools.readers).await?;
        let row = row.ok_or_else(|| JournalError::NoBatch(id.to_owned()))?;
        Batch::read(&row)
    }

    /// All batches, the newest first.
    ///
    /// # Errors
    /// [`JournalError`] where the journal cannot be read.
    pub async fn batches(&self) -> Result<Vec<Batch>> {
        let sql = format!("SELECT {COLUMNS} FROM batches ORDER BY created_at DESC, id DESC");
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&self.0.pools.readers);
        rows.await?.iter().map(Batch::read).collect()
    }

    /// The newest sealed batch that has a row with this key, and the number of its first such row. Rejected rows do not
    /// count.
    ///
    /// # Errors
    /// [`JournalError`] where the journal cannot be read.
    pub async fn earlier(&self, duplicate_key: &str) -> Result<Option<(String, i64)>> {
        let sql = "SELECT r.batch, r.number FROM batch_rows r JOIN batches b ON b.id = r.batch \
                   WHERE r.duplicate_key = $1 AND r.state <> 'rejected' AND b.sealed = 1 \
                   ORDER BY b.created_at DESC, r.number LIMIT 1";
        let query = sqlx::query(sql).bind(duplicate_key.to_owned());
        let found = query.fetch_optional(&self.0.pools.readers).await?;
        let batch_and_number = |row: AnyRow| Ok((row.try_get(0)?, row.try_get(1)?));
        found.map(batch_and_number).transpose()
    }
}

async fn insert_rows(tx: &mut Tx, batch: &str, rows: &[NewRow]) -> Result<()> {
    let values: Vec<String> = (0..rows.len())
        .map(|row| {
            let offset = row * 4;
            let [number, reference, input, key] = [2, 3, 4, 5].map(|n| offset + n);
            format!("($1, ${number}, ${reference}, ${input}, ${key}, 'pending')")
        })
        .collect();
    let sql = format!(
        "INSERT INTO batch_rows (batch, number, reference, input, duplicate_key, state) VALUES {}",
        values.join(", ")
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(batch.to_owned());
    for row in rows {
        let input = serde_json::Value::Object(row.values.clone()).to_string();
        let number = i64::try_from(row.number);
        let number = number.map_err(|_| JournalError::invalid("row", row.number.to_string()))?;
        query = query
            .bind(number)
            .bind(row.reference.clone())
            .bind(input)
            .bind(row.duplicate_key.clone());
    }
    query.execute(tx.connection()).await?;
    Ok(())
}

/// A new id: the day, and five random characters that are not easily confused with others.
fn new_id(now: i64) -> String {
    const CHARACTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let day = DateTime::<Utc>::from_timestamp_millis(now).unwrap_or_default();
    let random = std::iter::repeat_with(|| fastrand::choice(CHARACTERS).copied().unwrap_or(b'a'));
    let random: String = random.take(5).map(char::from).collect();
    format!("{}-{random}", day.format("%Y%m%d"))
}

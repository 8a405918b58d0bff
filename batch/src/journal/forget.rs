//! Removes personal data. The number of requests, their times and outcomes stay.

use serde_json::{Value, json};
use sqlx::Row as _;

use super::event::{Kind, NewEntry, from_json};
use super::write::Tx;
use super::{Journal, Result};

impl Journal {
    /// Removes the personal data of batches that were created before `before`, in milliseconds since 1970: the values of
    /// requests, references, and the bodies and messages of responses. States, times, transaction ids, codes and the
    /// authors of decisions stay. A batch with open rows, or rows that wait for a person, is left out. Returns the number of
    /// batches.
    ///
    /// # Errors
    /// [`JournalError`](crate::JournalError) where the journal cannot be written.
    pub async fn forget(&self, before: i64, who: &str) -> Result<u64> {
        let sql = "SELECT id FROM batches WHERE created_at < $1 AND forgotten_at IS NULL AND NOT EXISTS \
                   (SELECT 1 FROM batch_rows WHERE batch = id AND state IN ('pending', 'sent', 'unknown')) \
                   ORDER BY id";
        let query = sqlx::query(sql).bind(before);
        let mut forgotten = 0;
        for row in query.fetch_all(&self.0.pools.readers).await? {
            self.forget_batch(row.try_get(0)?, who.to_owned()).await?;
            forgotten += 1;
        }
        Ok(forgotten)
    }

    async fn forget_batch(&self, batch: String, who: String) -> Result<()> {
        let forget = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let sql = "UPDATE batches SET forgotten_at = $2, source = '' WHERE id = $1";
                let query = sqlx::query(sql).bind(batch.clone()).bind(tx.now);
                query.execute(tx.connection()).await?;
                let sql = "UPDATE batch_rows SET input = '{}', reference = NULL, duplicate_key = '' \
                           WHERE batch = $1";
                let query = sqlx::query(sql).bind(batch.clone());
                query.execute(tx.connection()).await?;
                forget_events(tx, &batch).await?;
                NewEntry::append_to_batch(tx, &batch, Kind::Forgotten, &who, json!({})).await
            })
        });
        forget.await
    }
}

/// Removes personal data from the entries of a batch.
async fn forget_events(tx: &mut Tx, batch: &str) -> Result<()> {
    let sql = "SELECT number, seq, data FROM events WHERE batch = $1 AND number > 0 \
               AND kind IN ('outcome', 'late', 'query', 'decision') AND (number, seq) > ($2, $3) \
               ORDER BY number, seq LIMIT 500";
    let (mut number, mut seq) = (0_i64, 0_i64);
    loop {
        let query = sqlx::query(sql)
            .bind(batch.to_owned())
            .bind(number)
            .bind(seq);
        let rows = query.fetch_all(tx.connection()).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            (number, seq) = (row.try_get("number")?, row.try_get("seq")?);
            let data = from_json("entry", row.try_get("data")?)?;
            let sql = "UPDATE events SET data = $4 WHERE batch = $1 AND number = $2 AND seq = $3";
            let query = sqlx::query(sql)
                .bind(batch.to_owned())
                .bind(number)
                .bind(seq)
                .bind(without_personal_data(data).to_string());
            query.execute(tx.connection()).await?;
        }
    }
}

/// The data of an entry, reduced to members that contain no personal data.
fn without_personal_data(data: Value) -> Value {
    const KEPT: [&str; 11] = [
        "attempt",
        "fence",
        "received",
        "outcome",
        "advice",
        "status",
        "transaction_id",
        "code",
        "decision",
        "by",
        "found",
    ];
    match data {
        Value::Object(members) => {
            let kept = members
                .into_iter()
                .filter(|(name, _)| KEPT.contains(&name.as_str()));
            kept.map(|(name, value)| (name, without_personal_data(value)))
                .collect()
        }
        Value::Array(_) => Value::Null,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_loses_bodies_messages_and_notes() {
        let data = json!({
            "attempt": 1,
            "fence": 1,
            "received": { "outcome": "done", "status": 201, "transaction_id": "t", "body": "{\"name\":\"x\"}", "message": "x" },
            "note": "x asked for it",
        });
        let expected = json!({
            "attempt": 1,
            "fence": 1,
            "received": { "outcome": "done", "status": 201, "transaction_id": "t" },
        });
        assert_eq!(without_personal_data(data), expected);
    }
}

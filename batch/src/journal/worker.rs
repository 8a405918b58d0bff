//! The processes that work on a batch.

use std::sync::Arc;

use serde::Serialize;
use sqlx::Row as _;

use super::{Batch, Journal, Result};

/// How long a worker stays listed after its last record, in milliseconds.
const SEEN: i64 = 60_000;

/// A process that works on a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Worker {
    /// The name under which it writes: host, process, and letters that differ after a restart.
    pub id: String,
    /// When it began, in milliseconds since 1970.
    pub started_at: i64,
    /// When it last recorded its work.
    pub seen_at: i64,
}

/// A name for this process.
pub(super) fn new_id() -> String {
    let letters: String = std::iter::repeat_with(fastrand::alphanumeric)
        .take(6)
        .collect();
    format!("{}-{}-{letters}", host(), std::process::id())
}

fn host() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let name = name.or_else(|| std::env::var("HOSTNAME").ok());
    let name = name.or_else(|| std::env::var("COMPUTERNAME").ok());
    let name = name.map(|name| name.trim().to_owned());
    name.filter(|name| !name.is_empty())
        .unwrap_or_else(|| "host".to_owned())
}

impl Journal {
    /// The name under which this process writes.
    #[must_use]
    pub fn worker(&self) -> &str {
        &self.0.worker
    }

    /// Records that this process works on the batch.
    pub(crate) async fn seen(&self, batch: &Batch) -> Result<()> {
        let (batch, worker) = (Arc::clone(&batch.id), Arc::clone(&self.0.worker));
        let seen = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let sql = "INSERT INTO workers (id, batch, host, process, started_at, seen_at) \
                           VALUES ($1, $2, $3, $4, $5, $5) \
                           ON CONFLICT (id) DO UPDATE SET batch = $2, seen_at = $5";
                let now = tx.now;
                let query = sqlx::query(sql)
                    .bind(worker.to_string())
                    .bind(batch.to_string())
                    .bind(host())
                    .bind(i64::from(std::process::id()))
                    .bind(now);
                query.execute(tx.connection()).await?;
                Ok(())
            })
        });
        seen.await
    }

    /// Records that this process has ended its work.
    pub(crate) async fn left(&self) -> Result<()> {
        let worker = Arc::clone(&self.0.worker);
        let left = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let query = sqlx::query("DELETE FROM workers WHERE id = $1");
                let query = query.bind(worker.to_string());
                query.execute(tx.connection()).await?;
                Ok(())
            })
        });
        left.await
    }

    pub(super) async fn workers(&self, batch: &str, now: i64) -> Result<Vec<Worker>> {
        let sql = "SELECT id, started_at, seen_at FROM workers WHERE batch = $1 AND seen_at > $2 \
                   ORDER BY started_at, id";
        let query = sqlx::query(sql).bind(batch.to_owned()).bind(now - SEEN);
        let rows = query.fetch_all(&self.0.pools.readers).await?;
        let worker = |row: &sqlx::any::AnyRow| {
            Ok(Worker {
                id: row.try_get("id")?,
                started_at: row.try_get("started_at")?,
                seen_at: row.try_get("seen_at")?,
            })
        };
        rows.iter().map(worker).collect()
    }
}

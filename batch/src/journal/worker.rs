//! The processes that work on a batch.

use std::sync::Arc;

use serde::Serialize;
use sqlx::Row as _;

use super::{Batch, Journal, Result};

/// The time for which a worker stays listed after its last sign of activity, in milliseconds.
const LISTED: i64 = 60_000;

/// A process that works on a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Worker {
    /// Its name in the journal: host, process id, and random characters.
    pub id: String,
    /// The time at which it began, in milliseconds since 1970.
    pub started_at: i64,
    /// The time of its last sign of activity.
    pub seen_at: i64,
}

/// A new name for this process.
pub(super) fn new_id() -> String {
    let random: String = std::iter::repeat_with(fastrand::alphanumeric)
        .take(6)
        .collect();
    format!("{}-{}-{random}", host(), std::process::id())
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
    /// Lists this process as a worker of the batch, or records that it is still active.
    pub(crate) async fn list_worker(&self, batch: &Batch) -> Result<()> {
        let (batch, worker) = (Arc::clone(&batch.id), Arc::clone(&self.0.worker));
        let listed = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let sql = "INSERT INTO workers (id, batch, host, process, started_at, seen_at) \
                           VALUES ($1, $2, $3, $4, $5, $5) \
                           ON CONFLICT (id) DO UPDATE SET batch = $2, seen_at = $5";
                let query = sqlx::query(sql)
                    .bind(worker.to_string())
                    .bind(batch.to_string())
                    .bind(host())
                    .bind(i64::from(std::process::id()))
                    .bind(tx.now);
                query.execute(tx.connection()).await?;
                Ok(())
            })
        });
        listed.await
    }

    /// Removes this process from the list of workers.
    pub(crate) async fn remove_worker(&self) -> Result<()> {
        let worker = Arc::clone(&self.0.worker);
        let removed = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let query = sqlx::query("DELETE FROM workers WHERE id = $1");
                let query = query.bind(worker.to_string());
                query.execute(tx.connection()).await?;
                Ok(())
            })
        });
        removed.await
    }

    pub(super) async fn workers(&self, batch: &str, now: i64) -> Result<Vec<Worker>> {
        let sql = "SELECT id, started_at, seen_at FROM workers WHERE batch = $1 AND seen_at > $2 \
                   ORDER BY started_at, id";
        let query = sqlx::query(sql).bind(batch.to_owned()).bind(now - LISTED);
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

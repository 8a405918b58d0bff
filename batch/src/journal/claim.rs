//! Claims: the committed step from `pending` to `sent`, which yields the permits.

use std::sync::Arc;
use std::time::Duration;

use classifications_contract::Values;
use serde_json::json;
use sqlx::{AssertSqlSafe, Row as _};

use super::event::{Kind, json as read_json};
use super::health::{self, Gate, Pause};
use super::row::{CHANGING, Row};
use super::write::Tx;
use super::{Batch, Journal, Result, rate};
use crate::clock::{Limit, Start, millis};
use crate::error::JournalError;
use crate::permit::{Permit, Ticket};
use crate::state::{Event, State};

/// The result of a claim.
#[derive(Debug)]
pub(crate) enum Claimed {
    /// At least one permit.
    Permits(Vec<Permit>),
    /// The rate allows the next request only after this time.
    Rate(Duration),
    /// The first request after a pause is in progress; its outcome shows whether others follow.
    Trial,
    /// Sending is paused.
    Paused(Pause),
    /// No row can be sent at this time: no row is left, or rows wait after a refusal.
    Nothing,
}

/// A row that was taken, within the transaction.
struct Taken {
    number: i64,
    attempt: i64,
    fence: i64,
    values: Values,
}

enum Found {
    Rows(Vec<Taken>),
    Other(Claimed),
}

impl Journal {
    /// Takes up to `limit` rows after the row `after`, or from the first one if no row follows it.
    ///
    /// The permits expire before their leases: they are measured from a moment before the transaction begins.
    pub(crate) async fn claim(&self, batch: &Batch, limit: u32, after: i64) -> Result<Claimed> {
        let clock = Arc::clone(self.clock());
        let start = Start::now(&*clock);
        let (claim, worker) = (batch.clone(), Arc::clone(&self.0.worker));
        let found = self.0.writer.claim(move |tx| {
            Box::pin(async move { take(tx, &claim, &worker, (limit, after)).await })
        });
        let rows = match found.await? {
            Found::Rows(rows) => rows,
            Found::Other(claimed) => return Ok(claimed),
        };
        let permit = |row: Taken| Permit {
            ticket: Ticket {
                batch: Arc::clone(&batch.id),
                number: row.number,
                attempt: row.attempt,
                fence: row.fence,
            },
            operation: Arc::clone(&batch.operation),
            values: row.values,
            start_by: Limit::after(start, batch.policy.start),
            end_by: Limit::after(start, batch.policy.end()),
            clock: Arc::clone(&clock),
        };
        Ok(Claimed::Permits(rows.into_iter().map(permit).collect()))
    }
}

async fn take(tx: &mut Tx, batch: &Batch, worker: &str, which: (u32, i64)) -> Result<Found> {
    let (limit, after) = which;
    let limit = match health::gate(tx, &batch.id, limit).await? {
        Gate::Open(limit) => limit,
        Gate::Trial => return Ok(Found::Other(Claimed::Trial)),
        Gate::Paused(pause) => return Ok(Found::Other(Claimed::Paused(pause))),
    };
    let limit = match rate::allowed(tx, &batch.target, limit).await? {
        Ok(limit) => limit,
        Err(wait) => return Ok(Found::Other(Claimed::Rate(wait))),
    };
    let mut rows = pending(tx, &batch.id, limit, after).await?;
    if rows.is_empty() && after > 0 {
        rows = pending(tx, &batch.id, limit, 0).await?;
    }
    if rows.is_empty() {
        return Ok(Found::Other(Claimed::Nothing));
    }
    rate::used(tx, &batch.target, rows.len()).await?;
    health::used(tx, &batch.id).await?;
    let lease_until = tx.now + millis(batch.policy.lease());
    let mut taken = vec![];
    for (number, values, row) in rows {
        if let Ok(next) = row.progress.after(Event::Claim { lease_until }) {
            taken.push(Taken {
                number,
                attempt: next.attempt,
                fence: next.fence,
                values,
            });
        }
    }
    save(tx, &batch.id, worker, (&taken, lease_until)).await?;
    Ok(Found::Rows(taken))
}

/// Writes the rows that were taken, with the entries that say so, at once.
async fn save(
    tx: &mut Tx,
    batch: &str,
    worker: &str,
    (taken, lease_until): (&[Taken], i64),
) -> Result<()> {
    let numbers: Vec<i64> = taken.iter().map(|row| row.number).collect();
    let list = json!(numbers).to_string();
    let now = tx.now;
    let sql = format!(
        "UPDATE batch_rows SET state = $3, attempt = attempt + 1, fence = fence + 1, \
         lease_until = $4, worker = $5, seq = seq + 1, changed_at = $6 \
         WHERE batch = $1 AND number IN ({}) AND state = 'pending'",
        tx.numbers("$2")
    );
    let query = sqlx::query(AssertSqlSafe(sql))
        .bind(batch.to_owned())
        .bind(list.clone())
        .bind(State::Sent.name())
        .bind(lease_until)
        .bind(worker.to_owned())
        .bind(now);
    let changed = query.execute(tx.connection()).await?.rows_affected();
    if usize::try_from(changed) != Ok(taken.len()) {
        return Err(JournalError::invalid(
            "number of claimed rows",
            changed.to_string(),
        ));
    }
    let sql = format!(
        "INSERT INTO events (batch, number, seq, at, kind, who, data) \
         SELECT batch, number, seq, $3, $4, $5, '{{\"attempt\":' || attempt || ',\"fence\":' || fence || \
         ',\"lease_until\":' || lease_until || '}}' FROM batch_rows \
         WHERE batch = $1 AND number IN ({})",
        tx.numbers("$2")
    );
    let query = sqlx::query(AssertSqlSafe(sql))
        .bind(batch.to_owned())
        .bind(list)
        .bind(now)
        .bind(Kind::Claimed.name())
        .bind(worker.to_owned());
    query.execute(tx.connection()).await?;
    Ok(())
}

/// The next rows that can be sent, which no other worker takes until the end of the transaction.
async fn pending(
    tx: &mut Tx,
    batch: &str,
    limit: u32,
    after: i64,
) -> Result<Vec<(i64, Values, Row)>> {
    let sql = format!(
        "SELECT input, {CHANGING} FROM batch_rows WHERE batch = $1 AND state = 'pending' \
         AND number > $2 AND not_before <= $3 ORDER BY number LIMIT $4"
    );
    let now = tx.now;
    let query = sqlx::query(tx.locked(&sql, true))
        .bind(batch.to_owned())
        .bind(after)
        .bind(now)
        .bind(i64::from(limit));
    let rows = query.fetch_all(tx.connection()).await?;
    let row = |row: &_| {
        let number = sqlx::any::AnyRow::try_get(row, "number")?;
        let values = read_json("row", sqlx::any::AnyRow::try_get(row, "input")?)?;
        Ok((number, values, Row::read(row)?))
    };
    rows.iter().map(row).collect()
}

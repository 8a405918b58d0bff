//! Claims: the committed step from `pending` to `sent`, which yields the permits.

use std::sync::Arc;
use std::time::Duration;

use classifications_contract::Values;
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};

use super::event::{Kind, from_json};
use super::pause::{self, Gate, Pause};
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
    /// No row can be sent at this time: no row is left, or the rows that are left wait for their next attempt.
    Nothing,
}

/// A claimed row, before its permit is made.
struct ClaimedRow {
    number: i64,
    attempt: i64,
    fence: i64,
    values: Values,
}

/// The rows of a claim, or the result of a claim without rows.
enum Selection {
    Rows(Vec<ClaimedRow>),
    Empty(Claimed),
}

impl Journal {
    /// Claims up to `limit` rows after the row `after`, or from the first row on if none follows it.
    ///
    /// The permits expire before their leases, as their time begins before the transaction.
    pub(crate) async fn claim(&self, batch: &Batch, limit: u32, after: i64) -> Result<Claimed> {
        let clock = Arc::clone(self.clock());
        let start = Start::now(&*clock);
        let (claimed_batch, worker) = (batch.clone(), Arc::clone(&self.0.worker));
        let selection = self.0.writer.claim(move |tx| {
            Box::pin(async move { select(tx, &claimed_batch, &worker, (limit, after)).await })
        });
        let rows = match selection.await? {
            Selection::Rows(rows) => rows,
            Selection::Empty(claimed) => return Ok(claimed),
        };
        let permit = |row: ClaimedRow| Permit {
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

async fn select(
    tx: &mut Tx,
    batch: &Batch,
    worker: &str,
    (limit, after): (u32, i64),
) -> Result<Selection> {
    let limit = match pause::gate(tx, &batch.id, limit).await? {
        Gate::Open(limit) => limit,
        Gate::Trial => return Ok(Selection::Empty(Claimed::Trial)),
        Gate::Paused(pause) => return Ok(Selection::Empty(Claimed::Paused(pause))),
    };
    let limit = match rate::allowed(tx, &batch.target, limit).await? {
        Ok(limit) => limit,
        Err(wait) => return Ok(Selection::Empty(Claimed::Rate(wait))),
    };
    let mut rows = lock_pending(tx, &batch.id, limit, after).await?;
    if rows.is_empty() && after > 0 {
        rows = lock_pending(tx, &batch.id, limit, 0).await?;
    }
    if rows.is_empty() {
        return Ok(Selection::Empty(Claimed::Nothing));
    }
    rate::count_requests(tx, &batch.target, rows.len()).await?;
    pause::start_trial(tx, &batch.id).await?;
    let lease_until = tx.now + millis(batch.policy.lease());
    let mut claimed = vec![];
    for (number, values, row) in rows {
        if let Some(next) = row.progress.after(Event::Claim { lease_until }) {
            claimed.push(ClaimedRow {
                number,
                attempt: next.attempt,
                fence: next.fence,
                values,
            });
        }
    }
    save(tx, &batch.id, worker, (&claimed, lease_until)).await?;
    Ok(Selection::Rows(claimed))
}

/// Writes all claimed rows with one statement, and their entries with another.
async fn save(
    tx: &mut Tx,
    batch: &str,
    worker: &str,
    (claimed, lease_until): (&[ClaimedRow], i64),
) -> Result<()> {
    let numbers: Vec<i64> = claimed.iter().map(|row| row.number).collect();
    let list = json!(numbers).to_string();
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
        .bind(tx.now);
    let changed = query.execute(tx.connection()).await?.rows_affected();
    if usize::try_from(changed) != Ok(claimed.len()) {
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
        .bind(tx.now)
        .bind(Kind::Claimed.name())
        .bind(worker.to_owned());
    query.execute(tx.connection()).await?;
    Ok(())
}

/// Reads the next rows that can be sent, and locks them until the end of the transaction.
async fn lock_pending(
    tx: &mut Tx,
    batch: &str,
    limit: u32,
    after: i64,
) -> Result<Vec<(i64, Values, Row)>> {
    let sql = format!(
        "SELECT input, {CHANGING} FROM batch_rows WHERE batch = $1 AND state = 'pending' \
         AND number > $2 AND not_before <= $3 ORDER BY number LIMIT $4"
    );
    let query = sqlx::query(tx.for_update(&sql, true))
        .bind(batch.to_owned())
        .bind(after)
        .bind(tx.now)
        .bind(i64::from(limit));
    let rows = query.fetch_all(tx.connection()).await?;
    let row = |row: &AnyRow| {
        let values = from_json("row", row.try_get("input")?)?;
        Ok((row.try_get("number")?, values, Row::read(row)?))
    };
    rows.iter().map(row).collect()
}

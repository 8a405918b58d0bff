//! The rate of requests, which all workers that call the same API with the same journal share.
//!
//! Requests keep an interval. Requests that are late follow faster, within a bound.

use std::time::Duration;

use sqlx::Row as _;

use super::write::Tx;
use super::{Journal, Result};

/// The largest delay that requests catch up, in microseconds.
const CATCH_UP: i64 = 100_000;
/// The longest interval.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

impl Journal {
    /// Sets the rate at which requests are sent to `target`, in requests per second; `None` for no bound. Where this method
    /// was not called, the rate is learned from the responses.
    ///
    /// # Errors
    /// [`JournalError`](crate::JournalError) where the journal cannot be written.
    pub async fn set_rate(&self, target: &str, per_second: Option<f64>) -> Result<()> {
        let target = target.to_owned();
        let interval = per_second.map_or(0, interval);
        let set = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let sql = "INSERT INTO rates (target, interval_us, next_us) VALUES ($1, $2, 0) \
                           ON CONFLICT (target) DO UPDATE SET interval_us = $2, learned = 0";
                let query = sqlx::query(sql).bind(target).bind(interval);
                query.execute(tx.connection()).await?;
                Ok(())
            })
        });
        set.await
    }

    /// Sets the rate that was learned from responses, unless a person has set one.
    pub(crate) async fn learn_rate(&self, target: &str, per_second: f64) -> Result<()> {
        let target = target.to_owned();
        let learned = self.0.writer.run(move |tx| {
            Box::pin(async move {
                let sql = "INSERT INTO rates (target, interval_us, next_us, learned) VALUES ($1, $2, 0, 1) \
                           ON CONFLICT (target) DO UPDATE SET interval_us = $2 WHERE rates.learned = 1";
                let query = sqlx::query(sql).bind(target).bind(interval(per_second));
                query.execute(tx.connection()).await?;
                Ok(())
            })
        });
        learned.await
    }

    /// The rate at which requests are sent to `target`, in requests per second; `None` for no bound.
    ///
    /// # Errors
    /// [`JournalError`](crate::JournalError) where the journal cannot be read.
    pub async fn rate(&self, target: &str) -> Result<Option<f64>> {
        let sql = "SELECT interval_us FROM rates WHERE target = $1";
        let query = sqlx::query(sql).bind(target.to_owned());
        let row = query.fetch_optional(&self.0.pools.readers).await?;
        let interval: Option<i64> = row.map(|row| row.try_get(0)).transpose()?;
        let interval = interval.filter(|interval| *interval > 0);
        #[expect(clippy::cast_precision_loss, reason = "a number for people")]
        Ok(interval.map(|interval| 1e6 / interval as f64))
    }
}

/// The interval of a rate, in microseconds.
fn interval(per_second: f64) -> i64 {
    let interval = Duration::try_from_secs_f64(1.0 / per_second).unwrap_or(LONGEST);
    i64::try_from(interval.min(LONGEST).as_micros()).unwrap_or(0)
}

/// The number of requests that the rate allows, `limit` at most; the inner `Err` is the wait for the next one. The rate is
/// locked until the end of the transaction.
pub(super) async fn allowed(
    tx: &mut Tx,
    target: &str,
    limit: u32,
) -> Result<std::result::Result<u32, Duration>> {
    let sql = "SELECT interval_us, next_us FROM rates WHERE target = $1 AND interval_us > 0";
    let query = sqlx::query(tx.for_update(sql, false)).bind(target.to_owned());
    let Some(row) = query.fetch_optional(tx.connection()).await? else {
        return Ok(Ok(limit));
    };
    let (interval, next): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
    Ok(due(interval, next, tx.now.saturating_mul(1000), limit))
}

/// The number of requests that are due at `now`, or the wait for the next one. Times are in microseconds.
fn due(interval: i64, next: i64, now: i64, limit: u32) -> std::result::Result<u32, Duration> {
    // a time that is more than one interval ahead was written before the clock was set back
    let next = if next - now > interval { now } else { next };
    let next = next.max(now - CATCH_UP);
    if next > now {
        let wait = u64::try_from(next - now).unwrap_or(0);
        return Err(Duration::from_micros(wait));
    }
    let count = (now - next) / interval.max(1) + 1;
    Ok(u32::try_from(count).unwrap_or(u32::MAX).min(limit))
}

/// Counts requests, which postpones the next one by as many intervals.
pub(super) async fn count_requests(tx: &mut Tx, target: &str, count: usize) -> Result<()> {
    let now = tx.now.saturating_mul(1000);
    let sql = "UPDATE rates SET next_us = interval_us * $2 + \
               CASE WHEN next_us > $3 AND next_us <= $4 THEN next_us ELSE $3 END \
               WHERE target = $1 AND interval_us > 0";
    let query = sqlx::query(sql)
        .bind(target.to_owned())
        .bind(i64::try_from(count).unwrap_or(i64::MAX))
        .bind(now - CATCH_UP)
        .bind(now);
    query.execute(tx.connection()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000;

    #[test]
    fn requests_keep_their_interval_and_catch_up_within_a_bound() {
        let now = 100 * SECOND;
        let interval = SECOND / 5;
        assert_eq!(due(interval, now, now, 32), Ok(1));
        let wait = due(interval, now + interval, now, 32);
        assert_eq!(wait, Err(Duration::from_millis(200)));
        // requests catch up a tenth of a second, and no more
        assert_eq!(due(SECOND / 100, 0, now, 32), Ok(11));
        assert_eq!(due(SECOND / 100, 0, now, 4), Ok(4));
        assert_eq!(due(interval, 0, now, 32), Ok(1));
        let set_back = due(interval, now + 3600 * SECOND, now, 32);
        assert_eq!(set_back, Ok(1));
    }

    #[test]
    fn a_rate_has_an_interval() {
        assert_eq!(interval(5.0), 200_000);
        assert_eq!(interval(0.1), 10_000_000);
        assert_eq!(interval(0.0), 86_400_000_000);
    }
}

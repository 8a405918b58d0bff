//! The loop of a run. Claims, requests and records overlap: a slot is free for the next request, whose permit is already
//! claimed, as soon as the response arrives.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;

use super::ahead::Ahead;
use super::limits::Limits;
use super::maintenance::{Done, Maintenance};
use super::{Ended, RunError, Runner};
use crate::api::Api;
use crate::error::JournalError;
use crate::journal::{Claimed, Recorded};
use crate::permit::{Finished, Permit};

/// How often a worker is recorded as active.
const SEEN: Duration = Duration::from_secs(10);

type Result<T> = std::result::Result<T, JournalError>;

/// A run that is in progress.
pub(super) struct Sending<'r, A> {
    pub(super) runner: &'r Runner<A>,
    /// Permits that wait for a slot.
    pub(super) ready: VecDeque<Permit>,
    pub(super) requests: JoinSet<(Duration, Finished)>,
    pub(super) records: JoinSet<(Finished, Result<Recorded>)>,
    pub(super) claims: JoinSet<(Duration, Result<Claimed>)>,
    pub(super) maintenance: JoinSet<Result<Done>>,
    pub(super) ahead: Ahead,
    pub(super) limits: Limits,
    /// The rate that was learned last.
    pub(super) rate: Option<f64>,
    /// The row that was claimed last.
    pub(super) after: i64,
    pub(super) claim_at: Instant,
    /// Until when no request succeeds, by the limits that responses show.
    pub(super) hold_until: Instant,
    pub(super) maintain_at: Instant,
    pub(super) seen_at: Instant,
    pub(super) count_at: Instant,
    /// How many requests may still be claimed.
    pub(super) left: u64,
    pub(super) sent: u64,
    /// Since when the journal has been out of reach.
    pub(super) unreachable: Option<Instant>,
    pub(super) lost: u64,
    pub(super) ending: Option<Ended>,
    pub(super) failed: Option<JournalError>,
    /// Whether the last claim found nothing.
    pub(super) idle: bool,
    pub(super) was_idle: bool,
    /// How many outcomes that may mean an outage are being recorded. Nothing is sent until the journal says whether the
    /// batch is paused.
    pub(super) suspects: usize,
    /// Whether the claim that is in progress began before such an outcome.
    pub(super) outdated: bool,
}

impl<'r, A: Api> Sending<'r, A> {
    pub(super) fn new(runner: &'r Runner<A>) -> Self {
        Self {
            runner,
            ready: VecDeque::new(),
            requests: JoinSet::new(),
            records: JoinSet::new(),
            claims: JoinSet::new(),
            maintenance: JoinSet::new(),
            ahead: Ahead::new(),
            limits: Limits::default(),
            rate: None,
            after: 0,
            claim_at: Instant::now(),
            hold_until: Instant::now(),
            maintain_at: Instant::now(),
            seen_at: Instant::now() + SEEN,
            count_at: Instant::now(),
            left: runner.options.max_requests.unwrap_or(u64::MAX),
            sent: 0,
            unreachable: None,
            lost: 0,
            ending: None,
            failed: None,
            idle: false,
            was_idle: false,
            suspects: 0,
            outdated: false,
        }
    }

    pub(super) async fn run(
        mut self,
        cancel: impl Future<Output = ()> + Send,
    ) -> std::result::Result<(Ended, u64), RunError> {
        let mut cancel = pin!(cancel);
        let mut cancelled = false;
        loop {
            self.start();
            if let Some(ended) = self.ended() {
                return match self.failed {
                    Some(source) => Err(RunError::Journal {
                        lost: self.lost,
                        source,
                    }),
                    None => Ok((ended, self.sent)),
                };
            }
            let wake = self.wake();
            tokio::select! {
                () = &mut cancel, if !cancelled => {
                    cancelled = true;
                    self.end(Ended::Cancelled);
                }
                Some(finished) = self.requests.join_next() => match finished {
                    Ok((took, finished)) => {
                        self.ahead.sent(took);
                        self.received(finished);
                    }
                    Err(error) => self.broke(&error),
                },
                Some(recorded) = self.records.join_next() => match recorded {
                    Ok((finished, recorded)) => self.recorded(&finished, recorded),
                    Err(error) => self.broke(&error),
                },
                Some(claimed) = self.claims.join_next() => match claimed {
                    Ok((took, Ok(claimed))) => {
                        tracing::debug!(after = self.after, micros = took.as_micros(), "claimed");
                        self.ahead.claimed(took);
                        self.claimed(claimed);
                    }
                    Ok((_, Err(error))) => self.journal_failed(error),
                    Err(error) => self.broke(&error),
                },
                Some(maintenance) = self.maintenance.join_next() => match maintenance {
                    Ok(Ok(maintenance)) => self.did(&maintenance),
                    Ok(Err(error)) => self.journal_failed(error),
                    Err(error) => self.broke(&error),
                },
                () = tokio::time::sleep_until(wake) => {}
            }
        }
    }

    /// When something is to be started.
    fn wake(&self) -> Instant {
        let claim = self.claims.is_empty() && self.free() > 0;
        let claim = claim.then_some(self.claim_at);
        let maintenance = self.maintenance.is_empty().then_some(self.maintain_at);
        let wakes = claim.into_iter().chain(maintenance);
        let wake = wakes.filter(|_| self.ending.is_none()).min();
        wake.unwrap_or_else(|| Instant::now() + Duration::from_secs(60))
    }

    /// How many requests can be claimed: a few more than there are slots, so that a slot that becomes free is used at once.
    fn free(&self) -> u64 {
        let concurrency = self.concurrency();
        let most = concurrency + self.ahead.rows(concurrency);
        let free = most.saturating_sub(self.requests.len() + self.ready.len());
        let free = if self.suspects > 0 { 0 } else { free };
        u64::try_from(free).unwrap_or(u64::MAX).min(self.left)
    }

    fn concurrency(&self) -> usize {
        self.runner.options.concurrency.max(1) as usize
    }

    /// Starts what can be started.
    fn start(&mut self) {
        if self.is_idle() && !std::mem::replace(&mut self.was_idle, true) {
            // perhaps that was the last row
            self.maintain_at = Instant::now();
        }
        if self.left == 0
            && self.requests.is_empty()
            && self.records.is_empty()
            && self.ready.is_empty()
        {
            self.end(Ended::MaxRequests);
        }
        if self.ending.is_some() || self.suspects > 0 {
            self.release();
        }
        if self.ending.is_some() {
            return;
        }
        while self.requests.len() < self.concurrency()
            && let Some(permit) = self.ready.pop_front()
        {
            let api = Arc::clone(&self.runner.api);
            self.requests.spawn(async move {
                let began = Instant::now();
                let finished = permit.send(&*api).await;
                (began.elapsed(), finished)
            });
        }
        let (now, free) = (Instant::now(), self.free());
        if free > 0 && self.claims.is_empty() && now >= self.claim_at {
            let (journal, batch) = (self.runner.journal.clone(), self.runner.batch.clone());
            let (after, limit) = (self.after, u32::try_from(free).unwrap_or(u32::MAX));
            self.claims.spawn(async move {
                let began = Instant::now();
                let claimed = journal.claim(&batch, limit, after).await;
                (began.elapsed(), claimed)
            });
        }
        if self.maintenance.is_empty() && now >= self.maintain_at {
            self.maintain_at = now + self.runner.options.tick;
            let due = (now >= self.seen_at, now >= self.count_at);
            if due.0 {
                self.seen_at = now + SEEN;
            }
            let maintenance = Maintenance::new(self.runner, due);
            self.maintenance.spawn(maintenance.run());
        }
    }

    /// Gives back the permits that wait for a slot.
    pub(super) fn release(&mut self) {
        for permit in std::mem::take(&mut self.ready) {
            self.left = self.left.saturating_add(1);
            self.record(permit.release());
        }
    }

    pub(super) fn end(&mut self, ended: Ended) {
        self.ending.get_or_insert(ended);
        // queries are repeated by the next run
        self.maintenance.abort_all();
    }

    /// How the run has ended, once nothing is in progress.
    fn ended(&self) -> Option<Ended> {
        let busy = [
            self.requests.len(),
            self.records.len(),
            self.claims.len(),
            self.maintenance.len(),
        ];
        let busy = busy.iter().any(|tasks| *tasks > 0) || !self.ready.is_empty();
        self.ending.clone().filter(|_| !busy)
    }
}

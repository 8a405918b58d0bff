//! The loop of a run. Claims, requests and records overlap: as soon as a response arrives, its slot is free for the next
//! request, whose row is already claimed.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;

use super::ahead::Ahead;
use super::limits::Limits;
use super::maintenance::{Due, Maintained, maintain};
use super::{RunEnd, RunError, Runner};
use crate::api::Api;
use crate::error::JournalError;
use crate::journal::{Claimed, Recorded};
use crate::permit::{Finished, Permit};

/// The interval at which a worker is recorded as active.
const LIST_INTERVAL: Duration = Duration::from_secs(10);

type Result<T> = std::result::Result<T, JournalError>;

/// A run that is in progress.
pub(super) struct Sending<'r, A> {
    pub(super) runner: &'r Runner<A>,
    /// Permits that wait for a slot.
    pub(super) ready: VecDeque<Permit>,
    /// The requests in progress, each with its duration.
    pub(super) requests: JoinSet<(Duration, Finished)>,
    pub(super) records: JoinSet<(Finished, Result<Recorded>)>,
    /// The claim in progress, with its duration.
    pub(super) claims: JoinSet<(Duration, Result<Claimed>)>,
    pub(super) maintenance: JoinSet<Result<Maintained>>,
    pub(super) ahead: Ahead,
    pub(super) limits: Limits,
    /// The rate that was learned last.
    pub(super) rate: Option<f64>,
    /// The row that was claimed last.
    pub(super) after: i64,
    /// The earliest time of the next claim.
    pub(super) claim_at: Instant,
    /// The time until which no request succeeds, by the limits that responses name.
    pub(super) hold_until: Instant,
    /// The time of the next maintenance.
    pub(super) maintain_at: Instant,
    /// The time from which maintenance records that this worker is active.
    pub(super) list_at: Instant,
    /// The time from which maintenance counts the rows.
    pub(super) count_at: Instant,
    /// The number of requests that can still be claimed.
    pub(super) left: u64,
    /// The number of requests that were sent.
    pub(super) sent: u64,
    /// The time since which the journal has been unavailable.
    pub(super) unreachable: Option<Instant>,
    /// The number of outcomes that could not be recorded.
    pub(super) lost: u64,
    /// The reason to end, once there is one.
    pub(super) ending: Option<RunEnd>,
    /// The error of the journal that ends the run.
    pub(super) failed: Option<JournalError>,
    /// Whether the last claim found nothing.
    pub(super) idle: bool,
    /// Whether maintenance was started since the run became idle.
    pub(super) was_idle: bool,
    /// The number of outcomes with [`Advice::SuspectOutage`](crate::Advice::SuspectOutage) that are being recorded. Nothing
    /// is sent before they are recorded, as the batch may then be paused.
    pub(super) suspects: usize,
    /// Whether the claim in progress began before such an outcome arrived.
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
            list_at: Instant::now() + LIST_INTERVAL,
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
    ) -> std::result::Result<(RunEnd, u64), RunError> {
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
                    self.end(RunEnd::Cancelled);
                }
                Some(finished) = self.requests.join_next() => match finished {
                    Ok((took, finished)) => {
                        self.ahead.add_request(took);
                        self.on_finished(finished);
                    }
                    Err(error) => self.on_join_error(&error),
                },
                Some(recorded) = self.records.join_next() => match recorded {
                    Ok((finished, recorded)) => self.on_recorded(&finished, recorded),
                    Err(error) => self.on_join_error(&error),
                },
                Some(claimed) = self.claims.join_next() => match claimed {
                    Ok((took, Ok(claimed))) => {
                        tracing::debug!(after = self.after, micros = took.as_micros(), "claimed");
                        self.ahead.add_claim(took);
                        self.on_claimed(claimed);
                    }
                    Ok((_, Err(error))) => self.on_journal_error(error),
                    Err(error) => self.on_join_error(&error),
                },
                Some(maintained) = self.maintenance.join_next() => match maintained {
                    Ok(Ok(maintained)) => self.on_maintained(&maintained),
                    Ok(Err(error)) => self.on_journal_error(error),
                    Err(error) => self.on_join_error(&error),
                },
                () = tokio::time::sleep_until(wake) => {}
            }
        }
    }

    /// The time of the next claim or maintenance.
    fn wake(&self) -> Instant {
        let can_claim = self.claims.is_empty() && self.free() > 0;
        let claim = can_claim.then_some(self.claim_at);
        let maintenance = self.maintenance.is_empty().then_some(self.maintain_at);
        let wakes = claim.into_iter().chain(maintenance);
        let wake = wakes.filter(|_| self.ending.is_none()).min();
        wake.unwrap_or_else(|| Instant::now() + Duration::from_secs(60))
    }

    /// The number of requests that can be claimed: a few more than there are free slots.
    fn free(&self) -> u64 {
        let concurrency = self.concurrency();
        let wanted = concurrency + self.ahead.rows(concurrency);
        let free = wanted.saturating_sub(self.requests.len() + self.ready.len());
        let free = if self.suspects > 0 { 0 } else { free };
        u64::try_from(free).unwrap_or(u64::MAX).min(self.left)
    }

    fn concurrency(&self) -> usize {
        self.runner.options.concurrency.max(1) as usize
    }

    /// Starts the requests, the claim and the maintenance that can begin now.
    fn start(&mut self) {
        if self.is_idle() && !std::mem::replace(&mut self.was_idle, true) {
            // if that was the last row, maintenance ends the run
            self.maintain_at = Instant::now();
        }
        if self.left == 0
            && self.requests.is_empty()
            && self.records.is_empty()
            && self.ready.is_empty()
        {
            self.end(RunEnd::MaxRequests);
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
            let due = Due {
                listing: now >= self.list_at,
                counting: now >= self.count_at,
            };
            if due.listing {
                self.list_at = now + LIST_INTERVAL;
            }
            self.maintenance.spawn(maintain(self.runner, due));
        }
    }

    /// Releases the permits that wait for a slot.
    pub(super) fn release(&mut self) {
        for permit in std::mem::take(&mut self.ready) {
            self.left = self.left.saturating_add(1);
            self.record(permit.release());
        }
    }

    pub(super) fn end(&mut self, ended: RunEnd) {
        self.ending.get_or_insert(ended);
        // the next run repeats queries that are aborted
        self.maintenance.abort_all();
    }

    /// The reason why the run has ended, once nothing is in progress.
    fn ended(&self) -> Option<RunEnd> {
        let is_busy = !(self.requests.is_empty()
            && self.records.is_empty()
            && self.claims.is_empty()
            && self.maintenance.is_empty()
            && self.ready.is_empty());
        self.ending.clone().filter(|_| !is_busy)
    }
}

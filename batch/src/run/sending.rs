//! The loop of a run. Claims, requests and records overlap: a slot is free for the next request as soon as there is a
//! response, and the permit for it is at hand.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;

use super::ahead::Ahead;
use super::chores::{Chores, Done};
use super::{Ended, RunError, Runner};
use crate::api::{Advice, Api};
use crate::error::JournalError;
use crate::journal::{Batch, Claimed, Journal, Pause, Recorded};
use crate::permit::{Finished, Permit};
use crate::state::{Outcome, State};

/// How long the journal may be out of reach until a run ends.
const OUT_OF_REACH: Duration = Duration::from_secs(30);
const SERVER_OUT_OF_REACH: Duration = Duration::from_secs(300);
/// How long it is until a claim is repeated that found nothing.
const AGAIN: Duration = Duration::from_millis(500);
const TRIAL_AGAIN: Duration = Duration::from_millis(50);
/// How often a worker says that it is there.
const SEEN: Duration = Duration::from_secs(10);
/// How often rows are counted, unless counting takes long.
const COUNT: Duration = Duration::from_secs(5);

type Result<T> = std::result::Result<T, JournalError>;

/// A run that is under way.
pub(super) struct Sending<'r, A> {
    runner: &'r Runner<A>,
    /// Permits that wait for a slot.
    ready: VecDeque<Permit>,
    requests: JoinSet<(Duration, Finished)>,
    records: JoinSet<(Finished, Result<Recorded>)>,
    claims: JoinSet<(Duration, Result<Claimed>)>,
    chores: JoinSet<Result<Done>>,
    ahead: Ahead,
    /// The row that was claimed last.
    after: i64,
    claim_at: Instant,
    chores_at: Instant,
    seen_at: Instant,
    count_at: Instant,
    /// How many requests may still be claimed.
    left: u64,
    sent: u64,
    /// Since when the journal has been out of reach.
    unreachable: Option<Instant>,
    lost: u64,
    ending: Option<Ended>,
    failed: Option<JournalError>,
    /// Whether the last claim found nothing.
    idle: bool,
    was_idle: bool,
    /// How many outcomes that may mean an outage are being recorded. Nothing is sent until the journal says whether the
    /// batch is paused.
    suspects: usize,
    /// Whether the claim that is under way began before such an outcome.
    outdated: bool,
}

impl<'r, A: Api> Sending<'r, A> {
    pub(super) fn new(runner: &'r Runner<A>) -> Self {
        Self {
            runner,
            ready: VecDeque::new(),
            requests: JoinSet::new(),
            records: JoinSet::new(),
            claims: JoinSet::new(),
            chores: JoinSet::new(),
            ahead: Ahead::new(),
            after: 0,
            claim_at: Instant::now(),
            chores_at: Instant::now(),
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
                        self.ahead.claimed(took);
                        self.claimed(claimed);
                    }
                    Ok((_, Err(error))) => self.journal_failed(error),
                    Err(error) => self.broke(&error),
                },
                Some(chores) = self.chores.join_next() => match chores {
                    Ok(Ok(chores)) => self.did(&chores),
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
        let chores = self.chores.is_empty().then_some(self.chores_at);
        let wakes = claim.into_iter().chain(chores);
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

    /// Starts whatever can be started.
    fn start(&mut self) {
        if self.is_idle() && !std::mem::replace(&mut self.was_idle, true) {
            // perhaps that was the last row
            self.chores_at = Instant::now();
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
        if self.chores.is_empty() && now >= self.chores_at {
            self.chores_at = now + self.runner.options.tick;
            let due = (now >= self.seen_at, now >= self.count_at);
            if due.0 {
                self.seen_at = now + SEEN;
            }
            let chores = Chores::new(self.runner, due);
            self.chores.spawn(chores.run());
        }
    }

    /// Gives back the permits that wait for a slot.
    fn release(&mut self) {
        for permit in std::mem::take(&mut self.ready) {
            self.left = self.left.saturating_add(1);
            self.record(permit.release());
        }
    }

    fn end(&mut self, ended: Ended) {
        self.ending.get_or_insert(ended);
        // queries are repeated by the next run
        self.chores.abort_all();
    }

    /// How the run has ended, once nothing is under way.
    fn ended(&self) -> Option<Ended> {
        let busy = [
            self.requests.len(),
            self.records.len(),
            self.claims.len(),
            self.chores.len(),
        ];
        let busy = busy.iter().any(|tasks| *tasks > 0) || !self.ready.is_empty();
        self.ending.clone().filter(|_| !busy)
    }

    fn claimed(&mut self, claimed: Claimed) {
        self.unreachable = None;
        self.idle = false;
        let outdated = std::mem::take(&mut self.outdated);
        let now = Instant::now();
        self.claim_at = match claimed {
            Claimed::Permits(permits) => {
                let taken = u64::try_from(permits.len()).unwrap_or(u64::MAX);
                self.left = self.left.saturating_sub(taken);
                self.after = permits.last().map_or(0, Permit::number);
                self.was_idle = false;
                self.ready.extend(permits);
                if outdated {
                    self.release();
                }
                now
            }
            Claimed::Rate(wait) => now + wait,
            Claimed::Trial => now + TRIAL_AGAIN,
            Claimed::Paused(pause) => {
                self.show_pause(Some(pause));
                now + self.runner.options.tick
            }
            Claimed::Nothing => {
                self.idle = true;
                now + AGAIN.min(self.runner.options.tick)
            }
        };
    }

    fn received(&mut self, finished: Finished) {
        let received = finished.received();
        if received.outcome == Outcome::NotSent {
            self.left = self.left.saturating_add(1);
        } else {
            self.sent += 1;
        }
        if received.advice == Advice::Suspect {
            self.suspects += 1;
            self.outdated = !self.claims.is_empty();
        }
        if received.advice == Advice::Stop {
            let message = received.message.clone().unwrap_or_default();
            self.end(Ended::Stopped(message));
        }
        self.record(finished);
    }

    fn record(&mut self, finished: Finished) {
        let (journal, batch) = (self.runner.journal.clone(), self.runner.batch.clone());
        self.records.spawn(async move {
            let recorded = record(&journal, &batch, &finished).await;
            (finished, recorded)
        });
    }

    fn recorded(&mut self, finished: &Finished, recorded: Result<Recorded>) {
        if finished.received().advice == Advice::Suspect {
            self.suspects = self.suspects.saturating_sub(1);
        }
        match recorded {
            Ok(Recorded::Applied(state)) => {
                let sent = self.sent;
                self.runner.progress.send_modify(|progress| {
                    progress.requests = sent;
                    progress.counts.sent = (progress.counts.sent - 1).max(0);
                    *progress.counts.of(state, false) += 1;
                });
                if state == State::Pending {
                    self.idle = false;
                }
            }
            Ok(Recorded::Late) => {
                tracing::warn!(
                    row = finished.number(),
                    "the outcome came after the lease was lost"
                );
            }
            Err(error) => {
                tracing::error!(row = finished.number(), %error, "an outcome could not be recorded");
                self.lost += 1;
                self.fail(error);
            }
        }
    }

    fn did(&mut self, done: &Done) {
        self.unreachable = None;
        if let Some(status) = &done.status {
            self.count_at = Instant::now() + COUNT.max(done.took * 50);
            let sent = self.sent;
            self.runner.progress.send_modify(|progress| {
                progress.requests = sent;
                progress.counts = status.counts;
                progress.pause.clone_from(&status.pause);
            });
        }
        if self.is_idle() {
            if !done.is_open {
                self.end(Ended::Complete);
            } else if !self.runner.options.wait {
                self.end(Ended::Open);
            }
        }
    }

    /// Whether the last claim found nothing, and nothing is under way here.
    fn is_idle(&self) -> bool {
        let requests = self.requests.len() + self.ready.len() + self.records.len();
        self.idle && requests == 0 && self.claims.is_empty()
    }

    fn show_pause(&self, pause: Option<Pause>) {
        self.runner.progress.send_if_modified(|progress| {
            let changed = progress.pause != pause;
            progress.pause = pause;
            changed
        });
    }

    /// A journal that is out of reach for a while may come back.
    fn journal_failed(&mut self, error: JournalError) {
        tracing::warn!(%error, "the journal cannot be used");
        let now = Instant::now();
        self.claim_at = now + AGAIN;
        self.chores_at = self.chores_at.max(now + AGAIN);
        let since = *self.unreachable.get_or_insert(now);
        if !error.is_temporary() || now - since > out_of_reach(&self.runner.journal) {
            self.fail(error);
        }
    }

    fn fail(&mut self, error: JournalError) {
        self.end(Ended::Open);
        self.failed.get_or_insert(error);
    }

    /// A task that panicked leaves its row to its lease.
    fn broke(&mut self, error: &tokio::task::JoinError) {
        if error.is_cancelled() {
            return;
        }
        tracing::error!(%error, "a task has ended too early");
        self.lost += 1;
    }
}

fn out_of_reach(journal: &Journal) -> Duration {
    if journal.is_shared() {
        SERVER_OUT_OF_REACH
    } else {
        OUT_OF_REACH
    }
}

/// Records an outcome, even where the journal is out of reach for a while.
async fn record(journal: &Journal, batch: &Batch, finished: &Finished) -> Result<Recorded> {
    let since = Instant::now();
    let mut wait = Duration::from_millis(50);
    loop {
        match journal.record(batch, finished).await {
            Err(error) if error.is_temporary() && since.elapsed() < out_of_reach(journal) => {
                tracing::warn!(row = finished.number(), %error, "an outcome is recorded later");
                tokio::time::sleep(wait).await;
                wait = (wait * 2).min(Duration::from_secs(5));
            }
            recorded => return recorded,
        }
    }
}

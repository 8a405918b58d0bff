//! Handles the results of claims, requests, records and maintenance.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::Ended;
use super::maintenance::Done;
use super::sending::Sending;
use crate::api::{Advice, Api, Received};
use crate::error::JournalError;
use crate::journal::{Batch, Claimed, Counts, Journal, Pause, Recorded};
use crate::permit::{Finished, Permit};
use crate::state::{Outcome, State};

/// How long the journal may be unreachable until a run ends.
const OUT_OF_REACH: Duration = Duration::from_secs(30);
const SERVER_OUT_OF_REACH: Duration = Duration::from_secs(300);
/// The wait before a claim that found nothing is repeated.
const AGAIN: Duration = Duration::from_millis(500);
const TRIAL_AGAIN: Duration = Duration::from_millis(50);
/// How often rows are counted, unless counting takes long.
const COUNT: Duration = Duration::from_secs(5);

type Result<T> = std::result::Result<T, JournalError>;

impl<A: Api> Sending<'_, A> {
    pub(super) fn claimed(&mut self, claimed: Claimed) {
        self.unreachable = None;
        self.idle = false;
        let outdated = std::mem::take(&mut self.outdated);
        let now = Instant::now();
        let next = match claimed {
            Claimed::Permits(permits) => {
                let taken = u64::try_from(permits.len()).unwrap_or(u64::MAX);
                self.left = self.left.saturating_sub(taken);
                self.after = permits.last().map_or(0, Permit::number);
                self.count(|counts| {
                    let taken = i64::try_from(taken).unwrap_or(i64::MAX).min(counts.pending);
                    counts.pending -= taken;
                    counts.sent += taken;
                });
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
        self.claim_at = next.max(self.hold_until);
    }

    pub(super) fn received(&mut self, finished: Finished) {
        let received = finished.received();
        self.learn(received);
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

    /// Keeps to the limits that a response shows.
    fn learn(&mut self, received: &Received) {
        let journal = &self.runner.journal;
        let pace = self
            .limits
            .observe(journal.clock().wall(), &received.limits);
        if let Some(hold) = pace.hold {
            self.hold_until = Instant::now() + hold;
            self.claim_at = self.claim_at.max(self.hold_until);
        }
        if let Some(rate) = pace.per_second
            && pace.per_second != self.rate
        {
            self.rate = pace.per_second;
            let (journal, target) = (journal.clone(), Arc::clone(&self.runner.batch.target));
            // a rate that is not kept is learned again
            tokio::spawn(async move {
                if let Err(error) = journal.learn_rate(&target, rate).await {
                    tracing::warn!(%error, "the rate is not kept");
                }
            });
        }
    }

    pub(super) fn record(&mut self, finished: Finished) {
        let (journal, batch) = (self.runner.journal.clone(), self.runner.batch.clone());
        self.records.spawn(async move {
            let recorded = record(&journal, &batch, &finished).await;
            (finished, recorded)
        });
    }

    pub(super) fn recorded(&mut self, finished: &Finished, recorded: Result<Recorded>) {
        if finished.received().advice == Advice::Suspect {
            self.suspects = self.suspects.saturating_sub(1);
        }
        match recorded {
            Ok(Recorded::Applied(state)) => {
                self.count(|counts| {
                    // the counts may have been read before the row was claimed
                    let from = if counts.sent > 0 {
                        State::Sent
                    } else {
                        State::Pending
                    };
                    *counts.of(from, false) -= 1;
                    *counts.of(state, false) += 1;
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

    /// Changes the counts that were read last by what this worker does.
    fn count(&self, change: impl FnOnce(&mut Counts)) {
        self.runner.progress.send_modify(|progress| {
            progress.requests = self.sent;
            change(&mut progress.counts);
        });
    }

    pub(super) fn did(&mut self, done: &Done) {
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

    /// Whether the last claim found nothing, and nothing is in progress here.
    pub(super) fn is_idle(&self) -> bool {
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

    /// Repeats claims and maintenance later, as the journal may become reachable again.
    pub(super) fn journal_failed(&mut self, error: JournalError) {
        tracing::warn!(%error, "the journal cannot be used");
        let now = Instant::now();
        self.claim_at = now + AGAIN;
        self.maintain_at = self.maintain_at.max(now + AGAIN);
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
    pub(super) fn broke(&mut self, error: &tokio::task::JoinError) {
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

/// Records an outcome, and repeats it while the journal is unreachable.
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

//! Handles the results of claims, requests, records and maintenance.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::RunEnd;
use super::maintenance::Maintained;
use super::sending::Sending;
use crate::api::{Advice, Api, CallResult};
use crate::error::JournalError;
use crate::journal::{Batch, Claimed, Counts, Journal, Pause, Recorded};
use crate::permit::Finished;
use crate::state::{Outcome, State};

/// The time for which an SQLite journal may be unavailable before the run ends.
const SQLITE_OUTAGE: Duration = Duration::from_secs(30);
/// The time for which a PostgreSQL journal may be unavailable before the run ends.
const POSTGRES_OUTAGE: Duration = Duration::from_secs(300);
/// The wait before a claim that found nothing, or failed, is repeated.
const CLAIM_RETRY: Duration = Duration::from_millis(500);
/// The wait before a claim is repeated while another request is tried.
const TRIAL_RETRY: Duration = Duration::from_millis(50);
/// The shortest time between two counts of the rows.
const COUNT_INTERVAL: Duration = Duration::from_secs(5);

type Result<T> = std::result::Result<T, JournalError>;

impl<A: Api> Sending<'_, A> {
    pub(super) fn on_claimed(&mut self, claimed: Claimed) {
        self.unreachable = None;
        self.idle = false;
        let outdated = std::mem::take(&mut self.outdated);
        let now = Instant::now();
        let next = match claimed {
            Claimed::Permits(permits) => {
                let count = u64::try_from(permits.len()).unwrap_or(u64::MAX);
                self.left = self.left.saturating_sub(count);
                self.after = permits.last().map_or(0, |permit| permit.ticket.number);
                self.update_counts(|counts| {
                    let count = i64::try_from(count).unwrap_or(i64::MAX);
                    let count = count.min(counts.pending);
                    counts.pending -= count;
                    counts.sent += count;
                });
                self.was_idle = false;
                self.ready.extend(permits);
                if outdated {
                    self.release();
                }
                now
            }
            Claimed::Rate(wait) => now + wait,
            Claimed::Trial => now + TRIAL_RETRY,
            Claimed::Paused(pause) => {
                self.show_pause(Some(pause));
                now + self.runner.options.tick
            }
            Claimed::Nothing => {
                self.idle = true;
                now + CLAIM_RETRY.min(self.runner.options.tick)
            }
        };
        self.claim_at = next.max(self.hold_until);
    }

    pub(super) fn on_finished(&mut self, finished: Finished) {
        let received = &finished.received;
        self.learn_limits(received);
        if received.outcome == Outcome::NotSent {
            self.left = self.left.saturating_add(1);
        } else {
            self.sent += 1;
        }
        if received.advice == Advice::SuspectOutage {
            self.suspects += 1;
            self.outdated = !self.claims.is_empty();
        }
        if received.advice == Advice::Stop {
            let message = received.message.clone().unwrap_or_default();
            self.end(RunEnd::Stopped(message));
        }
        self.record(finished);
    }

    /// Adapts the rate to the limits that the headers of a response name.
    fn learn_limits(&mut self, received: &CallResult) {
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
            tokio::spawn(async move {
                if let Err(error) = journal.learn_rate(&target, rate).await {
                    tracing::warn!(%error, "the learned rate could not be recorded");
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

    pub(super) fn on_recorded(&mut self, finished: &Finished, recorded: Result<Recorded>) {
        if finished.received.advice == Advice::SuspectOutage {
            self.suspects = self.suspects.saturating_sub(1);
        }
        let row = finished.ticket.number;
        match recorded {
            Ok(Recorded::Applied(state)) => {
                self.update_counts(|counts| {
                    // the counts may have been read before the row was claimed
                    let from = if counts.sent > 0 {
                        State::Sent
                    } else {
                        State::Pending
                    };
                    *counts.count_mut(from, false) -= 1;
                    *counts.count_mut(state, false) += 1;
                });
                if state == State::Pending {
                    self.idle = false;
                }
            }
            Ok(Recorded::Late) => {
                tracing::warn!(row, "the outcome arrived after the lease was lost");
            }
            Err(error) => {
                tracing::error!(row, %error, "an outcome could not be recorded");
                self.lost += 1;
                self.fail(error);
            }
        }
    }

    /// Applies a change by this worker to the counts that were read last.
    fn update_counts(&self, change: impl FnOnce(&mut Counts)) {
        self.runner.progress.send_modify(|progress| {
            progress.requests = self.sent;
            change(&mut progress.counts);
        });
    }

    pub(super) fn on_maintained(&mut self, maintained: &Maintained) {
        self.unreachable = None;
        if let Some(status) = &maintained.status {
            // counting takes at most a fiftieth of the time
            self.count_at = Instant::now() + COUNT_INTERVAL.max(maintained.counting_took * 50);
            let sent = self.sent;
            self.runner.progress.send_modify(|progress| {
                progress.requests = sent;
                progress.counts = status.counts;
                progress.pause.clone_from(&status.pause);
            });
        }
        if self.is_idle() {
            if !maintained.is_open {
                self.end(RunEnd::Complete);
            } else if !self.runner.options.wait {
                self.end(RunEnd::Open);
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

    /// Postpones claims and maintenance, as the journal may become available again, or ends the run.
    pub(super) fn on_journal_error(&mut self, error: JournalError) {
        tracing::warn!(%error, "the journal cannot be read or written");
        let now = Instant::now();
        self.claim_at = now + CLAIM_RETRY;
        self.maintain_at = self.maintain_at.max(now + CLAIM_RETRY);
        let since = *self.unreachable.get_or_insert(now);
        if !error.is_temporary() || now - since > longest_outage(&self.runner.journal) {
            self.fail(error);
        }
    }

    fn fail(&mut self, error: JournalError) {
        self.end(RunEnd::Open);
        self.failed.get_or_insert(error);
    }

    /// Counts a task that panicked. Its row becomes unknown when its lease expires.
    pub(super) fn on_join_error(&mut self, error: &tokio::task::JoinError) {
        if error.is_cancelled() {
            return;
        }
        tracing::error!(%error, "a task has panicked");
        self.lost += 1;
    }
}

fn longest_outage(journal: &Journal) -> Duration {
    if journal.is_shared() {
        POSTGRES_OUTAGE
    } else {
        SQLITE_OUTAGE
    }
}

/// Records an outcome. Repeats this while the journal is unavailable, for [`longest_outage`] at
/// most.
async fn record(journal: &Journal, batch: &Batch, finished: &Finished) -> Result<Recorded> {
    let since = Instant::now();
    let mut wait = Duration::from_millis(50);
    loop {
        match journal.record(batch, finished).await {
            Err(error) if error.is_temporary() && since.elapsed() < longest_outage(journal) => {
                let row = finished.ticket.number;
                tracing::warn!(row, %error, "an outcome could not be recorded yet");
                tokio::time::sleep(wait).await;
                wait = (wait * 2).min(Duration::from_secs(5));
            }
            recorded => return recorded,
        }
    }
}

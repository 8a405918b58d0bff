//! Collects the metrics of this process, and writes them to the file.
//!
//! Counters hold only the increase since the last change of the file, so that several processes can add to one file.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use classifications_batch::{Batch, Counts, Journal};

use super::exposition::{
    BATCH_ROWS, CALLS, LAST_WATCH, LOCKED, LOCKED_UNTIL, Samples, TOKEN_REQUESTS,
};
use super::file::MetricsFile;
use crate::error::CommandError;
use crate::output;
use crate::tr;

/// The interval at which a running command writes the file. It is longer if the rows of a large journal take time to count.
const INTERVAL: Duration = Duration::from_secs(15);

/// How long the end of a command waits for an unreachable journal.
const LAST_COUNT: Duration = Duration::from_secs(5);

/// The maximum number of finished batches that have samples. The newest ones are chosen.
const FINISHED_BATCHES: usize = 10;

/// The outcome of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallOutcome {
    Ok,
    Rejected,
    OutcomeUnknown,
    NotSent,
    NotUnderstood,
}

/// The result of a token request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenResult {
    Granted,
    Refused,
    Failed,
}

/// The metrics of this process.
#[derive(Debug)]
pub struct Metrics {
    file: MetricsFile,
    state: Mutex<State>,
    /// Locked while the file is changed.
    writing: Mutex<()>,
    has_warned: AtomicBool,
    journal: Mutex<Option<Journal>>,
}

#[derive(Debug, Default)]
struct State {
    /// The counts since the last change of the file.
    counters: Samples,
    gauges: Samples,
    /// The families whose samples in the file are replaced by those of this process.
    replaced: BTreeSet<&'static str>,
    /// The Unix time until which the credentials are held back; 0 if they are not; `None` if this process has no information.
    locked_until: Option<u64>,
}

impl CallOutcome {
    const ALL: [Self; 5] = [
        Self::Ok,
        Self::Rejected,
        Self::OutcomeUnknown,
        Self::NotSent,
        Self::NotUnderstood,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Rejected => "rejected",
            Self::OutcomeUnknown => "outcome_unknown",
            Self::NotSent => "not_sent",
            Self::NotUnderstood => "not_understood",
        }
    }
}

impl TokenResult {
    const ALL: [Self; 3] = [Self::Granted, Self::Refused, Self::Failed];

    fn sample(self) -> String {
        let name = match self {
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Failed => "failed",
        };
        TOKEN_REQUESTS.sample(&[("result", name)])
    }
}

impl Metrics {
    /// Opens the metrics of a file.
    pub fn open(path: &Path) -> Result<Self, CommandError> {
        let opened = MetricsFile::open(path.to_owned());
        let file = opened.map_err(|error| CommandError::file("--metrics-file", path, error))?;
        Ok(Self {
            file,
            state: Mutex::default(),
            writing: Mutex::default(),
            has_warned: AtomicBool::new(false),
            journal: Mutex::default(),
        })
    }

    /// Counts a call. The counters of all outcomes start together, so that the first call with an outcome is an increase from 0.
    pub fn call(&self, operation: &str, outcome: CallOutcome) {
        let mut state = self.state();
        for each in CallOutcome::ALL {
            let sample = CALLS.sample(&[("operation", operation), ("outcome", each.name())]);
            *state.counters.entry(sample).or_default() += u64::from(each == outcome);
        }
    }

    /// Counts a token request.
    pub fn token_request(&self, result: TokenResult) {
        *self.state().counters.entry(result.sample()).or_default() += 1;
    }

    /// Records that the credentials are held back for this time.
    pub fn locked(&self, wait: Duration) {
        let until = now().saturating_add(wait.as_secs());
        let mut state = self.state();
        state.locked_until = state.locked_until.max(Some(until));
    }

    /// Records a call that shows that the credentials are not held back. While they are held back, the call is ignored, since it
    /// may have begun before the refusal.
    pub fn not_locked(&self) {
        let mut state = self.state();
        if state.locked_until.is_none_or(|until| until <= now()) {
            state.locked_until = Some(0);
        }
    }

    /// Records that all contracts of a portfolio were queried.
    pub fn watched(&self) {
        self.state().gauges.insert(LAST_WATCH.sample(&[]), now());
    }

    /// Sets the journal whose batches have samples.
    pub fn journal(&self, journal: &Journal) {
        *self.open_journal() = Some(journal.clone());
    }

    /// Counts the rows of the journal's batches. If the journal cannot be read, their samples are unchanged.
    async fn count_rows(&self, journal: &Journal) {
        let Ok(batches) = journal.batches().await else {
            return;
        };
        let mut gauges = Samples::new();
        let mut finished = 0;
        for batch in batches {
            let Ok(counts) = journal.counts(&batch.id).await else {
                return;
            };
            if counts.open() + counts.needs_person == 0 {
                finished += 1;
                if finished > FINISHED_BATCHES {
                    continue;
                }
            }
            add_rows(&mut gauges, &batch, &counts);
        }
        let mut state = self.state();
        state.gauges.retain(|sample, _| !BATCH_ROWS.has(sample));
        state.gauges.append(&mut gauges);
        state.replaced.insert(BATCH_ROWS.name);
    }

    /// Writes the file at intervals, forever.
    pub async fn keep_writing(&'static self) {
        let mut wait = INTERVAL;
        loop {
            tokio::time::sleep(wait).await;
            let start = tokio::time::Instant::now();
            let journal = self.open_journal().clone();
            if let Some(journal) = journal {
                self.count_rows(&journal).await;
            }
            wait = INTERVAL.max(start.elapsed() * 50);
            // writing can wait for another process
            let _ = tokio::task::spawn_blocking(|| self.write()).await;
        }
    }

    /// Writes the file for the last time.
    pub async fn finish(&self) {
        // the journal must be closed before the process ends
        let journal = self.open_journal().take();
        if let Some(journal) = journal {
            let count = self.count_rows(&journal);
            let _ = tokio::time::timeout(LAST_COUNT, count).await;
        }
        self.write();
    }

    /// Adds the metrics to the file. An error does not make the command fail: one warning is printed.
    pub fn write(&self) {
        let _guard = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let counters = std::mem::take(&mut self.state().counters);
        let result = self
            .file
            .change(|samples| self.state().merge(&counters, samples));
        let warning = match result {
            Ok(false) => return,
            Ok(true) => tr!(
                "metrics-damaged",
                "it was damaged, so that its counters restart at 0"
            ),
            Err(error) => {
                let mut state = self.state();
                for (sample, count) in counters {
                    *state.counters.entry(sample).or_default() += count;
                }
                tr!("metrics-not-written", "cannot write it: {error}", error)
            }
        };
        if !self.has_warned.swap(true, Ordering::Relaxed) {
            let path = self.file.path().display();
            output::note(&tr!(
                "metrics-warning",
                "warning: metrics file {path}: {warning}",
                path,
                warning
            ));
        }
    }

    fn open_journal(&self) -> MutexGuard<'_, Option<Journal>> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Merges the metrics into the samples of the file.
    fn merge(&self, counters: &Samples, samples: &mut Samples) {
        for (sample, count) in counters {
            let total = samples.entry(sample.clone()).or_default();
            *total = total.saturating_add(*count);
        }
        for result in TokenResult::ALL {
            samples.entry(result.sample()).or_default();
        }
        let is_replaced = |sample: &String| {
            let family = sample.split('{').next();
            family.is_some_and(|family| self.replaced.contains(family))
        };
        samples.retain(|sample, _| !is_replaced(sample));
        samples.extend(self.gauges.clone());
        let until = samples.entry(LOCKED_UNTIL.sample(&[])).or_default();
        *until = self.locked_until.unwrap_or(*until);
        let is_locked = *until > now();
        samples.insert(LOCKED.sample(&[]), is_locked.into());
    }
}

/// Adds the numbers of rows of a batch by state.
fn add_rows(gauges: &mut Samples, batch: &Batch, counts: &Counts) {
    let states = [
        ("pending", counts.pending),
        ("sent", counts.sent),
        ("done", counts.done),
        ("rejected", counts.rejected),
        ("unknown", counts.unknown),
        ("needs_person", counts.needs_person),
    ];
    for (state, count) in states {
        let sample = BATCH_ROWS.sample(&[("batch", &batch.id), ("state", state)]);
        gauges.insert(sample, u64::try_from(count).unwrap_or(0));
    }
}

/// Unix time in seconds.
fn now() -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    now.map_or(0, |now| now.as_secs())
}

#[cfg(test)]
mod tests {
    use super::super::exposition;
    use super::*;

    fn metrics(folder: &tempfile::TempDir) -> Metrics {
        Metrics::open(&folder.path().join("c.prom")).unwrap()
    }

    fn read(folder: &tempfile::TempDir) -> Samples {
        let text = std::fs::read_to_string(folder.path().join("c.prom"));
        exposition::parse(&text.unwrap_or_default()).unwrap()
    }

    fn calls(samples: &Samples, outcome: CallOutcome) -> u64 {
        samples[&CALLS.sample(&[("operation", "find"), ("outcome", outcome.name())])]
    }

    #[test]
    fn counters_accumulate_over_runs_and_gauges_are_those_of_the_last_run_that_sets_them() {
        let folder = tempfile::tempdir().unwrap();
        for run in 1..=3 {
            let metrics = metrics(&folder);
            metrics.call("find", CallOutcome::Ok);
            metrics.write();
            metrics.call("find", CallOutcome::Ok);
            if run == 1 {
                metrics.watched();
                metrics.token_request(TokenResult::Granted);
            }
            metrics.write();
            metrics.write();
            assert_eq!(calls(&read(&folder), CallOutcome::Ok), 2 * run);
        }
        let samples = read(&folder);
        assert_eq!(calls(&samples, CallOutcome::NotSent), 0);
        assert_eq!(samples[&TokenResult::Granted.sample()], 1);
        assert_eq!(samples[&TokenResult::Refused.sample()], 0);
        assert!(samples[&LAST_WATCH.sample(&[])] > 1_700_000_000);
    }

    #[test]
    fn credentials_are_locked_until_the_time_has_passed_or_a_later_run_shows_otherwise() {
        let folder = tempfile::tempdir().unwrap();
        let state = || {
            let samples = read(&folder);
            let until = samples[&LOCKED_UNTIL.sample(&[])];
            (samples[&LOCKED.sample(&[])], until > now())
        };
        let first = metrics(&folder);
        first.write();
        assert_eq!(state(), (0, false));
        first.locked(Duration::from_secs(900));
        first.not_locked();
        first.write();
        assert_eq!(state(), (1, true), "a call may have begun before");
        let second = metrics(&folder);
        second.write();
        assert_eq!(state(), (1, true), "the second run has no information");
        second.not_locked();
        second.write();
        assert_eq!(state(), (0, false));
        second.locked(Duration::ZERO);
        second.write();
        assert_eq!(state(), (0, false));
    }

    #[test]
    fn counters_that_cannot_be_written_are_written_later() {
        let folder = tempfile::tempdir().unwrap();
        let metrics = metrics(&folder);
        metrics.call("find", CallOutcome::Rejected);
        let foreign = folder.path().join("c.prom");
        std::fs::write(&foreign, "of another program").unwrap();
        metrics.write();
        metrics.call("find", CallOutcome::Rejected);
        std::fs::remove_file(foreign).unwrap();
        metrics.write();
        assert_eq!(calls(&read(&folder), CallOutcome::Rejected), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_running_command_writes_the_file_at_intervals() {
        let folder = tempfile::tempdir().unwrap();
        let metrics: &'static Metrics = Box::leak(Box::new(metrics(&folder)));
        let writing = tokio::spawn(metrics.keep_writing());
        for round in 1..=2 {
            metrics.call("find", CallOutcome::Ok);
            tokio::time::sleep(INTERVAL + Duration::from_secs(1)).await;
            // the paused clock does not advance while the file is written
            while read(&folder).is_empty() || calls(&read(&folder), CallOutcome::Ok) < round {
                tokio::task::yield_now().await;
            }
        }
        writing.abort();
    }

    #[tokio::test]
    async fn samples_of_batches_are_those_of_the_journal() {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("journal.db");
        let journal = Journal::open(journal.to_str().unwrap()).await.unwrap();
        let before = Samples::from([(
            BATCH_ROWS.sample(&[("batch", "gone"), ("state", "done")]),
            7,
        )]);
        std::fs::write(folder.path().join("c.prom"), exposition::render(&before)).unwrap();
        let metrics = metrics(&folder);
        metrics.finish().await;
        let has_rows = || read(&folder).keys().any(|sample| BATCH_ROWS.has(sample));
        assert!(has_rows(), "a command without a journal keeps them");
        metrics.journal(&journal);
        metrics.finish().await;
        assert!(!has_rows(), "the journal has no batch");
    }
}

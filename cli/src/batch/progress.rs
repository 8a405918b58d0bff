//! Shows the progress of a batch: a bar on a terminal, lines elsewhere, or JSON for programs.

use std::collections::VecDeque;
use std::io::{IsTerminal as _, Write as _};
use std::time::Duration;

use classifications_batch::{Batch, Counts, Progress};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use tokio::sync::watch;
use tokio::time::Instant;

use super::arguments::ProgressForm;
use crate::output;
use crate::tr;

// The intervals at which progress is shown.
const BAR: Duration = Duration::from_millis(250);
const JSON: Duration = Duration::from_secs(1);
const LINES: Duration = Duration::from_secs(5);

/// The time over which the rate is measured.
const WINDOW: Duration = Duration::from_secs(30);

/// Shows progress until the future is dropped.
pub async fn show(form: ProgressForm, batch: &Batch, receiver: watch::Receiver<Progress>) {
    let is_terminal = std::io::stderr().is_terminal();
    let form = match form {
        ProgressForm::Auto if is_terminal => ProgressForm::Bar,
        ProgressForm::Auto => ProgressForm::Lines,
        form => form,
    };
    let interval = match form {
        ProgressForm::Bar => BAR,
        ProgressForm::Json => JSON,
        _ => LINES,
    };
    let bar = (form == ProgressForm::Bar).then(bar);
    let mut meter = RateMeter::default();
    let mut ticks = tokio::time::interval(interval);
    // the first tick is immediate
    ticks.tick().await;
    loop {
        ticks.tick().await;
        let progress = receiver.borrow().clone();
        let batch = &batch.id;
        meter.add(Instant::now(), progress.requests);
        let rate = meter.rate();
        match (&bar, form) {
            (Some(bar), _) => {
                bar.set_length(unsigned(progress.counts.total()));
                bar.set_position(unsigned(settled(&progress.counts)));
                bar.set_message(text(&progress, rate));
            }
            (None, ProgressForm::Json) => {
                let line = json!({
                    "batch": **batch, "counts": progress.counts, "requests": progress.requests,
                    "per_second": rate, "seconds_left": seconds_left(&progress, rate),
                    "pause": progress.pause,
                });
                // the batch continues if standard error is closed
                let _ = writeln!(std::io::stderr(), "{line}");
            }
            (None, ProgressForm::None) => return std::future::pending().await,
            (None, _) => {
                let counts = &progress.counts;
                output::error(&tr!(
                    "progress",
                    "{batch}: {settled} of {total} rows, {rest}",
                    batch,
                    settled = settled(counts),
                    total = counts.total(),
                    rest = text(&progress, rate)
                ));
            }
        }
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {wide_msg}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// The number of rows that need no further request or query.
fn settled(counts: &Counts) -> i64 {
    counts.total() - counts.open()
}

/// The rate, the remaining time, the numbers of rows that are not done, and the reason for waiting.
fn text(progress: &Progress, rate: f64) -> String {
    let counts = &progress.counts;
    let mut parts = vec![format!("{rate:.1}/s")];
    if let Some(seconds) = seconds_left(progress, rate) {
        parts.push(tr!(
            "time-left",
            "{time} left",
            time = duration_text(seconds)
        ));
    }
    let others = [
        (
            counts.rejected,
            tr!(
                "count-rejected",
                "{count} rejected",
                count = counts.rejected
            ),
        ),
        (
            counts.unknown,
            tr!("count-unknown", "{count} unknown", count = counts.unknown),
        ),
        (
            counts.needs_person,
            tr!(
                "count-review",
                "{count} to review",
                count = counts.needs_person
            ),
        ),
    ];
    let others = others.into_iter().filter(|(count, _)| *count > 0);
    parts.extend(others.map(|(_, text)| text));
    let is_waiting = counts.pending + counts.sent == 0 && counts.unknown > counts.needs_person;
    if is_waiting && progress.pause.is_none() {
        parts.push(tr!(
            "waiting-outcomes",
            "waiting until a query can show their outcomes"
        ));
    }
    if let Some(pause) = &progress.pause {
        let next = match pause.next_probe_at {
            Some(at) => tr!(
                "next-probe",
                "the next probe is at {time}",
                time = time_of_day(at)
            ),
            None => tr!("resume-ends", "`batch resume --now` ends the pause"),
        };
        parts.push(output::one_line(&tr!(
            "paused",
            "paused: {reason}; {next}",
            reason = pause.reason,
            next
        )));
    }
    parts.join(", ")
}

/// The time of day in UTC, from milliseconds since 1970.
fn time_of_day(millis: i64) -> String {
    let time = chrono::DateTime::from_timestamp_millis(millis).unwrap_or_default();
    time.format("%H:%M:%S UTC").to_string()
}

fn duration_text(seconds: u64) -> String {
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3600),
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an estimate"
)]
fn seconds_left(progress: &Progress, rate: f64) -> Option<u64> {
    let pending = progress.counts.pending;
    (rate > 0.0 && pending > 0 && progress.pause.is_none())
        .then(|| (pending as f64 / rate).ceil() as u64)
}

fn unsigned(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// The total number of requests at each moment of the last [`WINDOW`].
#[derive(Default)]
struct RateMeter(VecDeque<(Instant, u64)>);

impl RateMeter {
    fn add(&mut self, at: Instant, requests: u64) {
        self.0.push_back((at, requests));
        let is_old = |(first, _): &(Instant, u64)| at.duration_since(*first) > WINDOW;
        while self.0.front().is_some_and(is_old) && self.0.len() > 2 {
            self.0.pop_front();
        }
    }

    /// Requests per second.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    fn rate(&self) -> f64 {
        match (self.0.front(), self.0.back()) {
            (Some((from, before)), Some((to, after))) if to > from => {
                (after - before) as f64 / to.duration_since(*from).as_secs_f64()
            }
            _ => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_that_of_the_last_seconds() {
        let start = Instant::now();
        let mut meter = RateMeter::default();
        for second in 0..100_u64 {
            let requests = if second < 50 { 0 } else { (second - 50) * 4 };
            meter.add(start + Duration::from_secs(second), requests);
        }
        assert!((meter.rate() - 4.0).abs() < 0.01, "{}", meter.rate());
        assert!(meter.0.len() < 40);
    }

    #[test]
    fn progress_is_shown_as_text() {
        let counts = Counts {
            pending: 600,
            done: 300,
            rejected: 2,
            ..Counts::default()
        };
        let mut progress = Progress {
            counts,
            requests: 302,
            pause: None,
        };
        assert_eq!(text(&progress, 5.0), "5.0/s, 2 min left, 2 rejected");
        assert_eq!(text(&progress, 0.0), "0.0/s, 2 rejected");
        progress.counts.pending = 0;
        progress.counts.unknown = 2;
        assert_eq!(
            text(&progress, 0.0),
            "0.0/s, 2 rejected, 2 unknown, waiting until a query can show their outcomes"
        );
        progress.counts.pending = 600;
        progress.counts.unknown = 0;
        progress.pause = Some(classifications_batch::Pause {
            since: 0,
            reason: "3 requests without an outcome".to_owned(),
            next_probe_at: Some(61_000),
            probes: 1,
        });
        assert_eq!(
            text(&progress, 5.0),
            "5.0/s, 2 rejected, paused: 3 requests without an outcome; the next probe is at 00:01:01 UTC"
        );
    }
}

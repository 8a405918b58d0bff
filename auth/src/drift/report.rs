//! Reports of an observer: drift, tolerant readings, and counts.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use api_transport::Tolerated;
use classifications_contract::Checked;
use http::StatusCode;

/// An exchange that departs from the document.
///
/// It contains names and pointers, but no value of a message, and can be logged.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Drift {
    /// The `operationId` of the operation that was called.
    pub operation: &'static str,
    /// The status of the response.
    pub status: StatusCode,
    /// The violations, at least one.
    pub checked: Checked,
}

/// Writes one line per violation.
impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.checked.fmt(f)
    }
}

/// A response that the client has read although it departs from the document.
///
/// It contains names and pointers, but no value of a message, and can be logged.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TolerantReading {
    /// The `operationId` of the operation that was called.
    pub operation: &'static str,
    /// The status of the response.
    pub status: StatusCode,
    /// The tolerated parts.
    pub tolerated: Vec<Tolerated>,
    /// The JSON pointers of the rows that could not be read.
    pub unread_rows: Vec<String>,
}

/// Writes one line per difference.
impl fmt::Display for TolerantReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tolerated = self.tolerated.iter().map(ToString::to_string);
        let unread = self.unread_rows.iter();
        let unread = unread.map(|row| format!("a row that cannot be read at {row}"));
        let lines: Vec<String> = tolerated.chain(unread).collect();
        f.write_str(&lines.join("\n"))
    }
}

/// The counts of an observer since it was built.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Exchanges that were checked.
    pub checked: u64,
    /// Checked exchanges that depart from the document.
    pub drifted: u64,
    /// Exchanges that were not checked, and tolerated responses that were not reported, as the queue was full.
    pub dropped: u64,
    /// Exchanges that were not checked, as a body was a stream or too large.
    pub skipped: u64,
    /// Responses that were read although they depart from the document, in the sample or not.
    pub tolerated: u64,
    /// Panics during a check or a report, for example of callbacks.
    pub panicked: u64,
}

/// The counters behind [`Counts`].
#[derive(Default)]
pub(crate) struct Counters {
    pub checked: AtomicU64,
    pub drifted: AtomicU64,
    pub dropped: AtomicU64,
    pub skipped: AtomicU64,
    pub tolerated: AtomicU64,
    pub panicked: AtomicU64,
}

pub(crate) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}

impl Counters {
    pub(crate) fn read(&self) -> Counts {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counts {
            checked: read(&self.checked),
            drifted: read(&self.drifted),
            dropped: read(&self.dropped),
            skipped: read(&self.skipped),
            tolerated: read(&self.tolerated),
            panicked: read(&self.panicked),
        }
    }
}

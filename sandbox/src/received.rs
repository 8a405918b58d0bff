//! The ledger: what the sandbox received, and what of it was processed.
//!
//! A caller that lost an answer cannot tell whether its call happened; a test can, by looking
//! here. The ledger keeps the latest entries and counts the rest, so that its size is bounded.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{HeaderMap, Method, StatusCode, header};
use serde::{Serialize, Serializer};

/// How much of a request's body an entry keeps, in bytes.
const BODY_KEPT: usize = 4096;

/// One request that arrived.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Received {
    /// Counts the requests from 1, also over entries that the ledger no longer holds.
    pub number: u64,
    /// The `operationId`, or `token` and `revoke` for the token endpoint; `None` for a path or
    /// method that neither knows.
    pub operation: Option<&'static str>,
    /// The method.
    #[serde(serialize_with = "as_text")]
    pub method: Method,
    /// The path as it came, percent-encoding included.
    pub path: String,
    /// The query as it came, without the question mark.
    pub query: Option<String>,
    /// How the request authorised itself; never with what.
    pub authorization: Authorization,
    /// The names of the headers, in lower case, in the order received.
    pub headers: Vec<String>,
    /// The start of the body of an API call, at most 4096 bytes. Always empty for the token
    /// endpoint, whose bodies hold secrets.
    #[serde(serialize_with = "as_lossy_text")]
    pub body: Bytes,
    /// For the token endpoint: `grant_type` as it came.
    pub grant_type: Option<String>,
    /// For the token endpoint: `scope` as it came.
    pub scope: Option<String>,
    /// When it arrived, by the sandbox's clock.
    pub at: DateTime<Utc>,
    /// Whether the request had its effect: it passed every check of the gateway and was carried
    /// out. A request whose answer was lost afterwards was processed all the same.
    pub processed: bool,
    /// The status of the answer; `None` while there is none, and when the connection was reset
    /// instead.
    #[serde(serialize_with = "as_number")]
    pub status: Option<StatusCode>,
    /// The answer's `X-Global-Transaction-ID`.
    pub transaction_id: String,
}

/// How a request authorised itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Authorization {
    /// No `Authorization` header.
    Absent,
    /// `Basic`, with credentials that are not kept.
    Basic,
    /// `Bearer`, with a token that is not kept.
    Bearer,
    /// Anything else.
    Other,
}

impl Authorization {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let Some(value) = headers.get(header::AUTHORIZATION) else {
            return Self::Absent;
        };
        let scheme = value.as_bytes().split(|byte| *byte == b' ').next();
        match scheme {
            Some(scheme) if scheme.eq_ignore_ascii_case(b"bearer") => Self::Bearer,
            Some(scheme) if scheme.eq_ignore_ascii_case(b"basic") => Self::Basic,
            _ => Self::Other,
        }
    }
}

/// Shows the scheme and that something followed, as in `Bearer [redacted]`.
impl fmt::Display for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Absent => "none",
            Self::Basic => "Basic [redacted]",
            Self::Bearer => "Bearer [redacted]",
            Self::Other => "[redacted]",
        })
    }
}

fn as_text<S: Serializer>(method: &Method, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(method.as_str())
}

fn as_lossy_text<S: Serializer>(body: &Bytes, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&String::from_utf8_lossy(body))
}

#[allow(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands fields by reference"
)]
fn as_number<S: Serializer>(status: &Option<StatusCode>, serializer: S) -> Result<S::Ok, S::Error> {
    status.map(|status| status.as_u16()).serialize(serializer)
}

/// The ledger itself; clones are the same ledger.
#[derive(Debug, Clone)]
pub(crate) struct Ledger {
    entries: Arc<Mutex<Entries>>,
}

#[derive(Debug)]
struct Entries {
    kept: VecDeque<Received>,
    limit: usize,
    count: u64,
}

impl Ledger {
    pub(crate) fn new(limit: usize) -> Self {
        let entries = Entries {
            kept: VecDeque::new(),
            limit,
            count: 0,
        };
        Self {
            entries: Arc::new(Mutex::new(entries)),
        }
    }

    /// Notes a request; returns its number.
    pub(crate) fn note(&self, mut received: Received) -> u64 {
        // A copy: what is kept must not keep the connection's whole buffer with it.
        let kept = received.body.iter().take(BODY_KEPT).copied();
        received.body = kept.collect();
        let mut entries = self.entries();
        entries.count += 1;
        received.number = entries.count;
        if entries.kept.len() >= entries.limit {
            entries.kept.pop_front();
        }
        if entries.limit > 0 {
            entries.kept.push_back(received);
        }
        entries.count
    }

    /// Changes the entry with this number, if it is still held.
    pub(crate) fn amend(&self, number: u64, change: impl FnOnce(&mut Received)) {
        let mut entries = self.entries();
        let behind = entries.count.checked_sub(number);
        let place = behind
            .and_then(|behind| usize::try_from(behind).ok()?.checked_add(1))
            .and_then(|behind| entries.kept.len().checked_sub(behind));
        if let Some(entry) = place.and_then(|place| entries.kept.get_mut(place)) {
            change(entry);
        }
    }

    /// The entries still held, oldest first.
    pub(crate) fn all(&self) -> Vec<Received> {
        self.entries().kept.iter().cloned().collect()
    }

    /// How many requests have arrived, held or not.
    pub(crate) fn count(&self) -> u64 {
        self.entries().count
    }

    /// Forgets all entries; the count goes on.
    pub(crate) fn clear(&self) {
        self.entries().kept.clear();
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Received {
        Received {
            number: 0,
            operation: None,
            method: Method::GET,
            path: "/".to_owned(),
            query: None,
            authorization: Authorization::Absent,
            headers: vec![],
            body: Bytes::from(vec![b'x'; BODY_KEPT + 1]),
            grant_type: None,
            scope: None,
            at: DateTime::UNIX_EPOCH,
            processed: false,
            status: None,
            transaction_id: String::new(),
        }
    }

    #[test]
    fn the_latest_entries_are_kept_and_all_are_counted() {
        let ledger = Ledger::new(2);
        for number in 1..=5 {
            assert_eq!(ledger.note(entry()), number);
        }
        let numbers: Vec<_> = ledger.all().iter().map(|entry| entry.number).collect();
        assert_eq!(numbers, [4, 5]);
        assert_eq!(ledger.count(), 5);
        assert_eq!(ledger.all()[0].body.len(), BODY_KEPT);
    }

    #[test]
    fn an_entry_is_amended_by_its_number_while_it_is_held() {
        let ledger = Ledger::new(2);
        for _ in 0..3 {
            ledger.note(entry());
        }
        for number in [1, 2, 9] {
            ledger.amend(number, |entry| entry.processed = true);
        }
        let processed: Vec<_> = ledger.all().iter().map(|entry| entry.processed).collect();
        assert_eq!(processed, [true, false]);
        ledger.clear();
        ledger.amend(3, |entry| entry.processed = true);
        assert_eq!((ledger.all().len(), ledger.count()), (0, 3));
    }

    #[test]
    fn credentials_are_not_kept() {
        let mut headers = HeaderMap::new();
        assert_eq!(Authorization::of(&headers), Authorization::Absent);
        for (value, expected) in [
            ("bearer secret", "Bearer [redacted]"),
            ("Basic c2VjcmV0", "Basic [redacted]"),
            ("secret", "[redacted]"),
        ] {
            headers.insert(header::AUTHORIZATION, value.parse().unwrap());
            assert_eq!(Authorization::of(&headers).to_string(), expected);
        }
    }
}

//! The ledger of received requests, and whether they were processed.
//!
//! A caller that lost a response cannot know whether its call was processed; a test can look it up
//! here. The ledger keeps the latest entries and counts all, so that its size is bounded.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use classifications_contract::Violation;
use http::{HeaderMap, Method, StatusCode, header};
use serde::{Serialize, Serializer};

/// The maximum number of bytes of a body in an entry.
const BODY_KEPT: usize = 4096;

/// The maximum memory of all entries together, in bytes.
const BYTES_KEPT: usize = 32 << 20;

/// A received request.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Received {
    /// The number of the request, from 1, including requests that the ledger no longer keeps.
    pub number: u64,
    /// The `operationId`, or `token` and `revoke` for the token endpoint; `None` for an unknown
    /// path or method.
    pub operation: Option<String>,
    /// The method.
    #[serde(serialize_with = "as_text")]
    pub method: Method,
    /// The path as received, percent-encoded.
    pub path: String,
    /// The query as received, without the question mark.
    pub query: Option<String>,
    /// The scheme of the `Authorization` header, without the credentials.
    pub authorization: Authorization,
    /// The names of the headers, in lower case, in the order received.
    pub headers: Vec<String>,
    /// The start of the body, at most 4096 bytes. Empty for the token endpoint and
    /// the revocation endpoint, since a body for them can contain secrets.
    #[serde(serialize_with = "as_lossy_text")]
    pub body: Bytes,
    /// For the token endpoint: `grant_type` as received.
    pub grant_type: Option<String>,
    /// For the token endpoint: `scope` as received.
    pub scope: Option<String>,
    /// The arrival time by the sandbox's clock.
    pub at: DateTime<Utc>,
    /// Whether the request was processed: it passed every check of the gateway and was carried out.
    /// Also true if its response was lost afterwards.
    pub processed: bool,
    /// The violations of the document in the request, also those that the sandbox ignores.
    pub violations: Vec<Violation>,
    /// The reason why the request was refused.
    pub reason: Option<String>,
    /// The status of the response; `None` if there is none yet, or if the connection was reset.
    #[serde(serialize_with = "as_number")]
    pub status: Option<StatusCode>,
    /// The response's `X-Global-Transaction-ID`.
    pub transaction_id: String,
}

/// The authorization scheme of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Authorization {
    /// No `Authorization` header.
    Absent,
    /// `Basic`; the credentials are not kept.
    Basic,
    /// `Bearer`; the token is not kept.
    Bearer,
    /// Any other scheme.
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

/// Shows a known scheme, and a placeholder for the credentials, as in `Bearer [redacted]`.
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
    reason = "serde passes fields by reference"
)]
fn as_number<S: Serializer>(status: &Option<StatusCode>, serializer: S) -> Result<S::Ok, S::Error> {
    status.map(|status| status.as_u16()).serialize(serializer)
}

/// The approximate memory of an entry.
fn size(received: &Received) -> usize {
    let optional = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let headers = received.headers.iter();
    let headers: usize = headers.map(|name| name.len() + size_of::<String>()).sum();
    let violations = received.violations.iter().map(|violation| {
        size_of::<Violation>()
            + violation.message_pointer.len()
            + violation.document_pointer.len()
            + violation.text.len()
            + optional(&violation.operation)
    });
    let texts = [
        &received.operation,
        &received.query,
        &received.grant_type,
        &received.scope,
    ];
    size_of::<Received>()
        + received.path.len()
        + received.body.len()
        + texts.into_iter().map(optional).sum::<usize>()
        + headers
        + violations.sum::<usize>()
}

/// The ledger.
#[derive(Debug)]
pub(crate) struct Ledger(Mutex<Entries>);

#[derive(Debug)]
struct Entries {
    kept: VecDeque<Received>,
    /// The maximum number of entries.
    limit: usize,
    /// The number of requests received so far, including those no longer kept.
    count: u64,
    /// The size of each kept entry when it was added.
    bytes: VecDeque<usize>,
    /// The sum of `bytes`.
    total: usize,
}

impl Ledger {
    pub(crate) fn new(limit: usize) -> Self {
        Self(Mutex::new(Entries {
            kept: VecDeque::new(),
            limit,
            count: 0,
            bytes: VecDeque::new(),
            total: 0,
        }))
    }

    /// Adds a request; returns its number.
    pub(crate) fn note(&self, mut received: Received) -> u64 {
        // A copy, because a slice would keep the connection's whole buffer in memory.
        let start = received.body.iter().take(BODY_KEPT).copied();
        received.body = start.collect();
        let mut entries = self.entries();
        entries.count += 1;
        received.number = entries.count;
        let bytes = size(&received);
        entries.kept.push_back(received);
        entries.bytes.push_back(bytes);
        entries.total += bytes;
        while entries.kept.len() > entries.limit || entries.total > BYTES_KEPT {
            let Some(bytes) = entries.bytes.pop_front() else {
                break;
            };
            entries.kept.pop_front();
            entries.total -= bytes;
        }
        entries.count
    }

    /// Changes the entry with this number, if it is still kept.
    pub(crate) fn amend(&self, number: u64, change: impl FnOnce(&mut Received)) {
        let mut entries = self.entries();
        let behind = entries.count.checked_sub(number);
        let index = behind
            .and_then(|behind| usize::try_from(behind).ok()?.checked_add(1))
            .and_then(|behind| entries.kept.len().checked_sub(behind));
        if let Some(entry) = index.and_then(|index| entries.kept.get_mut(index)) {
            change(entry);
        }
    }

    /// The entries still kept, oldest first.
    pub(crate) fn all(&self) -> Vec<Received> {
        self.entries().kept.iter().cloned().collect()
    }

    /// The number of the oldest entry still kept, and the first `most` entries after a number.
    #[cfg(feature = "docs")]
    pub(crate) fn after(&self, number: u64, most: usize) -> (u64, Vec<Received>) {
        let entries = self.entries();
        let next = entries.count.saturating_add(1);
        let first = entries.kept.front().map_or(next, |entry| entry.number);
        let kept = entries.kept.iter();
        let later = kept.filter(|entry| entry.number > number).take(most);
        (first, later.cloned().collect())
    }

    /// The number of received requests, including those no longer kept.
    pub(crate) fn count(&self) -> u64 {
        self.entries().count
    }

    /// Removes all entries; the count goes on.
    pub(crate) fn clear(&self) {
        let mut entries = self.entries();
        entries.kept.clear();
        entries.bytes.clear();
        entries.total = 0;
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
            violations: vec![],
            reason: None,
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
    fn large_entries_are_bounded_by_their_bytes() {
        let ledger = Ledger::new(10_000);
        for _ in 0..1_000 {
            let query = Some("x".repeat(60_000));
            ledger.note(Received { query, ..entry() });
        }
        let kept = ledger.all().len();
        assert!((400..560).contains(&kept), "{kept}");
        ledger.amend(1_000, |entry| entry.processed = true);
        assert!(ledger.all().last().unwrap().processed);
    }

    #[test]
    fn an_entry_can_be_changed_by_its_number_while_it_is_kept() {
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

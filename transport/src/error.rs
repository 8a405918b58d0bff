//! What can become of a call, the same four ways for every operation of every API.
//!
//! The question that matters to whoever calls is not which layer complained but what they may do
//! next, above all whether a request that costs money may be sent again:
//!
//! | variant | did the server act? | what to do |
//! |---|---|---|
//! | [`Error::NotSent`] | no | mend the reason, call again |
//! | [`Error::Rejected`] | it refused | read status and body |
//! | [`Error::OutcomeUnknown`] | perhaps | query before repeating |
//! | [`Error::NotUnderstood`] | yes, with success | read the answer by hand; do not repeat |
//!
//! Messages never hold a URL: queries may name persons.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use crate::Operation;

type Source = Box<dyn StdError + Send + Sync + 'static>;

/// How much of a body an error keeps: 4 KiB.
const BODY_START: usize = 4 * 1024;

/// How many characters of a body a message shows.
const BODY_SHOWN: usize = 200;

/// What became of a call that gave no documented success. `E` is the documented error body.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error<E = Infallible> {
    /// The request did not leave, or provably was not processed: calling again is safe.
    #[error(transparent)]
    NotSent(NotSent),
    /// The server answered with an error status.
    #[error(transparent)]
    Rejected(Rejected<E>),
    /// The request may have been processed, and no answer tells.
    #[error(transparent)]
    OutcomeUnknown(OutcomeUnknown),
    /// The server answered with success, in a form that the document does not describe.
    #[error(transparent)]
    NotUnderstood(NotUnderstood),
}

/// What a [`Transport`](crate::Transport) can fail with: an [`Error`] that is no rejection, since a
/// rejection is an answer like any other until generated code reads it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// See [`Error::NotSent`].
    #[error(transparent)]
    NotSent(NotSent),
    /// See [`Error::OutcomeUnknown`].
    #[error(transparent)]
    OutcomeUnknown(OutcomeUnknown),
    /// See [`Error::NotUnderstood`].
    #[error(transparent)]
    NotUnderstood(NotUnderstood),
}

impl Failure {
    /// What an error of `reqwest` means for a request of `operation`: a request that could not be
    /// built or whose connection was never established was not sent; of any other it is unknown.
    #[must_use]
    pub fn from_reqwest(operation: &Operation, error: reqwest::Error) -> Self {
        let error = error.without_url();
        if error.is_builder() {
            Self::NotSent(NotSent::new(NotSentReason::InvalidRequest, error))
        } else if error.is_connect() {
            Self::NotSent(NotSent::new(NotSentReason::Network, error))
        } else {
            Self::OutcomeUnknown(OutcomeUnknown::new(operation, error))
        }
    }
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotSent(e) => Self::NotSent(e),
            Failure::OutcomeUnknown(e) => Self::OutcomeUnknown(e),
            Failure::NotUnderstood(e) => Self::NotUnderstood(e),
        }
    }
}

/// A request that could not be built.
impl<E> From<reqwest::Error> for Error<E> {
    fn from(error: reqwest::Error) -> Self {
        Self::NotSent(NotSent::new(
            NotSentReason::InvalidRequest,
            error.without_url(),
        ))
    }
}

/// A header parameter whose value is not a header value.
impl<E> From<header::InvalidHeaderValue> for Error<E> {
    fn from(error: header::InvalidHeaderValue) -> Self {
        Self::NotSent(NotSent::new(NotSentReason::InvalidRequest, error))
    }
}

impl<E> Error<E> {
    /// An argument is missing or is not what the document allows.
    #[must_use]
    pub fn invalid_request(text: impl Into<String>) -> Self {
        Self::NotSent(NotSent::new(NotSentReason::InvalidRequest, text.into()))
    }

    /// The status of the answer, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::NotSent(_) | Self::OutcomeUnknown(_) => None,
            Self::Rejected(e) => Some(e.status()),
            Self::NotUnderstood(e) => Some(e.status()),
        }
    }
}

/// Why a request was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotSentReason {
    /// An argument is missing or is not what the document allows.
    InvalidRequest,
    /// There are no credentials, they were refused, or they are blocked after a refusal.
    Credentials,
    /// The token endpoint could not be reached or did not answer as it should.
    TokenEndpoint,
    /// No connection could be established.
    Network,
    /// The time for the whole call had passed before the request could leave.
    Deadline,
}

impl fmt::Display for NotSentReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InvalidRequest => "an argument is missing or invalid",
            Self::Credentials => "no token, because of the credentials",
            Self::TokenEndpoint => "no token, because of the token endpoint",
            Self::Network => "no connection to the server",
            Self::Deadline => "the deadline of the call has passed",
        })
    }
}

/// A request that did not leave, or provably was not processed.
#[derive(Debug, thiserror::Error)]
#[error("request not sent: {reason}")]
pub struct NotSent {
    reason: NotSentReason,
    source: Source,
}

impl NotSent {
    /// Says why; `source` says what exactly, and is [`std::error::Error::source`] of this error.
    #[must_use]
    pub fn new(reason: NotSentReason, source: impl Into<Source>) -> Self {
        Self {
            reason,
            source: source.into(),
        }
    }

    /// Why the request was not sent.
    #[must_use]
    pub fn reason(&self) -> NotSentReason {
        self.reason
    }
}

/// A request of which nobody here knows whether it was processed.
#[derive(Debug, thiserror::Error)]
#[error("{}", no_answer(.operation, *.safe))]
pub struct OutcomeUnknown {
    operation: &'static str,
    safe: bool,
    source: Source,
}

impl OutcomeUnknown {
    /// A request of `operation` broke after it may have left, in the way that `source` says.
    #[must_use]
    pub fn new(operation: &Operation, source: impl Into<Source>) -> Self {
        Self {
            operation: operation.id,
            safe: operation.is_safe(),
            source: source.into(),
        }
    }

    /// The `operationId`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Whether the operation changes nothing, so that calling again does no harm.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        self.safe
    }
}

fn no_answer(operation: &str, safe: bool) -> String {
    if safe {
        format!("no complete answer to {operation}")
    } else {
        format!("outcome unknown: {operation} may have been processed, no answer tells")
    }
}

/// What is wrong with an answer that is not understood.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The document does not list this success status.
    #[error("the document does not list this status")]
    Status,
    /// The body is not the documented JSON.
    #[error("the body is not the documented JSON")]
    Json(#[source] serde_json::Error),
    /// The body broke off.
    #[error("the body broke off")]
    Truncated(#[source] reqwest::Error),
    /// The body is larger than the bound.
    #[error("the body is larger than {limit} bytes")]
    TooLarge {
        /// The bound, in bytes.
        limit: usize,
    },
}

/// An answer with a success status that the document does not describe.
#[derive(Debug, thiserror::Error)]
#[error("answer not understood: {status}, {}", content_type(.headers))]
pub struct NotUnderstood {
    status: StatusCode,
    headers: Box<HeaderMap>,
    body: Bytes,
    #[source]
    fault: Fault,
}

impl NotUnderstood {
    /// Keeps the first 4 KiB of `body`.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, fault: Fault, body: &[u8]) -> Self {
        Self {
            status,
            headers: Box::new(headers),
            body: start_of(body),
            fault,
        }
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The first 4 KiB of the body, or what had arrived of it.
    #[must_use]
    pub fn body_start(&self) -> &[u8] {
        &self.body
    }

    /// What is wrong with the answer.
    #[must_use]
    pub fn fault(&self) -> &Fault {
        &self.fault
    }
}

/// An answer with an error status.
#[derive(Debug)]
pub struct Rejected<E>(Box<Rejection<E>>);

#[derive(Debug)]
struct Rejection<E> {
    status: StatusCode,
    headers: HeaderMap,
    documented: Option<E>,
    body: Bytes,
}

impl<E> Rejected<E> {
    /// Keeps the first 4 KiB of `body` beside the documented error read from it, if it was one.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, documented: Option<E>, body: &[u8]) -> Self {
        Self(Box::new(Rejection {
            status,
            headers,
            documented,
            body: start_of(body),
        }))
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The error body that the document describes; `None` where the body was something else, a
    /// proxy's HTML page for example.
    #[must_use]
    pub fn documented(&self) -> Option<&E> {
        self.0.documented.as_ref()
    }

    /// The first 4 KiB of the body as it came.
    #[must_use]
    pub fn body_start(&self) -> &[u8] {
        &self.0.body
    }

    /// The gateway's transaction id (`X-Global-Transaction-ID` of IBM API Connect), which support
    /// asks for.
    #[must_use]
    pub fn transaction_id(&self) -> Option<&str> {
        self.0.headers.get("x-global-transaction-id")?.to_str().ok()
    }

    /// The same rejection with another documented body, as `f` makes it.
    #[must_use]
    pub fn map<U>(self, f: impl FnOnce(E) -> U) -> Rejected<U> {
        let Rejection {
            status,
            headers,
            documented,
            body,
        } = *self.0;
        Rejected(Box::new(Rejection {
            status,
            headers,
            documented: documented.map(f),
            body,
        }))
    }
}

impl<E> fmt::Display for Rejected<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rejected with {}", self.0.status)?;
        let text = String::from_utf8_lossy(&self.0.body);
        let text: String = text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .take(BODY_SHOWN)
            .collect();
        if text.is_empty() {
            Ok(())
        } else {
            write!(f, ": {text}")
        }
    }
}

impl<E: fmt::Debug> StdError for Rejected<E> {}

fn start_of(body: &[u8]) -> Bytes {
    Bytes::copy_from_slice(body.get(..BODY_START).unwrap_or(body))
}

fn content_type(headers: &HeaderMap) -> String {
    match headers
        .get(header::CONTENT_TYPE)
        .map(header::HeaderValue::to_str)
    {
        Some(Ok(text)) => format!("content type {text}"),
        Some(Err(_)) => "content type unreadable".to_owned(),
        None => "no content type".to_owned(),
    }
}

//! The errors of a call, which are the same for every operation of every API.
//!
//! The variant shows whether the request was carried out, and so whether it may be sent again:
//!
//! | variant | was it carried out? | what to do |
//! |---|---|---|
//! | [`Error::NotSent`] | no | remove the reason, then call again |
//! | [`Error::Rejected`] | no | read status and body; call again if [`Error::is_retryable`] |
//! | [`Error::OutcomeUnknown`] | perhaps | query; call again only if it provably was not carried out |
//! | [`Error::NotUnderstood`] | yes, unless the operation is [safe](Operation::is_safe) | read the body; do not call again |
//!
//! An error status alone does not prove that a request was not carried out: the most common lost response
//! is the 504 of a gateway. For an operation that is not safe, a 4xx other than
//! 408 and 499 is `Rejected`, and every other error status is `OutcomeUnknown`. A status of success is `Rejected`, too, if
//! the body reports an error by a [`BodyError`](crate::BodyError).
//!
//! A status of success alone does not prove that a request was carried out: firewalls and gateways send pages and
//! errors with status 200. For an operation that is not safe, a body that is not the documented one is `OutcomeUnknown`.
//!
//! Messages never contain a URL, as queries can contain personal data.

mod error_response;
mod not_sent;
mod not_understood;
mod outcome_unknown;

use std::convert::Infallible;
use std::error::Error as StdError;
use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{CallInfo, KnownCode, Operation};

pub use error_response::ErrorResponse;
pub use not_sent::{NotSent, NotSentReason};
pub use not_understood::{NotDocumented, NotUnderstood, NotUnderstoodReason};
pub use outcome_unknown::OutcomeUnknown;

/// The source of an error of this crate.
type Source = Box<dyn StdError + Send + Sync + 'static>;

/// The maximum length of the start of a body, in bytes.
const BODY_START: usize = 4 * 1024;

/// A call that did not end with a documented success. `E` is the documented error body.
///
/// There will be no further variant.
#[derive(Debug, thiserror::Error)]
pub enum Error<E = Infallible> {
    /// The request was not sent, or provably was not received. Calling again is safe.
    #[error(transparent)]
    NotSent(NotSent),
    /// The server responded with an error status, or with a body that [reports an error](crate::BodyError), and the
    /// request was not carried out.
    #[error("rejected with {0}")]
    Rejected(ErrorResponse<E>),
    /// The request may have been carried out: its response was lost, or proves neither that it was nor that it was not.
    #[error(transparent)]
    OutcomeUnknown(OutcomeUnknown<E>),
    /// The server responded with success. The body did not arrive in full, or the operation is safe and the body is
    /// not the documented one.
    #[error(transparent)]
    NotUnderstood(NotUnderstood),
}

/// The error of a [`Transport`](crate::Transport): an [`Error`] except `Rejected`, because generated code reads
/// responses with an error status.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
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

impl TransportError {
    /// Converts an error of any `reqwest::Client` for a request of `operation`.
    ///
    /// The client may follow redirects. Then a failed connection proves nothing: the first server may have carried out the
    /// request before it redirected to a second server, to which the connection failed. So the outcome of an operation that
    /// is not safe is unknown.
    #[must_use]
    pub fn from_reqwest(operation: &Operation, error: reqwest::Error) -> Self {
        if error.is_connect() && !operation.is_safe() {
            return Self::OutcomeUnknown(OutcomeUnknown::new(operation, error.without_url()));
        }
        Self::without_redirects(operation, error)
    }

    /// Converts an error of a client that [`http_client`](crate::http_client) built, for a request of `operation`. A
    /// request that could not be built, or whose connection was never established, was not sent. The outcome of any other
    /// request is unknown.
    #[must_use]
    pub fn without_redirects(operation: &Operation, error: reqwest::Error) -> Self {
        let error = error.without_url();
        if error.is_builder() {
            Self::NotSent(NotSent::new(NotSentReason::InvalidRequest, error))
        } else if error.is_connect() {
            Self::NotSent(NotSent::new(NotSentReason::Network, error))
        } else {
            Self::OutcomeUnknown(OutcomeUnknown::new(operation, error))
        }
    }

    /// Sets the call.
    #[must_use]
    pub fn with_call(mut self, call: CallInfo) -> Self {
        match &mut self {
            Self::NotSent(e) => e.call = Some(Box::new(call)),
            Self::OutcomeUnknown(e) => e.set_call(call),
            Self::NotUnderstood(e) => e.set_call(Some(call)),
        }
        self
    }

    /// Sets the call, unless the transport has set it.
    pub(crate) fn or_call(self, call: CallInfo) -> Self {
        match &self {
            Self::NotSent(e) if e.call.is_some() => self,
            Self::NotSent(e) if e.reason() != NotSentReason::Network => {
                self.with_call(call.without_attempts())
            }
            Self::OutcomeUnknown(e) if e.call().is_some_and(|call| call.attempts > 0) => self,
            Self::NotUnderstood(e) if e.call.is_some() => self,
            _ => self.with_call(call),
        }
    }

    /// Creates the error of a request that could not be built from its arguments.
    pub(crate) fn invalid_request(source: impl Into<Source>) -> Self {
        Self::NotSent(NotSent::new(NotSentReason::InvalidRequest, source))
    }
}

impl<E> From<TransportError> for Error<E> {
    fn from(failure: TransportError) -> Self {
        match failure {
            TransportError::NotSent(e) => Self::NotSent(e),
            TransportError::OutcomeUnknown(e) => {
                Self::OutcomeUnknown(e.map(|never| match never {}))
            }
            TransportError::NotUnderstood(e) => e.into(),
        }
    }
}

impl<E> From<NotUnderstood> for Error<E> {
    fn from(error: NotUnderstood) -> Self {
        let is_safe = error.call.as_ref().is_some_and(|call| call.is_safe);
        if is_safe || error.proves_success() {
            Self::NotUnderstood(error)
        } else {
            Self::OutcomeUnknown(OutcomeUnknown::undocumented(error))
        }
    }
}

impl<E> From<ErrorResponse<E>> for Error<E> {
    fn from(response: ErrorResponse<E>) -> Self {
        if response.is_refusal() {
            Self::Rejected(response)
        } else {
            Self::OutcomeUnknown(OutcomeUnknown::of(response))
        }
    }
}

impl<E> Error<E> {
    /// Converts the documented error with `f`.
    #[must_use]
    pub fn map_documented<U>(self, f: impl FnOnce(E) -> U) -> Error<U> {
        match self {
            Self::NotSent(e) => Error::NotSent(e),
            Self::Rejected(e) => Error::Rejected(e.map(f)),
            Self::OutcomeUnknown(e) => Error::OutcomeUnknown(e.map(f)),
            Self::NotUnderstood(e) => Error::NotUnderstood(e),
        }
    }

    /// Whether the same call may succeed later and cannot be carried out twice: there was no connection, no token or no
    /// time left, the server was busy, or the operation is safe and its response was lost.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::NotSent(e) => !matches!(
                e.reason(),
                NotSentReason::InvalidRequest | NotSentReason::Credentials
            ),
            Self::Rejected(e) => {
                let status = e.status();
                status.is_server_error() || matches!(status.as_u16(), 408 | 425 | 429)
            }
            Self::OutcomeUnknown(e) => e.is_safe(),
            Self::NotUnderstood(e) => e.is_interrupted() && !self.may_have_happened(),
        }
    }

    /// Whether the server may have carried out an operation that is not safe, so that another call may carry it out a second
    /// time.
    #[must_use]
    pub fn may_have_happened(&self) -> bool {
        match self {
            Self::NotSent(_) | Self::Rejected(_) => false,
            Self::OutcomeUnknown(_) | Self::NotUnderstood(_) => {
                self.call().is_none_or(|call| !call.is_safe)
            }
        }
    }

    /// The `operationId`; `None` for an argument that is invalid before there is a request.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.call().map(|call| call.operation)
    }

    /// The number of attempts to send the request.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.call().map_or(0, |call| call.attempts)
    }

    /// The time at which the first attempt began. A query for a created object can start from it.
    #[must_use]
    pub fn first_attempt(&self) -> Option<SystemTime> {
        self.call()?.first_attempt
    }

    /// The status of the response, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self.not_understood() {
            Some(e) => Some(e.status()),
            None => self.response().map(ErrorResponse::status),
        }
    }

    /// The gateway's transaction id (`X-Global-Transaction-ID` of IBM API Connect), which support
    /// needs.
    #[must_use]
    pub fn transaction_id(&self) -> Option<&str> {
        match self.not_understood() {
            Some(e) => transaction_id(e.headers()),
            None => self.response()?.transaction_id(),
        }
    }

    /// The code of the error that the body reports, if the document describes such errors.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.response()?.code()
    }

    /// The server's message for that error.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.response()?.reason()
    }

    /// The document's entry for that code, with its meaning and the remedy.
    #[must_use]
    pub fn known_code(&self) -> Option<&'static KnownCode> {
        self.response()?.known_code()
    }

    /// The response that is an error by its status or its body, if there was one.
    #[must_use]
    pub fn response(&self) -> Option<&ErrorResponse<E>> {
        match self {
            Self::NotSent(_) | Self::NotUnderstood(_) => None,
            Self::Rejected(e) => Some(e),
            Self::OutcomeUnknown(e) => e.response(),
        }
    }

    /// The response with a status of success whose body is not the documented one, if there was one.
    #[must_use]
    pub fn not_understood(&self) -> Option<&NotUnderstood> {
        match self {
            Self::NotSent(_) | Self::Rejected(_) => None,
            Self::OutcomeUnknown(e) => e.not_understood(),
            Self::NotUnderstood(e) => Some(e),
        }
    }

    fn call(&self) -> Option<&CallInfo> {
        match self {
            Self::NotSent(e) => e.call.as_deref(),
            Self::Rejected(e) => e.call(),
            Self::OutcomeUnknown(e) => e.call(),
            Self::NotUnderstood(e) => e.call.as_deref(),
        }
    }
}

fn start_of(body: &[u8]) -> Bytes {
    Bytes::copy_from_slice(body.get(..BODY_START).unwrap_or(body))
}

fn transaction_id(headers: &HeaderMap) -> Option<&str> {
    headers.get("x-global-transaction-id")?.to_str().ok()
}

#[cfg(test)]
mod tests;

//! How a call can fail, the same four ways for every operation of every API.
//!
//! What matters to a caller is whether the request was carried out, and so whether it may be sent again:
//!
//! | variant | was it carried out? | what to do |
//! |---|---|---|
//! | [`Error::NotSent`] | no | remove the reason, then call again |
//! | [`Error::Rejected`] | no | read status and body; call again if [`Error::is_retryable`] |
//! | [`Error::OutcomeUnknown`] | perhaps | query; call again only if it provably was not carried out |
//! | [`Error::NotUnderstood`] | yes | read the body by hand; do not call again |
//!
//! An error status alone does not prove that a request was not carried out: the most common lost response
//! is the 504 of a gateway. For an operation that is not [safe](Operation::is_safe), a 4xx other than
//! 408 and 499 is `Rejected`, and every other error status is `OutcomeUnknown`. Where a [`BodyError`](crate::BodyError)
//! says so, a status of success is `Rejected`, too.
//!
//! Messages never hold a URL: queries may name persons.

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
pub use not_understood::{Fault, NotDocumented, NotUnderstood};
pub use outcome_unknown::OutcomeUnknown;

/// What an error of this crate may have as its source.
type Source = Box<dyn StdError + Send + Sync + 'static>;

/// How much of a body an error keeps: 4 KiB.
const BODY_START: usize = 4 * 1024;

/// A call that did not end with a documented success. `E` is the documented error body.
///
/// There will be no further variant.
#[derive(Debug, thiserror::Error)]
pub enum Error<E = Infallible> {
    /// The request did not leave, or provably was not received: calling again is safe.
    #[error(transparent)]
    NotSent(NotSent),
    /// The server responded with an error status, or with a body that [reports an error](crate::BodyError), and the
    /// request was not carried out.
    #[error("rejected with {0}")]
    Rejected(ErrorResponse<E>),
    /// The request may have been carried out: its response was lost, or is an error status that does not
    /// prove the contrary.
    #[error(transparent)]
    OutcomeUnknown(OutcomeUnknown<E>),
    /// The server responded with success, in a form that the document does not describe.
    #[error(transparent)]
    NotUnderstood(NotUnderstood),
}

/// What a [`Transport`](crate::Transport) can fail with: an [`Error`] without a response of an error
/// status, which generated code reads.
#[derive(Debug, thiserror::Error)]
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
    /// What an error of any `reqwest::Client` means for a request of `operation`.
    ///
    /// The client may follow redirects. Then a connection that failed proves nothing: the error is the same
    /// whether it is the first server that could not be reached, or the one to which that redirected after
    /// it had carried out the request. So the outcome of an operation that is not safe is unknown.
    #[must_use]
    pub fn from_reqwest(operation: &Operation, error: reqwest::Error) -> Self {
        if error.is_connect() && !operation.is_safe() {
            return Self::OutcomeUnknown(OutcomeUnknown::new(operation, error.without_url()));
        }
        Self::without_redirects(operation, error)
    }

    /// What an error of a client that [`http_client`](crate::http_client) built means for a request of
    /// `operation`: a request that could not be built or whose connection was never established was not
    /// sent; of any other it is unknown.
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

    /// The same failure of this call.
    #[must_use]
    pub fn with_call(mut self, call: CallInfo) -> Self {
        match &mut self {
            Self::NotSent(e) => e.call = Some(Box::new(call)),
            Self::OutcomeUnknown(e) => e.set_call(call),
            Self::NotUnderstood(e) => e.set_call(Some(call)),
        }
        self
    }

    /// The same failure of `call`, unless the transport has said more of it.
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

    /// A request that could not be built of its arguments.
    pub(crate) fn invalid_request(source: impl Into<Source>) -> Self {
        Self::NotSent(NotSent::new(NotSentReason::InvalidRequest, source))
    }
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotSent(e) => Self::NotSent(e),
            Failure::OutcomeUnknown(e) => Self::OutcomeUnknown(e.map(|never| match never {})),
            Failure::NotUnderstood(e) => Self::NotUnderstood(e),
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
    /// The same error with another documented body, as `f` makes it.
    #[must_use]
    pub fn map_documented<U>(self, f: impl FnOnce(E) -> U) -> Error<U> {
        match self {
            Self::NotSent(e) => Error::NotSent(e),
            Self::Rejected(e) => Error::Rejected(e.map(f)),
            Self::OutcomeUnknown(e) => Error::OutcomeUnknown(e.map(f)),
            Self::NotUnderstood(e) => Error::NotUnderstood(e),
        }
    }

    /// Whether the same call may succeed later and cannot be carried out twice: there was no connection,
    /// no token or no time, the server was busy, or the operation is safe and its response was lost.
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

    /// Whether the server may have carried out an operation that changes something: then calling again
    /// may carry it out a second time.
    #[must_use]
    pub fn may_have_happened(&self) -> bool {
        match self {
            Self::NotSent(_) | Self::Rejected(_) => false,
            Self::OutcomeUnknown(_) | Self::NotUnderstood(_) => {
                self.call().is_none_or(|call| !call.is_safe)
            }
        }
    }

    /// The `operationId`; `None` for an argument that is refused before there is a request.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.call().map(|call| call.operation)
    }

    /// How many attempts were made to send the request.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.call().map_or(0, |call| call.attempts)
    }

    /// When the first attempt began: a query for what it may have created starts there.
    #[must_use]
    pub fn first_attempt(&self) -> Option<SystemTime> {
        self.call()?.first_attempt
    }

    /// The status of the response, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::NotUnderstood(e) => Some(e.status()),
            _ => self.response().map(ErrorResponse::status),
        }
    }

    /// The gateway's transaction id (`X-Global-Transaction-ID` of IBM API Connect), which support
    /// asks for.
    #[must_use]
    pub fn transaction_id(&self) -> Option<&str> {
        match self {
            Self::NotUnderstood(e) => transaction_id(e.headers()),
            _ => self.response()?.transaction_id(),
        }
    }

    /// The code of the error that the body reports, where the document says where it stands.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.response()?.code()
    }

    /// The server's words for that error.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.response()?.reason()
    }

    /// What the document knows of that code: its meaning, and what to do about it.
    #[must_use]
    pub fn known_code(&self) -> Option<&'static KnownCode> {
        self.response()?.known_code()
    }

    /// The response that is an error by its status or its body, where there was one.
    #[must_use]
    pub fn response(&self) -> Option<&ErrorResponse<E>> {
        match self {
            Self::NotSent(_) | Self::NotUnderstood(_) => None,
            Self::Rejected(e) => Some(e),
            Self::OutcomeUnknown(e) => e.response(),
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
mod tests {
    use super::*;
    use http::HeaderMap;
    use http::Method;

    const QUERY: Operation = Operation::new("queryThings", Method::GET, "/things");
    const CREATE: Operation = Operation::new("createThing", Method::POST, "/things");

    /// The messages of an error and its sources, outermost first.
    fn chain(error: &dyn StdError) -> Vec<String> {
        let mut messages = vec![error.to_string()];
        let mut source = error.source();
        while let Some(error) = source {
            messages.push(error.to_string());
            source = error.source();
        }
        messages
    }

    async fn refused_connection() -> reqwest::Error {
        // a port that was free a moment ago, without a listener
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/?name=secret", listener.local_addr().unwrap());
        drop(listener);
        // where the whole workspace is built, reqwest needs the TLS provider to be named
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        client.get(url).send().await.unwrap_err()
    }

    #[tokio::test]
    async fn a_connection_that_was_never_established_is_not_sent() {
        let failure = Failure::without_redirects(&CREATE, refused_connection().await);
        let error: Error = failure.into();
        let Error::NotSent(not_sent) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(not_sent.reason(), NotSentReason::Network);
        let chain = chain(&error);
        assert_eq!(chain[0], "request not sent: no connection to the server");
        assert!(chain.len() > 1);
        assert!(
            !format!("{chain:?}{error:?}").contains("secret"),
            "the URL is left out"
        );
    }

    #[test]
    fn an_unknown_outcome_names_the_operation_that_may_have_been_carried_out() {
        let messages = |operation: &Operation| {
            let failure = Failure::OutcomeUnknown(OutcomeUnknown::new(operation, "reset"));
            chain(&Error::<()>::from(failure))
        };
        assert_eq!(
            messages(&CREATE),
            [
                "outcome unknown: createThing may have been carried out, no response was received",
                "reset"
            ]
        );
        assert_eq!(
            messages(&QUERY),
            ["no complete response to queryThings", "reset"]
        );
    }

    #[test]
    fn a_message_never_repeats_its_source() {
        let json = serde_json::from_str::<i64>("x").unwrap_err();
        let fault = NotDocumented::syntax(&json);
        let error: Error = Error::NotUnderstood(NotUnderstood::new(
            StatusCode::OK,
            HeaderMap::new(),
            fault.into(),
            b"x",
        ));
        assert_eq!(
            chain(&error),
            [
                "response not understood: 200 OK, no content type",
                "the body is not JSON (line 1, column 1)"
            ]
        );
    }

    fn response(status: u16, operation: Option<&Operation>) -> Error<()> {
        let status = StatusCode::from_u16(status).unwrap();
        let mut response = ErrorResponse::new(status, HeaderMap::new(), None, b"<p>no</p>");
        response.set_call(operation.map(CallInfo::new));
        response.into()
    }

    #[test]
    fn only_a_4xx_but_408_and_499_proves_that_an_unsafe_operation_was_not_carried_out() {
        for status in 300..=599 {
            let proof = (400..=498).contains(&status) && status != 408;
            for operation in [Some(&CREATE), None] {
                let error = response(status, operation);
                assert_eq!(matches!(error, Error::Rejected(_)), proof, "{status}");
                assert_eq!(error.may_have_happened(), !proof, "{status}");
                let unknown = matches!(error, Error::OutcomeUnknown(_));
                assert_eq!(
                    (unknown, error.is_retryable()),
                    (!proof, matches!(status, 425 | 429))
                );
                assert_eq!(error.status().unwrap(), status);
            }
            let safe = response(status, Some(&QUERY));
            assert!(matches!(safe, Error::Rejected(_)) && !safe.may_have_happened());
        }
        assert_eq!(
            chain(&response(504, Some(&CREATE))),
            [
                "outcome unknown: createThing may have been carried out, the response is 504 Gateway \
              Timeout: <p>no</p>"
            ]
        );
        assert_eq!(
            chain(&response(403, None)),
            ["rejected with 403 Forbidden: <p>no</p>"]
        );
    }

    #[test]
    fn an_error_says_whether_calling_again_is_safe_and_may_help() {
        let not_sent = |reason| Error::<()>::NotSent(NotSent::new(reason, "why"));
        for (reason, retryable) in [
            (NotSentReason::Network, true),
            (NotSentReason::TokenEndpoint, true),
            (NotSentReason::Deadline, true),
            (NotSentReason::Credentials, false),
            (NotSentReason::InvalidRequest, false),
        ] {
            let error = not_sent(reason);
            assert_eq!(error.is_retryable(), retryable, "{reason}");
            assert!(!error.may_have_happened());
        }
        let not_understood = |operation: &Operation, fault| {
            let error = NotUnderstood::new(StatusCode::OK, HeaderMap::new(), fault, b"");
            let failure = Failure::NotUnderstood(error).with_call(CallInfo::new(operation));
            Error::<()>::from(failure)
        };
        let after = std::time::Duration::ZERO;
        for (operation, may_have_happened) in [(&CREATE, true), (&QUERY, false)] {
            let interrupted = not_understood(operation, Fault::TimedOut { after });
            assert_eq!(interrupted.may_have_happened(), may_have_happened);
            assert_eq!(interrupted.is_retryable(), !may_have_happened);
            let complete = not_understood(operation, Fault::Status);
            assert!(!complete.is_retryable());
            let lost = Failure::OutcomeUnknown(OutcomeUnknown::new(operation, "reset"));
            let lost = Error::<()>::from(lost);
            assert_eq!(lost.may_have_happened(), may_have_happened);
            assert_eq!(lost.is_retryable(), !may_have_happened);
        }
    }
}

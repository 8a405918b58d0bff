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

mod not_sent;
mod not_understood;
mod outcome_unknown;
mod rejected;

use std::convert::Infallible;
use std::error::Error as StdError;

use bytes::Bytes;
use http::StatusCode;

use crate::Operation;

pub use not_sent::{NotSent, NotSentReason};
pub use not_understood::{Fault, NotUnderstood};
pub use outcome_unknown::OutcomeUnknown;
pub use rejected::Rejected;

/// What an error of this crate may have as its source.
type Source = Box<dyn StdError + Send + Sync + 'static>;

/// How much of a body an error keeps: 4 KiB.
const BODY_START: usize = 4 * 1024;

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

impl Failure {
    /// A request that could not be built of its arguments.
    pub(crate) fn invalid_request(source: impl Into<Source>) -> Self {
        Self::NotSent(NotSent::new(NotSentReason::InvalidRequest, source))
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

impl<E> Error<E> {
    /// The same error with another documented body, as `f` makes it.
    #[must_use]
    pub fn map_documented<U>(self, f: impl FnOnce(E) -> U) -> Error<U> {
        match self {
            Self::NotSent(e) => Error::NotSent(e),
            Self::Rejected(e) => Error::Rejected(e.map(f)),
            Self::OutcomeUnknown(e) => Error::OutcomeUnknown(e),
            Self::NotUnderstood(e) => Error::NotUnderstood(e),
        }
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

fn start_of(body: &[u8]) -> Bytes {
    Bytes::copy_from_slice(body.get(..BODY_START).unwrap_or(body))
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
        // a port that was free a moment ago and that nobody listens on
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/?name=secret", listener.local_addr().unwrap());
        drop(listener);
        // where the whole workspace is built, reqwest wants to be told which TLS provider to use
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        client.get(url).send().await.unwrap_err()
    }

    #[tokio::test]
    async fn a_connection_that_was_never_established_is_not_sent() {
        let failure = Failure::from_reqwest(&CREATE, refused_connection().await);
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
    fn an_unknown_outcome_says_what_may_have_happened() {
        let messages = |operation: &Operation| {
            let failure = Failure::OutcomeUnknown(OutcomeUnknown::new(operation, "reset"));
            chain(&Error::<()>::from(failure))
        };
        assert_eq!(
            messages(&CREATE),
            [
                "outcome unknown: createThing may have been processed, no answer tells",
                "reset"
            ]
        );
        assert_eq!(
            messages(&QUERY),
            ["no complete answer to queryThings", "reset"]
        );
    }

    #[test]
    fn a_message_never_repeats_its_source() {
        let json = serde_json::from_str::<i64>("x").unwrap_err();
        let text = json.to_string();
        let error: Error = Error::NotUnderstood(NotUnderstood::new(
            StatusCode::OK,
            HeaderMap::new(),
            Fault::Json(json),
            b"x",
        ));
        assert_eq!(
            chain(&error),
            [
                "response not understood: 200 OK, no content type",
                "the body is not the documented JSON",
                &text
            ]
        );
    }
}

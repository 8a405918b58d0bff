//! The API that a batch calls, as a client of any document of the pipeline: an operation by its id, values by their names.

use std::fmt::Debug;
use std::future::Future;

use api_transport::{Error, ErrorResponse, NotSentReason, NotUnderstood, ResponseValue};
use classifications_auth::{Client, HeaderMap, StatusCode, rate_limit::RateLimits};
use classifications_contract::Values;
use serde::{Deserialize, Serialize};

use crate::state::Outcome;

/// How much of a body the journal keeps: 64 KiB.
const BODY_KEPT: usize = 64 * 1024;

/// A client.
///
/// The crate calls an operation that changes something only with a [`Permit`](crate::Permit).
pub trait Api: Send + Sync + 'static {
    /// Calls an operation once. An implementation repeats a request by itself only where it provably was not carried out.
    fn call(&self, operation: &str, values: Values) -> impl Future<Output = Received> + Send;
}

impl Api for Client {
    async fn call(&self, operation: &str, values: Values) -> Received {
        Received::of(Client::call(self, operation, values).await)
    }
}

/// The result of a call, as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// The outcome of the request.
    pub outcome: Outcome,
    /// The reason, unless it is a success.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The status of the response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The gateway's transaction id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
    /// The code of the error that the body reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The server's words for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The body, up to 64 KiB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The reaction of the batch.
    pub advice: Advice,
    /// The limits that the headers of the response name.
    #[serde(skip)]
    pub limits: RateLimits,
}

/// The consequence of an outcome for the rest of the batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// The API works.
    GoOn,
    /// The API may be down, or at another URL.
    Suspect,
    /// The API works, and refuses more requests at this time.
    SlowDown,
    /// No request will succeed until a person acts: the credentials are refused.
    Stop,
}

impl Received {
    /// The result of a call by a generated client.
    #[must_use]
    pub fn of<T, E: Debug>(called: Result<ResponseValue<T>, Error<E>>) -> Self {
        match called {
            Ok(response) => Self {
                status: Some(response.status().as_u16()),
                transaction_id: transaction_id(response.headers()),
                body: kept(response.body()),
                limits: RateLimits::of(response.headers()),
                ..Self::new(Outcome::Done, Advice::GoOn)
            },
            Err(error) => Self::of_error(&error),
        }
    }

    fn of_error<E: Debug>(error: &Error<E>) -> Self {
        let received = match error {
            Error::NotSent(not_sent) => {
                let (outcome, advice) = match not_sent.reason() {
                    NotSentReason::InvalidRequest => (Outcome::Rejected, Advice::GoOn),
                    NotSentReason::Credentials => (Outcome::NotSent, Advice::Stop),
                    _ => (Outcome::NotSent, Advice::Suspect),
                };
                Self::new(outcome, advice)
            }
            Error::Rejected(response) => {
                let explained = error.code().is_some();
                let (outcome, advice) = refusal((error.is_retryable(), explained), response);
                Self::new(outcome, advice).with_response(response)
            }
            Error::OutcomeUnknown(unknown) => {
                let received = Self::new(Outcome::Unknown, Advice::Suspect);
                match unknown.response() {
                    Some(response) => received.with_response(response),
                    None => received,
                }
            }
            Error::NotUnderstood(response) => {
                Self::new(Outcome::Unknown, Advice::Suspect).with_success(response)
            }
        };
        Self {
            message: Some(chain(error)),
            transaction_id: error.transaction_id().map(str::to_owned),
            code: error.code().map(str::to_owned),
            reason: error.reason().map(str::to_owned),
            ..received
        }
    }

    /// An outcome without a response.
    #[must_use]
    pub fn new(outcome: Outcome, advice: Advice) -> Self {
        Self {
            outcome,
            message: None,
            status: None,
            transaction_id: None,
            code: None,
            reason: None,
            body: None,
            advice,
            limits: RateLimits::default(),
        }
    }

    /// The same with this message.
    #[must_use]
    pub fn because(self, message: impl Into<String>) -> Self {
        Self {
            message: Some(message.into()),
            ..self
        }
    }

    fn with_response<E>(self, response: &ErrorResponse<E>) -> Self {
        Self {
            status: Some(response.status().as_u16()),
            body: kept(response.body_start()),
            limits: RateLimits::of(response.headers()),
            ..self
        }
    }

    fn with_success(self, response: &NotUnderstood) -> Self {
        Self {
            status: Some(response.status().as_u16()),
            body: kept(response.body()),
            limits: RateLimits::of(response.headers()),
            ..self
        }
    }
}

/// What a refusal means. The request was not carried out; where what it contains is not the reason, it can be sent again. An
/// explained refusal has a body with an error code.
fn refusal<E>(
    (retryable, explained): (bool, bool),
    response: &ErrorResponse<E>,
) -> (Outcome, Advice) {
    let credentials = response.known_code().is_some_and(|known| known.credentials);
    match response.status() {
        _ if credentials => (Outcome::NotSent, Advice::Stop),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => (Outcome::NotSent, Advice::Stop),
        _ if retryable => (Outcome::NotSent, Advice::SlowDown),
        // a wrong base URL refuses every row, which a row cannot say of itself
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::GONE if !explained => {
            (Outcome::Rejected, Advice::Suspect)
        }
        _ => (Outcome::Rejected, Advice::GoOn),
    }
}

/// A message with those of its sources.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(": ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}

fn transaction_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get("x-global-transaction-id")?.to_str().ok()?;
    Some(id.to_owned())
}

fn kept(body: &[u8]) -> Option<String> {
    let start = body.get(..BODY_KEPT).unwrap_or(body);
    // no text of PostgreSQL holds a NUL
    let text = String::from_utf8_lossy(start).replace('\0', "\u{FFFD}");
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use api_transport::{NotSent, NotUnderstoodReason, Operation, OutcomeUnknown};
    use http::Method;

    use super::*;

    const CREATE: Operation = Operation::new("createThing", Method::POST, "/things");

    fn received(error: Error<()>) -> (Outcome, Advice) {
        let received = Received::of::<(), ()>(Err(error));
        (received.outcome, received.advice)
    }

    fn response(status: u16) -> Error<()> {
        let status = StatusCode::from_u16(status).unwrap();
        ErrorResponse::new(status, HeaderMap::new(), None, b"no").into()
    }

    #[test]
    fn only_a_refusal_of_the_content_rejects_a_row() {
        for status in 300..=599 {
            let expected = match status {
                401 | 403 => (Outcome::NotSent, Advice::Stop),
                425 | 429 => (Outcome::NotSent, Advice::SlowDown),
                404 | 405 | 410 => (Outcome::Rejected, Advice::Suspect),
                408 | 499 => (Outcome::Unknown, Advice::Suspect),
                400..=498 => (Outcome::Rejected, Advice::GoOn),
                _ => (Outcome::Unknown, Advice::Suspect),
            };
            assert_eq!(received(response(status)), expected, "{status}");
        }
    }

    #[test]
    fn what_did_not_leave_can_be_sent_again_unless_it_is_invalid() {
        let not_sent = |reason| received(Error::NotSent(NotSent::new(reason, "why")));
        let suspect = (Outcome::NotSent, Advice::Suspect);
        assert_eq!(not_sent(NotSentReason::Network), suspect);
        assert_eq!(not_sent(NotSentReason::TokenEndpoint), suspect);
        assert_eq!(not_sent(NotSentReason::Deadline), suspect);
        assert_eq!(
            not_sent(NotSentReason::Credentials),
            (Outcome::NotSent, Advice::Stop)
        );
        assert_eq!(
            not_sent(NotSentReason::InvalidRequest),
            (Outcome::Rejected, Advice::GoOn)
        );
    }

    #[test]
    fn a_lost_response_and_one_that_is_not_understood_leave_the_outcome_open() {
        let unknown = (Outcome::Unknown, Advice::Suspect);
        let lost = OutcomeUnknown::new(&CREATE, "reset").map(|never| match never {});
        assert_eq!(received(Error::OutcomeUnknown(lost)), unknown);
        let reason = NotUnderstoodReason::Status;
        let error = NotUnderstood::new(StatusCode::OK, HeaderMap::new(), reason, b"<p>");
        let kept = Received::of::<(), ()>(Err(Error::NotUnderstood(error)));
        assert_eq!((kept.outcome, kept.advice), unknown);
        assert_eq!(
            (kept.status, kept.body.as_deref()),
            (Some(200), Some("<p>"))
        );
    }

    #[test]
    fn a_success_is_kept_with_its_transaction_id() {
        let mut headers = HeaderMap::new();
        headers.insert("x-global-transaction-id", "abc".parse().unwrap());
        headers.insert("x-ratelimit-remaining", "name=plan,7;".parse().unwrap());
        let response = ResponseValue::new((), StatusCode::CREATED, headers);
        let received = Received::of::<(), ()>(Ok(response));
        assert_eq!(received.outcome, Outcome::Done);
        assert_eq!(received.transaction_id.as_deref(), Some("abc"));
        assert_eq!(received.limits.iter().next().unwrap().remaining, Some(7));
    }
}

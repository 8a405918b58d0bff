//! The interface to the API that a batch calls: operations by id, values by name.

use std::fmt::Debug;
use std::future::Future;

use api_transport::{Error, ErrorResponse, NotSentReason, ResponseValue};
use classifications_auth::{Client, HeaderMap, StatusCode, rate_limit::RateLimits};
use classifications_contract::Values;
use serde::{Deserialize, Serialize};

use crate::state::Outcome;

/// The maximum number of bytes of a body that the journal keeps.
const MAX_BODY: usize = 64 * 1024;

/// A client of an API.
///
/// This crate calls an unsafe operation only with a permit of the journal.
pub trait Api: Send + Sync + 'static {
    /// Calls an operation once. An implementation repeats a request only if the request provably was not carried out.
    fn call(&self, operation: &str, values: Values) -> impl Future<Output = CallResult> + Send;
}

impl Api for Client {
    async fn call(&self, operation: &str, values: Values) -> CallResult {
        CallResult::of(Client::call(self, operation, values).await)
    }
}

/// The result of a call, as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallResult {
    /// The outcome of the request.
    pub outcome: Outcome,
    /// The error, unless the call succeeded.
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
    /// The server's message for that error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The first 64 KiB of the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The consequence for the rest of the batch.
    pub advice: Advice,
    /// The limits that the headers of the response name.
    #[serde(skip)]
    pub limits: RateLimits,
}

/// The consequence of a result for the rest of the batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// The API works.
    Continue,
    /// The API may be down, or at another URL.
    SuspectOutage,
    /// The API works, but accepts no more requests at this time.
    SlowDown,
    /// No request will succeed until a person acts: the credentials are refused.
    Stop,
}

impl CallResult {
    /// The result of a call by a generated client.
    #[must_use]
    pub fn of<T, E: Debug>(called: Result<ResponseValue<T>, Error<E>>) -> Self {
        match called {
            Ok(response) => Self::new(Outcome::Done, Advice::Continue).with_response(
                response.status(),
                response.headers(),
                response.body(),
            ),
            Err(error) => Self::of_error(&error),
        }
    }

    fn of_error<E: Debug>(error: &Error<E>) -> Self {
        let (outcome, advice) = match error {
            Error::NotSent(not_sent) => match not_sent.reason() {
                NotSentReason::InvalidRequest => (Outcome::Rejected, Advice::Continue),
                NotSentReason::Credentials => (Outcome::NotSent, Advice::Stop),
                _ => (Outcome::NotSent, Advice::SuspectOutage),
            },
            Error::Rejected(response) => rejection(error, response),
            Error::OutcomeUnknown(_) | Error::NotUnderstood(_) => {
                (Outcome::Unknown, Advice::SuspectOutage)
            }
        };
        let received = Self::new(outcome, advice);
        let received = if let Some(response) = error.response() {
            received.with_response(response.status(), response.headers(), response.body_start())
        } else if let Some(response) = error.not_understood() {
            received.with_response(response.status(), response.headers(), response.body())
        } else {
            received
        };
        Self {
            message: Some(with_sources(error)),
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

    /// Sets the message.
    #[must_use]
    pub fn with_message(self, message: impl Into<String>) -> Self {
        Self {
            message: Some(message.into()),
            ..self
        }
    }

    fn with_response(self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        Self {
            status: Some(status.as_u16()),
            transaction_id: transaction_id(headers),
            body: body_text(body),
            limits: RateLimits::of(headers),
            ..self
        }
    }
}

/// The outcome of a rejection, and its consequence. A request that was rejected for a reason other than its content can be
/// sent again.
fn rejection<E: Debug>(error: &Error<E>, response: &ErrorResponse<E>) -> (Outcome, Advice) {
    let refuses_credentials = response.known_code().is_some_and(|code| code.credentials);
    let has_code = response.code().is_some();
    match response.status() {
        _ if refuses_credentials => (Outcome::NotSent, Advice::Stop),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => (Outcome::NotSent, Advice::Stop),
        _ if error.is_retryable() => (Outcome::NotSent, Advice::SlowDown),
        // with a wrong base URL, a gateway rejects every row, and its body has no code of the API
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::GONE if !has_code => {
            (Outcome::Rejected, Advice::SuspectOutage)
        }
        _ => (Outcome::Rejected, Advice::Continue),
    }
}

/// The message of an error, followed by those of its sources.
fn with_sources(error: &dyn std::error::Error) -> String {
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

/// The first bytes of a body, as text.
fn body_text(body: &[u8]) -> Option<String> {
    let start = body.get(..MAX_BODY).unwrap_or(body);
    // PostgreSQL stores no text with a NUL
    let text = String::from_utf8_lossy(start).replace('\0', "\u{FFFD}");
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use api_transport::{NotSent, NotUnderstood, NotUnderstoodReason, Operation, OutcomeUnknown};
    use http::Method;

    use super::*;

    const CREATE: Operation = Operation::new("createThing", Method::POST, "/things");

    fn outcome_and_advice(error: Error<()>) -> (Outcome, Advice) {
        let received = CallResult::of::<(), ()>(Err(error));
        (received.outcome, received.advice)
    }

    fn response(status: u16) -> Error<()> {
        let status = StatusCode::from_u16(status).unwrap();
        ErrorResponse::new(status, HeaderMap::new(), None, b"no").into()
    }

    #[test]
    fn the_status_decides_about_the_outcome_and_the_advice() {
        for status in 300..=599 {
            let expected = match status {
                401 | 403 => (Outcome::NotSent, Advice::Stop),
                425 | 429 => (Outcome::NotSent, Advice::SlowDown),
                404 | 405 | 410 => (Outcome::Rejected, Advice::SuspectOutage),
                408 | 499 => (Outcome::Unknown, Advice::SuspectOutage),
                400..=498 => (Outcome::Rejected, Advice::Continue),
                _ => (Outcome::Unknown, Advice::SuspectOutage),
            };
            assert_eq!(outcome_and_advice(response(status)), expected, "{status}");
        }
    }

    #[test]
    fn a_request_that_was_not_sent_can_be_repeated_unless_it_is_invalid() {
        let not_sent = |reason| outcome_and_advice(Error::NotSent(NotSent::new(reason, "why")));
        let suspect = (Outcome::NotSent, Advice::SuspectOutage);
        assert_eq!(not_sent(NotSentReason::Network), suspect);
        assert_eq!(not_sent(NotSentReason::TokenEndpoint), suspect);
        assert_eq!(not_sent(NotSentReason::Deadline), suspect);
        assert_eq!(
            not_sent(NotSentReason::Credentials),
            (Outcome::NotSent, Advice::Stop)
        );
        assert_eq!(
            not_sent(NotSentReason::InvalidRequest),
            (Outcome::Rejected, Advice::Continue)
        );
    }

    #[test]
    fn a_lost_response_and_an_invalid_one_leave_the_outcome_unknown() {
        let unknown = (Outcome::Unknown, Advice::SuspectOutage);
        let lost = OutcomeUnknown::new(&CREATE, "reset").map(|never| match never {});
        assert_eq!(outcome_and_advice(Error::OutcomeUnknown(lost)), unknown);
        let invalid = || {
            let reason = NotUnderstoodReason::Status;
            NotUnderstood::new(StatusCode::OK, HeaderMap::new(), reason, b"<p>")
        };
        let unproven = Error::from(invalid());
        assert!(matches!(unproven, Error::OutcomeUnknown(_)));
        for error in [Error::NotUnderstood(invalid()), unproven] {
            let kept = CallResult::of::<(), ()>(Err(error));
            assert_eq!((kept.outcome, kept.advice), unknown);
            assert_eq!(
                (kept.status, kept.body.as_deref()),
                (Some(200), Some("<p>"))
            );
        }
    }

    #[test]
    fn a_success_is_kept_with_its_transaction_id() {
        let mut headers = HeaderMap::new();
        headers.insert("x-global-transaction-id", "abc".parse().unwrap());
        headers.insert("x-ratelimit-remaining", "name=plan,7;".parse().unwrap());
        let response = ResponseValue::new((), StatusCode::CREATED, headers);
        let received = CallResult::of::<(), ()>(Ok(response));
        assert_eq!(received.outcome, Outcome::Done);
        assert_eq!(received.transaction_id.as_deref(), Some("abc"));
        assert_eq!(received.limits.iter().next().unwrap().remaining, Some(7));
    }
}

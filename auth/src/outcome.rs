//! The outcome of an attempt: a response or a failure.

use api_transport::{Response, TransportError};
use http::StatusCode;
use tracing::Span;

use crate::challenge::Challenge;
use crate::redaction::shows_text;
use crate::retry::RetryCause;
use crate::token::Token;
use crate::trace;

/// The outcome of an attempt.
pub(crate) enum Outcome {
    /// A response of any status.
    Response(Response),
    /// A failure: there is no response to return to the caller.
    Failed(Failure),
}

/// A failed attempt: there is no response to return to the caller.
pub(crate) struct Failure {
    /// The error of the call, unless the request is sent again.
    pub error: TransportError,
    /// The cause for the retry policy; `None` if another attempt would change nothing.
    pub cause: Option<RetryCause>,
    /// The kind of failure in one word, for the trace.
    pub error_type: &'static str,
}

impl Outcome {
    /// The status of the response, if there is one.
    pub(crate) fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Response(response) => Some(response.status()),
            Self::Failed(Failure {
                error: TransportError::NotUnderstood(error),
                ..
            }) => Some(error.status()),
            Self::Failed(_) => None,
        }
    }

    /// The outcome as a word or a status, for the log.
    pub(crate) fn reason(&self) -> String {
        match self {
            Self::Response(response) => response.status().as_str().to_owned(),
            Self::Failed(failure) => failure.error_type.to_owned(),
        }
    }

    /// Records the outcome in the span of the attempt.
    pub(crate) fn trace(&self, span: &Span) {
        if let Some(status) = self.status() {
            trace::status(span, status);
        }
        if let Self::Failed(failure) = self {
            trace::error(span, failure.error_type);
        }
    }

    /// Removes the secrets of a request that was sent with `token` from errors and pages, as servers echo secrets there.
    /// `is_error` states whether the body reports an error.
    pub(crate) fn redacted(self, token: Option<&Token>, is_error: bool) -> Self {
        match (self, token) {
            (Self::Response(response), Some(token)) if is_error || shows_text(&response) => {
                Self::Response(token.redaction().response(response))
            }
            (outcome, _) => outcome,
        }
    }

    pub(crate) fn into_result(self) -> Result<Response, TransportError> {
        match self {
            Self::Response(response) => Ok(response),
            Self::Failed(failure) => Err(failure.error),
        }
    }
}

/// Whether a response shows that the token is not valid: a 4xx with the error `invalid_token`, or a 401 unless its error is
/// `insufficient_scope`, which another token would not change.
pub(crate) fn refuses_token(response: &Response) -> bool {
    let status = response.status();
    if !status.is_client_error() {
        return false;
    }
    match Challenge::bearer_error(response.headers()).as_deref() {
        Some("invalid_token") => true,
        Some("insufficient_scope") => false,
        _ => status == StatusCode::UNAUTHORIZED,
    }
}

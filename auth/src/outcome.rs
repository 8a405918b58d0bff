//! The outcome of an attempt: a response, or a known kind of failure.

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
    /// No response that can be returned.
    Broken(Broken),
}

/// An attempt without a response that can be returned.
pub(crate) struct Broken {
    /// The error of the call, unless the request is sent again.
    pub failure: TransportError,
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
            Self::Broken(Broken {
                failure: TransportError::NotUnderstood(error),
                ..
            }) => Some(error.status()),
            Self::Broken(_) => None,
        }
    }

    /// The outcome as a word or a status, for the log.
    pub(crate) fn reason(&self) -> String {
        match self {
            Self::Response(response) => response.status().as_str().to_owned(),
            Self::Broken(broken) => broken.error_type.to_owned(),
        }
    }

    /// Notes the outcome in the span of the attempt.
    pub(crate) fn trace(&self, span: &Span) {
        if let Some(status) = self.status() {
            trace::status(span, status);
        }
        if let Self::Broken(broken) = self {
            trace::error(span, broken.error_type);
        }
    }

    /// The same without the secrets of a request with `token`, which servers echo in errors and pages.
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
            Self::Broken(broken) => Err(broken.failure),
        }
    }
}

/// Whether a response shows that the token is not valid. A 401 does unless it shows that the scopes do not
/// suffice, which another token would not change; of the others only the challenge does.
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

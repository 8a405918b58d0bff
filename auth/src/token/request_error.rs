//! Classifies token requests that yield no token, and removes the secrets that were sent from their errors.

use std::time::Duration;

use api_transport::text;
use http::StatusCode;
use oauth2::RequestTokenError;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::error::EndpointError;
use super::exchange::Head;
use super::refusal::Refusal;
use super::response::{ErrorBody, known_code};
use crate::Credentials;

/// The reason why a token request yields no token.
pub(super) enum TokenRequestError {
    /// The endpoint refused.
    Refused(Refusal),
    /// There is no response, or it has no token. The duration is the wait that the response requests.
    Endpoint(EndpointError, Option<Duration>),
}

impl From<EndpointError> for TokenRequestError {
    fn from(error: EndpointError) -> Self {
        Self::Endpoint(error, None)
    }
}

impl TokenRequestError {
    /// Sets the wait that the response requests.
    pub(super) fn with_wait(self, retry_after: Option<Duration>) -> Self {
        match self {
            Self::Refused(refusal) => Self::Refused(refusal.with_wait(retry_after)),
            Self::Endpoint(error, _) => Self::Endpoint(error, retry_after),
        }
    }

    /// The status of the response, if there is one.
    pub(super) fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Refused(refusal) => Some(refusal.status()),
            Self::Endpoint(error, _) => error.status(),
        }
    }

    /// The field `error.type` of the request's span.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::Endpoint(error, _) => error.kind(),
        }
    }
}

/// The secrets that were sent, which an error must not show.
pub(super) struct SentSecrets<'a> {
    pub(super) credentials: &'a Credentials,
    pub(super) refresh_token: Option<&'a SecretString>,
}

/// The number of characters of an `error_description` that are kept.
const DESCRIPTION_KEPT: usize = 200;

impl SentSecrets<'_> {
    /// Classifies an error of `oauth2`.
    pub(super) fn error(
        &self,
        error: RequestTokenError<EndpointError, ErrorBody>,
        head: Option<&Head>,
    ) -> TokenRequestError {
        match (error, head) {
            (RequestTokenError::ServerResponse(refusal), Some(head)) => self.refused(refusal, head),
            (RequestTokenError::Parse(error, body), Some(head)) => {
                let body = Zeroizing::new(body);
                // the body of a success can be a refusal
                match serde_json::from_slice(&body) {
                    Ok(refusal) => self.refused(refusal, head),
                    Err(_) => not_parsed(&error.path().to_string(), head),
                }
            }
            // the status suffices, even without a complete body
            (_, Some(head)) if is_refused(head.status) => {
                TokenRequestError::Refused(Refusal::new(head.status, None, None))
            }
            (RequestTokenError::Request(error), _) => error.into(),
            (_, Some(head)) if is_unavailable(head.status) => unavailable(head.status, None),
            (_, head) => not_understood(head, NOT_JSON),
        }
    }

    /// Classifies an error body. A code of RFC 6749 applies with any status: a password that was refused with a 500 counts
    /// as a wrong one.
    fn refused(&self, body: ErrorBody, head: &Head) -> TokenRequestError {
        let transient_codes = ["server_error", "temporarily_unavailable", "slow_down"];
        let is_transient = transient_codes.contains(&body.error.as_str());
        let code = if let Some(code) = known_code(&body.error) {
            Some(code.to_owned())
        } else {
            let code = Some(self.shown(&body.error)).filter(|code| !code.is_empty());
            if is_transient || is_unavailable(head.status) {
                return unavailable(head.status, code);
            }
            code
        };
        let description = body.description.map(|text| self.shown(&text));
        TokenRequestError::Refused(Refusal::new(head.status, code, description))
    }

    /// The start of a text on one line, without secrets.
    fn shown(&self, text: &str) -> String {
        let refresh_token = self.refresh_token.map(SecretString::expose_secret);
        let redaction = self.credentials.redaction(refresh_token);
        let redacted = redaction.redact(text.as_bytes());
        let text = redacted.as_deref().unwrap_or(text.as_bytes());
        text::one_line(text, DESCRIPTION_KEPT)
    }
}

/// Whether a status concerns the state of the server instead of the request.
fn is_unavailable(status: StatusCode) -> bool {
    status.is_server_error()
        || matches!(
            status,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT
        )
}

/// Whether a status alone shows that the request was refused.
fn is_refused(status: StatusCode) -> bool {
    status.is_client_error() && !is_unavailable(status)
}

fn unavailable(status: StatusCode, code: Option<String>) -> TokenRequestError {
    EndpointError::Unavailable { status, code }.into()
}

const NOT_JSON: &str = "the body is not the JSON of RFC 6749";

/// The fields whose names may be shown.
const FIELDS: [&str; 5] = [
    "access_token",
    "token_type",
    "expires_in",
    "refresh_token",
    "scope",
];

/// Classifies a response that could not be parsed at `path`. The parser's message can quote the body, so only a field of
/// RFC 6749 is named.
fn not_parsed(path: &str, head: &Head) -> TokenRequestError {
    if is_refused(head.status) {
        return TokenRequestError::Refused(Refusal::new(head.status, None, None));
    }
    if is_unavailable(head.status) {
        return unavailable(head.status, None);
    }
    if FIELDS.contains(&path) {
        let error = format!("the field {path} does not conform to RFC 6749");
        not_understood(Some(head), &error)
    } else {
        not_understood(Some(head), NOT_JSON)
    }
}

/// The error of a response without a usable token; `head` is `None` if the response did not arrive.
pub(super) fn not_understood(head: Option<&Head>, problem: &str) -> TokenRequestError {
    let (status, content_type) = match head {
        Some(head) => (head.status, head.content_type.clone()),
        None => (StatusCode::OK, "no content type".to_owned()),
    };
    let problem = problem.to_owned();
    EndpointError::NotUnderstood {
        status,
        content_type,
        problem,
    }
    .into()
}

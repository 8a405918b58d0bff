//! A refusal: an error response of the token endpoint, or of the API about the credentials.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

/// An error response of the token endpoint (RFC 6749, section 5.2), or of the API about the credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(Arc<Inner>);

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Inner {
    status: StatusCode,
    code: Option<String>,
    description: Option<String>,
    retry_after: Option<Duration>,
    by_api: bool,
}

impl Refusal {
    /// Creates a refusal by the token endpoint. The texts must not contain a secret.
    pub(super) fn new(
        status: StatusCode,
        code: Option<String>,
        description: Option<String>,
    ) -> Self {
        Self(Arc::new(Inner {
            status,
            code,
            description,
            ..Inner::default()
        }))
    }

    /// Creates a refusal by the API, whose response has a code for refused credentials.
    pub(super) fn by_api(status: StatusCode, code: Option<String>) -> Self {
        Self(Arc::new(Inner {
            status,
            code,
            by_api: true,
            ..Inner::default()
        }))
    }

    /// Whether the API refused the credentials, and not the token endpoint.
    #[must_use]
    pub fn is_by_api(&self) -> bool {
        self.0.by_api
    }

    /// Sets the wait that the response requests.
    pub(super) fn with_wait(mut self, retry_after: Option<Duration>) -> Self {
        Arc::make_mut(&mut self.0).retry_after = retry_after;
        self
    }

    /// The wait that `Retry-After` requests.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The `error` code, for example `invalid_grant`, or a code of the API; `None` if the body has none.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The start of the `error_description`, without secrets.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// Whether the authentication of the application failed, so that nothing else was checked.
    pub(super) fn concerns_client(&self) -> bool {
        self.code() == Some("invalid_client")
    }

    /// Whether the credentials were refused, or may have been, as with any 401 (RFC 6749, section 5.2).
    pub(super) fn concerns_credentials(&self) -> bool {
        self.concerns_client()
            || self.code() == Some("invalid_grant")
            || self.status() == StatusCode::UNAUTHORIZED
    }

    pub(super) fn concerns_scopes(&self) -> bool {
        self.code() == Some("invalid_scope")
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let server = if self.is_by_api() {
            "the API"
        } else {
            "the token endpoint"
        };
        write!(f, "{server} responded with {}", self.status())?;
        if let Some(code) = self.code() {
            write!(f, ", {code}")?;
        }
        match self.description() {
            Some(description) => write!(f, ": {description}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Refusal {}

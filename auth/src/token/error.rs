//! Errors of tokens. All callers that wait for a token get the same error, so errors are cheap to clone.
//!
//! No error contains a body or a secret: the server's description is shortened, and secrets are removed from it.

use std::sync::Arc;
use std::time::Duration;

use api_transport::{NotSent, NotSentReason};
use http::StatusCode;

use super::refusal::Refusal;
use crate::ScopeSet;
use crate::credentials::CredentialsError;
use crate::runtime::UnusableRuntime;

/// The reason why there is no token.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// There are no credentials.
    #[error("the credentials could not be read")]
    Credentials(#[source] CredentialsError),
    /// The token endpoint or the API refused the credentials. They are not sent again until they change or the time
    /// stated has passed. The time doubles with each refusal, from
    /// [`TokenPolicy::lockout`](crate::TokenPolicy::lockout) to 24 hours.
    #[error(
        "the credentials were refused, they are not sent again for {blocked_for:?} unless they change"
    )]
    CredentialsRefused {
        /// The response of the token endpoint or the API.
        #[source]
        refusal: Refusal,
        /// The time for which the credentials are not sent again.
        blocked_for: Duration,
    },
    /// The token endpoint does not grant these scopes. They are not requested again until the credentials change or the
    /// time stated has passed. Other scopes are not affected.
    #[error(
        "the scopes \"{scopes}\" were refused, they are not requested again for {blocked_for:?} unless the credentials change"
    )]
    ScopesRefused {
        /// The scopes that were requested.
        scopes: ScopeSet,
        /// The response of the token endpoint.
        #[source]
        refusal: Refusal,
        /// The time for which these scopes are not requested again.
        blocked_for: Duration,
    },
    /// The token endpoint refused the password grant for another reason: for example, the application may not use it, or
    /// the reason is not stated. The request may count as a wrong password, so it is not sent again until the time stated
    /// has passed.
    #[error("the token request was refused, it is not sent again for {blocked_for:?}")]
    RequestRefused {
        /// The response of the token endpoint.
        #[source]
        refusal: Refusal,
        /// The time for which the request is not sent again.
        blocked_for: Duration,
    },
    /// The token endpoint could not be reached, or its response has no token. If it may have read the password, the
    /// password is not sent again until the time stated has passed.
    #[error("the token endpoint gave no token{}", not_again(*.blocked_for))]
    Endpoint {
        /// The problem.
        #[source]
        error: EndpointError,
        /// The time for which the password is not sent again; zero if it was not sent.
        blocked_for: Duration,
    },
    /// Earlier token requests of this account failed, in this process or in another one with the same
    /// [state file](crate::ClientBuilder::state_file), and the next one is not due. Nothing was sent.
    #[error(
        "earlier token requests of this account failed, its password is not sent for {blocked_for:?}"
    )]
    HeldBack {
        /// The time for which no password of the account is sent.
        blocked_for: Duration,
        /// The last failure, if it happened in this process.
        #[source]
        last: Option<Box<TokenError>>,
    },
    /// The API refused a fresh token for these scopes, so none is requested until the time stated has passed. The time
    /// doubles from 1 minute to 1 hour. Nothing was sent.
    #[error(
        "the API refuses fresh tokens for the scopes \"{scopes}\", none is requested for {blocked_for:?}"
    )]
    TokensRefused {
        /// The scopes that were requested.
        scopes: ScopeSet,
        /// The time for which no token for these scopes is requested.
        blocked_for: Duration,
    },
    /// No token arrived in time.
    #[error("no token for the scopes \"{scopes}\" within {after:?}")]
    TimedOut {
        /// The scopes that were requested.
        scopes: ScopeSet,
        /// The timeout.
        after: Duration,
    },
    /// The token, or the client id for an operation without one, could not be fetched: each time, the runtime of the task
    /// was shut down, or the source of the credentials panicked.
    #[error(
        "the task that was fetching the token ended without a result: its runtime was shut down, or it panicked"
    )]
    Lost,
    /// There is no tokio runtime on which a token can be fetched.
    #[error(transparent)]
    Runtime(UnusableRuntime),
}

impl TokenError {
    /// The reason why the request that needed the token was not sent.
    #[must_use]
    pub fn reason(&self) -> NotSentReason {
        match self {
            // a 404, for example, does not concern the credentials
            Self::RequestRefused { refusal, .. }
                if refusal.code().is_none() && refusal.status() != StatusCode::FORBIDDEN =>
            {
                NotSentReason::TokenEndpoint
            }
            Self::Credentials(_)
            | Self::CredentialsRefused { .. }
            | Self::ScopesRefused { .. }
            | Self::RequestRefused { .. }
            | Self::TokensRefused { .. } => NotSentReason::Credentials,
            Self::HeldBack { last, .. } => last
                .as_ref()
                .map_or(NotSentReason::TokenEndpoint, |last| last.reason()),
            Self::Endpoint { .. } | Self::TimedOut { .. } | Self::Lost | Self::Runtime(_) => {
                NotSentReason::TokenEndpoint
            }
        }
    }

    /// The time, from when the error occurred, for which calls fail without a token request; `None` if the error has none.
    #[must_use]
    pub fn retry_in(&self) -> Option<Duration> {
        match self {
            Self::CredentialsRefused { blocked_for, .. }
            | Self::ScopesRefused { blocked_for, .. }
            | Self::RequestRefused { blocked_for, .. }
            | Self::Endpoint { blocked_for, .. }
            | Self::HeldBack { blocked_for, .. }
            | Self::TokensRefused { blocked_for, .. } => Some(*blocked_for),
            Self::Credentials(_) | Self::TimedOut { .. } | Self::Lost | Self::Runtime(_) => None,
        }
    }

    /// Returns the error of a refusal with the time that is left.
    pub(super) fn with_blocked_for(&self, left: Duration) -> Self {
        let mut error = self.clone();
        if let Self::CredentialsRefused { blocked_for, .. }
        | Self::ScopesRefused { blocked_for, .. }
        | Self::RequestRefused { blocked_for, .. } = &mut error
        {
            *blocked_for = left;
        }
        error
    }

    /// A short name for metrics and logs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Credentials(_) => "credentials",
            Self::CredentialsRefused { .. } => "credentials_refused",
            Self::ScopesRefused { .. } => "scopes_refused",
            Self::RequestRefused { .. } => "request_refused",
            Self::Endpoint { .. } => "token_endpoint",
            Self::HeldBack { .. } => "held_back",
            Self::TokensRefused { .. } => "tokens_refused",
            Self::TimedOut { .. } => "timeout",
            Self::Lost => "lost",
            Self::Runtime(_) => "no_runtime",
        }
    }
}

/// The request that needed the token was not sent.
impl From<TokenError> for NotSent {
    fn from(error: TokenError) -> Self {
        NotSent::new(error.reason(), error)
    }
}

/// The reason why a token request has no usable response.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum EndpointError {
    /// No connection could be established. The credentials were not sent.
    #[error("no connection to the token endpoint")]
    Unreachable(#[source] Arc<reqwest::Error>),
    /// The exchange broke off.
    #[error("the exchange with the token endpoint broke off")]
    Broken(#[source] Arc<reqwest::Error>),
    /// No complete response arrived in time.
    #[error("the token endpoint gave no complete response within {after:?}")]
    TimedOut {
        /// The timeout.
        after: Duration,
    },
    /// The response is too large for a token response.
    #[error("the token endpoint's response is larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The response is a redirect. It is not followed, as that would send the password to another URL.
    #[error("the token endpoint redirected ({status}), which is not followed; check the token URL")]
    Redirected {
        /// The HTTP status.
        status: StatusCode,
    },
    /// The server is temporarily unavailable.
    #[error("the token endpoint responded with {status}{}", suffix(.code.as_deref()))]
    Unavailable {
        /// The HTTP status.
        status: StatusCode,
        /// The `error` code, if there was one.
        code: Option<String>,
    },
    /// The response does not conform to RFC 6749: for example, it is HTML of a proxy, or a field has another type.
    #[error("the token endpoint responded with {status}, {content_type}, but {problem}")]
    NotUnderstood {
        /// The HTTP status.
        status: StatusCode,
        /// The media type.
        content_type: String,
        /// The problem of the response.
        problem: String,
    },
    /// A credential has a character that Latin-1 lacks. Nothing was sent. See
    /// [`FormCharset`](super::FormCharset).
    #[error("a credential has a character that Latin-1 lacks; choose another `form_charset`")]
    NotLatin1,
    /// The request could not be built.
    #[error("the token request could not be built")]
    Request(#[source] Arc<reqwest::Error>),
}

impl EndpointError {
    /// The HTTP status, if there was a response.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Redirected { status }
            | Self::Unavailable { status, .. }
            | Self::NotUnderstood { status, .. } => Some(*status),
            Self::Unreachable(_)
            | Self::Broken(_)
            | Self::TimedOut { .. }
            | Self::TooLarge { .. }
            | Self::NotLatin1
            | Self::Request(_) => None,
        }
    }

    /// A short name for metrics and traces, the field `error.type` of a token request without a response or with a success
    /// status.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "connect",
            Self::Broken(_) => "broken",
            Self::TimedOut { .. } => "timeout",
            Self::TooLarge { .. } => "too_large",
            Self::Redirected { .. } => "redirect",
            Self::Unavailable { .. } => "unavailable",
            Self::NotUnderstood { .. } => "not_understood",
            Self::Request(_) | Self::NotLatin1 => "request",
        }
    }
}

fn suffix(code: Option<&str>) -> String {
    code.map_or_else(String::new, |code| format!(", {code}"))
}

fn not_again(blocked_for: Duration) -> String {
    if blocked_for.is_zero() {
        String::new()
    } else {
        format!(", its password is not sent again for {blocked_for:?}")
    }
}

/// Rounds a wait up to whole seconds, for errors.
pub(super) fn whole_seconds(wait: Duration) -> Duration {
    Duration::from_secs(wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
}

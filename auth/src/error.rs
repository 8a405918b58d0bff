//! Details that [`api_transport::Error`], the enum that callers match, does not have.

use std::error::Error as StdError;
use std::time::{Duration, SystemTime};

use api_transport::{Error, ErrorResponse, NotSent};

use crate::challenge::Challenge;
use crate::rate_limit::RateLimits;
use crate::retry;
use crate::token::TokenError;

/// The timeout that has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimedOut {
    /// An attempt took too long.
    #[error("no response within {after:?}, the timeout of an attempt")]
    Attempt {
        /// The timeout.
        after: Duration,
    },
    /// The call took too long, with a request under way.
    #[error("no response within {after:?}, the timeout of the call")]
    Call {
        /// The timeout.
        after: Duration,
    },
    /// The call took too long before its request was sent.
    #[error("the request could not be sent within {after:?}, the timeout of the call")]
    BeforeSending {
        /// The timeout.
        after: Duration,
    },
    /// The call took too long before it had a token.
    #[error("no token within {after:?}, the timeout of the call")]
    Token {
        /// The timeout.
        after: Duration,
    },
}

/// A request that would send the token in clear text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the URL is not https, so the token would be sent in clear text; use https (plain http is only for loopback hosts; with an HTTP client of the caller, the base URL or the token URL must have such a host)"
)]
pub struct InsecureUrl;

/// The first error of type `T` among `error` and its sources.
pub(crate) fn find_source<'a, T: StdError + 'static>(
    error: &'a (dyn StdError + 'static),
) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        next = match error.downcast_ref::<std::io::Error>() {
            // `source` skips the error that an `io::Error` contains
            Some(io) => io.get_ref().map(|e| e as &(dyn StdError + 'static)),
            None => error.source(),
        };
    }
    None
}

/// Details in the headers of a response with an error status.
pub trait ResponseDetails {
    /// The challenges of its `WWW-Authenticate` headers.
    fn challenges(&self) -> Vec<Challenge>;

    /// The rate limits of the gateway.
    fn rate_limits(&self) -> RateLimits;

    /// The wait that `Retry-After` requests, counted from `now`.
    fn retry_after(&self, now: SystemTime) -> Option<Duration>;
}

impl<E> ResponseDetails for ErrorResponse<E> {
    fn challenges(&self) -> Vec<Challenge> {
        Challenge::of(self.headers())
    }

    fn rate_limits(&self) -> RateLimits {
        RateLimits::of(self.headers())
    }

    fn retry_after(&self, now: SystemTime) -> Option<Duration> {
        retry::retry_after(self.headers(), now)
    }
}

/// Details of a failed call beyond its variant.
pub trait ErrorDetails {
    /// The reason why there was no token, if the request was not sent for lack of a token.
    fn token_error(&self) -> Option<&TokenError>;
}

impl ErrorDetails for NotSent {
    fn token_error(&self) -> Option<&TokenError> {
        self.source()?.downcast_ref()
    }
}

impl<E> ErrorDetails for Error<E> {
    fn token_error(&self) -> Option<&TokenError> {
        match self {
            Self::NotSent(not_sent) => not_sent.token_error(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credentials::CredentialsError;
    use api_transport::NotSentReason;
    use http::{HeaderMap, StatusCode};

    #[test]
    fn the_token_error_of_an_unsent_request_is_found() {
        let cause = TokenError::Credentials(CredentialsError::new("CESCE_PASSWORD is not set"));
        let error = Error::<()>::NotSent(cause.into());
        assert!(matches!(
            error.token_error(),
            Some(TokenError::Credentials(_))
        ));
        let network = NotSent::new(NotSentReason::Network, "refused");
        assert!(network.token_error().is_none());
        assert!(Error::<()>::NotSent(network).token_error().is_none());
    }

    #[test]
    fn an_error_response_has_the_details_of_its_headers() {
        let headers: HeaderMap = [
            ("www-authenticate", "Bearer error='invalid_token'"),
            ("x-ratelimit-remaining", "name=default,0;"),
            ("retry-after", "3"),
        ]
        .into_iter()
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
        .collect();
        let rejected = ErrorResponse::<()>::new(StatusCode::UNAUTHORIZED, headers, None, b"");
        assert_eq!(rejected.challenges()[0].error(), Some("invalid_token"));
        assert_eq!(rejected.rate_limits().iter().count(), 1);
        let wait = rejected.retry_after(SystemTime::UNIX_EPOCH);
        assert_eq!(wait, Some(Duration::from_secs(3)));
    }
}

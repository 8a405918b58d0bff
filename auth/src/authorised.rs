//! The transport: adds the token that an operation needs to each request of a generated client, and sends the request
//! under the retry policy and the timeouts.
//!
//! It is independent of the API. All clients that the same pipeline generates can share one transport, with its tokens
//! and connections: see the section on other APIs in the crate's documentation.

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

    /// A transport with other credentials and its own tokens. It shares connections, settings, the retry budget and
    /// the guard against lockout.
    #[must_use]
    pub fn with_credentials(&self, credentials: impl CredentialsSource) -> Self {
        Self::new(self.0.parts.clone(), Arc::new(credentials))
    }

    /// The sender that the constructor of a generated client takes.
    #[must_use]
    pub fn sender(&self) -> Sender {
        Sender::through(Arc::new(self.clone()))
    }

    /// The HTTP client, whose connections are shared.
    #[must_use]
    pub fn http(&self) -> &reqwest::Client {
        &self.0.parts.http
    }

    /// The base URL of another API in the environment of this transport. `environments` are those of the other API,
    /// `operations::ENVIRONMENTS` of its generated crate.
    ///
    /// # Errors
    /// [`InvalidAddresses::NotOneEnvironment`] unless the environments with the token endpoint of this transport have
    /// exactly one base URL. Check a base URL from elsewhere with [`check_base_url`](Self::check_base_url).
    pub fn base_url(
        &self,
        environments: &[ApiEnvironment],
    ) -> Result<&'static str, InvalidAddresses> {
        addresses::base_url(environments, self.token_url())
    }

    /// Checks that tokens of this transport may be sent to another API at `base_url`, and returns the URL without a
    /// trailing slash.
    ///
    /// # Errors
    /// [`BuildError::Url`] if the URL is not absolute, is neither HTTPS nor on loopback, or has a user name, password,
    /// query or fragment. [`BuildError::Addresses`] if it belongs to an environment with another token endpoint.
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

    /// The source of the tokens.
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
            .field("timeouts", &self.0.parts.timeouts)
            .field("body_limit", &self.0.parts.body_limit)
            .finish_non_exhaustive()
    }
}

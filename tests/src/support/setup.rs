//! A sandbox and a client with the same time.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use api_transport::{Error, NotSentReason};
use classifications_auth::retry::{Backoff, Chance};
use classifications_auth::{
    Client, ClientBuilder, Credentials, RetryPolicy, Timeouts, TokenPolicy,
};
use classifications_sandbox::{Received, Sandbox, SandboxBuilder, SandboxClock};

use super::{Sent, SkippingClock, TIMEOUT};

/// The document of the sandbox: an invented API, which imports do not replace.
const DOCUMENT: &str = include_str!("../../sales-api/src/generated/sales.oas3.json");

/// A sandbox that plays the API of [`OPERATIONS`](super::OPERATIONS).
pub fn sandbox() -> SandboxBuilder {
    Sandbox::builder().document(DOCUMENT)
}

/// A sandbox and a client with the same time.
#[derive(Debug)]
pub struct Setup {
    /// The sandbox.
    pub sandbox: Sandbox,
    /// The client.
    pub client: Client,
    /// The client's clock.
    pub clock: SkippingClock,
}

impl Setup {
    /// The default sandbox, and a client whose timeouts expire only when the clock is advanced.
    pub async fn new() -> Self {
        Self::of(sandbox()).await
    }

    /// A setup with this configuration of the sandbox.
    pub async fn of(sandbox: SandboxBuilder) -> Self {
        let start = "2026-01-15T00:00:00Z".parse().unwrap();
        let sandbox = sandbox.clock(SandboxClock::standing_at(start));
        let sandbox = sandbox.start().await.unwrap();
        let clock = SkippingClock::default();
        let client = client(&sandbox, &clock).build().unwrap();
        Self {
            sandbox,
            client,
            clock,
        }
    }

    /// Advances both clocks by `duration`.
    pub fn advance(&self, duration: Duration) {
        self.sandbox.clock().advance(duration);
        self.clock.advance(duration);
    }

    /// The requests received for an operation, or for the token endpoint (`token`).
    #[must_use]
    pub fn received(&self, operation: &str) -> Vec<Received> {
        let mut received = self.sandbox.received();
        received.retain(|received| received.operation.as_deref() == Some(operation));
        received
    }

    /// The number of requests received for an operation.
    #[must_use]
    pub fn count(&self, operation: &str) -> usize {
        self.received(operation).len()
    }
}

/// A client of `sandbox` for tests.
#[must_use]
pub fn client(sandbox: &Sandbox, clock: &SkippingClock) -> ClientBuilder {
    let mut tokens = TokenPolicy::default();
    tokens.request_timeout = TIMEOUT;
    tokens.deadline = 3 * TIMEOUT;
    Client::builder()
        .credentials(credentials(sandbox))
        .base_url(sandbox.base_url())
        .token_url(sandbox.token_url())
        .token_policy(tokens)
        .timeouts(Timeouts::default().attempt(TIMEOUT).call(100 * TIMEOUT))
        .retry(RetryPolicy::default().backoff(Backoff::default().chance(WholeWait)))
        .http_client(http())
        .clock(clock.clone())
}

/// An HTTP client for this machine. It trusts no certificate, so that it need not read those of the
/// system.
pub fn http() -> reqwest::ClientBuilder {
    let builder = classifications_auth::http::client_builder().no_proxy();
    builder.tls_certs_only([])
}

/// Credentials that `sandbox` accepts.
#[must_use]
pub fn credentials(sandbox: &Sandbox) -> Credentials {
    let c = sandbox.credentials();
    let (id, secret) = (c.client_id.as_str(), c.client_secret.as_str());
    Credentials::new(id, secret, c.username.as_str(), c.password.as_str()).unwrap()
}

/// A jitter that does not shorten a wait.
#[derive(Debug)]
struct WholeWait;

impl Chance for WholeWait {
    fn fraction(&self) -> f64 {
        1.0
    }
}

/// The outcome of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// A documented success.
    Well,
    /// The request was not processed.
    NotSent(NotSentReason),
    /// An error status that proves that the request was not processed.
    Rejected(u16),
    /// The outcome is unknown.
    Unknown,
    /// A success that the document does not describe.
    NotUnderstood(u16),
}

impl fmt::Display for Ends {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Well => f.write_str("ok"),
            Self::NotSent(reason) => write!(f, "not sent: {reason:?}"),
            Self::Rejected(status) => write!(f, "rejected {status}"),
            Self::Unknown => f.write_str("outcome unknown"),
            Self::NotUnderstood(status) => write!(f, "not understood {status}"),
        }
    }
}

/// The outcome of a call.
#[must_use]
pub fn ends(sent: &Sent) -> Ends {
    match sent {
        Ok(_) => Ends::Well,
        Err(Error::NotSent(e)) => Ends::NotSent(e.reason()),
        Err(Error::Rejected(e)) => Ends::Rejected(e.status().as_u16()),
        Err(Error::OutcomeUnknown(_)) => Ends::Unknown,
        Err(Error::NotUnderstood(e)) => Ends::NotUnderstood(e.status().as_u16()),
    }
}

/// The messages of an error and its sources, outermost first.
#[must_use]
pub fn chain(error: &dyn StdError) -> Vec<String> {
    let mut messages = vec![error.to_string()];
    let mut source = error.source();
    while let Some(error) = source {
        messages.push(error.to_string());
        source = error.source();
    }
    messages
}

/// Yields until `happened` returns true; fails after a minute.
pub async fn until(event: &str, mut happened: impl FnMut() -> bool) {
    let begun = std::time::Instant::now();
    while !happened() {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "it did not happen in a minute: {event}"
        );
        tokio::task::yield_now().await;
    }
}

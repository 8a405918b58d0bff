//! A token source with a scripted endpoint, a manual clock, and credentials that can change.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use classifications_auth::clock::ManualClock;
use classifications_auth::credentials::{CredentialsError, CredentialsSource, Fetching};
use classifications_auth::{
    Credentials, ScopeSet, TokenEndpoint, TokenError, TokenPolicy, TokenSource,
};

use crate::endpoint::{Act, Endpoint, Received};

/// Credentials that a test can change, with the number of fetches.
#[derive(Clone)]
pub struct Rotating {
    current: Arc<Mutex<Result<Credentials, CredentialsError>>>,
    fetched: Arc<AtomicUsize>,
}

impl Rotating {
    pub fn set(&self, password: &str) {
        *self.current.lock().unwrap() = Credentials::new("app", "s3cret &=", "insured", password);
    }

    pub fn fetched(&self) -> usize {
        self.fetched.load(Ordering::SeqCst)
    }
}

impl std::fmt::Debug for Rotating {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Rotating")
    }
}

impl CredentialsSource for Rotating {
    fn fetch(&self) -> Fetching<'_> {
        self.fetched.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::ready(self.current.lock().unwrap().clone()))
    }
}

pub struct Setup {
    pub endpoint: Endpoint,
    pub clock: ManualClock,
    pub credentials: Rotating,
    pub source: TokenSource,
}

pub const PASSWORD: &str = "pa55 w\u{f6}rd";

impl Setup {
    pub async fn new(script: impl Fn(usize, &Received) -> Act + Send + Sync + 'static) -> Self {
        Self::with_policy(TokenPolicy::default(), script).await
    }

    pub async fn with_policy(
        policy: TokenPolicy,
        script: impl Fn(usize, &Received) -> Act + Send + Sync + 'static,
    ) -> Self {
        let endpoint = Endpoint::start(script).await;
        let clock = ManualClock::default();
        let credentials = rotating();
        let source = TokenSource::new(
            token_endpoint(&endpoint.url),
            Arc::new(credentials.clone()),
            policy,
            Arc::new(clock.clone()),
        );
        Self {
            endpoint,
            clock,
            credentials,
            source,
        }
    }

    /// The text of the token for `read`.
    pub async fn read(&self) -> Result<String, TokenError> {
        self.text(&["read"]).await
    }

    /// The text of the token for some scopes.
    pub async fn text(&self, scopes: &'static [&'static str]) -> Result<String, TokenError> {
        let token = self.source.token(&ScopeSet::of(scopes)).await?;
        let header = token.authorization();
        Ok(header
            .to_str()
            .unwrap()
            .strip_prefix("Bearer ")
            .unwrap()
            .to_owned())
    }

    pub fn advance(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// Waits until a renewal has returned `token`.
    pub async fn until_read_is(&self, token: &str) {
        eventually(async || self.read().await.is_ok_and(|text| text == token)).await;
    }

    /// Waits until no fetch is under way: each has a sleeper for its deadline.
    pub async fn until_settled(&self) {
        eventually(async || self.clock.sleepers() == 0).await;
    }

    /// The grant types of the requests.
    pub fn grants(&self) -> Vec<String> {
        let received = self.endpoint.received();
        received
            .iter()
            .map(|received| received.field("grant_type").unwrap().to_owned())
            .collect()
    }
}

pub fn rotating() -> Rotating {
    let credentials = Credentials::new("app", "s3cret &=", "insured", PASSWORD);
    Rotating {
        current: Arc::new(Mutex::new(credentials)),
        fetched: Arc::default(),
    }
}

pub fn token_endpoint(url: &str) -> TokenEndpoint {
    let http = classifications_auth::http::client_builder();
    TokenEndpoint::new(url, http.tls_certs_only([])).unwrap()
}

/// Waits until a condition holds, in real time.
pub async fn eventually(mut condition: impl AsyncFnMut() -> bool) {
    let timeout = Duration::from_secs(20);
    let waiting = tokio::time::timeout(timeout, async {
        while !condition().await {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    });
    waiting.await.expect("the condition never held");
}

/// The messages of an error and its sources.
pub fn chain(error: &TokenError) -> String {
    format!("{:#}", anyhow::Error::from(error.clone()))
}

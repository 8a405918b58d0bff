//! The builder of a client: credentials are required, everything else has a default.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use api_transport::BODY_LIMIT;
use secrecy::SecretSlice;
use tokio::sync::Semaphore;

use crate::addresses::Addresses;
use crate::authorised::Authorised;
use crate::build_error::BuildError;
use crate::client::{Client, ENVIRONMENTS};
use crate::clock::{Clock, SystemClock};
use crate::credentials::CredentialsSource;
use crate::evidence::RejectionEvidence;
use crate::http::{self, HttpSettings};
use crate::parts::Parts;
use crate::retry::RetryPolicy;
use crate::scopes::Scopes;
use crate::settings::Timeouts;
use crate::token::{Guard, TokenCache, TokenEndpoint, TokenParts, TokenPolicy};

/// The maximum number of requests that are under way at the same time.
const CONNECTIONS: usize = 64;

/// Makes a [`Client`], or an [`Authorised`] transport for other generated clients.
pub struct ClientBuilder {
    credentials: Option<Arc<dyn CredentialsSource>>,
    addresses: Addresses,
    scopes: Scopes,
    token_policy: TokenPolicy,
    retry: RetryPolicy,
    timeouts: Timeouts,
    body_limit: usize,
    evidence: Vec<RejectionEvidence>,
    settings: HttpSettings,
    connections: usize,
    state_file: Option<PathBuf>,
    token_cache: Option<PathBuf>,
    clock: Arc<dyn Clock>,
    #[cfg(feature = "contract")]
    drift: Option<crate::drift::Observer>,
}

impl Client {
    /// Creates a builder. Only credentials are required.
    #[must_use]
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }
}

impl ClientBuilder {
    /// Sets the source of credentials: values ([`Credentials`](crate::Credentials)), or any other
    /// [`CredentialsSource`]. Required.
    #[must_use]
    pub fn credentials(mut self, credentials: impl CredentialsSource) -> Self {
        self.credentials = Some(Arc::new(credentials));
        self
    }

    /// Sets both URLs to those of an environment, by its name in [`ENVIRONMENTS`].
    #[must_use]
    pub fn environment(mut self, name: impl Into<String>) -> Self {
        self.addresses.environment = Some(name.into());
        self
    }

    /// Sets the base URL of the API; requires [`token_url`](Self::token_url). Default: that of the document,
    /// [`BASE_URL`](crate::BASE_URL). HTTPS only, except for loopback hosts.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.addresses.base_url = Some(url.into());
        self
    }

    /// Sets the token endpoint; for a client, requires [`base_url`](Self::base_url). Default: that of the document,
    /// [`TOKEN_URL`](crate::TOKEN_URL). HTTPS only, except for loopback hosts.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.addresses.token_url = Some(url.into());
        self
    }

    /// Sets the scopes that a token is requested for. Default: those of the operation.
    #[must_use]
    pub fn scopes(mut self, scopes: Scopes) -> Self {
        self.scopes = scopes;
        self
    }

    /// Sets when tokens are renewed, how long a token request may take, and how long failures are remembered.
    #[must_use]
    pub fn token_policy(mut self, policy: TokenPolicy) -> Self {
        self.token_policy = policy;
        self
    }

    /// Sets which requests are sent again, how often, and after which wait.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets the timeouts of a connection, an attempt and a call.
    #[must_use]
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// Sets the maximum size of a response body in bytes. Default: 16 MiB.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Adds a kind of response that proves that a request was not carried out, besides a 4xx other than 408 and 499. Read
    /// [`RejectionEvidence`] first: if it is wrong, callers can pay twice.
    #[must_use]
    pub fn rejection_evidence(mut self, evidence: RejectionEvidence) -> Self {
        self.evidence.push(evidence);
        self
    }

    /// Sets an HTTP proxy for all requests, for example `http://user:password@proxy.example:3128`. Default: that of the
    /// environment variable `HTTPS_PROXY` or `ALL_PROXY`. A plain HTTP request to this machine only uses a proxy on this
    /// machine, as any other could read the credentials.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.settings.proxy = Some(url.into());
        self
    }

    /// Adds root certificates to those of the system, in PEM.
    #[must_use]
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.settings.root_certificates.push(pem.into());
        self
    }

    /// Sets the private key and the certificates of the client for mutual TLS, in PEM.
    #[must_use]
    pub fn client_identity(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.settings.identity = Some(SecretSlice::from(pem.into()));
        self
    }

    /// Sets the `User-Agent`. Default: name and version of this crate.
    #[must_use]
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.settings.user_agent = Some(user_agent.into());
        self
    }

    /// Sets the builder of the HTTP client, for settings that this builder lacks, for example
    /// [`http::client_builder`](crate::http::client_builder) with a resolver. The other settings of this builder are added
    /// to it.
    ///
    /// The client still follows no redirects, repeats no request by itself, uses HTTP/1, and closes idle connections soon:
    /// see [`api_transport::http_client`]. The proxies of `http` are used only if both URLs are HTTPS, so that no proxy
    /// reads credentials.
    #[must_use]
    pub fn http_client(mut self, http: reqwest::ClientBuilder) -> Self {
        self.settings.base = Some(http);
        self
    }

    /// Sets the maximum number of requests that are under way at the same time; further calls wait. Default: 64, so that a
    /// process does not run out of file descriptors. 0 counts as 1.
    #[must_use]
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.connections = connections.clamp(1, Semaphore::MAX_PERMITS);
        self
    }

    /// Sets a file in which processes share the state of failed token requests, so that a job that cron starts every
    /// minute does not send a wrong password every minute. Default: none, and each process begins without that state.
    ///
    /// The file and its folder are created if necessary. Only the owner may read the file, and it contains no secret. Only
    /// one of the processes sends a password at a time. If the file cannot be used, a warning is traced, and the process
    /// relies on its own state.
    #[must_use]
    pub fn state_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.state_file = Some(path.into());
        self
    }

    /// Sets a folder in which processes of one user share tokens, so that successive commands need only one password
    /// request. Default: none, and each process requests its own tokens. The folder is created if necessary.
    ///
    /// A token is a secret, and the files are not encrypted. On Unix, they have mode 0600, and a file that belongs to
    /// another user or that others may access is not read. A file belongs to a token endpoint, user name, client id and
    /// scope set, and its token is used only with the credentials that it was granted to. A process reads it for its first
    /// token for these scopes, and ignores a token that must be renewed soon. A token that the API refuses is removed.
    /// Refresh tokens are not stored, as each can be used only once.
    #[must_use]
    pub fn token_cache(mut self, folder: impl Into<PathBuf>) -> Self {
        self.token_cache = Some(folder.into());
        self
    }

    /// Sets the clock, for tests.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Checks a sample of the exchanges against an API's document, without delaying calls: see
    /// [`drift`](crate::drift).
    #[cfg(feature = "contract")]
    #[must_use]
    pub fn drift_observer(mut self, observer: crate::drift::Observer) -> Self {
        self.drift = Some(observer);
        self
    }

    /// Makes the client. Nothing is sent, and no task is started, before the first call.
    ///
    /// # Errors
    /// [`BuildError`] names what is missing or invalid, and the remedy.
    pub fn build(self) -> Result<Client, BuildError> {
        let credentials = self.source()?;
        let (base_url, token_url) = self.addresses.both(ENVIRONMENTS)?;
        let (base_url, token_url) = (http::base_url(base_url)?, token_url.to_owned());
        let transport = self.transport(credentials, Some(&base_url), &token_url)?;
        Ok(Client::at(&base_url, transport))
    }

    /// Makes only the transport, for other clients that the same pipeline generates.
    ///
    /// # Errors
    /// As [`build`](Self::build).
    pub fn build_transport(self) -> Result<Authorised, BuildError> {
        let credentials = self.source()?;
        let token_url = self.addresses.token_url(ENVIRONMENTS)?.to_owned();
        self.transport(credentials, None, &token_url)
    }

    fn source(&self) -> Result<Arc<dyn CredentialsSource>, BuildError> {
        self.credentials.clone().ok_or(BuildError::NoCredentials)
    }

    fn transport(
        self,
        credentials: Arc<dyn CredentialsSource>,
        base_url: Option<&str>,
        token_url: &str,
    ) -> Result<Authorised, BuildError> {
        self.timeouts.check()?;
        let urls: Vec<&str> = base_url.into_iter().chain([token_url]).collect();
        let proxies_are_known = self.settings.base.is_none();
        let any_plain_http = urls.iter().copied().any(http::is_plain_http);
        let http = self.settings.client(self.timeouts.connecting(), &urls)?;
        let parts = Parts {
            token: TokenParts {
                endpoint: TokenEndpoint::over(token_url, http.clone())?,
                policy: self.token_policy,
                clock: Arc::clone(&self.clock),
                guard: Guard::with_file(self.state_file),
                cache: self
                    .token_cache
                    .map(|folder| Arc::new(TokenCache::new(folder))),
            },
            plain_http_is_direct: proxies_are_known || any_plain_http,
            http,
            connections: Arc::new(Semaphore::new(self.connections)),
            scopes: self.scopes,
            retry: self.retry,
            timeouts: self.timeouts,
            body_limit: self.body_limit,
            evidence: self.evidence,
            clock: self.clock,
            #[cfg(feature = "contract")]
            drift: self.drift,
        };
        Ok(Authorised::new(parts, credentials))
    }
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            credentials: None,
            addresses: Addresses::default(),
            scopes: Scopes::default(),
            token_policy: TokenPolicy::default(),
            retry: RetryPolicy::default(),
            timeouts: Timeouts::default(),
            body_limit: BODY_LIMIT,
            evidence: Vec::new(),
            settings: HttpSettings::default(),
            connections: CONNECTIONS,
            state_file: None,
            token_cache: None,
            clock: Arc::new(SystemClock),
            #[cfg(feature = "contract")]
            drift: None,
        }
    }
}

/// Shows no credentials, neither the client's nor a proxy's.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .field("scopes", &self.scopes)
            .field("token_policy", &self.token_policy)
            .field("retry", &self.retry)
            .field("timeouts", &self.timeouts)
            .field("body_limit", &self.body_limit)
            .finish_non_exhaustive()
    }
}

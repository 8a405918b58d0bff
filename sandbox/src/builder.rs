//! The configuration of a sandbox.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use crate::server::Limits;
use crate::state::InitialState;
use crate::token::TokenPolicy;
use crate::{App, Credentials, Fault, Plan, SandboxClock};

/// The default number of requests that the ledger keeps.
const LEDGER_LIMIT: usize = 10_000;

/// Configures a sandbox.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use classifications_sandbox::{Plan, Sandbox, Window};
///
/// let sandbox = Sandbox::builder()
///     .token_lifetime(Duration::from_secs(60))
///     .plans([Plan::new("default", 100, Window::Hour)])
///     .collection("12/34 A", [])
///     .start()
///     .await?;
/// # sandbox.stop().await;
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use = "nothing is started before `start` is called"]
pub struct SandboxBuilder {
    pub(crate) address: SocketAddr,
    pub(crate) clock: SandboxClock,
    pub(crate) credentials: Credentials,
    pub(crate) apps: Vec<App>,
    pub(crate) accounts: HashMap<String, String>,
    pub(crate) policy: TokenPolicy,
    pub(crate) document: Option<String>,
    pub(crate) model: Option<String>,
    pub(crate) others: Vec<(String, String)>,
    pub(crate) any_address: bool,
    pub(crate) initial: InitialState,
    pub(crate) limits: Limits,
    pub(crate) ledger_limit: usize,
    pub(crate) tls: bool,
}

impl SandboxBuilder {
    pub(crate) fn new() -> Self {
        let clock = SandboxClock::system();
        Self {
            address: (Ipv4Addr::LOCALHOST, 0).into(),
            clock: clock.clone(),
            document: None,
            model: None,
            others: vec![],
            any_address: false,
            credentials: Credentials::default(),
            apps: vec![],
            accounts: HashMap::new(),
            policy: TokenPolicy::default(),
            initial: InitialState {
                collections: vec![],
                plans: vec![Plan::default()],
                faults: vec![],
                reading: clock.get(),
            },
            limits: Limits::default(),
            ledger_limit: LEDGER_LIMIT,
            tls: false,
        }
    }

    /// Plays this document, OpenAPI 3.0 as JSON or YAML, instead of all embedded ones.
    pub fn document(mut self, text: impl Into<String>) -> Self {
        self.document = Some(text.into());
        self
    }

    /// Uses this model instead of the embedded one; `spec/README.md` describes the form.
    pub fn model(mut self, text: impl Into<String>) -> Self {
        self.model = Some(text.into());
        self
    }

    /// Plays a further document by this model, below the document's own base path. All documents
    /// share tokens, plans, faults, clock and ledger.
    pub fn also(mut self, document: impl Into<String>, model: impl Into<String>) -> Self {
        self.others.push((document.into(), model.into()));
        self
    }

    /// Allows addresses other than loopback, for containers. Everyone who can reach such an address
    /// can use the sandbox, its credentials and its admin endpoints.
    pub fn any_address(mut self) -> Self {
        self.any_address = true;
        self
    }

    /// Sets the address to listen on. It must be on loopback unless [`SandboxBuilder::any_address`]
    /// allows others. The default is a port of 127.0.0.1 that the operating system chooses.
    pub fn address(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// Sets the port to listen on; 0 lets the operating system choose.
    pub fn port(mut self, port: u16) -> Self {
        self.address.set_port(port);
        self
    }

    /// Uses this clock.
    pub fn clock(mut self, clock: SandboxClock) -> Self {
        self.clock = clock;
        self
    }

    /// Accepts these credentials instead of the default ones. Their app has all rights, unless
    /// [`SandboxBuilder::app`] restricts the same `client_id`.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = credentials;
        self
    }

    /// Adds an app, or replaces the one with the same `client_id`.
    pub fn app(mut self, app: App) -> Self {
        self.apps.push(app);
        self
    }

    /// Adds an account.
    pub fn account(mut self, username: impl Into<String>, password: impl Into<String>) -> Self {
        self.accounts.insert(username.into(), password.into());
        self
    }

    /// Sets the `token_type` of token responses; `Bearer` by default. Clients ignore its case (RFC
    /// 6749, section 5.1), in which servers of API Connect differ.
    pub fn token_type(mut self, token_type: impl Into<String>) -> Self {
        self.policy.token_type = token_type.into();
        self
    }

    /// Sets the lifetime of access tokens; an hour by default.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.policy.lifetime = lifetime;
        self
    }

    /// Sets the lifetime of refresh tokens; 31 days by default.
    pub fn refresh_token_lifetime(mut self, lifetime: Duration) -> Self {
        self.policy.refresh_lifetime = lifetime;
        self
    }

    /// Sets whether refresh tokens are issued; they are by default.
    pub fn refresh_tokens(mut self, issued: bool) -> Self {
        self.policy.refresh_tokens = issued;
        self
    }

    /// Locks an account for `lasting` after this many wrong passwords in a row; by default for half
    /// an hour after 5. With `after` 0, no account is locked.
    pub fn lockout(mut self, after: u32, lasting: Duration) -> Self {
        self.policy.lockout_after = after;
        self.policy.lockout_for = lasting;
        self
    }

    /// Sets the plans in force. Without plans, calls are not counted and no `X-RateLimit` header is
    /// sent.
    pub fn plans(mut self, plans: impl IntoIterator<Item = Plan>) -> Self {
        self.initial.plans = plans.into_iter().collect();
        self
    }

    /// Stores this collection in addition to those of the model's seed, with these resources of the
    /// model's first kind, each as JSON.
    pub fn collection(
        mut self,
        name: impl Into<String>,
        resources: impl IntoIterator<Item = String>,
    ) -> Self {
        let resources = resources.into_iter().collect();
        self.initial.collections.push((name.into(), resources));
        self
    }

    /// Sets the maximum size of a request body in bytes; 64 KiB by default.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.limits.body = bytes;
        self
    }

    /// Sets how long the head of a request, and then its body, may take to arrive; 30 seconds by
    /// default.
    pub fn arrival_limit(mut self, limit: Duration) -> Self {
        self.limits.arrival = limit;
        self
    }

    /// Sets how many requests the ledger keeps; 10000 by default.
    pub fn ledger_limit(mut self, entries: usize) -> Self {
        self.ledger_limit = entries;
        self
    }

    /// Uses TLS with a certificate made at start: [`Sandbox::certificate_pem`](crate::Sandbox::certificate_pem). Needs feature
    /// `tls`.
    #[cfg(feature = "tls")]
    pub fn tls(mut self) -> Self {
        self.tls = true;
        self
    }

    /// Starts with these faults in force, after those added before.
    pub fn faults(mut self, faults: impl IntoIterator<Item = Fault>) -> Self {
        self.initial.faults.extend(faults);
        self
    }
}

//! How a sandbox is set up and started.

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::net::TcpListener;

use crate::api::{Api, DocumentError};
use crate::embedded;
use crate::fault::Faults;
use crate::identifier::Identifiers;
use crate::model::{Model, ModelError};
use crate::received::Ledger;
use crate::served_api::ServedApi;
#[cfg(feature = "tls")]
use crate::server::{CertificateError, Identity};
use crate::server::{Limits, Security, Shared};
use crate::state::InitialState;
use crate::token::{Authority, TokenPolicy};
use crate::{App, Credentials, Fault, Plan, Sandbox, SandboxClock};

/// How many requests the ledger keeps by default.
const LEDGER_LIMIT: usize = 10_000;

/// An error that prevents a sandbox from starting.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address is not on loopback.
    #[error(
        "{0} is not a loopback address: choose 127.0.0.1 or [::1], or allow others to reach the sandbox"
    )]
    NotLoopback(SocketAddr),
    /// The sandbox cannot listen on the address.
    #[error("cannot listen on {address}; choose another port, or 0 to have one chosen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The document cannot be played.
    #[error("cannot play the document")]
    Document(#[from] DocumentError),
    /// The model cannot be used, or a resource does not fit it.
    #[error("cannot use the model")]
    Model(#[from] ModelError),
    /// A fault is for an operation that the document does not have.
    #[error("a fault has no effect: {0}")]
    Fault(String),
    /// The thread of the sandbox cannot be started.
    #[error("cannot start the thread of the sandbox")]
    Thread(#[source] io::Error),
    /// The certificate for TLS cannot be made.
    #[cfg(feature = "tls")]
    #[error("cannot start with TLS")]
    Certificate(#[from] CertificateError),
}

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
    address: SocketAddr,
    clock: SandboxClock,
    credentials: Credentials,
    apps: Vec<App>,
    accounts: HashMap<String, String>,
    policy: TokenPolicy,
    document: Option<String>,
    model: Option<String>,
    others: Vec<(String, String)>,
    any_address: bool,
    initial: InitialState,
    limits: Limits,
    ledger_limit: usize,
    tls: bool,
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

    /// Behaves as this model says, instead of the embedded one; `spec/README.md` describes the form.
    pub fn model(mut self, text: impl Into<String>) -> Self {
        self.model = Some(text.into());
        self
    }

    /// Plays a further document as this model says: below its own base path, with the same tokens, plans, faults,
    /// clock and ledger.
    pub fn also(mut self, document: impl Into<String>, model: impl Into<String>) -> Self {
        self.others.push((document.into(), model.into()));
        self
    }

    /// Allows addresses other than loopback: everyone who can reach one can use the sandbox, its
    /// credentials and its admin endpoints. For containers.
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

    /// Accepts these credentials instead of the default ones. Their app may do everything, unless
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

    /// Sets the `token_type` of token responses; `Bearer` by default. Its case does not matter (RFC
    /// 6749, section 5.1), and API Connect's servers differ in it.
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

    /// Locks an account after this many wrong passwords in a row, for this long; 5 and half an hour
    /// by default. 0 disables the lock.
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

    /// Uses TLS with a certificate made at start: [`Sandbox::certificate_pem`]. Needs feature
    /// `tls`.
    #[cfg(feature = "tls")]
    pub fn tls(mut self) -> Self {
        self.tls = true;
        self
    }

    /// Starts with this fault in force, after those added before.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.initial.faults.push(fault);
        self
    }

    /// Starts with these faults in force, as [`Fault::from_file`] reads them.
    pub fn faults(mut self, faults: impl IntoIterator<Item = Fault>) -> Self {
        self.initial.faults.extend(faults);
        self
    }

    /// Starts the sandbox. It ends when its handle is dropped.
    ///
    /// # Errors
    /// [`StartError`], when the address is not on loopback or is taken, or the document or the model
    /// cannot be used.
    pub async fn start(self) -> Result<Sandbox, StartError> {
        let address = self.address;
        if !address.ip().is_loopback() && !self.any_address {
            return Err(StartError::NotLoopback(address));
        }
        let shared = Arc::new(self.shared()?);
        let credentials = self.credentials.clone();
        let security = self.security()?;
        let listening = TcpListener::bind(address).await;
        let bound = listening.and_then(|listener| Ok((listener.local_addr()?, listener)));
        let (address, listener) = bound.map_err(|source| StartError::Listen { address, source })?;
        Ok(Sandbox::serving(
            shared,
            credentials,
            address,
            listener,
            security,
        ))
    }

    #[cfg(feature = "tls")]
    fn security(&self) -> Result<(Security, Option<String>), StartError> {
        if !self.tls {
            return Ok((Security::Plain, None));
        }
        let identity = Identity::new()?;
        Ok((identity.security, Some(identity.pem)))
    }

    #[cfg(not(feature = "tls"))]
    #[allow(clippy::unnecessary_wraps, reason = "with TLS it can fail")]
    fn security(&self) -> Result<(Security, Option<String>), StartError> {
        debug_assert!(!self.tls, "there is no way to ask for it");
        Ok((Security::Plain, None))
    }

    pub(crate) fn shared(&self) -> Result<Shared, StartError> {
        let api = match &self.document {
            Some(document) => Arc::new(Api::new(document)?),
            None => embedded::FIRST.api()?,
        };
        let model = match (&self.document, &self.model) {
            (_, Some(model)) => Arc::new(Model::new(model, &api)?),
            (Some(_), None) => Arc::new(Model::new(classifications_spec::MODEL, &api)?),
            (None, None) => embedded::FIRST.model()?,
        };
        let mut initial = self.initial.clone();
        initial.reading = self.clock.get();
        let store = initial.store(&model)?;
        let first = Arc::new(ServedApi::new(api, model, store));
        let others = self.others()?;
        let mut scopes = first.api.scopes.clone();
        for scope in others.iter().flat_map(|played| &played.api.scopes) {
            if !scopes.contains(scope) {
                scopes.push(scope.clone());
            }
        }
        let shared = Shared {
            clock: self.clock.clone(),
            authority: self.authority(scopes.clone()),
            ledger: Ledger::new(self.ledger_limit),
            identifiers: Identifiers::new(),
            limits: self.limits,
            faults: Faults::default(),
            gateway_state: Mutex::new(initial.gateway_state()),
            initial,
            first,
            others,
            scopes,
        };
        for fault in &self.initial.faults {
            let checked = fault.check_operation(&shared.operations());
            checked.map_err(StartError::Fault)?;
            shared.faults.add(fault.clone());
        }
        Ok(shared)
    }

    /// The further documents: the embedded ones, unless a document replaces them, and those that
    /// were added.
    fn others(&self) -> Result<Vec<Arc<ServedApi>>, StartError> {
        let played = |api: Arc<Api>, model: Arc<Model>| {
            let store = model.seed().clone();
            Arc::new(ServedApi::new(api, model, store))
        };
        let mut others = vec![];
        if self.document.is_none() {
            for embedded in &embedded::OTHERS {
                others.push(played(embedded.api()?, embedded.model()?));
            }
        }
        for (document, model) in &self.others {
            let api = Arc::new(Api::new(document)?);
            let model = Arc::new(Model::new(model, &api)?);
            others.push(played(api, model));
        }
        Ok(others)
    }

    fn authority(&self, scopes: Vec<String>) -> Authority {
        let Credentials {
            client_id,
            client_secret,
            username,
            password,
        } = self.credentials.clone();
        let mut apps = vec![App::new(client_id, client_secret)];
        for app in &self.apps {
            match apps
                .iter_mut()
                .find(|known| known.client_id == app.client_id)
            {
                Some(known) => *known = app.clone(),
                None => apps.push(app.clone()),
            }
        }
        let mut accounts = self.accounts.clone();
        accounts.insert(username, password);
        Authority::new(
            scopes,
            apps,
            accounts,
            self.policy.clone(),
            self.clock.clone(),
        )
    }
}

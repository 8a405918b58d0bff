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
use crate::played::Played;
use crate::received::Ledger;
#[cfg(feature = "tls")]
use crate::server::{CertificateError, Identity};
use crate::server::{Limits, Security, Shared};
use crate::token::{Authority, TokenPolicy};
use crate::world::Beginning;
use crate::{App, Credentials, Fault, Plan, Sandbox, SandboxClock};

/// How many requests the ledger keeps unless told otherwise.
const LEDGER_LIMIT: usize = 10_000;

/// A sandbox did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address is not on loopback.
    #[error(
        "{0} is not a loopback address: choose 127.0.0.1 or [::1], or allow others to reach the sandbox"
    )]
    NotLoopback(SocketAddr),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}; choose another port, or 0 to have one chosen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the operating system says.
        source: io::Error,
    },
    /// The document cannot be played.
    #[error("cannot play the document")]
    Document(#[from] DocumentError),
    /// The model cannot be used, or a resource does not fit it.
    #[error("cannot use the model")]
    Model(#[from] ModelError),
    /// A fault strikes an operation that the document does not have.
    #[error("a fault cannot strike: {0}")]
    Fault(String),
    /// The thread of the sandbox cannot be started.
    #[error("cannot start the thread of the sandbox")]
    Thread(#[source] io::Error),
    /// There is no certificate for TLS.
    #[cfg(feature = "tls")]
    #[error("cannot start with TLS")]
    Certificate(#[from] CertificateError),
}

/// Sets up a sandbox that is not the usual one.
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
    beginning: Beginning,
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
            beginning: Beginning {
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

    /// Listens on addresses beyond loopback too: everyone who reaches one can use the sandbox, its
    /// credentials and its admin endpoints. For containers.
    pub fn any_address(mut self) -> Self {
        self.any_address = true;
        self
    }

    /// Listens on this address, which has to be on loopback unless
    /// [`SandboxBuilder::any_address`] allows others. The default is a port of 127.0.0.1
    /// that the operating system chooses.
    pub fn address(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// Listens on this port; 0 lets the operating system choose.
    pub fn port(mut self, port: u16) -> Self {
        self.address.set_port(port);
        self
    }

    /// Goes by this clock.
    pub fn clock(mut self, clock: SandboxClock) -> Self {
        self.clock = clock;
        self
    }

    /// Knows these credentials instead of the usual ones; the app of them may do everything, unless
    /// [`SandboxBuilder::app`] says otherwise for the same `client_id`.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = credentials;
        self
    }

    /// Knows this app besides, or instead of the one with the same `client_id`.
    pub fn app(mut self, app: App) -> Self {
        self.apps.push(app);
        self
    }

    /// Knows this account besides.
    pub fn account(mut self, username: impl Into<String>, password: impl Into<String>) -> Self {
        self.accounts.insert(username.into(), password.into());
        self
    }

    /// What the token endpoint answers as `token_type`; `Bearer` unless told otherwise. It is the
    /// same in any case (RFC 6749, section 5.1), and API Connect's differ in it.
    pub fn token_type(mut self, token_type: impl Into<String>) -> Self {
        self.policy.token_type = token_type.into();
        self
    }

    /// How long an access token is good; an hour unless told otherwise.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.policy.lifetime = lifetime;
        self
    }

    /// How long a refresh token is good; 31 days unless told otherwise.
    pub fn refresh_token_lifetime(mut self, lifetime: Duration) -> Self {
        self.policy.refresh_lifetime = lifetime;
        self
    }

    /// Whether refresh tokens are issued; they are unless told otherwise.
    pub fn refresh_tokens(mut self, issued: bool) -> Self {
        self.policy.refresh_tokens = issued;
        self
    }

    /// Locks an account after so many wrong passwords in a row, for so long; 5 and half an hour
    /// unless told otherwise. 0 never locks.
    pub fn lockout(mut self, after: u32, lasting: Duration) -> Self {
        self.policy.lockout_after = after;
        self.policy.lockout_for = lasting;
        self
    }

    /// The plans in force; without any, calls are not counted and no `X-RateLimit` header is sent.
    pub fn plans(mut self, plans: impl IntoIterator<Item = Plan>) -> Self {
        self.beginning.plans = plans.into_iter().collect();
        self
    }

    /// Stores this collection besides those of the model's seed, with these resources of the
    /// model's first kind, each as JSON.
    pub fn collection(
        mut self,
        name: impl Into<String>,
        resources: impl IntoIterator<Item = String>,
    ) -> Self {
        let resources = resources.into_iter().collect();
        self.beginning.collections.push((name.into(), resources));
        self
    }

    /// How many bytes the body of a request may have; 64 KiB unless told otherwise.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.limits.body = bytes;
        self
    }

    /// How long the head of a request, and then its body, may take to arrive; 30 seconds unless
    /// told otherwise.
    pub fn arrival_limit(mut self, limit: Duration) -> Self {
        self.limits.arrival = limit;
        self
    }

    /// How many requests the ledger keeps; 10000 unless told otherwise.
    pub fn ledger_limit(mut self, entries: usize) -> Self {
        self.ledger_limit = entries;
        self
    }

    /// Speaks TLS, with a certificate made at start: [`Sandbox::certificate_pem`]. Needs feature
    /// `tls`.
    #[cfg(feature = "tls")]
    pub fn tls(mut self) -> Self {
        self.tls = true;
        self
    }

    /// Starts with this fault in force, after those added before.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.beginning.faults.push(fault);
        self
    }

    /// Starts with these faults in force, as [`Fault::from_file`] reads them.
    pub fn faults(mut self, faults: impl IntoIterator<Item = Fault>) -> Self {
        self.beginning.faults.extend(faults);
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
        let mut beginning = self.beginning.clone();
        beginning.reading = self.clock.get();
        let store = beginning.store(&model)?;
        let first = Arc::new(Played::new(api, model, store));
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
            world: Mutex::new(beginning.world()),
            beginning,
            first,
            others,
            scopes,
        };
        for fault in &self.beginning.faults {
            let checked = fault.check_operation(&shared.operations());
            checked.map_err(StartError::Fault)?;
            shared.faults.add(fault.clone());
        }
        Ok(shared)
    }

    /// The further documents: the embedded ones, unless a document takes their place, and those that were given.
    fn others(&self) -> Result<Vec<Arc<Played>>, StartError> {
        let played = |api: Arc<Api>, model: Arc<Model>| {
            let store = model.seed().clone();
            Arc::new(Played::new(api, model, store))
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

//! Starts a sandbox as its builder is configured.

use std::sync::{Arc, Mutex};

use tokio::net::TcpListener;

use crate::api::Api;
use crate::embedded;
use crate::fault::Faults;
use crate::identifier::Identifiers;
use crate::model::Model;
use crate::received::Ledger;
use crate::served_api::ServedApi;
#[cfg(feature = "tls")]
use crate::server::Identity;
use crate::server::{Security, Shared};
use crate::token::Authority;
use crate::{App, Credentials, Sandbox, SandboxBuilder, StartError};

impl SandboxBuilder {
    /// Starts the sandbox. It ends when its handle is dropped.
    ///
    /// # Errors
    /// [`StartError`], if the address is not on loopback or is in use, if a document, a model or a
    /// resource cannot be used, if a fault is for an unknown operation, or if TLS cannot be used.
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
        debug_assert!(!self.tls, "the setter needs feature `tls`");
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
                .find(|earlier| earlier.client_id == app.client_id)
            {
                Some(earlier) => *earlier = app.clone(),
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

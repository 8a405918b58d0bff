//! The handle of a running sandbox.

use std::net::SocketAddr;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::builder::SandboxBuilder;
use crate::cases::{self, Case, Condition, Difference, Token};
use crate::model::ModelError;
use crate::plan::Plans;
use crate::served_api::ServedApi;
use crate::server::{self, Security, Shared};
use crate::start_error::StartError;
use crate::{Credentials, Fault, Plan, Received, SandboxClock, Window};

/// A running sandbox. Dropping it stops it.
#[derive(Debug)]
pub struct Sandbox {
    shared: Arc<Shared>,
    credentials: Credentials,
    address: SocketAddr,
    origin: String,
    base_url: String,
    token_url: String,
    certificate: Option<String>,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<()>,
    /// The sandbox's own thread, if it has one, runs until this is dropped.
    alive: Option<oneshot::Sender<()>>,
}

impl Sandbox {
    /// Starts a sandbox with the embedded documents and models, on a port of 127.0.0.1 that the
    /// operating system chooses.
    ///
    /// # Errors
    /// [`StartError`], if no port is free or the embedded documents and models cannot be used.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// Configures a sandbox.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::new()
    }

    pub(crate) fn serving(
        shared: Arc<Shared>,
        credentials: Credentials,
        address: SocketAddr,
        listener: TcpListener,
        (security, certificate): (Security, Option<String>),
    ) -> Self {
        let (stop, stopped) = oneshot::channel();
        let scheme = if certificate.is_some() {
            "https"
        } else {
            "http"
        };
        let router = server::router(shared.clone());
        #[cfg(feature = "docs")]
        let router = router.merge(crate::docs::routes(crate::docs::Served {
            shared: shared.clone(),
            credentials: credentials.clone(),
            scheme,
        }));
        let serving = server::serve(listener, security, router, shared.limits.arrival, async {
            // A dropped handle also stops the sandbox.
            let _ = stopped.await;
        });
        let origin = format!("{scheme}://{address}");
        Self {
            base_url: format!("{origin}{}", shared.first.api.base_path),
            token_url: format!("{origin}{}", shared.first.api.token_path),
            origin,
            shared,
            credentials,
            address,
            certificate,
            stop: Some(stop),
            serving: tokio::spawn(serving),
            alive: None,
        }
    }

    pub(crate) fn kept_alive_by(mut self, alive: oneshot::Sender<()>) -> Self {
        self.alive = Some(alive);
        self
    }

    /// The address on which the sandbox listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URL of the first API, without a trailing slash. Methods about collections are for
    /// this API.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Scheme, host and port, as in `http://127.0.0.1:8080`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The URL of the token endpoint.
    #[must_use]
    pub fn token_url(&self) -> &str {
        &self.token_url
    }

    /// The URL of the documentation, for a browser.
    #[cfg(feature = "docs")]
    #[must_use]
    pub fn docs_url(&self) -> String {
        format!("{}{}", self.origin, crate::docs::DOCS_PATH)
    }

    /// The certificate that a caller must trust, in PEM form; `None` without TLS.
    #[must_use]
    pub fn certificate_pem(&self) -> Option<&str> {
        self.certificate.as_deref()
    }

    /// Credentials that this sandbox accepts.
    #[must_use]
    pub fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// The sandbox's clock; tests can move it.
    #[must_use]
    pub fn clock(&self) -> &SandboxClock {
        &self.shared.clock
    }

    /// All APIs that the sandbox plays, starting with the first one.
    pub fn apis(&self) -> impl Iterator<Item = PlayedApi<'_>> {
        let played = self.shared.played();
        played.map(|played| PlayedApi {
            played,
            origin: &self.origin,
        })
    }

    /// Messages about the parts of the models that were set aside because the document does not have
    /// them, and about the operations without a model.
    #[must_use]
    pub fn notices(&self) -> Vec<String> {
        self.shared.notices()
    }

    /// The scopes that the documents list.
    #[must_use]
    pub fn scopes(&self) -> &[String] {
        &self.shared.scopes
    }

    /// The names of the stored collections, sorted.
    #[must_use]
    pub fn collections(&self) -> Vec<String> {
        self.shared.first.collections()
    }

    /// The resources of the model's first kind in a collection, each as JSON, sorted by key; empty
    /// for an unknown collection.
    #[must_use]
    pub fn resources(&self, collection: &str) -> Vec<String> {
        self.stored(&self.shared.first, collection)
    }

    fn stored(&self, played: &ServedApi, collection: &str) -> Vec<String> {
        let kind = played.model.kinds().next().unwrap_or_default();
        let store = played.settled_store(self.shared.clock.now());
        store.json(collection, kind, &played.api.order)
    }

    /// Replaces the resources of the model's first kind in a collection; creates the collection if
    /// necessary.
    ///
    /// # Errors
    /// [`ModelError`], if a resource is not an object with the key of its kind, or if there are
    /// resources but the model has no kind.
    pub fn set_resources(
        &self,
        collection: &str,
        resources: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<(), ModelError> {
        let ServedApi { model, .. } = &*self.shared.first;
        let mut stored = self.shared.first.store();
        let mut store = stored.clone();
        model.fill_first(&mut store, collection, resources)?;
        *stored = store;
        Ok(())
    }

    /// The received requests that the ledger keeps, oldest first.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        self.shared.ledger.all()
    }

    /// The number of received requests, including those that the ledger no longer keeps.
    #[must_use]
    pub fn received_count(&self) -> u64 {
        self.shared.ledger.count()
    }

    /// Empties the ledger; the count goes on.
    pub fn forget_received(&self) {
        self.shared.ledger.clear();
    }

    /// Adds a fault after those in force.
    pub fn inject(&self, fault: Fault) {
        self.shared.faults.add(fault);
    }

    /// The faults in force, and how often each has struck.
    #[must_use]
    pub fn faults(&self) -> Vec<(Fault, u64)> {
        let faults = self.shared.faults.all().into_iter();
        faults.map(|fault| (fault.fault, fault.struck)).collect()
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        self.shared.faults.clear();
    }

    /// Sets the gateway's state.
    pub fn set_condition(&self, condition: Condition) {
        self.shared.gateway_state().condition = condition;
    }

    /// Revokes every token, access and refresh.
    pub fn revoke_all_tokens(&self) {
        self.shared.authority.revoke_all();
    }

    /// Unlocks an account that was locked after too many wrong passwords.
    pub fn unlock(&self, username: &str) {
        self.shared.authority.unlock(username);
    }

    /// The token that a case needs; `None` for [`Token::Absent`]. By the sandbox's clock, the
    /// expiry of an expired token is a second ago, and that of a valid token in an hour.
    #[must_use]
    pub fn token(&self, token: &Token) -> Option<String> {
        let all_scopes = || self.shared.scopes.clone();
        let now = self.clock().now();
        let from_now = |seconds| now + TimeDelta::seconds(seconds);
        let authority = &self.shared.authority;
        match token {
            Token::Absent => None,
            Token::Valid => Some(authority.mint(all_scopes(), from_now(3600))),
            Token::Scopes(scopes) => Some(authority.mint(scopes.clone(), from_now(3600))),
            Token::Expired => Some(authority.mint(all_scopes(), from_now(-1))),
            Token::Unknown => Some("never-issued".to_owned()),
        }
    }

    /// Sets the initial state of a case: no collection but its own, with its resources, the initial
    /// numbers of the model, the clock stopped at noon of 2026-01-15 (UTC), an unused plan of 100
    /// calls an hour, and the gateway's state. Faults stay in force.
    ///
    /// # Errors
    /// [`ModelError`], if the case's resources do not fit the model.
    pub fn arrange(&self, case: &Case) -> Result<(), ModelError> {
        let played = self.shared.api_with_operation(&case.operation);
        let model = &played.model;
        let mut store = model.empty_store();
        let given = case.given.iter().map(|resource| resource.get());
        model.fill_first(&mut store, case.collection(), given)?;
        self.clock().stand_at(case_time());
        *played.store() = store;
        let mut gateway_state = self.shared.gateway_state();
        gateway_state.plans = Plans::new(vec![Plan::new("default", 100, Window::Hour)]);
        gateway_state.condition = case.gateway;
        Ok(())
    }

    /// The differences between the stored resources and those at the end of a case.
    ///
    /// # Errors
    /// [`ModelError`], if the case's resources do not fit the model.
    pub fn compare_with(&self, case: &Case) -> Result<Vec<Difference>, ModelError> {
        let played = self.shared.api_with_operation(&case.operation);
        let ServedApi { api, model, .. } = &**played;
        let collection = case.collection();
        let mut store = model.empty_store();
        let expected = case.then.as_ref().unwrap_or(&case.given);
        let expected = expected.iter().map(|resource| resource.get());
        model.fill_first(&mut store, collection, expected)?;
        let kind = model.kinds().next().unwrap_or_default();
        let json_list = |resources: Vec<String>| format!("[{}]", resources.join(","));
        let expected = json_list(store.json(collection, kind, &api.order));
        let found = json_list(self.stored(played, collection));
        Ok(cases::compare(&expected, &found))
    }

    /// Resets everything to the initial state: resources, plans, the gateway's state, faults, the
    /// clock, tokens, locked accounts and the ledger.
    ///
    /// # Errors
    /// [`ModelError`], if a resource does not fit the model.
    pub fn reset(&self) -> Result<(), ModelError> {
        self.shared.reset()
    }

    /// Stops the sandbox: accepts nothing more, completes the current exchanges, and closes the
    /// remaining connections after two seconds. The port is free afterwards.
    pub async fn stop(mut self) {
        if let Some(stop) = self.stop.take() {
            // An error means that it has stopped already.
            let _ = stop.send(());
        }
        let _ = (&mut self.serving).await;
    }

    /// Serves until the returned future is dropped.
    pub async fn run(mut self) {
        let _ = (&mut self.serving).await;
    }
}

/// An API that a sandbox plays.
#[derive(Debug, Clone, Copy)]
pub struct PlayedApi<'a> {
    played: &'a ServedApi,
    origin: &'a str,
}

impl<'a> PlayedApi<'a> {
    /// The document's title.
    #[must_use]
    pub fn title(&self) -> &'a str {
        self.played.api.title()
    }

    /// The base URL, without a trailing slash.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("{}{}", self.origin, self.played.api.base_path)
    }

    /// The names of the stored collections, sorted.
    #[must_use]
    pub fn collections(&self) -> Vec<String> {
        self.played.collections()
    }

    /// The model's description and notes.
    #[must_use]
    pub fn model_notes(&self) -> (&'a str, &'a [String]) {
        let model = &self.played.model;
        (&model.description, &model.notes)
    }

    /// The model's description and notes in Spanish; empty if the model has none.
    #[must_use]
    pub fn spanish_model_notes(&self) -> (&'a str, &'a [String]) {
        let texts = &self.played.model.spanish;
        (&texts.description, &texts.notes)
    }
}

/// Noon of the day on which all cases are played.
fn case_time() -> DateTime<Utc> {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 15).unwrap_or_default();
    let noon = day.and_hms_opt(12, 0, 0).unwrap_or_default();
    noon.and_utc()
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

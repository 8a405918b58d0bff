//! The handle of a running sandbox.

use std::net::SocketAddr;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::builder::{SandboxBuilder, StartError};
use crate::cases::{self, Case, Condition, Difference, Token};
use crate::model::ModelError;
use crate::plan::Plans;
use crate::played::Played;
use crate::server::{self, Security, Shared};
use crate::{Credentials, Fault, Plan, Received, SandboxClock, Window};

/// A running sandbox; dropping it ends it.
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
    /// Dropping it ends the thread, if the sandbox has one of its own.
    alive: Option<oneshot::Sender<()>>,
}

impl Sandbox {
    /// Starts the usual sandbox on a port of 127.0.0.1 that the operating system chooses, with the
    /// embedded documents and models.
    ///
    /// # Errors
    /// [`StartError`], when there is no port left.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// Sets up a sandbox that is not the usual one.
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
            // A handle that is gone without a word wants the same.
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

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URL of the first API, without a trailing slash. Its collections are those of the other methods.
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

    /// The URL of the documentation, which is for a browser.
    #[cfg(feature = "docs")]
    #[must_use]
    pub fn docs_url(&self) -> String {
        format!("{}{}", self.origin, crate::docs::DOCS_PATH)
    }

    /// The certificate that a caller has to trust, in PEM form; `None` without TLS.
    #[must_use]
    pub fn certificate_pem(&self) -> Option<&str> {
        self.certificate.as_deref()
    }

    /// Credentials that are good here.
    #[must_use]
    pub fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// The clock it goes by; moving it moves the sandbox.
    #[must_use]
    pub fn clock(&self) -> &SandboxClock {
        &self.shared.clock
    }

    /// All APIs that it plays, the first one first.
    pub fn apis(&self) -> impl Iterator<Item = PlayedApi<'_>> {
        let played = self.shared.played();
        played.map(|played| PlayedApi {
            played,
            origin: &self.origin,
        })
    }

    /// What is not played by the model, in words: parts that the document does not know and that were
    /// set aside, and operations without a model.
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

    /// What a collection holds of the model's first kind, each resource as JSON, by key; nothing for
    /// a collection that is not known.
    #[must_use]
    pub fn resources(&self, collection: &str) -> Vec<String> {
        self.stored(&self.shared.first, collection)
    }

    fn stored(&self, played: &Played, collection: &str) -> Vec<String> {
        let kind = played.model.kinds().next().unwrap_or_default();
        let store = played.settled_store(self.shared.clock.now());
        store.json(collection, kind, &played.api.order)
    }

    /// Sets what a collection holds of the model's first kind, also where it is not known yet.
    ///
    /// # Errors
    /// [`ModelError`], when a resource is no object with the key that the model asks for.
    pub fn set_resources(
        &self,
        collection: &str,
        resources: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<(), ModelError> {
        let Played { model, .. } = &*self.shared.first;
        let mut stored = self.shared.first.store();
        let mut store = stored.clone();
        model.fill_first(&mut store, collection, resources)?;
        *stored = store;
        Ok(())
    }

    /// What it received, oldest first: the latest requests, as many as the ledger keeps.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        self.shared.ledger.all()
    }

    /// How many requests it received, also those that the ledger no longer keeps.
    #[must_use]
    pub fn received_count(&self) -> u64 {
        self.shared.ledger.count()
    }

    /// Empties the ledger; the count goes on.
    pub fn forget_received(&self) {
        self.shared.ledger.clear();
    }

    /// Puts a fault into force, after those that are.
    pub fn inject(&self, fault: Fault) {
        self.shared.faults.add(fault);
    }

    /// The faults in force, with how often each has struck.
    #[must_use]
    pub fn faults(&self) -> Vec<(Fault, u64)> {
        self.shared.faults.all()
    }

    /// Ends all faults.
    pub fn clear_faults(&self) {
        self.shared.faults.clear();
    }

    /// Puts the gateway into a state, until another is set.
    pub fn set_condition(&self, condition: Condition) {
        self.shared.world().condition = condition;
    }

    /// Revokes every token, access and refresh.
    pub fn revoke_all_tokens(&self) {
        self.shared.authority.revoke_all();
    }

    /// Unlocks an account that was locked after too many wrong passwords.
    pub fn unlock(&self, username: &str) {
        self.shared.authority.unlock(username);
    }

    /// The text of a token as a case wants it; `None` for none. An expired one expired a second
    /// ago by the sandbox's clock, others are good for an hour.
    #[must_use]
    pub fn token(&self, token: &Token) -> Option<String> {
        let all = || self.shared.scopes.clone();
        let now = self.clock().now();
        let from_now = |seconds| now + TimeDelta::seconds(seconds);
        let authority = &self.shared.authority;
        match token {
            Token::Absent => None,
            Token::Valid => Some(authority.mint(all(), from_now(3600))),
            Token::Scopes(scopes) => Some(authority.mint(scopes.clone(), from_now(3600))),
            Token::Expired => Some(authority.mint(all(), from_now(-1))),
            Token::Unknown => Some("never-issued".to_owned()),
        }
    }

    /// Puts the sandbox into the state that a case begins in: its collection alone, with what it
    /// holds, numbers as the model begins them, the clock standing at noon of 2026-01-15 (UTC), a
    /// plan of 100 calls an hour of which nothing is used, and the gateway's condition. Faults stay
    /// in force.
    ///
    /// # Errors
    /// [`ModelError`], when the case's resources do not fit the model.
    pub fn arrange(&self, case: &Case) -> Result<(), ModelError> {
        let played = self.shared.of(&case.operation);
        let model = &played.model;
        let mut store = model.empty_store();
        let given = case.given.iter().map(|resource| resource.get());
        model.fill_first(&mut store, case.collection(), given)?;
        self.clock().stand_at(case_day());
        *played.store() = store;
        let mut world = self.shared.world();
        world.plans = Plans::new(vec![Plan::new("default", 100, Window::Hour)]);
        world.condition = case.gateway;
        Ok(())
    }

    /// Where the stored resources differ from those with which a case ends.
    ///
    /// # Errors
    /// [`ModelError`], when the case's resources do not fit the model.
    pub fn compare_with(&self, case: &Case) -> Result<Vec<Difference>, ModelError> {
        let played = self.shared.of(&case.operation);
        let Played { api, model, .. } = &**played;
        let collection = case.collection();
        let mut store = model.empty_store();
        let expected = case.then.as_ref().unwrap_or(&case.given);
        let expected = expected.iter().map(|resource| resource.get());
        model.fill_first(&mut store, collection, expected)?;
        let kind = model.kinds().next().unwrap_or_default();
        let list = |resources: Vec<String>| format!("[{}]", resources.join(","));
        let expected = list(store.json(collection, kind, &api.order));
        let found = list(self.stored(played, collection));
        Ok(cases::compare(&expected, &found))
    }

    /// Puts everything back to the start: resources, plans, the gateway's condition, faults, the
    /// clock, tokens, locked accounts and the ledger.
    ///
    /// # Errors
    /// [`ModelError`], when a resource does not fit the model.
    pub fn reset(&self) -> Result<(), ModelError> {
        self.shared.reset()
    }

    /// Ends it: accepts nothing more, lets what is under way end, and closes what is left after
    /// two seconds. The port is free afterwards.
    pub async fn stop(mut self) {
        if let Some(stop) = self.stop.take() {
            // An error means that it has ended already.
            let _ = stop.send(());
        }
        let _ = (&mut self.serving).await;
    }

    /// Waits until it ends, which it does not by itself: for a program that serves until it is
    /// told to end.
    pub async fn run(mut self) {
        let _ = (&mut self.serving).await;
    }
}

/// An API that a sandbox plays.
#[derive(Debug, Clone, Copy)]
pub struct PlayedApi<'a> {
    played: &'a Played,
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

    /// What the model says of itself, in words: a description and notes.
    #[must_use]
    pub fn model_notes(&self) -> (&'a str, &'a [String]) {
        let model = &self.played.model;
        (&model.description, &model.notes)
    }
}

/// Noon of the day on which all cases play.
fn case_day() -> DateTime<Utc> {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 15).unwrap_or_default();
    let noon = day.and_hms_opt(12, 0, 0).unwrap_or_default();
    noon.and_utc()
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

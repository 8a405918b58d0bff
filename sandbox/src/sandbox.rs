//! The handle of a running sandbox.

use std::net::SocketAddr;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::builder::{SandboxBuilder, StartError};
use crate::cases::{Case, CasesError, Condition, Token};
use crate::plan::Plans;
use crate::portfolio::{FIRST_NUMBER, Portfolio};
use crate::server::{self, Security, Shared, TOKEN_PATH};
use crate::{
    BASE_PATH, Classification, Credentials, Fault, Plan, Received, Rules, SCOPES, SandboxClock,
    Window,
};

/// A running sandbox; dropping it ends it.
#[derive(Debug)]
pub struct Sandbox {
    shared: Arc<Shared>,
    credentials: Credentials,
    address: SocketAddr,
    base_url: String,
    token_url: String,
    certificate: Option<String>,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<()>,
}

impl Sandbox {
    /// Starts the usual sandbox on a port of 127.0.0.1 that the operating system chooses, with the
    /// demo contract.
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
            shared,
            credentials,
            address,
            base_url: format!("{origin}{BASE_PATH}"),
            token_url: format!("{origin}{TOKEN_PATH}"),
            certificate,
            stop: Some(stop),
            serving: tokio::spawn(serving),
        }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URL of the API, without a trailing slash.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
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
        let origin = self.base_url.strip_suffix(BASE_PATH);
        format!("{}{}", origin.unwrap_or_default(), crate::docs::DOCS_PATH)
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

    /// The rules by which a request reaches its outcome.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.shared.rules
    }

    /// The contract numbers it knows, sorted.
    #[must_use]
    pub fn contract_numbers(&self) -> Vec<String> {
        self.shared.world().portfolio.contract_numbers()
    }

    /// What a contract holds, by number; nothing for a contract that is not known.
    #[must_use]
    pub fn classifications(&self, contract_no: &str) -> Vec<Classification> {
        let world = self.shared.world();
        let held = world.portfolio.get(contract_no);
        held.map(<[_]>::to_vec).unwrap_or_default()
    }

    /// Sets what a contract holds, also where the contract is not known yet.
    pub fn set_classifications(
        &self,
        contract_no: &str,
        classifications: impl IntoIterator<Item = Classification>,
    ) {
        let classifications = classifications.into_iter().collect();
        self.shared
            .world()
            .portfolio
            .set(contract_no, classifications);
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
        let all = || SCOPES.map(str::to_owned).to_vec();
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

    /// Puts the sandbox into the state that a case begins in: its contract alone, with what it
    /// holds, the next number 700001, the clock standing at noon of 2026-01-15 (UTC), a plan of 100
    /// calls an hour of which nothing is used, and the gateway's condition. Faults stay in force.
    pub fn arrange(&self, case: &Case) {
        self.clock().stand_at(case_day());
        let mut portfolio = Portfolio::new(FIRST_NUMBER);
        portfolio.set(case.contract_no(), case.given.clone());
        let mut world = self.shared.world();
        world.portfolio = portfolio;
        world.plans = Plans::new(vec![Plan::new("default", 100, Window::Hour)]);
        world.condition = case.gateway;
    }

    /// Puts the contracts, the plans and the gateway back into the state in which they were at the
    /// start, and ends all faults. Tokens stay good, and the clock stays where it is.
    ///
    /// # Errors
    /// [`CasesError`], when the embedded seed cannot be read.
    pub fn reset(&self) -> Result<(), CasesError> {
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

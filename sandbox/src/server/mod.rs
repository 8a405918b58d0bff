//! The HTTP server of the sandbox.
//!
//! * [`listener`]: accepts connections, serves each, and ends them all on request.
//! * [`connection`]: a connection that can be reset instead of closed.
//! * [`security`]: plain or TLS.
//! * [`route`]: routes a request to an operation or to the token endpoint.
//! * [`exchange`]: one exchange, from the arrival of the request to its entry in the ledger.
//! * [`call`]: the checks of the gateway, in the order of `spec/README.md`.
//! * [`admin`]: endpoints that change a running sandbox.
//! * [`effect`]: applies the effect of a fault to a response.

mod admin;
mod call;
mod connection;
mod effect;
mod exchange;
mod listener;
mod route;
pub(crate) mod security;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::SandboxClock;
use crate::fault::Faults;
use crate::identifier::Identifiers;
use crate::model::ModelError;
use crate::received::Ledger;
use crate::served_api::ServedApi;
use crate::state::{GatewayState, InitialState};
use crate::token::Authority;

#[cfg(feature = "docs")]
pub(crate) use admin::check_host;
pub(crate) use exchange::router;
pub(crate) use listener::serve;
#[cfg(feature = "tls")]
pub use security::CertificateError;
#[cfg(feature = "tls")]
pub(crate) use security::Identity;
pub(crate) use security::Security;

/// The limits of a request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// The maximum size of a body in bytes.
    pub(crate) body: usize,
    /// The time limit for the arrival of a head, and of a body.
    pub(crate) arrival: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 64 * 1024,
            arrival: Duration::from_secs(30),
        }
    }
}

/// The state that all connections share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) clock: SandboxClock,
    pub(crate) authority: Authority,
    pub(crate) ledger: Ledger,
    pub(crate) identifiers: Identifiers,
    /// The first document, which methods about addresses, collections and cases use.
    pub(crate) first: Arc<ServedApi>,
    /// Further documents, which share tokens, plans, faults, clock and ledger.
    pub(crate) others: Vec<Arc<ServedApi>>,
    /// The scopes that any document lists.
    pub(crate) scopes: Vec<String>,
    pub(crate) limits: Limits,
    pub(crate) faults: Faults,
    pub(crate) gateway_state: Mutex<GatewayState>,
    pub(crate) initial: InitialState,
}

impl Shared {
    pub(crate) fn gateway_state(&self) -> MutexGuard<'_, GatewayState> {
        self.gateway_state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// All documents, the first one first.
    pub(crate) fn played(&self) -> impl Iterator<Item = &Arc<ServedApi>> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// The document that a path belongs to: the one whose token or revocation endpoint it is, or
    /// else the one with the longest base path that contains it, or else the first.
    pub(crate) fn api_of_path(&self, path: &str) -> &Arc<ServedApi> {
        let with_token_path = self.played().find(|played| {
            let api = &played.api;
            path == api.token_path || path == api.revoke_path
        });
        let below = self.played().filter(|played| played.contains_path(path));
        let below = below.reduce(|best, played| {
            let longer = played.api.base_path.len() > best.api.base_path.len();
            if longer { played } else { best }
        });
        with_token_path.or(below).unwrap_or(&self.first)
    }

    /// The document that has an operation; else the first.
    pub(crate) fn api_with_operation(&self, operation: &str) -> &Arc<ServedApi> {
        let mut played = self.played();
        let found = played.find(|played| played.api.operation(operation).is_some());
        found.unwrap_or(&self.first)
    }

    /// The operations of all documents.
    pub(crate) fn operations(&self) -> Vec<&str> {
        self.played().flat_map(|played| played.api.ids()).collect()
    }

    /// The notices of all documents.
    pub(crate) fn notices(&self) -> Vec<String> {
        self.played().flat_map(|played| played.notices()).collect()
    }

    /// Restores the initial state: resources, plans, condition, faults, clock, tokens, lockouts and
    /// ledger.
    pub(crate) fn reset(&self) -> Result<(), ModelError> {
        let store = self.initial.store(&self.first.model)?;
        *self.first.store() = store;
        for played in &self.others {
            *played.store() = played.model.seed().clone();
        }
        *self.gateway_state() = self.initial.gateway_state();
        self.faults.clear();
        for fault in &self.initial.faults {
            self.faults.add(fault.clone());
        }
        self.clock.set(self.initial.reading);
        self.authority.forget();
        self.ledger.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::Sandbox;

    fn document(base: &str, token: &str) -> String {
        format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": "T", "version": "1"}},
                "servers": [{{"url": "https://h{base}"}}],
                "components": {{"securitySchemes": {{"o": {{"type": "oauth2", "flows":
                    {{"password": {{"tokenUrl": "https://h{token}", "scopes": {{}}}}}}}}}}}},
                "paths": {{"/things": {{"get": {{"operationId": "list{base}", "responses":
                    {{"200": {{"description": "ok"}}}}}}}}}}}}"#
        )
    }

    #[tokio::test]
    async fn a_path_belongs_to_the_document_with_the_longest_base_path() {
        let model = "title: M";
        let sandbox = Sandbox::builder()
            .document(document("/a", "/token"))
            .model(model)
            .also(document("/a/b", "/token"), model)
            .also(document("/c", "/c/token"), model);
        let shared = sandbox.shared().unwrap();
        for (path, base_path) in [
            ("/a/things", "/a"),
            ("/a/b/things", "/a/b"),
            ("/a/bc/things", "/a"),
            ("/c", "/c"),
            ("/c/token", "/c"),
            ("/token", "/a"),
            ("/things", "/a"),
        ] {
            assert_eq!(shared.api_of_path(path).api.base_path, base_path, "{path}");
        }
        assert_eq!(shared.operations(), ["list/a", "list/a/b", "list/c"]);
    }
}

//! From a connection to an answer.
//!
//! * [`listener`]: accepts connections, serves each, and ends them all on request.
//! * [`connection`]: a connection that can be reset instead of closed.
//! * [`security`]: plain or TLS.
//! * [`route`]: which operation a path and a method name.
//! * [`exchange`]: one request and its answer, from arrival to ledger.
//! * [`call`]: the checks of the gateway, in the order of `spec/README.md`; [`media_type`] is one.
//! * [`admin`]: what people change while a sandbox runs.
//! * [`spoil`]: what a fault makes of an answer.

mod admin;
mod call;
mod connection;
mod exchange;
mod listener;
mod media_type;
mod route;
mod security;
mod spoil;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::SandboxClock;
use crate::fault::Faults;
use crate::identifier::Identifiers;
use crate::model::ModelError;
use crate::played::Played;
use crate::received::Ledger;
use crate::token::Authority;
use crate::world::{Beginning, World};

#[cfg(feature = "docs")]
pub(crate) use admin::is_this_machine;
pub(crate) use exchange::router;
pub(crate) use listener::serve;
#[cfg(feature = "tls")]
pub use security::CertificateError;
#[cfg(feature = "tls")]
pub(crate) use security::Identity;
pub(crate) use security::Security;

/// What a request may cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// How many bytes a body may have.
    pub(crate) body: usize,
    /// How long a head, and then a body, may take to arrive.
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

/// All that a sandbox is, apart from its connections.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) clock: SandboxClock,
    pub(crate) authority: Authority,
    pub(crate) ledger: Ledger,
    pub(crate) identifiers: Identifiers,
    /// The document whose addresses, collections and cases are the sandbox's.
    pub(crate) first: Arc<Played>,
    /// Further documents, which share everything else.
    pub(crate) others: Vec<Arc<Played>>,
    /// The scopes that any document lists.
    pub(crate) scopes: Vec<String>,
    pub(crate) limits: Limits,
    pub(crate) faults: Faults,
    pub(crate) world: Mutex<World>,
    pub(crate) beginning: Beginning,
}

impl Shared {
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All documents, the first one first.
    pub(crate) fn played(&self) -> impl Iterator<Item = &Arc<Played>> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// The document whose token endpoint a path is, or below whose base path it is (the longest one, where there are
    /// several); else the first.
    pub(crate) fn at(&self, path: &str) -> &Arc<Played> {
        let of_tokens = self.played().find(|played| {
            let api = &played.api;
            path == api.token_path || path == api.revoke_path
        });
        let below = self.played().filter(|played| played.has(path));
        let below = below.reduce(|best, played| {
            let longer = played.api.base_path.len() > best.api.base_path.len();
            if longer { played } else { best }
        });
        of_tokens.or(below).unwrap_or(&self.first)
    }

    /// The document that has an operation; else the first.
    pub(crate) fn of(&self, operation: &str) -> &Arc<Played> {
        let mut played = self.played();
        let found = played.find(|played| played.api.operation(operation).is_some());
        found.unwrap_or(&self.first)
    }

    /// The operations of all documents.
    pub(crate) fn operations(&self) -> Vec<&str> {
        self.played().flat_map(|played| played.api.ids()).collect()
    }

    /// What the sandbox does not play by the models, in words.
    pub(crate) fn notices(&self) -> Vec<String> {
        self.played().flat_map(|played| played.notices()).collect()
    }

    /// Back to the start: resources, plans, condition, faults, clock, tokens, lockouts and ledger.
    pub(crate) fn reset(&self) -> Result<(), ModelError> {
        let store = self.beginning.store(&self.first.model)?;
        *self.first.store() = store;
        for played in &self.others {
            *played.store() = played.model.seed().clone();
        }
        *self.world() = self.beginning.world();
        self.faults.clear();
        for fault in &self.beginning.faults {
            self.faults.add(fault.clone());
        }
        self.clock.set(self.beginning.reading);
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
    async fn a_path_is_of_the_document_with_the_longest_base_path() {
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
            assert_eq!(shared.at(path).api.base_path, base_path, "{path}");
        }
        assert_eq!(shared.operations(), ["list/a", "list/a/b", "list/c"]);
    }
}

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
use crate::api::Api;
use crate::fault::Faults;
use crate::identifier::Identifiers;
use crate::model::{Model, ModelError};
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
    pub(crate) api: Arc<Api>,
    pub(crate) model: Arc<Model>,
    pub(crate) limits: Limits,
    pub(crate) faults: Faults,
    pub(crate) world: Mutex<World>,
    pub(crate) beginning: Beginning,
}

impl Shared {
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state as of now: what is due has happened. A script of the model that fails leaves the rest
    /// as it is; the next request reports it.
    pub(crate) fn settled_world(&self) -> MutexGuard<'_, World> {
        let mut world = self.world();
        let _ = self.model.settle(&mut world.store, self.clock.now());
        world
    }

    /// What the sandbox does not play by the model, in words.
    pub(crate) fn notices(&self) -> Vec<String> {
        let mut notices = self.model.notices.clone();
        for id in self.api.ids().filter(|id| !self.model.covers(id)) {
            notices.push(format!(
                "{id}: no model applies, so the response is the document's example or a sample with \
                 the request's values, and nothing is stored"
            ));
        }
        notices
    }

    /// Back to the start: resources, plans, condition, faults, clock, tokens, lockouts and ledger.
    pub(crate) fn reset(&self) -> Result<(), ModelError> {
        let world = self.beginning.world(&self.model)?;
        *self.world() = world;
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

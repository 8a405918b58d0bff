//! The state and the settings that calls share.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::api_key::ApiKey;
use crate::clock::Clock;
use crate::evidence::RejectionEvidence;
use crate::retry::{Pause, RetryPolicy};
use crate::scopes::Scopes;
use crate::settings::Timeouts;
use crate::token::{TokenParts, TokenSource};

/// The parts that transports with different credentials share.
#[derive(Clone)]
pub(crate) struct Parts {
    pub http: reqwest::Client,
    /// Whether plain HTTP requests, whose host is this machine, cannot leave the machine through a proxy.
    pub plain_http_is_direct: bool,
    /// One permit for each request that may be under way at the same time.
    pub connections: Arc<Semaphore>,
    pub scopes: Scopes,
    pub token: TokenParts,
    pub retry: RetryPolicy,
    pub timeouts: Timeouts,
    pub body_limit: usize,
    /// Further proofs that a request was not carried out, besides a 4xx.
    pub evidence: Vec<RejectionEvidence>,
    pub clock: Arc<dyn Clock>,
    #[cfg(feature = "contract")]
    pub drift: Option<crate::drift::Observer>,
}

/// The parts of a transport.
pub(crate) struct Inner {
    pub parts: Parts,
    pub tokens: TokenSource,
    pub pause: Pause,
    pub api_key: ApiKey,
}

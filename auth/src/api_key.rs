//! The client id as API key: the header that a document's `apiKey` scheme requires beside the token.
//!
//! A token has the client id of the credentials that it was granted to. Operations without a token fetch the client id
//! from the source of the credentials. The source can be a command, so its result is kept for a while, and concurrent
//! callers share it.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use futures_util::future::Shared;
use http::HeaderValue;

use crate::clock::{Clock, after};
use crate::credentials::CredentialsSource;
use crate::token::{Token, TokenError, TokenPolicy, client_id_header};

/// The time for which a client id that was fetched for an operation without a token is used again.
const KEPT: Duration = Duration::from_secs(5 * 60);

/// The source of the header value.
pub(crate) struct ApiKey {
    credentials: Arc<dyn CredentialsSource>,
    clock: Arc<dyn Clock>,
    /// The time after which a fetch that has not ended is replaced by another.
    timeout: Duration,
    last: Mutex<Option<Fetch>>,
}

/// A fetch that has ended or is under way, which its callers share.
struct Fetch {
    begun: Instant,
    result: SharedResult,
}

type SharedResult = Shared<Pin<Box<dyn Future<Output = Result<HeaderValue, NoApiKey>> + Send>>>;

/// The client id cannot be sent. Its value is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the client id contains a character that is invalid in a header")]
pub struct InvalidClientId;

/// The reason why there is no API key.
#[derive(Clone)]
pub(crate) enum NoApiKey {
    /// There are no credentials.
    Credentials(TokenError),
    /// The client id is not a valid header value.
    Invalid(InvalidClientId),
}

impl ApiKey {
    pub(crate) fn new(
        credentials: Arc<dyn CredentialsSource>,
        clock: Arc<dyn Clock>,
        policy: &TokenPolicy,
    ) -> Self {
        Self {
            credentials,
            clock,
            timeout: policy.deadline,
            last: Mutex::new(None),
        }
    }

    /// The header value, marked sensitive: the client id of `token`, or that of the source if the operation has no token.
    pub(crate) async fn header(&self, token: Option<&Token>) -> Result<HeaderValue, NoApiKey> {
        match token {
            Some(token) => token.client_id().ok_or(NoApiKey::Invalid(InvalidClientId)),
            None => self.without_token().await,
        }
    }

    /// Returns a recent result of the source, or fetches one. Callers share a fetch under way. A failure is returned again
    /// for as long as the source allows.
    fn without_token(&self) -> SharedResult {
        let now = self.clock.now();
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fetch) = &*last {
            let valid_for = match fetch.result.peek() {
                None => self.timeout,
                Some(Ok(_)) => KEPT,
                Some(Err(_)) => self.credentials.reuse_after_failure(),
            };
            if after(fetch.begun, valid_for) > now {
                return fetch.result.clone();
            }
        }
        let result = fetch(Arc::clone(&self.credentials)).boxed().shared();
        *last = Some(Fetch {
            begun: now,
            result: result.clone(),
        });
        result
    }
}

/// Fetches from the source. A panic becomes an error, as it would otherwise reach all waiting callers.
async fn fetch(source: Arc<dyn CredentialsSource>) -> Result<HeaderValue, NoApiKey> {
    let fetching = AssertUnwindSafe(async move { source.fetch().await }).catch_unwind();
    let credentials = match fetching.await {
        Ok(fetched) => fetched.map_err(TokenError::Credentials),
        Err(_) => Err(TokenError::Lost),
    };
    let credentials = credentials.map_err(NoApiKey::Credentials)?;
    client_id_header(credentials.client_id()).ok_or(NoApiKey::Invalid(InvalidClientId))
}

//! The client id as API key: the header that a document's `apiKey` scheme asks for beside the token.
//!
//! Beside a token it is that of the credentials which got the token, and comes with it. Only operations that
//! need no token have the source of the credentials asked: that could mean a command for each call, so
//! what it yields is kept for a while, and all who want it at the same time share one answer.

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

/// How long a client id without a token is used before the source is asked again.
const KEPT: Duration = Duration::from_secs(5 * 60);

/// Gives the header value.
pub(crate) struct ApiKey {
    credentials: Arc<dyn CredentialsSource>,
    clock: Arc<dyn Clock>,
    /// How long the source may take; then it is asked anew.
    patience: Duration,
    last: Mutex<Option<Asked>>,
}

/// An answer of the source, or the wait for it, in which any number of callers share.
struct Asked {
    at: Instant,
    answer: Answer,
}

type Answer = Shared<Pin<Box<dyn Future<Output = Result<HeaderValue, NoApiKey>> + Send>>>;

/// The client id cannot be sent. What it is, is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the client id holds a character that no header can carry")]
pub struct InvalidClientId;

/// Why there is no API key.
#[derive(Clone)]
pub(crate) enum NoApiKey {
    /// There are no credentials.
    Credentials(TokenError),
    /// The client id is no header value.
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
            patience: policy.deadline,
            last: Mutex::new(None),
        }
    }

    /// The client id that goes with `token`, marked sensitive.
    pub(crate) async fn beside(&self, token: Option<&Token>) -> Result<HeaderValue, NoApiKey> {
        match token {
            Some(token) => token.client_id().ok_or(NoApiKey::Invalid(InvalidClientId)),
            None => self.alone().await,
        }
    }

    /// What the source says now, or said a moment ago. A failure is shared by those who wait for it, and
    /// not kept.
    fn alone(&self) -> Answer {
        let now = self.clock.now();
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(asked) = &*last {
            let good_for = match asked.answer.peek() {
                None => self.patience,
                Some(Ok(_)) => KEPT,
                Some(Err(_)) => self.credentials.reuse_after_failure(),
            };
            if after(asked.at, good_for) > now {
                return asked.answer.clone();
            }
        }
        let answer = ask(Arc::clone(&self.credentials)).boxed().shared();
        *last = Some(Asked {
            at: now,
            answer: answer.clone(),
        });
        answer
    }
}

/// Asks the source; that it panics is an answer too, lest it harm all who wait.
async fn ask(source: Arc<dyn CredentialsSource>) -> Result<HeaderValue, NoApiKey> {
    let asking = AssertUnwindSafe(async move { source.fetch().await }).catch_unwind();
    let credentials = match asking.await {
        Ok(fetched) => fetched.map_err(TokenError::Credentials),
        Err(_) => Err(TokenError::Lost),
    };
    let credentials = credentials.map_err(NoApiKey::Credentials)?;
    client_id_header(credentials.client_id()).ok_or(NoApiKey::Invalid(InvalidClientId))
}

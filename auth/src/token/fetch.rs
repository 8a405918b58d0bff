//! Gets tokens for the current credentials of a source.

use std::fmt;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::TokenError;
use super::acquisition::{Acquisition, Granted, TokenParts};
use super::bearer::Bearer;
use super::refusal::Refusal;
use super::slots::Slot;
use crate::Credentials;
use crate::clock::after;
use crate::credentials::{CredentialsError, CredentialsSource};

/// Gets tokens for the current credentials of a source.
pub(super) struct Fetcher {
    pub(super) parts: TokenParts,
    credentials: Arc<dyn CredentialsSource>,
    /// The last result of the source if getting a token failed, and the time of that failure.
    last: Mutex<Option<(Instant, Result<Credentials, CredentialsError>)>>,
}

impl Fetcher {
    pub(super) fn new(credentials: Arc<dyn CredentialsSource>, parts: TokenParts) -> Self {
        Self {
            parts,
            credentials,
            last: Mutex::default(),
        }
    }

    /// Whether both tokens were granted to the same credentials.
    pub(super) fn have_same_credentials(&self, one: &Bearer, other: &Bearer) -> bool {
        let parts = &self.parts;
        let fingerprint =
            |bearer: &Bearer| parts.guard.fingerprint(parts.identity(&bearer.credentials));
        fingerprint(one) == fingerprint(other)
    }

    /// Records that the API refused the credentials of a token, and removes all tokens of the account from the cache.
    pub(super) async fn refuse_by_api(&self, bearer: &Bearer, refusal: &Refusal) {
        let parts = &self.parts;
        let (identity, first_wait) = (parts.identity(&bearer.credentials), parts.policy.lockout);
        if let Some(cache) = &parts.cache {
            cache.remove_account(identity);
        }
        let guard = &parts.guard;
        guard
            .refuse_by_api(identity, &*parts.clock, first_wait, refusal)
            .await;
    }

    /// Removes a token that the API refused from the cache.
    pub(super) fn forget(&self, bearer: &Bearer) {
        if let Some(cache) = &self.parts.cache {
            cache.remove(self.parts.identity(&bearer.credentials), bearer);
        }
    }

    /// Gets a token for the scopes of `slot`.
    pub(super) async fn fetch(&self, slot: &Slot) -> Result<Granted, TokenError> {
        let credentials = self.credentials().await;
        let granted = match &credentials {
            Ok(credentials) => self.fetch_for(credentials, slot).await,
            Err(error) => Err(TokenError::Credentials(error.clone())),
        };
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.parts.clock.now();
        let reuse = self.credentials.reuse_after_failure();
        match &granted {
            Ok(_) => {
                slot.served.store(true, Ordering::Relaxed);
                *last = None;
            }
            // the time of the first failure stays, so that the source is used again after `reuse`
            Err(_)
                if last
                    .as_ref()
                    .is_none_or(|(failed_at, _)| now >= after(*failed_at, reuse)) =>
            {
                *last = (!reuse.is_zero()).then_some((now, credentials));
            }
            Err(_) => {}
        }
        granted
    }

    /// The current credentials of the source, or its last result for a while after a failure.
    async fn credentials(&self) -> Result<Credentials, CredentialsError> {
        let reuse = self.credentials.reuse_after_failure();
        let last = {
            let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            let kept = last.as_ref();
            let kept =
                kept.filter(|(failed_at, _)| self.parts.clock.now() < after(*failed_at, reuse));
            kept.map(|(_, credentials)| credentials.clone())
        };
        match last {
            Some(last) => last,
            None => self.credentials.fetch().await,
        }
    }

    async fn fetch_for(
        &self,
        credentials: &Credentials,
        slot: &Slot,
    ) -> Result<Granted, TokenError> {
        let identity = self.parts.identity(credentials);
        let acquisition = Acquisition {
            parts: &self.parts,
            slot,
            fingerprint: self.parts.guard.fingerprint(identity),
            identity,
        };
        acquisition.run().await
    }
}

impl fmt::Debug for Fetcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fetcher")
            .field("endpoint", &self.parts.endpoint)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

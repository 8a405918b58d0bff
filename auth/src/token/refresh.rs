//! Keeps the refresh token for one set of scopes.

use std::sync::{Mutex, MutexGuard, PoisonError};

use secrecy::SecretString;

use super::guard::Fingerprint;

/// A refresh token, and whose it is.
pub(super) struct RefreshGrant {
    pub(super) token: SecretString,
    pub(super) fingerprint: Fingerprint,
}

/// Keeps the refresh token of one scope set. It is single-use: a caller that takes it has the only one.
#[derive(Default)]
pub(super) struct RefreshStore(Mutex<Option<RefreshGrant>>);

impl RefreshStore {
    pub(super) fn keep(&self, grant: Option<RefreshGrant>) {
        *self.lock() = grant;
    }

    /// The kept token, unless it belongs to other credentials; then it is dropped.
    pub(super) fn take(&self, fingerprint: Fingerprint) -> Option<RefreshGrant> {
        self.lock()
            .take()
            .filter(|grant| grant.fingerprint == fingerprint)
    }

    fn lock(&self) -> MutexGuard<'_, Option<RefreshGrant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! Keeps the refresh token for one scope set.

use std::sync::{Mutex, MutexGuard, PoisonError};

use secrecy::SecretString;

use super::guard::Fingerprint;

/// A refresh token, and the fingerprint of its credentials.
pub(super) struct RefreshGrant {
    pub(super) token: SecretString,
    pub(super) fingerprint: Fingerprint,
}

/// Keeps the refresh token for one scope set. A refresh token may be valid for one use only, so a caller takes it out.
#[derive(Default)]
pub(super) struct RefreshStore(Mutex<Option<RefreshGrant>>);

impl RefreshStore {
    pub(super) fn keep(&self, grant: Option<RefreshGrant>) {
        *self.lock() = grant;
    }

    /// Takes the token out. A token of other credentials is dropped.
    pub(super) fn take(&self, fingerprint: Fingerprint) -> Option<RefreshGrant> {
        self.lock()
            .take()
            .filter(|grant| grant.fingerprint == fingerprint)
    }

    fn lock(&self) -> MutexGuard<'_, Option<RefreshGrant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

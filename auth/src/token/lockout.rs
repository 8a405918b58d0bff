//! The guard against locking an account: what was refused once is not sent again while nothing has
//! changed. Insurers lock accounts after a few wrong passwords, and a client that retries finds them
//! all within a second.

use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use secrecy::ExposeSecret;

use super::TokenError;
use crate::Credentials;

/// Tells whether credentials have changed. Salted anew in each process, and never shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Fingerprint(u64);

/// Makes fingerprints that can be compared with each other.
#[derive(Default)]
pub(super) struct Salt(RandomState);

impl Salt {
    pub(super) fn fingerprint(&self, credentials: &Credentials) -> Fingerprint {
        Fingerprint(self.0.hash_one((
            credentials.client_id().expose_secret(),
            credentials.client_secret().expose_secret(),
            credentials.username().expose_secret(),
            credentials.password().expose_secret(),
        )))
    }
}

/// What was refused, and until when it is not sent again. Several credentials are remembered, for a
/// provider may go to and fro between two.
#[derive(Default)]
pub(super) struct Lockout(Mutex<Vec<Refused>>);

struct Refused {
    fingerprint: Fingerprint,
    /// Monotonic: who sets the wall clock does not get another try.
    until: Instant,
    error: TokenError,
}

impl Lockout {
    /// Fails with the error of the refusal as long as that holds.
    pub(super) fn check(&self, fingerprint: Fingerprint, now: Instant) -> Result<(), TokenError> {
        let refused = self.lock();
        let holds = refused
            .iter()
            .find(|it| it.fingerprint == fingerprint && it.until > now);
        holds.map_or(Ok(()), |it| Err(it.error.clone()))
    }

    /// Remembers a refusal until `until`.
    pub(super) fn refuse(
        &self,
        fingerprint: Fingerprint,
        now: Instant,
        until: Instant,
        error: TokenError,
    ) {
        let mut refused = self.lock();
        refused.retain(|it| it.until > now && it.fingerprint != fingerprint);
        refused.push(Refused {
            fingerprint,
            until,
            error,
        });
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Refused>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! The guard against locking an account: what was refused once is not sent again while nothing has
//! changed. Insurers lock accounts after a few wrong passwords, and a client that retries finds them
//! all within a second.
//!
//! A wrong password is as wrong for the next client, so that one guard serves all that are made of each
//! other, whatever credentials each has.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use secrecy::ExposeSecret;

use super::TokenError;
use super::flight::SingleFlight;
use crate::Credentials;

/// What is known of credentials that were refused, and who may send which. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Guard(Arc<Guarded>);

#[derive(Default)]
struct Guarded {
    salt: Salt,
    refused: Lockout,
    /// Those whose password was accepted when it was last sent.
    accepted: Mutex<HashSet<Fingerprint>>,
    turns: Mutex<Vec<(Fingerprint, Turns)>>,
}

/// Whoever leads this flight may send the password. Were several sent at once, a wrong one would be
/// counted several times before the first refusal is back.
pub(super) type Turns = Arc<SingleFlight<()>>;

impl Guard {
    pub(super) fn fingerprint(&self, credentials: &Credentials) -> Fingerprint {
        self.0.salt.fingerprint(credentials)
    }

    /// The credentials that were refused.
    pub(super) fn refused(&self) -> &Lockout {
        &self.0.refused
    }

    /// Notes whether a password was accepted, and tells whether it was the last time.
    pub(super) fn note(&self, of: Fingerprint, accepted: bool) -> bool {
        let mut known = self
            .0
            .accepted
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if accepted {
            !known.insert(of)
        } else {
            known.remove(&of)
        }
    }

    /// The turns of all who send these credentials.
    pub(super) fn turns(&self, of: Fingerprint) -> Turns {
        let mut turns = self.0.turns.lock().unwrap_or_else(PoisonError::into_inner);
        // others than these hold on to what is in use
        turns.retain(|(known, turns)| *known == of || Arc::strong_count(turns) > 1);
        if let Some((_, turns)) = turns.iter().find(|(known, _)| *known == of) {
            return Arc::clone(turns);
        }
        let new = Turns::new(SingleFlight::new());
        turns.push((of, Arc::clone(&new)));
        new
    }
}

/// Tells whether credentials have changed. Salted anew in each process, and never shown.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Fingerprint(u64);

/// Makes fingerprints that can be compared with each other.
#[derive(Default)]
struct Salt(RandomState);

impl Salt {
    fn fingerprint(&self, credentials: &Credentials) -> Fingerprint {
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

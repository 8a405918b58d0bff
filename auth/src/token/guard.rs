//! The guard against locking an account. It decides when a password may be sent, and by which request.
//!
//! A client, its clones and those that `with_credentials` makes share a guard. Processes with the same state file share
//! its state.

use std::collections::BTreeMap;
use std::fs::File;
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::path::PathBuf;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use futures_util::future::{Either, select};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use tokio::runtime::Handle;
use url::Url;

use super::TokenError;
use super::account::{Account, Time};
use super::refusal::Refusal;
use super::shared_task::{Joined, SharedTask, TaskHandle};
use super::state_file::StateFile;
use crate::Credentials;
use crate::clock::{Clock, after};
use crate::runtime::LastRuntime;
use crate::timer::within;
use crate::trace::TARGET;

/// The state of accounts, which decides whether a password may be sent. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Guard(Arc<Inner>);

#[derive(Default)]
struct Inner {
    salt: RandomState,
    /// The time of the first use, on both clocks.
    start: OnceLock<(Instant, SystemTime)>,
    state: Mutex<State>,
    file: Option<StateFile>,
    /// The turns of each account, by the fingerprint of the account.
    turns: Mutex<Vec<(Fingerprint, Arc<Turns>)>>,
}

/// The turns of the requests that send a password of one account. If several requests were sent at once, the server would
/// count a wrong password several times before the first refusal arrives.
#[derive(Default)]
struct Turns {
    /// The holder of the handle may send the password.
    task: Arc<SharedTask<()>>,
    /// The runtime of the holder.
    runtime: LastRuntime,
}

/// The content of a state file. It contains 16 bits of a salted hash of the credentials, which show that they changed
/// without revealing them.
#[derive(Serialize, Deserialize)]
pub(super) struct State {
    salt: u64,
    accounts: BTreeMap<u64, Account>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            salt: RandomState::new().hash_one(0),
            accounts: BTreeMap::new(),
        }
    }
}

/// A hash that shows whether credentials have changed, or whether two accounts are the same. Its salt differs in each
/// process.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Fingerprint(u64);

/// The credentials of a token request, and its endpoint.
#[derive(Clone, Copy)]
pub(super) struct Identity<'a> {
    pub(super) url: &'a Url,
    pub(super) credentials: &'a Credentials,
}

impl Identity<'_> {
    /// The token endpoint and the user name.
    pub(super) fn account(&self) -> (&str, &str) {
        (
            self.url.as_str(),
            self.credentials.username().expose_secret(),
        )
    }

    /// All values of the credentials.
    pub(super) fn secrets(&self) -> [&str; 4] {
        let credentials = self.credentials;
        [
            credentials.client_id(),
            credentials.client_secret(),
            credentials.username(),
            credentials.password(),
        ]
        .map(ExposeSecret::expose_secret)
    }
}

impl State {
    /// A hash that is the same for equal values in all processes with the same salt.
    fn hash(&self, value: impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.salt, value).hash(&mut hasher);
        hasher.finish()
    }

    /// 16 bits of the hash of the credentials.
    fn tag(&self, identity: Identity<'_>) -> u16 {
        let [low, high, ..] = self.hash(identity.secrets()).to_le_bytes();
        u16::from_le_bytes([low, high])
    }

    fn account(&mut self, identity: Identity<'_>) -> &mut Account {
        let key = self.hash(identity.account());
        self.accounts.entry(key).or_default()
    }

    /// Replaces the state by that of other processes, if they have stored one.
    fn take_stored(&mut self, stored: Option<Self>, now: Time) {
        let Some(stored) = stored else { return };
        self.salt = stored.salt;
        for (key, stored) in stored.accounts {
            self.accounts
                .entry(key)
                .or_default()
                .take_stored(stored, now);
        }
    }

    /// The state for other processes.
    fn to_store(&self) -> Self {
        let accounts = self.accounts.iter();
        Self {
            salt: self.salt,
            accounts: accounts
                .map(|(key, account)| (*key, account.to_store()))
                .collect(),
        }
    }
}

impl Guard {
    /// Creates a guard that shares its state with all processes that use the same file.
    pub(crate) fn with_file(path: Option<PathBuf>) -> Self {
        Self(Arc::new(Inner {
            file: path.map(StateFile::new),
            ..Inner::default()
        }))
    }

    pub(super) fn fingerprint(&self, identity: Identity<'_>) -> Fingerprint {
        Fingerprint(self.0.salt.hash_one(identity.secrets()))
    }

    /// Waits until no other request sends a password of this account. The turn ends when the handle is
    /// dropped, or after `longest`.
    pub(super) async fn turn(
        &self,
        identity: Identity<'_>,
        clock: &dyn Clock,
        longest: Duration,
    ) -> TaskHandle<()> {
        let turns = self.turns(identity);
        loop {
            let now = clock.now();
            match turns.task.join(now, after(now, longest), || None::<()>) {
                Joined::Handle(handle, _) => {
                    turns.runtime.set(&Handle::current());
                    return handle;
                }
                Joined::Waiter(waiter) => {
                    let timeout = waiter.due().saturating_duration_since(now);
                    let ended = pin!(waiter.outcome());
                    let stopped = pin!(turns.runtime.stopped());
                    let ended = select(ended, stopped);
                    if let Some(Either::Right(_)) = within(clock, timeout, ended).await {
                        turns.task.abandon(&waiter);
                    }
                }
                Joined::Settled(()) => {}
            }
        }
    }

    /// The turns of all requests that send a password of this account.
    fn turns(&self, identity: Identity<'_>) -> Arc<Turns> {
        let account = Fingerprint(self.0.salt.hash_one(identity.account()));
        let mut turns = self.0.turns.lock().unwrap_or_else(PoisonError::into_inner);
        // requests hold a reference to the turns that they use
        turns.retain(|(key, turns)| *key == account || Arc::strong_count(turns) > 1);
        if let Some((_, turns)) = turns.iter().find(|(key, _)| *key == account) {
            return Arc::clone(turns);
        }
        let new = Arc::<Turns>::default();
        turns.push((account, Arc::clone(&new)));
        new
    }

    /// Fails while the password must not be sent.
    pub(super) fn check(
        &self,
        identity: Identity<'_>,
        clock: &dyn Clock,
    ) -> Result<(), TokenError> {
        let now = self.now(clock);
        let mut state = self.lock();
        let tag = state.tag(identity);
        state.account(identity).check(tag, now)
    }

    /// The tag of the credentials and the current time, for refusals that are recorded elsewhere.
    pub(super) fn tag(&self, identity: Identity<'_>, clock: &dyn Clock) -> (u16, Time) {
        let now = self.now(clock);
        (self.lock().tag(identity), now)
    }

    /// Records that the API refused the credentials of a token.
    pub(super) async fn refuse_by_api(
        &self,
        identity: Identity<'_>,
        clock: &dyn Clock,
        first: Duration,
        refusal: &Refusal,
    ) {
        let now = self.now(clock);
        let refuse = |state: &mut State| {
            let tag = state.tag(identity);
            state
                .account(identity)
                .refuse_by_api(tag, now, first, refusal);
        };
        // in this process first, as the file may be locked for a while
        refuse(&mut self.lock());
        let Some(file) = &self.0.file else { return };
        if let Some(_lock) = ok_or_warn(file.lock(clock).await) {
            let stored = ok_or_warn(file.load()).flatten();
            let mut state = self.lock();
            state.take_stored(stored, now);
            refuse(&mut state);
            ok_or_warn(file.store(&state.to_store()));
        }
    }

    /// Records that the application was refused with a refresh token, and returns the error.
    pub(super) fn refuse(
        &self,
        identity: Identity<'_>,
        clock: &dyn Clock,
        first: Duration,
        refusal: &Refusal,
    ) -> TokenError {
        let now = self.now(clock);
        let mut state = self.lock();
        let tag = state.tag(identity);
        state.account(identity).refuse(tag, now, first, refusal)
    }

    /// Begins a password request in its turn. Fails if the password must not be sent. For other processes, the request
    /// counts as failed until its outcome is stored.
    pub(super) async fn begin<'a>(
        &'a self,
        identity: Identity<'a>,
        clock: &'a dyn Clock,
    ) -> Result<Sending<'a>, TokenError> {
        let lock = match &self.0.file {
            Some(file) => ok_or_warn(file.lock(clock).await),
            None => None,
        };
        let sending = Sending {
            guard: self,
            identity,
            clock,
            lock,
        };
        let now = self.now(clock);
        let mut state = self.lock();
        state.account(identity).settle();
        state.take_stored(sending.load(), now);
        let tag = state.tag(identity);
        state.account(identity).check(tag, now)?;
        state.account(identity).begin(now);
        sending.store(&state);
        drop(state);
        Ok(sending)
    }

    /// The wall time at the first use of the guard plus the monotonic time since then, so that setting the clock allows no
    /// further attempt.
    fn now(&self, clock: &dyn Clock) -> Time {
        let (start, wall) = *self.0.start.get_or_init(|| (clock.now(), clock.wall()));
        let wall = wall.duration_since(SystemTime::UNIX_EPOCH);
        let passed = clock.now().saturating_duration_since(start);
        wall.unwrap_or_default().saturating_add(passed)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A password request under way. If it is dropped before [`end`](Self::end), it counts as failed, as the server may have
/// read it.
pub(super) struct Sending<'a> {
    guard: &'a Guard,
    identity: Identity<'a>,
    clock: &'a dyn Clock,
    /// Held until the request has ended, so that other processes wait for its outcome.
    lock: Option<File>,
}

impl Sending<'_> {
    /// Ends the request. `record` records its outcome in the account.
    pub(super) fn end<R>(self, record: impl FnOnce(&mut Account, u16, Time) -> R) -> R {
        let now = self.guard.now(self.clock);
        let mut state = self.guard.lock();
        let tag = state.tag(self.identity);
        let recorded = record(state.account(self.identity), tag, now);
        self.store(&state);
        recorded
    }

    fn load(&self) -> Option<State> {
        self.lock.as_ref()?;
        ok_or_warn(self.guard.0.file.as_ref()?.load()).flatten()
    }

    fn store(&self, state: &State) {
        if let (Some(file), Some(_)) = (&self.guard.0.file, &self.lock) {
            ok_or_warn(file.store(&state.to_store()));
        }
    }
}

/// Traces an error. Without the file, calls remain possible, and the guard only counts the requests of this process.
fn ok_or_warn<T>(result: std::io::Result<T>) -> Option<T> {
    result
        .inspect_err(|error| {
            tracing::warn!(target: TARGET, %error, "the state file of token requests cannot be used");
        })
        .ok()
}

//! The guard against locking an account: which password may be sent, when, and by one request at a time.
//!
//! One guard serves all clients that are made of each other, with any credentials, and with a
//! state file all processes that name the same file.

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
pub(crate) struct Guard(Arc<Guarded>);

#[derive(Default)]
struct Guarded {
    salt: RandomState,
    began: OnceLock<(Instant, SystemTime)>,
    state: Mutex<State>,
    file: Option<StateFile>,
    turns: Mutex<Vec<(Fingerprint, Turns)>>,
}

/// The handle of this task may send a password of the account. Were several sent at once, a wrong one
/// would be counted several times before the first refusal is received.
type Turns = Arc<Turn>;

#[derive(Default)]
struct Turn {
    task: Arc<SharedTask<()>>,
    /// The runtime of the handle.
    runtime: LastRuntime,
}

/// The content of a state file. It has 16 bits of a hash of the password, which show a change and do not reveal it.
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

/// Shows whether credentials have changed. Salted in each process, and never displayed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Fingerprint(u64);

/// The account whose password is sent, and the endpoint.
#[derive(Clone, Copy)]
pub(super) struct Identity<'a> {
    pub(super) url: &'a Url,
    pub(super) credentials: &'a Credentials,
}

impl Identity<'_> {
    pub(super) fn account(&self) -> (&str, &str) {
        (
            self.url.as_str(),
            self.credentials.username().expose_secret(),
        )
    }

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
    /// The same for equal values in every process that has the salt.
    fn hash(&self, value: impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.salt, value).hash(&mut hasher);
        hasher.finish()
    }

    fn tag(&self, of: Identity<'_>) -> u16 {
        let [low, high, ..] = self.hash(of.secrets()).to_le_bytes();
        u16::from_le_bytes([low, high])
    }

    fn account(&mut self, of: Identity<'_>) -> &mut Account {
        let key = self.hash(of.account());
        self.accounts.entry(key).or_default()
    }

    /// Takes what other processes stored, if they did.
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
    /// A guard that shares its state with all processes that name the same file.
    pub(crate) fn with_file(path: Option<PathBuf>) -> Self {
        Self(Arc::new(Guarded {
            file: path.map(StateFile::new),
            ..Guarded::default()
        }))
    }

    pub(super) fn fingerprint(&self, of: Identity<'_>) -> Fingerprint {
        Fingerprint(self.0.salt.hash_one(of.secrets()))
    }

    /// Waits until no other request sends a password of this account. A request may take `longest`.
    pub(super) async fn turn(
        &self,
        of: Identity<'_>,
        clock: &dyn Clock,
        longest: Duration,
    ) -> TaskHandle<()> {
        let turns = self.turns(of);
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
    fn turns(&self, of: Identity<'_>) -> Turns {
        let of = Fingerprint(self.0.salt.hash_one(of.account()));
        let mut turns = self.0.turns.lock().unwrap_or_else(PoisonError::into_inner);
        // others than these hold on to what is in use
        turns.retain(|(known, turns)| *known == of || Arc::strong_count(turns) > 1);
        if let Some((_, turns)) = turns.iter().find(|(known, _)| *known == of) {
            return Arc::clone(turns);
        }
        let new = Turns::default();
        turns.push((of, Arc::clone(&new)));
        new
    }

    /// Fails as long as a password is not to be sent.
    pub(super) fn check(&self, of: Identity<'_>, clock: &dyn Clock) -> Result<(), TokenError> {
        let now = self.now(clock);
        let mut state = self.lock();
        let tag = state.tag(of);
        state.account(of).check(tag, now)
    }

    /// The tag of credentials, and the time, for what is remembered elsewhere.
    pub(super) fn tag(&self, of: Identity<'_>, clock: &dyn Clock) -> (u16, Time) {
        let now = self.now(clock);
        (self.lock().tag(of), now)
    }

    /// The API refused credentials for which there was a token.
    pub(super) async fn refuse_by_api(
        &self,
        of: Identity<'_>,
        clock: &dyn Clock,
        first: Duration,
        refusal: &Refusal,
    ) {
        let now = self.now(clock);
        let refuse = |state: &mut State| {
            let tag = state.tag(of);
            state.account(of).refuse_by_api(tag, now, first, refusal);
        };
        // first of all in this process: the file may be in use
        refuse(&mut self.lock());
        let Some(file) = &self.0.file else { return };
        if let Some(_lock) = noted(file.lock(clock).await) {
            let stored = noted(file.load()).flatten();
            let mut state = self.lock();
            state.take_stored(stored, now);
            refuse(&mut state);
            noted(file.store(&state.to_store()));
        }
    }

    /// The application itself was refused, with a refresh token.
    pub(super) fn refuse(
        &self,
        of: Identity<'_>,
        clock: &dyn Clock,
        first: Duration,
        refusal: Refusal,
    ) -> TokenError {
        let now = self.now(clock);
        let mut state = self.lock();
        let tag = state.tag(of);
        state.account(of).refuse(tag, now, first, refusal)
    }

    /// Begins a password request, in the turn of its account: fails if the password is not to be sent. From here
    /// on it counts as failed for other processes, until its outcome is stored.
    pub(super) async fn begin<'a>(
        &'a self,
        of: Identity<'a>,
        clock: &'a dyn Clock,
    ) -> Result<Sending<'a>, TokenError> {
        let lock = match &self.0.file {
            Some(file) => noted(file.lock(clock).await),
            None => None,
        };
        let sending = Sending {
            guard: self,
            of,
            clock,
            lock,
        };
        let now = self.now(clock);
        let mut state = self.lock();
        state.account(of).settle();
        state.take_stored(sending.load(), now);
        let tag = state.tag(of);
        state.account(of).check(tag, now)?;
        state.account(of).begin(now);
        sending.store(&state);
        drop(state);
        Ok(sending)
    }

    /// Now by the wall clock of the beginning: setting the clock gives no further attempt.
    fn now(&self, clock: &dyn Clock) -> Time {
        let (start, wall) = *self.0.began.get_or_init(|| (clock.now(), clock.wall()));
        let wall = wall.duration_since(SystemTime::UNIX_EPOCH);
        let passed = clock.now().saturating_duration_since(start);
        wall.unwrap_or_default().saturating_add(passed)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A password request under way. One that is dropped may have been read.
pub(super) struct Sending<'a> {
    guard: &'a Guard,
    of: Identity<'a>,
    clock: &'a dyn Clock,
    /// Held until the request has ended, so that other processes wait for its outcome.
    lock: Option<File>,
}

impl Sending<'_> {
    /// Notes how the request ended.
    pub(super) fn end<R>(self, note: impl FnOnce(&mut Account, u16, Time) -> R) -> R {
        let now = self.guard.now(self.clock);
        let mut state = self.guard.lock();
        let tag = state.tag(self.of);
        let noted = note(state.account(self.of), tag, now);
        self.store(&state);
        noted
    }

    fn load(&self) -> Option<State> {
        self.lock.as_ref()?;
        noted(self.guard.0.file.as_ref()?.load()).flatten()
    }

    fn store(&self, state: &State) {
        if let (Some(file), Some(_)) = (&self.guard.0.file, &self.lock) {
            noted(file.store(&state.to_store()));
        }
    }
}

/// Without its file the guard protects this process alone, which is better than no call at all.
fn noted<T>(result: std::io::Result<T>) -> Option<T> {
    result
        .inspect_err(|error| {
            tracing::warn!(target: TARGET, %error, "the state file of token requests cannot be used");
        })
        .ok()
}

//! Issued tokens and their rights. The clock decides when they expire.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::error::{ErrorCode, TokenError};
use super::lockout::Lockouts;
use super::request::TokenRequest;
use crate::SandboxClock;
use crate::credentials::App;
use crate::identifier::Identifiers;

/// The maximum number of tokens of each kind. Beyond it the oldest is removed, so that callers that
/// request a new token for every call do not fill the memory.
const MAX_TOKENS: usize = 20_000;

/// The settings of tokens and of the lockout.
#[derive(Debug, Clone)]
pub(crate) struct TokenPolicy {
    pub(crate) token_type: String,
    pub(crate) lifetime: Duration,
    pub(crate) refresh_lifetime: Duration,
    pub(crate) refresh_tokens: bool,
    /// The number of wrong passwords in a row after which an account is locked; 0 for no lock.
    pub(crate) lockout_after: u32,
    pub(crate) lockout_for: Duration,
}

impl Default for TokenPolicy {
    fn default() -> Self {
        Self {
            token_type: "Bearer".to_owned(),
            lifetime: Duration::from_secs(3600),
            refresh_lifetime: Duration::from_secs(31 * 24 * 3600),
            refresh_tokens: true,
            lockout_after: 5,
            lockout_for: Duration::from_secs(30 * 60),
        }
    }
}

/// Issues and checks tokens.
pub(crate) struct Authority {
    /// The scopes that can be granted; empty for all.
    pub(super) scopes: Vec<String>,
    apps: Vec<App>,
    accounts: HashMap<String, String>,
    clock: SandboxClock,
    identifiers: Identifiers,
    state: Mutex<State>,
}

struct State {
    policy: TokenPolicy,
    access: Tokens,
    refresh: Tokens,
    lockouts: Lockouts,
}

/// The rights of a token.
#[derive(Debug, Clone)]
struct Grant {
    client_id: String,
    username: String,
    scopes: Vec<String>,
    expires: DateTime<Utc>,
}

/// The response to a granted request, with the members in API Connect's order.
#[derive(Serialize)]
pub(super) struct Granted {
    token_type: String,
    access_token: String,
    scope: String,
    expires_in: u64,
    consented_on: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token_expires_in: Option<u64>,
}

/// The reason why an access token is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rejection {
    /// Never issued, revoked, or removed.
    Unknown,
    /// Expired.
    Expired,
    /// Issued without this scope.
    Scope(String),
    /// Issued to an app that is not subscribed to the API.
    NotSubscribed,
}

/// Shows counts, and neither passwords nor tokens.
impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority")
            .field("apps", &self.apps.len())
            .field("accounts", &self.accounts.len())
            .finish_non_exhaustive()
    }
}

impl Authority {
    pub(crate) fn new(
        scopes: Vec<String>,
        apps: Vec<App>,
        accounts: HashMap<String, String>,
        policy: TokenPolicy,
        clock: SandboxClock,
    ) -> Self {
        Self {
            scopes,
            apps,
            accounts,
            clock,
            identifiers: Identifiers::new(),
            state: Mutex::new(State {
                policy,
                access: Tokens::default(),
                refresh: Tokens::default(),
                lockouts: Lockouts::default(),
            }),
        }
    }

    /// The app that a request authenticates.
    pub(super) fn client(&self, request: &TokenRequest) -> Result<&App, TokenError> {
        let wrong = |reason| TokenError::new(ErrorCode::InvalidClient, reason);
        let client = request
            .client
            .as_ref()
            .ok_or_else(|| wrong("the client does not authenticate itself"))?;
        self.apps
            .iter()
            .find(|app| app.client_id == client.id && app.client_secret == client.secret)
            .ok_or_else(|| wrong("the client is not known, or its secret is wrong"))
    }

    /// Checks a password; a wrong one counts towards the lockout of the account.
    pub(super) fn check_password(&self, username: &str, password: &str) -> Result<(), TokenError> {
        let wrong = || TokenError::new(ErrorCode::InvalidGrant, "username or password is wrong");
        let expected = self.accounts.get(username).ok_or_else(wrong)?;
        let now = self.clock.now();
        let mut state = self.state();
        let (after, lasting) = (state.policy.lockout_after, delta(state.policy.lockout_for));
        if state.lockouts.is_locked(username, after, lasting, now) {
            return Err(TokenError::new(
                ErrorCode::InvalidGrant,
                "the account is locked after too many wrong passwords",
            ));
        }
        if expected != password {
            state.lockouts.note_wrong(username, now);
            return Err(wrong());
        }
        state.lockouts.clear(username);
        Ok(())
    }

    /// Issues tokens to an app for an account.
    pub(super) fn issue(&self, app: &App, username: &str, scopes: Vec<String>) -> Granted {
        let now = self.clock.now();
        let mut state = self.state();
        let policy = state.policy.clone();
        let access_token = self.identifiers.next();
        let scope = scopes.join(" ");
        let grant = Grant {
            client_id: app.client_id.clone(),
            username: username.to_owned(),
            scopes,
            expires: after(now, policy.lifetime),
        };
        let refresh_token = (policy.refresh_tokens && app.refresh_grant).then(|| {
            let token = self.identifiers.next();
            let expires = after(now, policy.refresh_lifetime);
            let grant = Grant {
                expires,
                ..grant.clone()
            };
            state.refresh.add(token.clone(), grant);
            token
        });
        state.access.add(access_token.clone(), grant);
        Granted {
            token_type: policy.token_type,
            access_token,
            scope,
            expires_in: policy.lifetime.as_secs(),
            consented_on: now.timestamp(),
            refresh_token_expires_in: refresh_token
                .is_some()
                .then_some(policy.refresh_lifetime.as_secs()),
            refresh_token,
        }
    }

    /// Exchanges a refresh token, which is valid once, for new tokens.
    pub(super) fn refresh(
        &self,
        app: &App,
        refresh_token: &str,
        scopes: Option<Vec<String>>,
    ) -> Result<Granted, TokenError> {
        let now = self.clock.now();
        let wrong = |reason| TokenError::new(ErrorCode::InvalidGrant, reason);
        let grant = {
            let mut state = self.state();
            let grant = state.refresh.grants.get(refresh_token);
            let grant = grant
                .filter(|grant| grant.client_id == app.client_id)
                .ok_or_else(|| wrong("the refresh token is not known or was used before"))?;
            if grant.expires <= now {
                return Err(wrong("the refresh token is expired"));
            }
            let not_granted = scopes.iter().flatten().find(|s| !grant.scopes.contains(s));
            if let Some(scope) = not_granted {
                return Err(TokenError::new(
                    ErrorCode::InvalidScope,
                    format!("scope {scope} was not granted with the refresh token"),
                ));
            }
            let grant = grant.clone();
            state.refresh.remove(refresh_token);
            grant
        };
        let scopes = scopes.unwrap_or(grant.scopes);
        Ok(self.issue(app, &grant.username, scopes))
    }

    /// The `client_id` of the app of an access token, if the token has all `scopes`.
    pub(crate) fn check(&self, token: &str, scopes: &[String]) -> Result<String, Rejection> {
        let now = self.clock.now();
        let state = self.state();
        let grant = state.access.grants.get(token).ok_or(Rejection::Unknown)?;
        if grant.expires <= now {
            return Err(Rejection::Expired);
        }
        if !self.is_subscribed(&grant.client_id) {
            return Err(Rejection::NotSubscribed);
        }
        let lacking = scopes.iter().find(|scope| !grant.scopes.contains(scope));
        if let Some(scope) = lacking {
            return Err(Rejection::Scope(scope.clone()));
        }
        Ok(grant.client_id.clone())
    }

    /// An access token for the first app and these scopes, valid until `expires`.
    pub(crate) fn mint(&self, scopes: Vec<String>, expires: DateTime<Utc>) -> String {
        let token = self.identifiers.next();
        let client_id = self.apps.first().map(|app| app.client_id.clone());
        let grant = Grant {
            client_id: client_id.unwrap_or_default(),
            username: String::new(),
            scopes,
            expires,
        };
        self.state().access.add(token.clone(), grant);
        token
    }

    /// Revokes an access or refresh token of an app.
    pub(super) fn revoke_token(&self, client_id: &str, token: &str) {
        let mut state = self.state();
        let State {
            access, refresh, ..
        } = &mut *state;
        for tokens in [access, refresh] {
            let owner = tokens.grants.get(token).map(|grant| &grant.client_id);
            if owner.is_some_and(|owner| owner == client_id) {
                tokens.remove(token);
            }
        }
    }

    /// Revokes every token.
    pub(crate) fn revoke_all(&self) {
        let mut state = self.state();
        state.access = Tokens::default();
        state.refresh = Tokens::default();
    }

    /// Removes every token and every count of wrong passwords.
    pub(crate) fn forget(&self) {
        self.revoke_all();
        self.state().lockouts = Lockouts::default();
    }

    /// Unlocks an account.
    pub(crate) fn unlock(&self, username: &str) {
        self.state().lockouts.clear(username);
    }

    fn is_subscribed(&self, client_id: &str) -> bool {
        let app = self.apps.iter().find(|app| app.client_id == client_id);
        app.is_none_or(|app| app.subscribed)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tokens by their text, in the order of their creation.
#[derive(Debug, Default)]
struct Tokens {
    grants: HashMap<String, Grant>,
    order: VecDeque<String>,
}

impl Tokens {
    fn add(&mut self, token: String, grant: Grant) {
        if self.order.len() >= MAX_TOKENS
            && let Some(oldest) = self.order.pop_front()
        {
            self.grants.remove(&oldest);
        }
        self.order.push_back(token.clone());
        self.grants.insert(token, grant);
    }

    /// Removes a token. Its entry in the order is removed when it becomes the oldest.
    fn remove(&mut self, token: &str) {
        self.grants.remove(token);
    }
}

fn delta(duration: Duration) -> TimeDelta {
    TimeDelta::from_std(duration).unwrap_or(TimeDelta::MAX)
}

fn after(now: DateTime<Utc>, lifetime: Duration) -> DateTime<Utc> {
    now.checked_add_signed(delta(lifetime))
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_token_is_removed_if_there_are_too_many() {
        let clock = SandboxClock::system();
        let apps = vec![App::new("app", "secret")];
        let authority = Authority::new(vec![], apps, HashMap::new(), TokenPolicy::default(), clock);
        let expires = DateTime::<Utc>::MAX_UTC;
        let read = || vec!["read".to_owned()];
        let first = authority.mint(read(), expires);
        assert!(authority.check(&first, &read()).is_ok());
        let later: Vec<_> = (0..MAX_TOKENS)
            .map(|_| authority.mint(read(), expires))
            .collect();
        assert_eq!(
            authority.check(&first, &read()).unwrap_err(),
            Rejection::Unknown
        );
        assert!(
            later
                .iter()
                .all(|token| authority.check(token, &read()).is_ok())
        );
        let state = authority.state();
        assert_eq!(
            (state.access.grants.len(), state.access.order.len()),
            (MAX_TOKENS, MAX_TOKENS)
        );
    }

    #[test]
    fn a_removed_token_does_not_displace_a_later_one() {
        let grant = Grant {
            client_id: "app".to_owned(),
            username: "user".to_owned(),
            scopes: vec![],
            expires: DateTime::<Utc>::MAX_UTC,
        };
        let mut tokens = Tokens::default();
        for n in 0..MAX_TOKENS {
            tokens.add(n.to_string(), grant.clone());
        }
        for n in 0..MAX_TOKENS {
            tokens.remove(&n.to_string());
        }
        tokens.add("new".to_owned(), grant);
        assert_eq!((tokens.grants.len(), tokens.order.len()), (1, MAX_TOKENS));
        assert!(tokens.grants.contains_key("new"));
    }
}

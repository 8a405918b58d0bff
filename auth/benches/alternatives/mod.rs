//! Two common designs of token caches, for comparison:
//!
//! - a map in a `RwLock` that is read, locked for writing and read again, as in `azure_identity`; each look-up
//!   allocates its key and copies the token;
//! - a map in a `tokio::sync::Mutex`; neither the key nor the token is allocated or copied.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use classifications_auth::ScopeSet;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::{Mutex, RwLock};

const TEXT: &str = "0123456789abcdef0123456789abcdef";
const LIFETIME: Duration = Duration::from_secs(3600);

/// A token that each caller copies.
#[derive(Clone)]
pub struct Copied {
    token: SecretString,
    expires: SystemTime,
}

impl Copied {
    pub fn length(&self) -> usize {
        self.token.expose_secret().len()
    }

    fn new() -> Self {
        Self {
            token: TEXT.into(),
            expires: SystemTime::now() + LIFETIME,
        }
    }
}

/// A map that is read, locked for writing, and read again.
#[derive(Default)]
pub struct DoubleChecked(RwLock<HashMap<Vec<String>, Copied>>);

impl DoubleChecked {
    pub async fn token(&self, scopes: &[&str]) -> Copied {
        let scopes: Vec<String> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        let is_valid = |kept: &&Copied| kept.expires > SystemTime::now();
        if let Some(kept) = self.0.read().await.get(&scopes).filter(is_valid) {
            return kept.clone();
        }
        let mut tokens = self.0.write().await;
        if let Some(kept) = tokens.get(&scopes).filter(is_valid) {
            return kept.clone();
        }
        let entry = tokens.entry(scopes).insert_entry(Copied::new());
        entry.get().clone()
    }
}

/// A token that callers share, with its expiry on both clocks.
pub struct Shared {
    _token: SecretString,
    expires: (Instant, SystemTime),
}

/// A map that one caller reads at a time.
#[derive(Default)]
pub struct Locked(Mutex<HashMap<ScopeSet, Arc<Shared>>>);

impl Locked {
    pub async fn token(&self, scopes: &ScopeSet) -> Arc<Shared> {
        let mut tokens = self.0.lock().await;
        let now = (Instant::now(), SystemTime::now());
        let is_valid = |kept: &&Arc<Shared>| kept.expires.0 > now.0 && kept.expires.1 > now.1;
        if let Some(kept) = tokens.get(scopes).filter(is_valid) {
            return Arc::clone(kept);
        }
        let shared = Arc::new(Shared {
            _token: TEXT.into(),
            expires: (now.0 + LIFETIME, now.1 + LIFETIME),
        });
        tokens.insert(scopes.clone(), Arc::clone(&shared));
        shared
    }
}

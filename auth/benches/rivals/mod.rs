//! Two ways in which token caches are often written, as rivals: a `RwLock` that is checked, locked for
//! writing and checked again, with a key that is made for each look-up and a token that is copied, as
//! `azure_identity` does; and a `tokio::sync::Mutex` around the same map, with a key and a token that
//! cost nothing.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use classifications_auth::ScopeSet;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::{Mutex, RwLock};

const TEXT: &str = "0123456789abcdef0123456789abcdef";
const LIFETIME: Duration = Duration::from_secs(3600);

/// A token with the time at which it ends.
#[derive(Clone)]
pub struct Copied {
    token: SecretString,
    until: SystemTime,
}

impl Copied {
    pub fn length(&self) -> usize {
        self.token.expose_secret().len()
    }

    fn new() -> Self {
        Self {
            token: TEXT.into(),
            until: SystemTime::now() + LIFETIME,
        }
    }
}

/// Checked, locked for writing, checked again.
#[derive(Default)]
pub struct DoubleChecked(RwLock<HashMap<Vec<String>, Copied>>);

impl DoubleChecked {
    pub async fn token(&self, scopes: &[&str]) -> Copied {
        let scopes: Vec<String> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        let good = |kept: &&Copied| kept.until > SystemTime::now();
        if let Some(kept) = self.0.read().await.get(&scopes).filter(good) {
            return kept.clone();
        }
        let mut kept = self.0.write().await;
        if let Some(kept) = kept.get(&scopes).filter(good) {
            return kept.clone();
        }
        kept.entry(scopes).insert_entry(Copied::new()).get().clone()
    }
}

/// A token that is shared, with its end on both clocks.
pub struct Shared {
    _token: SecretString,
    until: (Instant, SystemTime),
}

/// One after the other.
#[derive(Default)]
pub struct Locked(Mutex<HashMap<ScopeSet, Arc<Shared>>>);

impl Locked {
    pub async fn token(&self, scopes: &ScopeSet) -> Arc<Shared> {
        let mut kept = self.0.lock().await;
        let now = (Instant::now(), SystemTime::now());
        let good = |kept: &&Arc<Shared>| kept.until.0 > now.0 && kept.until.1 > now.1;
        if let Some(kept) = kept.get(scopes).filter(good) {
            return Arc::clone(kept);
        }
        let shared = Arc::new(Shared {
            _token: TEXT.into(),
            until: (now.0 + LIFETIME, now.1 + LIFETIME),
        });
        kept.insert(scopes.clone(), Arc::clone(&shared));
        shared
    }
}

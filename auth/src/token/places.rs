//! The places where tokens are kept, one for each set of scopes.
//!
//! There are as many as an API has different scopes, a handful, and none ever goes away; so they hang in a
//! row which is only ever added to, and looking one up is a few loads, without a lock or a count.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::account::Refusals;
use super::bearer::{Bearer, Token};
use super::error::TokenError;
use super::fetch::RefreshStore;
use super::keep::Keep;
use super::refused::History;
use crate::ScopeSet;
use crate::runtime::LastRuntime;
use crate::trace::TARGET;

/// Where the token for one set of scopes is kept, and what its successor is asked with.
pub(super) struct Place {
    pub(super) scopes: ScopeSet,
    pub(super) refresh: RefreshStore,
    /// What was refused for these scopes alone.
    pub(super) refused: Mutex<Refusals>,
    /// What the API did with the tokens.
    history: Mutex<History>,
    pub(super) keep: Keep<Bearer, TokenError>,
    /// Where a token is fetched.
    pub(super) runtime: LastRuntime,
}

impl Place {
    fn new(scopes: ScopeSet) -> Self {
        Self {
            scopes,
            refresh: RefreshStore::default(),
            refused: Mutex::default(),
            history: Mutex::default(),
            keep: Keep::empty(),
            runtime: LastRuntime::default(),
        }
    }

    /// Whether `token` is what is kept here.
    pub(super) fn keeps(&self, token: &Token) -> bool {
        let kept = self.keep.get();
        kept.is_some_and(|kept| Arc::ptr_eq(&kept, &token.0))
    }

    pub(super) fn drop_token(&self, token: &Token) {
        if self.keep.reject(&token.0) {
            tracing::info!(target: TARGET, scopes = %self.scopes, "the API refused a token, it is dropped");
        }
    }

    pub(super) fn history(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// All places.
#[derive(Default)]
pub(super) struct Places(OnceLock<Box<Link>>);

struct Link {
    place: Arc<Place>,
    next: OnceLock<Box<Link>>,
}

impl Places {
    /// The place for `scopes`, if there is one.
    pub(super) fn find(&self, scopes: &ScopeSet) -> Option<&Arc<Place>> {
        self.iter().find(|place| place.scopes == *scopes)
    }

    /// The place for `scopes`, which is made if there is none.
    pub(super) fn find_or_make(&self, scopes: &ScopeSet) -> &Arc<Place> {
        let mut slot = &self.0;
        loop {
            let link = slot.get_or_init(|| {
                let place = Arc::new(Place::new(scopes.clone()));
                Box::new(Link {
                    place,
                    next: OnceLock::new(),
                })
            });
            if link.place.scopes == *scopes {
                return &link.place;
            }
            slot = &link.next;
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Arc<Place>> {
        std::iter::successors(self.0.get(), |link| link.next.get()).map(|link| &link.place)
    }
}

/// One after the other: by itself, each link would drop the next one inside its own drop.
impl Drop for Places {
    fn drop(&mut self) {
        let mut link = self.0.take();
        while let Some(mut last) = link {
            link = last.next.take();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_scopes_have_the_same_place_whoever_asks_first() {
        let places = Places::default();
        let of =
            |number: usize| ScopeSet::new([format!("scope-{number}"), "read".to_owned()]).unwrap();
        assert!(places.find(&of(0)).is_none());
        std::thread::scope(|threads| {
            for _ in 0..4 {
                threads.spawn(|| {
                    for number in 0..50 {
                        let made = places.find_or_make(&of(number));
                        assert!(Arc::ptr_eq(made, places.find(&of(number)).unwrap()));
                    }
                });
            }
        });
        assert_eq!(places.iter().count(), 50);
    }

    #[test]
    fn any_number_of_places_can_be_dropped() {
        let places = Places::default();
        let mut slot = &places.0;
        for _ in 0..100_000 {
            let place = Arc::new(Place::new(ScopeSet::EMPTY));
            slot = &slot
                .get_or_init(|| {
                    Box::new(Link {
                        place,
                        next: OnceLock::new(),
                    })
                })
                .next;
        }
        drop(places);
    }
}

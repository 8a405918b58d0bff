//! The slots in which tokens are kept, one for each scope set.
//!
//! An API has a handful of scope sets, and no slot is removed. So the slots form a linked list that only grows, and a
//! look-up costs a few loads, without a lock or a reference count.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::account::Refusals;
use super::bearer::{Bearer, Token};
use super::error::TokenError;
use super::refresh::RefreshStore;
use super::refused::History;
use super::renewed_value::RenewedValue;
use crate::ScopeSet;
use crate::runtime::LastRuntime;
use crate::trace::TARGET;

/// The token for one scope set, and the state for requesting its successor.
pub(super) struct Slot {
    pub(super) scopes: ScopeSet,
    pub(super) refresh: RefreshStore,
    /// The refusals for these scopes alone.
    pub(super) refused: Mutex<Refusals>,
    /// The history of the API's responses to the tokens.
    history: Mutex<History>,
    pub(super) token: RenewedValue<Bearer, TokenError>,
    /// The runtime of the last task that fetched a token.
    pub(super) runtime: LastRuntime,
    /// Whether this process has had a token for these scopes. If so, a token in the cache is older, or was refused.
    pub(super) served: AtomicBool,
}

impl Slot {
    fn new(scopes: ScopeSet) -> Self {
        Self {
            scopes,
            refresh: RefreshStore::default(),
            refused: Mutex::default(),
            history: Mutex::default(),
            token: RenewedValue::empty(),
            runtime: LastRuntime::default(),
            served: AtomicBool::new(false),
        }
    }

    /// Whether `token` is the kept token.
    pub(super) fn holds(&self, token: &Token) -> bool {
        let kept = self.token.get();
        kept.is_some_and(|kept| Arc::ptr_eq(&kept, &token.0))
    }

    /// Drops `token`, and returns whether it was the kept token.
    pub(super) fn drop_token(&self, token: &Token) -> bool {
        let dropped = self.token.reject(&token.0);
        if dropped {
            tracing::info!(target: TARGET, scopes = %self.scopes, "the API refused a token, it is dropped");
        }
        dropped
    }

    pub(super) fn history(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// All slots.
#[derive(Default)]
pub(super) struct Slots(OnceLock<Box<Link>>);

struct Link {
    slot: Arc<Slot>,
    next: OnceLock<Box<Link>>,
}

impl Slots {
    /// The slot for `scopes`, if there is one.
    pub(super) fn find(&self, scopes: &ScopeSet) -> Option<&Arc<Slot>> {
        self.iter().find(|slot| slot.scopes == *scopes)
    }

    /// The slot for `scopes`, which is created if it is missing.
    pub(super) fn find_or_make(&self, scopes: &ScopeSet) -> &Arc<Slot> {
        let mut end = &self.0;
        loop {
            let link = end.get_or_init(|| {
                let slot = Arc::new(Slot::new(scopes.clone()));
                Box::new(Link {
                    slot,
                    next: OnceLock::new(),
                })
            });
            if link.slot.scopes == *scopes {
                return &link.slot;
            }
            end = &link.next;
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Arc<Slot>> {
        std::iter::successors(self.0.get(), |link| link.next.get()).map(|link| &link.slot)
    }
}

/// Drops the links in a loop, as the default drop is recursive.
impl Drop for Slots {
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
    fn threads_that_need_the_same_scopes_get_the_same_slot() {
        let slots = Slots::default();
        let set =
            |number: usize| ScopeSet::new([format!("scope-{number}"), "read".to_owned()]).unwrap();
        assert!(slots.find(&set(0)).is_none());
        std::thread::scope(|threads| {
            for _ in 0..4 {
                threads.spawn(|| {
                    for number in 0..50 {
                        let slot = slots.find_or_make(&set(number));
                        assert!(Arc::ptr_eq(slot, slots.find(&set(number)).unwrap()));
                    }
                });
            }
        });
        assert_eq!(slots.iter().count(), 50);
    }

    #[test]
    fn any_number_of_slots_can_be_dropped() {
        let slots = Slots::default();
        let mut end = &slots.0;
        for _ in 0..100_000 {
            let slot = Arc::new(Slot::new(ScopeSet::EMPTY));
            end = &end
                .get_or_init(|| {
                    Box::new(Link {
                        slot,
                        next: OnceLock::new(),
                    })
                })
                .next;
        }
        drop(slots);
    }
}

//! One token for all scopes, for a server that allows one live token for each account.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::ScopeSet;

/// The scopes that are requested together.
#[derive(Default)]
pub(super) struct Union {
    active: AtomicBool,
    state: Mutex<State>,
}

#[derive(Default)]
enum State {
    /// Each set of scopes has its own token.
    #[default]
    Separate,
    United(ScopeSet),
    /// The scopes are not granted together.
    Refused,
}

impl Union {
    /// Requests these scopes and all later ones together from now on. Returns `false`, without an effect, if scopes are
    /// already requested together, or are not granted together.
    pub(super) fn unite<'a>(&self, sets: impl Iterator<Item = &'a ScopeSet>) -> bool {
        let mut state = self.lock();
        if !matches!(*state, State::Separate) {
            return false;
        }
        let union = sets.fold(ScopeSet::EMPTY, |union, set| union.union(set));
        *state = State::United(union);
        self.active.store(true, Ordering::Release);
        true
    }

    /// The set to request instead of `scopes`; `None` if scopes are requested separately.
    pub(super) fn superset(&self, scopes: &ScopeSet) -> Option<ScopeSet> {
        if !self.active.load(Ordering::Acquire) {
            return None;
        }
        let mut state = self.lock();
        let State::United(united) = &mut *state else {
            return None;
        };
        if !united.contains(scopes) {
            *united = united.union(scopes);
        }
        Some(united.clone())
    }

    /// Requests scopes separately again, as they are not granted together.
    pub(super) fn give_up(&self) {
        *self.lock() = State::Refused;
        self.active.store(false, Ordering::Release);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_union_grows_and_is_given_up_for_good() {
        let set = |scopes: &[&str]| ScopeSet::new(scopes.iter().copied()).unwrap();
        let union = Union::default();
        assert_eq!(union.superset(&set(&["a"])), None);
        let sets = [set(&["b"]), set(&["a"])];
        assert!(union.unite(sets.iter()) && !union.unite(sets.iter()));
        assert_eq!(union.superset(&set(&["a"])), Some(set(&["a", "b"])));
        assert_eq!(union.superset(&set(&["c"])), Some(set(&["a", "b", "c"])));
        assert_eq!(union.superset(&set(&["a"])), Some(set(&["a", "b", "c"])));
        union.give_up();
        assert_eq!(union.superset(&set(&["a"])), None);
        assert!(!union.unite(sets.iter()));
    }
}

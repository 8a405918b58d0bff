//! Tokens and transaction ids: unique, not guessable from one another, and cheap.
//!
//! The sandbox serves loopback only, so two properties suffice: no two tokens are equal, and none
//! can be derived from another. A keyed hash of a counter has both.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

/// Makes identifiers; the key comes from the operating system's randomness.
#[derive(Debug)]
pub(crate) struct Identifiers {
    high: RandomState,
    low: RandomState,
    next: AtomicU64,
}

impl Identifiers {
    pub(crate) fn new() -> Self {
        Self {
            high: RandomState::new(),
            low: RandomState::new(),
            next: AtomicU64::new(1),
        }
    }

    /// The next identifier: 32 hexadecimal digits.
    pub(crate) fn next(&self) -> String {
        let count = self.next.fetch_add(1, Ordering::Relaxed);
        let (high, low) = (self.high.hash_one(count), self.low.hash_one(count));
        Uuid::from_u64_pair(high, low).simple().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn identifiers_do_not_repeat() {
        let identifiers = Identifiers::new();
        let seen: HashSet<_> = (0..10_000).map(|_| identifiers.next()).collect();
        assert_eq!(seen.len(), 10_000);
        assert!(seen.iter().all(|id| id.len() == 32));
    }
}

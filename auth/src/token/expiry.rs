//! How long a token is valid: by the monotonic and by the wall clock, whichever ends first, since the
//! one stops while a machine sleeps and the other can be set.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, SystemTime};

use super::sync::AtomicU64;
use crate::clock::Clock;

/// A moment on both clocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) now: Instant,
    pub(crate) wall: SystemTime,
}

impl Moment {
    pub(crate) fn of(clock: &dyn Clock) -> Self {
        Self {
            now: clock.now(),
            wall: clock.wall(),
        }
    }
}

/// The moment at which an age is reached, on both clocks: two comparisons show whether it has come. A clock
/// that cannot count so far never reaches it.
#[derive(Debug)]
struct Due {
    now: Option<Instant>,
    wall: Option<SystemTime>,
}

impl Due {
    fn at_age(issued: &Moment, age: Duration) -> Self {
        Self {
            now: issued.now.checked_add(age),
            wall: issued.wall.checked_add(age),
        }
    }

    /// Whether it has come, by either clock.
    fn has_come(&self, at: &Moment) -> bool {
        self.now.is_some_and(|due| at.now >= due) || self.wall.is_some_and(|due| at.wall >= due)
    }
}

/// The state of a token at some moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Freshness {
    /// It can be used.
    Fresh,
    /// It can be used, and it is time to get its successor.
    Ageing,
    /// It cannot be used.
    Expired,
}

/// When a token is renewed and when it expires.
#[derive(Debug)]
pub(crate) struct Expiry {
    /// Taken before the request for the token was sent, so that what the network took counts.
    issued: Instant,
    refresh: Due,
    end: Due,
    /// At which age, in nanoseconds, the next renewal may start.
    next_renewal: AtomicU64,
}

impl Expiry {
    /// Issued at `issued` for `lifetime`, and to be renewed `window` before its end, or halfway
    /// through when that is later.
    pub(crate) fn new(issued: Moment, lifetime: Duration, window: Duration) -> Self {
        let refresh_age = lifetime.saturating_sub(window.min(lifetime / 2));
        Self {
            issued: issued.now,
            refresh: Due::at_age(&issued, refresh_age),
            end: Due::at_age(&issued, lifetime),
            next_renewal: AtomicU64::new(0),
        }
    }

    /// A fresh token, which nearly all are, costs one comparison with each clock.
    pub(crate) fn freshness(&self, at: &Moment) -> Freshness {
        if !self.refresh.has_come(at) {
            Freshness::Fresh
        } else if !self.end.has_come(at) {
            Freshness::Ageing
        } else {
            Freshness::Expired
        }
    }

    /// Whether the caller starts a renewal; no other caller does until `until`. Does not wait.
    pub(crate) fn claim_renewal(&self, now: Instant, until: Instant) -> bool {
        let not_before = self.next_renewal.load(Ordering::Acquire);
        self.age(now) >= not_before
            && self
                .next_renewal
                .compare_exchange(
                    not_before,
                    self.age(until),
                    Ordering::AcqRel,
                    Ordering::Relaxed,
                )
                .is_ok()
    }

    /// No caller starts a renewal before `until`.
    pub(crate) fn defer_renewal(&self, until: Instant) {
        self.next_renewal.store(self.age(until), Ordering::Release);
    }

    /// When the token was requested.
    pub(super) fn issued(&self) -> Instant {
        self.issued
    }

    /// When it ends, by the wall clock.
    pub(crate) fn end(&self) -> Option<SystemTime> {
        self.end.wall
    }

    fn age(&self, at: Instant) -> u64 {
        let age = at.saturating_duration_since(self.issued);
        u64::try_from(age.as_nanos()).unwrap_or(u64::MAX)
    }
}

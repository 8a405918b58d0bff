//! The validity of a token. A token expires as soon as it has expired by one of two clocks: the monotonic clock stops while
//! a machine sleeps, and the wall clock can be set.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, SystemTime};

use super::sync::AtomicU64;
use crate::clock::Clock;

/// A moment on both clocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    /// The time of the monotonic clock.
    pub(crate) now: Instant,
    /// The time of the wall clock.
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

/// The moment at which a token reaches some age, on both clocks. A time is `None` if its clock cannot represent it.
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

    /// Whether the moment is reached, by either clock.
    fn is_reached(&self, at: &Moment) -> bool {
        self.now.is_some_and(|due| at.now >= due) || self.wall.is_some_and(|due| at.wall >= due)
    }
}

/// The state of a token at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Freshness {
    /// It can be used.
    Fresh,
    /// It can be used, and has to be renewed.
    Ageing,
    /// It cannot be used.
    Expired,
}

/// The times at which a token has to be renewed and at which it expires.
#[derive(Debug)]
pub(crate) struct Expiry {
    /// The time before the token request was sent, so that the time in the network counts.
    issued: Instant,
    refresh: Due,
    end: Due,
    /// The age in nanoseconds at which the next renewal may start.
    next_renewal: AtomicU64,
}

impl Expiry {
    /// Creates the expiry of a token that was issued at `issued` for `lifetime`. It has to be renewed `window` before its
    /// end, but not before half of its lifetime.
    pub(crate) fn new(issued: Moment, lifetime: Duration, window: Duration) -> Self {
        let refresh_age = lifetime.saturating_sub(window.min(lifetime / 2));
        Self {
            issued: issued.now,
            refresh: Due::at_age(&issued, refresh_age),
            end: Due::at_age(&issued, lifetime),
            next_renewal: AtomicU64::new(0),
        }
    }

    /// The state of the token at `at`.
    pub(crate) fn freshness(&self, at: &Moment) -> Freshness {
        if !self.refresh.is_reached(at) {
            Freshness::Fresh
        } else if !self.end.is_reached(at) {
            Freshness::Ageing
        } else {
            Freshness::Expired
        }
    }

    /// Returns whether the caller has to start a renewal. If so, this returns `false` for other callers until `until`.
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

    /// Prevents renewals before `until`.
    pub(crate) fn defer_renewal(&self, until: Instant) {
        self.next_renewal.store(self.age(until), Ordering::Release);
    }

    /// The time at which the token was requested.
    pub(super) fn issued(&self) -> Instant {
        self.issued
    }

    /// The time at which the token expires, by the wall clock.
    pub(crate) fn end(&self) -> Option<SystemTime> {
        self.end.wall
    }

    /// The age of the token in nanoseconds.
    fn age(&self, at: Instant) -> u64 {
        let age = at.saturating_duration_since(self.issued);
        u64::try_from(age.as_nanos()).unwrap_or(u64::MAX)
    }
}

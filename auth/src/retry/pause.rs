//! The pause that the server's rate limit imposes on all requests of a transport.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::clock::{Clock, after};

/// A pause of all requests. Reading it costs one atomic load.
pub(crate) struct Pause {
    start: Instant,
    /// The end of the pause, in nanoseconds after `start`.
    until: AtomicU64,
}

impl Pause {
    pub(crate) fn new(clock: &dyn Clock) -> Self {
        Self {
            start: clock.now(),
            until: AtomicU64::new(0),
        }
    }

    /// Pauses for `wait` from `now`, unless the current pause is longer.
    pub(crate) fn extend(&self, now: Instant, wait: Duration) {
        let until = after(now, wait).saturating_duration_since(self.start);
        let until = u64::try_from(until.as_nanos()).unwrap_or(u64::MAX);
        self.until.fetch_max(until, Ordering::Relaxed);
    }

    /// The time left at `now`.
    pub(crate) fn left(&self, now: Instant) -> Duration {
        let until = self.until.load(Ordering::Relaxed);
        if until == 0 {
            return Duration::ZERO;
        }
        let passed = now.saturating_duration_since(self.start);
        Duration::from_nanos(until).saturating_sub(passed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;

    #[test]
    fn the_longest_pause_counts() {
        let clock = ManualClock::default();
        let pause = Pause::new(&clock);
        assert_eq!(pause.left(clock.now()), Duration::ZERO);
        let seconds = Duration::from_secs;
        pause.extend(clock.now(), seconds(5));
        pause.extend(clock.now(), seconds(3));
        assert_eq!(pause.left(clock.now()), seconds(5));
        clock.advance(seconds(4));
        assert_eq!(pause.left(clock.now()), seconds(1));
        pause.extend(clock.now(), seconds(2));
        assert_eq!(pause.left(clock.now()), seconds(2));
        clock.advance(seconds(2));
        assert_eq!(pause.left(clock.now()), Duration::ZERO);
    }
}

//! Clocks, which tests replace.
//!
//! A permit is measured on a clock that also runs during suspend, so that permits of a suspended machine expire.

use std::fmt::Debug;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The clocks that a worker reads.
pub(crate) trait Clock: Debug + Send + Sync {
    /// The time of day, in milliseconds since 1970. It can jump.
    fn wall(&self) -> i64;

    /// The time since an arbitrary moment. It never decreases. It includes suspend where the system has such a clock.
    fn elapsed(&self) -> Duration;
}

/// The clocks of the system.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn wall(&self) -> i64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        now.map_or(0, millis)
    }

    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn elapsed(&self) -> Duration {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
        Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or(0))
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn elapsed(&self) -> Duration {
        use std::sync::LazyLock;
        use std::time::Instant;

        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        START.elapsed()
    }
}

/// A time limit on both clocks. It has passed as soon as it has passed on one of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    start: Start,
    length: Duration,
}

impl Limit {
    /// The limit `length` after `start`.
    pub(crate) fn after(start: Start, length: Duration) -> Self {
        Self { start, length }
    }

    /// The time that is left; `None` once the limit has passed.
    pub(crate) fn left(&self, clock: &dyn Clock) -> Option<Duration> {
        let elapsed = clock.elapsed().saturating_sub(self.start.elapsed);
        let wall = u64::try_from(clock.wall() - self.start.wall).unwrap_or(0);
        let passed = elapsed.max(Duration::from_millis(wall));
        self.length
            .checked_sub(passed)
            .filter(|left| !left.is_zero())
    }
}

/// A moment on both clocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Start {
    elapsed: Duration,
    wall: i64,
}

impl Start {
    pub(crate) fn now(clock: &dyn Clock) -> Self {
        Self {
            elapsed: clock.elapsed(),
            wall: clock.wall(),
        }
    }
}

/// A duration in whole milliseconds.
pub(crate) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
pub(crate) mod testing {
    use std::sync::Mutex;

    use super::*;

    /// Clocks that a test sets.
    #[derive(Debug, Default)]
    pub(crate) struct ManualClock(Mutex<(i64, Duration)>);

    impl ManualClock {
        pub(crate) fn at(wall: i64) -> Self {
            Self(Mutex::new((wall, Duration::from_secs(1000))))
        }

        /// Advances both clocks.
        pub(crate) fn advance(&self, by: Duration) {
            let mut time = self.0.lock().unwrap();
            time.0 += millis(by);
            time.1 += by;
        }

        /// Changes the time of day alone.
        pub(crate) fn jump(&self, by: i64) {
            self.0.lock().unwrap().0 += by;
        }

        /// Advances the elapsed time alone.
        pub(crate) fn sleep(&self, by: Duration) {
            self.0.lock().unwrap().1 += by;
        }
    }

    impl Clock for ManualClock {
        fn wall(&self) -> i64 {
            self.0.lock().unwrap().0
        }

        fn elapsed(&self) -> Duration {
            self.0.lock().unwrap().1
        }
    }
}

#[cfg(test)]
mod tests {
    use super::testing::ManualClock;
    use super::*;

    #[test]
    fn a_limit_passes_as_soon_as_it_passes_on_one_clock() {
        let second = Duration::from_secs(1);
        let clock = ManualClock::at(5_000);
        let limit = Limit::after(Start::now(&clock), 10 * second);
        assert_eq!(limit.left(&clock), Some(10 * second));
        clock.advance(4 * second);
        assert_eq!(limit.left(&clock), Some(6 * second));
        clock.jump(-4_000);
        assert_eq!(limit.left(&clock), Some(6 * second), "set back");
        clock.jump(9_000);
        assert_eq!(limit.left(&clock), Some(second), "set ahead");
        clock.sleep(6 * second);
        assert_eq!(limit.left(&clock), None, "only one clock counts suspend");
    }

    #[test]
    fn the_system_clocks_advance() {
        let before = (SystemClock.elapsed(), SystemClock.wall());
        assert!(before.1 > 1_700_000_000_000);
        assert!(SystemClock.elapsed() >= before.0);
    }
}

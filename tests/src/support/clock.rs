//! A clock on which waits end immediately, and timeouts when a test advances the clock.
//!
//! The clock distinguishes waits for a retry from timeouts by their length: clients of these tests
//! have timeouts of at least [`TIMEOUT`].

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use classifications_auth::clock::{Clock, ManualClock, Sleep};

/// The shortest timeout.
pub const TIMEOUT: Duration = Duration::from_secs(10_000);

/// A clock that starts at 2026-01-15 00:00 UTC. Clones share their time.
#[derive(Debug, Clone, Default)]
pub struct SkippingClock {
    manual: ManualClock,
    waits: Arc<Mutex<Vec<Duration>>>,
}

impl SkippingClock {
    /// Advances by `duration`.
    pub fn advance(&self, duration: Duration) {
        self.manual.advance(duration);
    }

    /// The number of running timeouts.
    #[must_use]
    pub fn timeouts(&self) -> usize {
        self.manual.sleepers()
    }

    /// The waits that the clock skipped since the last call.
    #[must_use]
    pub fn take_waits(&self) -> Vec<Duration> {
        std::mem::take(&mut *self.waits.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Clock for SkippingClock {
    fn now(&self) -> Instant {
        self.manual.now()
    }

    fn wall(&self) -> SystemTime {
        self.manual.wall()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        if duration >= TIMEOUT {
            return self.manual.sleep(duration);
        }
        let mut waits = self.waits.lock().unwrap_or_else(PoisonError::into_inner);
        waits.push(duration);
        drop(waits);
        self.manual.advance(duration);
        Box::pin(std::future::ready(()))
    }
}

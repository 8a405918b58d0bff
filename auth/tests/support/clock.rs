//! A clock on which waits end at once, and timeouts only when the test advances it.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use classifications_auth::clock::{Clock, ManualClock, Sleep};

/// The duration from which a sleep is a timeout. A shorter one is a wait.
pub const TIMEOUT: Duration = Duration::from_secs(1000);

/// A clock that skips waits. Clones share the time.
#[derive(Debug, Clone, Default)]
pub struct SkippingClock {
    manual: ManualClock,
    waits: Arc<Mutex<Vec<Duration>>>,
}

impl SkippingClock {
    /// The waits that were skipped, in milliseconds.
    pub fn waits(&self) -> Vec<u128> {
        self.waits
            .lock()
            .unwrap()
            .iter()
            .map(Duration::as_millis)
            .collect()
    }

    pub fn advance(&self, duration: Duration) {
        self.manual.advance(duration);
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
        self.waits.lock().unwrap().push(duration);
        self.manual.advance(duration);
        Box::pin(std::future::ready(()))
    }
}

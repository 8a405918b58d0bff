//! The waits before a request is sent again, if the server requests none: exponential and random.
//!
//! Full jitter draws a wait between zero and the ceiling, so that callers that failed together spread over the whole
//! wait. With less jitter, they would return at nearly the same time.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

/// A source of random numbers, which tests can replace.
pub trait Chance: fmt::Debug + Send + Sync + 'static {
    /// Returns a uniformly distributed number from 0 up to, but not including, 1.
    fn fraction(&self) -> f64;
}

/// The random number generator of the current thread. It is not suitable for secrets.
#[derive(Debug, Clone, Copy, Default)]
pub struct ThreadChance;

impl Chance for ThreadChance {
    fn fraction(&self) -> f64 {
        fastrand::f64()
    }
}

/// Exponential back-off with full jitter.
///
/// ```
/// use std::time::Duration;
/// use classifications_auth::retry::Backoff;
/// let backoff = Backoff::exponential(Duration::from_millis(500), Duration::from_secs(8));
/// assert!(backoff.wait(1) <= Duration::from_millis(500));
/// assert!(backoff.wait(3) <= Duration::from_secs(2));
/// assert!(backoff.wait(100) <= Duration::from_secs(8));
/// ```
#[derive(Clone)]
pub struct Backoff {
    ceilings: ExponentialBuilder,
    chance: Arc<dyn Chance>,
}

impl Backoff {
    /// Creates a back-off. The first wait is at most `first`. This ceiling doubles with each further wait, up to
    /// `longest`.
    #[must_use]
    pub fn exponential(first: Duration, longest: Duration) -> Self {
        Self {
            ceilings: ExponentialBuilder::new()
                .with_min_delay(first.min(longest))
                .with_max_delay(longest)
                .with_factor(2.0)
                .without_max_times(),
            chance: Arc::new(ThreadChance),
        }
    }

    /// Sets the source of random numbers.
    #[must_use]
    pub fn chance(mut self, chance: impl Chance) -> Self {
        self.chance = Arc::new(chance);
        self
    }

    /// The random time to add to a `requested` wait, so that callers that were refused together spread: the longer of two
    /// random waits, one of up to a quarter of `requested`, the other as before the first resend.
    pub(super) fn spread(&self, requested: Duration) -> Duration {
        let share = (requested / 4).mul_f64(self.chance.fraction().clamp(0.0, 1.0));
        share.max(self.wait(1))
    }

    /// Returns the wait before the `resend`-th resend, counted from 1.
    #[must_use]
    pub fn wait(&self, resend: u32) -> Duration {
        let earlier = usize::try_from(resend.saturating_sub(1)).unwrap_or(usize::MAX);
        let ceiling = self
            .ceilings
            .build()
            .nth(earlier.min(64))
            .unwrap_or_default();
        ceiling.mul_f64(self.chance.fraction().clamp(0.0, 1.0))
    }
}

/// The ceiling rises from 250 ms to 20 s.
impl Default for Backoff {
    fn default() -> Self {
        Self::exponential(Duration::from_millis(250), Duration::from_secs(20))
    }
}

impl fmt::Debug for Backoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backoff")
            .field("ceilings", &self.ceilings)
            .field("chance", &self.chance)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Always(f64);

    impl Chance for Always {
        fn fraction(&self) -> f64 {
            self.0
        }
    }

    fn waits_in_milliseconds(backoff: &Backoff) -> Vec<u128> {
        (1..=9)
            .map(|resend| backoff.wait(resend).as_millis())
            .collect()
    }

    #[test]
    fn ceilings_double_up_to_the_longest() {
        let longest = Backoff::default().chance(Always(1.0));
        assert_eq!(
            waits_in_milliseconds(&longest),
            [250, 500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]
        );
        assert_eq!(longest.wait(u32::MAX), Duration::from_secs(20));
        assert_eq!(longest.wait(0), longest.wait(1));
    }

    #[test]
    fn the_jitter_is_full() {
        let half = Backoff::default().chance(Always(0.5));
        assert_eq!(
            waits_in_milliseconds(&half),
            [125, 250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]
        );
        assert_eq!(
            Backoff::default().chance(Always(0.0)).wait(7),
            Duration::ZERO
        );
    }

    #[test]
    fn the_default_chance_draws_from_the_whole_wait() {
        let backoff = Backoff::exponential(Duration::from_secs(1), Duration::from_secs(1));
        let waits: Vec<f64> = (0..1000).map(|_| backoff.wait(1).as_secs_f64()).collect();
        assert!(waits.iter().all(|wait| (0.0..=1.0).contains(wait)));
        for tenth in 0..10 {
            let from = f64::from(tenth) / 10.0;
            let drawn = waits
                .iter()
                .filter(|wait| (from..from + 0.1).contains(*wait));
            assert!(drawn.count() > 30, "few waits from {from} s");
        }
    }

    #[test]
    fn a_first_wait_longer_than_the_longest_is_the_longest() {
        let backoff = Backoff::exponential(Duration::from_secs(9), Duration::from_secs(3));
        assert_eq!(backoff.chance(Always(1.0)).wait(1), Duration::from_secs(3));
    }
}

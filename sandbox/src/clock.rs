//! The clock that the sandbox uses for dates, expiry and rate limits; tests can move it.
//!
//! Token expiry, rate limit windows and the dates of classifications follow this clock. Time limits
//! of connections need real time and do not follow it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};

/// A clock that follows the system's until it is moved or stopped. Clones share their time.
///
/// ```
/// use classifications_sandbox::SandboxClock;
/// use std::time::Duration;
///
/// let clock = SandboxClock::standing_at("2026-01-15T00:00:00Z".parse().unwrap());
/// clock.advance(Duration::from_secs(90));
/// assert_eq!(clock.now().to_rfc3339(), "2026-01-15T00:01:30+00:00");
/// ```
#[derive(Debug, Clone)]
pub struct SandboxClock(Arc<Mutex<Reading>>);

/// The source of a clock's time: the system's time moved by `ahead`, or the fixed time `at`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reading {
    Running { ahead: TimeDelta },
    Standing { at: DateTime<Utc> },
}

impl SandboxClock {
    /// A clock that shows the system's time.
    #[must_use]
    pub fn system() -> Self {
        Self(Arc::new(Mutex::new(Reading::Running {
            ahead: TimeDelta::zero(),
        })))
    }

    /// A clock that is stopped at `at`.
    #[must_use]
    pub fn standing_at(at: DateTime<Utc>) -> Self {
        Self(Arc::new(Mutex::new(Reading::Standing { at })))
    }

    /// The current time.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        match *self.reading() {
            Reading::Running { ahead } => {
                let now = Utc::now();
                now.checked_add_signed(ahead).unwrap_or(now)
            }
            Reading::Standing { at } => at,
        }
    }

    /// Stops the clock at `at`.
    pub fn stand_at(&self, at: DateTime<Utc>) {
        *self.reading() = Reading::Standing { at };
    }

    /// Moves the clock forward; a running clock keeps running. A step beyond the year 9999 is
    /// refused. Returns whether the clock was moved.
    #[allow(
        clippy::must_use_candidate,
        reason = "tests use steps within the calendar"
    )]
    pub fn advance(&self, by: std::time::Duration) -> bool {
        let by = TimeDelta::from_std(by).unwrap_or(TimeDelta::MAX);
        let mut reading = self.reading();
        let moved = match *reading {
            Reading::Running { ahead } => ahead.checked_add(&by).and_then(|ahead| {
                let shown = Utc::now().checked_add_signed(ahead)?;
                is_writable(shown).then_some(Reading::Running { ahead })
            }),
            Reading::Standing { at } => {
                let at = at.checked_add_signed(by);
                let at = at.filter(|at| is_writable(*at));
                at.map(|at| Reading::Standing { at })
            }
        };
        if let Some(moved) = moved {
            *reading = moved;
        }
        moved.is_some()
    }

    /// Follows the system's time again.
    pub fn run(&self) {
        *self.reading() = Reading::Running {
            ahead: TimeDelta::zero(),
        };
    }

    /// The source of the time, which [`set`](Self::set) restores.
    pub(crate) fn get(&self) -> Reading {
        *self.reading()
    }

    pub(crate) fn set(&self, reading: Reading) {
        *self.reading() = reading;
    }

    fn reading(&self) -> MutexGuard<'_, Reading> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a time has a year of four digits, so that it can be written.
fn is_writable(time: DateTime<Utc>) -> bool {
    (0..=9999).contains(&time.year())
}

impl Default for SandboxClock {
    fn default() -> Self {
        Self::system()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_running_clock_can_be_ahead_of_the_system() {
        let clock = SandboxClock::system();
        clock.advance(Duration::from_secs(24 * 3600));
        let ahead = clock.now() - Utc::now();
        assert!(
            (TimeDelta::hours(23)..TimeDelta::hours(25)).contains(&ahead),
            "{ahead}"
        );
        clock.run();
        assert!((clock.now() - Utc::now()).abs() < TimeDelta::minutes(1));
    }

    #[test]
    fn clones_share_the_time_and_a_step_that_is_too_large_is_refused() {
        let clock = SandboxClock::system();
        let other = clock.clone();
        other.stand_at(DateTime::UNIX_EPOCH);
        assert_eq!(clock.now(), DateTime::UNIX_EPOCH);
        assert!(!other.advance(Duration::MAX));
        assert!(!other.advance(Duration::from_secs(9000 * 366 * 24 * 3600)));
        assert_eq!(clock.now(), DateTime::UNIX_EPOCH);
    }
}

//! Time as a parameter, so that tests of expiry, back-off and lockout are exact to the millisecond and do not wait.
//!
//! Two clocks are needed. The monotonic clock is not affected when the time is set, but on many systems it stops while
//! the machine sleeps. The wall clock continues during sleep, but can jump. A token counts as expired as soon as it has
//! expired by one of them.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant, SystemTime};

/// The future of a wait.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A source of time and of waits.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// Monotonic time.
    fn now(&self) -> Instant;
    /// Wall time.
    fn wall(&self) -> SystemTime;
    /// Waits for `duration` of monotonic time.
    fn sleep(&self, duration: Duration) -> Sleep;
}

/// The moment `duration` after `start`, or a century after it if the clock cannot represent that moment.
pub(crate) fn after(start: Instant, duration: Duration) -> Instant {
    const CENTURY: Duration = Duration::from_secs(100 * 366 * 24 * 60 * 60);
    start
        .checked_add(duration)
        .or_else(|| start.checked_add(CENTURY))
        .unwrap_or(start)
}

/// The clock of the operating system. Waits use the timer of the caller's tokio runtime.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// A clock for tests, which only its methods move. Clones share the time.
///
/// ```
/// use std::time::Duration;
/// use classifications_auth::clock::{Clock, ManualClock};
///
/// let clock = ManualClock::default();
/// let before = clock.now();
/// clock.advance(Duration::from_secs(60));
/// assert_eq!(clock.now() - before, Duration::from_secs(60));
/// ```
#[derive(Clone)]
pub struct ManualClock(Arc<Mutex<Manual>>);

struct Manual {
    start: Instant,
    elapsed: Duration,
    wall: SystemTime,
    next_sleeper: u64,
    /// The elapsed time at which each wait ends, and its waker once it has been polled.
    sleepers: BTreeMap<u64, (Duration, Option<Waker>)>,
}

impl ManualClock {
    /// A clock whose wall time is `wall`.
    #[must_use]
    pub fn at(wall: SystemTime) -> Self {
        Self(Arc::new(Mutex::new(Manual {
            start: Instant::now(),
            elapsed: Duration::ZERO,
            wall,
            next_sleeper: 0,
            sleepers: BTreeMap::new(),
        })))
    }

    /// Advances both clocks, and ends the waits that are due.
    pub fn advance(&self, duration: Duration) {
        let mut manual = self.lock();
        manual.wall += duration;
        manual.elapsed += duration;
        let elapsed = manual.elapsed;
        let due: Vec<Waker> = manual
            .sleepers
            .values_mut()
            .filter(|(until, _)| *until <= elapsed)
            .filter_map(|(_, waker)| waker.take())
            .collect();
        drop(manual);
        due.into_iter().for_each(Waker::wake);
    }

    /// Advances only the wall clock, as when a machine sleeps or the time is set.
    pub fn advance_wall(&self, duration: Duration) {
        self.lock().wall += duration;
    }

    /// Sets the wall clock back by `duration`.
    pub fn set_wall_back(&self, duration: Duration) {
        self.lock().wall -= duration;
    }

    /// The number of waits under way.
    #[must_use]
    pub fn sleepers(&self) -> usize {
        self.lock().sleepers.len()
    }

    fn lock(&self) -> MutexGuard<'_, Manual> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// 2026-01-15 00:00 UTC.
impl Default for ManualClock {
    fn default() -> Self {
        Self::at(SystemTime::UNIX_EPOCH + Duration::from_secs(1_768_435_200))
    }
}

impl fmt::Debug for ManualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ManualClock({:?})", self.lock().elapsed)
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Instant {
        let manual = self.lock();
        manual.start + manual.elapsed
    }

    fn wall(&self) -> SystemTime {
        self.lock().wall
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        let mut manual = self.lock();
        let id = manual.next_sleeper;
        manual.next_sleeper += 1;
        let until = manual.elapsed.saturating_add(duration);
        manual.sleepers.insert(id, (until, None));
        drop(manual);
        Box::pin(ManualSleep {
            clock: self.clone(),
            id,
        })
    }
}

struct ManualSleep {
    clock: ManualClock,
    id: u64,
}

impl Future for ManualSleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut manual = self.clock.lock();
        let elapsed = manual.elapsed;
        match manual.sleepers.get_mut(&self.id) {
            Some((until, waker)) if *until > elapsed => {
                *waker = Some(cx.waker().clone());
                Poll::Pending
            }
            _ => Poll::Ready(()),
        }
    }
}

impl Drop for ManualSleep {
    fn drop(&mut self) {
        self.clock.lock().sleepers.remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_that_the_clock_cannot_represent_is_far_away() {
        let now = Instant::now();
        assert!(after(now, Duration::MAX) > now + Duration::from_secs(1_000_000_000));
        assert_eq!(
            after(now, Duration::from_secs(1)),
            now + Duration::from_secs(1)
        );
    }

    #[tokio::test]
    async fn the_system_clock_waits() {
        let clock = SystemClock;
        let before = clock.now();
        clock.sleep(Duration::from_millis(5)).await;
        assert!(clock.now() - before >= Duration::from_millis(5));
    }

    #[tokio::test]
    async fn a_wait_ends_when_the_manual_clock_reaches_its_end() {
        let clock = ManualClock::default();
        let waiting = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep(Duration::from_secs(10)).await }
        });
        while clock.sleepers() == 0 {
            tokio::task::yield_now().await;
        }
        clock.advance(Duration::from_secs(9));
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        clock.advance(Duration::from_secs(1));
        waiting.await.unwrap();
        assert_eq!(clock.sleepers(), 0);
    }

    #[test]
    fn the_wall_clock_moves_independently() {
        let clock = ManualClock::default();
        let (now, wall) = (clock.now(), clock.wall());
        clock.advance_wall(Duration::from_secs(60));
        assert_eq!(clock.now(), now);
        assert_eq!(clock.wall(), wall + Duration::from_secs(60));
        clock.set_wall_back(Duration::from_secs(120));
        clock.advance(Duration::from_secs(1));
        assert_eq!(clock.now(), now + Duration::from_secs(1));
        assert_eq!(clock.wall(), wall - Duration::from_secs(59));
    }
}

//! A time limit for one or several waits, measured by the injected clock.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use futures_util::future::{Either, select};

use crate::clock::{Clock, Sleep};

/// A time limit for waits. It starts with the first future that is not ready at once, so that a value that is ready costs
/// no timer.
pub(crate) struct Timer<'a> {
    clock: &'a dyn Clock,
    length: Duration,
    sleep: Option<Sleep>,
}

/// The time limit passed before the wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Elapsed;

impl<'a> Timer<'a> {
    pub(crate) fn new(clock: &'a dyn Clock, length: Duration) -> Self {
        Self {
            clock,
            length,
            sleep: None,
        }
    }

    /// Waits for `future` up to the limit. `future` is polled before the limit is checked. It is pinned, as the future of
    /// this function would otherwise hold it twice.
    pub(crate) async fn bound<F>(&mut self, mut future: Pin<&mut F>) -> Result<F::Output, Elapsed>
    where
        F: Future + ?Sized,
    {
        poll_fn(|cx| {
            if let Poll::Ready(output) = future.as_mut().poll(cx) {
                return Poll::Ready(Ok(output));
            }
            let sleep = self
                .sleep
                .get_or_insert_with(|| self.clock.sleep(self.length));
            sleep.as_mut().poll(cx).map(|()| Err(Elapsed))
        })
        .await
    }
}

/// The output of `future`; `None` if it is not ready within `timeout`.
pub(crate) async fn within<F: Future>(
    clock: &dyn Clock,
    timeout: Duration,
    future: F,
) -> Option<F::Output> {
    match select(pin!(future), clock.sleep(timeout)).await {
        Either::Left((output, _)) => Some(output),
        Either::Right(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;
    use std::future::{pending, ready};

    #[tokio::test]
    async fn a_future_that_is_ready_starts_no_timer() {
        let clock = ManualClock::default();
        let mut timer = Timer::new(&clock, Duration::ZERO);
        assert_eq!(timer.bound(pin!(ready(1))).await, Ok(1));
        assert!(timer.sleep.is_none());
    }

    #[tokio::test]
    async fn one_limit_bounds_several_waits() {
        let clock = ManualClock::default();
        let mut timer = Timer::new(&clock, Duration::from_secs(10));
        let mut sleep = clock.sleep(Duration::from_secs(5));
        let (waited, ()) = tokio::join!(timer.bound(sleep.as_mut()), async {
            clock.advance(Duration::from_secs(5));
        });
        assert_eq!(waited, Ok(()));
        let never = pin!(pending::<()>());
        let (waited, ()) = tokio::join!(timer.bound(never), async {
            clock.advance(Duration::from_secs(5));
        });
        assert_eq!(waited, Err(Elapsed));
    }
}

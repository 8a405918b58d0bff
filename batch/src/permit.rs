//! Permits: the only way to send the request of a row.
//!
//! The journal makes one after it has committed that the row is `sent`. A permit is sent once, by value, and expires before
//! the lease of its row does. A process that was stopped, or a machine that slept, does not send with one that has expired.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use classifications_contract::Values;

use crate::api::{Advice, Api, Received};
use crate::clock::{Clock, Limit};
use crate::state::Outcome;

/// The permit to send the request of a row once.
#[must_use = "a permit that is not sent is released, so that its row does not wait for its lease"]
pub struct Permit {
    pub(crate) ticket: Ticket,
    pub(crate) operation: Arc<str>,
    pub(crate) values: Values,
    /// Until when the call can begin.
    pub(crate) start_by: Limit,
    /// Until when it has to end.
    pub(crate) end_by: Limit,
    pub(crate) clock: Arc<dyn Clock>,
}

/// An attempt, by which its outcome is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ticket {
    pub batch: Arc<str>,
    pub number: i64,
    pub attempt: i64,
    pub fence: i64,
}

/// A permit that was used, with its outcome.
#[derive(Debug, Clone)]
#[must_use = "the journal has to record it"]
pub struct Finished {
    pub(crate) ticket: Ticket,
    pub(crate) received: Received,
}

impl Finished {
    /// The number of the row.
    #[must_use]
    pub fn number(&self) -> i64 {
        self.ticket.number
    }

    /// The outcome of the request.
    #[must_use]
    pub fn received(&self) -> &Received {
        &self.received
    }
}

impl Permit {
    /// The number of the row.
    #[must_use]
    pub fn number(&self) -> i64 {
        self.ticket.number
    }

    /// Sends the request. One that is not complete in time has an unknown outcome; one for which there is no time left is not
    /// sent.
    pub async fn send<A: Api>(self, api: &A) -> Finished {
        let Self {
            ticket,
            operation,
            values,
            start_by,
            end_by,
            clock,
        } = self;
        let received = match (start_by.left(&*clock), end_by.left(&*clock)) {
            (Some(_), Some(left)) => {
                let call = Box::pin(api.call(&operation, values));
                let guarded = Guarded {
                    call,
                    end_by,
                    clock,
                    begun: false,
                };
                match tokio::time::timeout(left, guarded).await {
                    Ok(received) => received,
                    Err(_) => too_late(true),
                }
            }
            _ => too_late(false),
        };
        Finished { ticket, received }
    }

    /// Gives the permit back: nothing was sent.
    pub fn release(self) -> Finished {
        let received = Received::new(Outcome::NotSent, Advice::GoOn);
        Finished {
            ticket: self.ticket,
            received: received.because("the permit was not used"),
        }
    }
}

impl fmt::Debug for Permit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Permit");
        debug
            .field("ticket", &self.ticket)
            .field("operation", &self.operation);
        debug.finish_non_exhaustive()
    }
}

fn too_late(begun: bool) -> Received {
    if begun {
        let received = Received::new(Outcome::Unknown, Advice::Suspect);
        received.because("the permit expired before there was a response")
    } else {
        let received = Received::new(Outcome::NotSent, Advice::GoOn);
        received.because("the permit had expired before the request could be sent")
    }
}

/// A call that makes no further step once its time is over. The clock is read before each step, so that a process that was
/// stopped within a call, before the request left, does not send it after it continues.
struct Guarded<F> {
    call: Pin<Box<F>>,
    end_by: Limit,
    clock: Arc<dyn Clock>,
    begun: bool,
}

impl<F: Future<Output = Received>> Future for Guarded<F> {
    type Output = Received;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Received> {
        if self.end_by.left(&*self.clock).is_none() {
            return Poll::Ready(too_late(self.begun));
        }
        self.begun = true;
        self.call.as_mut().poll(context)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::time::Duration;

    use super::*;
    use crate::clock::Start;
    use crate::clock::testing::ManualClock;

    /// Counts its calls, after a wait that the test ends.
    #[derive(Default)]
    struct Slow {
        begun: tokio::sync::Notify,
        go_on: tokio::sync::Notify,
        sent: Mutex<u32>,
    }

    impl Api for Arc<Slow> {
        async fn call(&self, _: &str, _: Values) -> Received {
            self.begun.notify_one();
            self.go_on.notified().await;
            *self.sent.lock().unwrap() += 1;
            Received::new(Outcome::Done, Advice::GoOn)
        }
    }

    fn permit(clock: &Arc<ManualClock>) -> Permit {
        let start = Start::now(&**clock);
        Permit {
            ticket: Ticket {
                batch: "b".into(),
                number: 1,
                attempt: 1,
                fence: 1,
            },
            operation: "createThing".into(),
            values: Values::new(),
            start_by: Limit::after(start, Duration::from_secs(30)),
            end_by: Limit::after(start, Duration::from_secs(150)),
            clock: Arc::clone(clock) as Arc<dyn Clock>,
        }
    }

    #[tokio::test]
    async fn a_permit_that_has_expired_sends_nothing() {
        let clock = Arc::new(ManualClock::at(0));
        let permit = permit(&clock);
        clock.sleep(Duration::from_secs(31));
        let api = Arc::new(Slow::default());
        api.go_on.notify_one();
        let finished = permit.send(&api).await;
        assert_eq!(finished.received.outcome, Outcome::NotSent);
        assert_eq!(*api.sent.lock().unwrap(), 0);
    }

    #[tokio::test]
    async fn a_process_that_slept_within_a_call_does_not_go_on_with_it() {
        let clock = Arc::new(ManualClock::at(0));
        let api = Arc::new(Slow::default());
        let sending = permit(&clock).send(&api);
        let wake = async {
            api.begun.notified().await;
            clock.sleep(Duration::from_secs(200));
            api.go_on.notify_one();
        };
        let (finished, ()) = tokio::join!(sending, wake);
        assert_eq!(finished.received.outcome, Outcome::Unknown);
        assert_eq!(*api.sent.lock().unwrap(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_ends_when_its_permit_does() {
        let clock = Arc::new(ManualClock::at(0));
        let api = Arc::new(Slow::default());
        let started = tokio::time::Instant::now();
        let finished = permit(&clock).send(&api).await;
        assert_eq!(finished.received.outcome, Outcome::Unknown);
        assert_eq!(started.elapsed().as_secs(), 150);
    }

    #[tokio::test]
    async fn a_permit_in_time_sends_once() {
        let clock = Arc::new(ManualClock::at(0));
        let api = Arc::new(Slow::default());
        api.go_on.notify_one();
        let finished = permit(&clock).send(&api).await;
        assert_eq!(finished.received.outcome, Outcome::Done);
        assert_eq!(*api.sent.lock().unwrap(), 1);
        let released = permit(&clock).release();
        assert_eq!(released.received.outcome, Outcome::NotSent);
    }
}

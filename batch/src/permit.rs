//! Permits: the only way to send the request of a row.
//!
//! The journal makes a permit after it has committed the state `sent` of the row. Sending consumes the permit. A permit
//! expires before the lease of its row, also while the process is stopped or the machine is suspended.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use classifications_contract::Values;

use crate::api::{Advice, Api, CallResult};
use crate::clock::{Clock, Limit};
use crate::state::Outcome;

/// The permit to send the request of a row once.
#[must_use = "release a permit that is not sent, so that its row does not wait until the lease expires"]
pub(crate) struct Permit {
    pub ticket: Ticket,
    pub operation: Arc<str>,
    pub values: Values,
    /// The latest time at which the call can begin.
    pub start_by: Limit,
    /// The latest time at which the call has to end.
    pub end_by: Limit,
    pub clock: Arc<dyn Clock>,
}

/// The identity of an attempt, by which its outcome is recorded.
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
pub(crate) struct Finished {
    pub ticket: Ticket,
    pub received: CallResult,
}

impl Permit {
    /// Sends the request, unless the permit has expired. A request that is not complete in time has an unknown outcome.
    pub(crate) async fn send<A: Api>(self, api: &A) -> Finished {
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
                    Err(_) => expired(true),
                }
            }
            _ => expired(false),
        };
        Finished { ticket, received }
    }

    /// Returns the permit without sending the request.
    pub(crate) fn release(self) -> Finished {
        let received = CallResult::new(Outcome::NotSent, Advice::Continue);
        Finished {
            ticket: self.ticket,
            received: received.with_message("the permit was not used"),
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

/// The result of a call whose permit has expired; `begun` is whether the call had begun before.
fn expired(begun: bool) -> CallResult {
    if begun {
        let received = CallResult::new(Outcome::Unknown, Advice::SuspectOutage);
        received.with_message("the permit expired before there was a response")
    } else {
        let received = CallResult::new(Outcome::NotSent, Advice::Continue);
        received.with_message("the permit had expired before the request could be sent")
    }
}

/// A call that is not polled after its permit has expired. The clock is read before each poll, so that a process that was
/// stopped before the request was sent does not send it after it continues.
struct Guarded<F> {
    call: Pin<Box<F>>,
    end_by: Limit,
    clock: Arc<dyn Clock>,
    begun: bool,
}

impl<F: Future<Output = CallResult>> Future for Guarded<F> {
    type Output = CallResult;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<CallResult> {
        if self.end_by.left(&*self.clock).is_none() {
            return Poll::Ready(expired(self.begun));
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
        async fn call(&self, _: &str, _: Values) -> CallResult {
            self.begun.notify_one();
            self.go_on.notified().await;
            *self.sent.lock().unwrap() += 1;
            CallResult::new(Outcome::Done, Advice::Continue)
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
    async fn a_call_is_not_continued_after_a_suspend() {
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

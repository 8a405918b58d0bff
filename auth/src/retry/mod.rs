//! Decides which requests are sent again, how often, and after which wait.
//!
//! A [`RetryPolicy`] has four parts, each of which can be replaced:
//!
//! * Conditions: [`RetryOn`]. A request of an unsafe operation is sent again only if it provably was not processed; no
//!   setting changes that.
//! * Wait: the one that the server requests, or that of a [`Backoff`]. If the server requests more than
//!   [`RetryPolicy::longest_wait`], the request is not sent again.
//! * Number of attempts: [`RetryPolicy::attempts`], including the first one and the resend after a 401.
//!   A 429 with a time to wait counts neither as an attempt nor against the budget, and all calls of
//!   the client and its clones wait for that time.
//! * Total number of resends: [`RetryBudget`], a share of all calls.
//!
//! ```
//! use std::time::Duration;
//! use classifications_auth::retry::{Backoff, RetryBudget, RetryOn, RetryPolicy};
//!
//! let patient = RetryPolicy::default()
//!     .attempts(6)
//!     .backoff(Backoff::exponential(Duration::from_secs(1), Duration::from_secs(30)))
//!     .budget(RetryBudget::percent(10));
//!
//! let only_connections = RetryPolicy::default().on(RetryOn::nothing().not_connected(true));
//! ```
//!
//! The resend after a 401 does not depend on the conditions, but counts as an attempt, so that a policy with one attempt
//! sends one request. A request whose body is a stream is never sent again.

mod backoff;
mod budget;
mod condition;
mod pause;
mod requested_wait;

use std::time::{Duration, SystemTime};

use api_transport::Operation;
use http::{HeaderMap, StatusCode};

pub use backoff::{Backoff, Chance, ThreadChance};
pub use budget::RetryBudget;
pub use condition::RetryOn;
pub use requested_wait::retry_after;

pub(crate) use condition::RetryCause;
pub(crate) use pause::Pause;

use crate::rate_limit::Window;
use requested_wait::requested_wait;

/// Decides which requests are sent again, how often, and after which wait.
#[derive(Debug, Clone)]
pub struct RetryPolicy {
    on: RetryOn,
    attempts: u32,
    backoff: Backoff,
    longest_wait: Duration,
    windows: Vec<(String, Window)>,
    budget: RetryBudget,
}

impl RetryPolicy {
    /// Creates a policy of one attempt: no request is sent again, not even after a 401.
    #[must_use]
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// Sets the conditions under which a request may be sent again.
    #[must_use]
    pub fn on(mut self, on: RetryOn) -> Self {
        self.on = on;
        self
    }

    /// Sets the maximum number of attempts, including the first one. Default: 3; 0 counts as 1.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// Sets the waits for the case that the server requests none.
    #[must_use]
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// Sets the longest wait that a server may request. A response that requests a longer one is returned to the caller at
    /// once, as an earlier attempt would get the same response. The default of 60 s covers the window of a limit per minute,
    /// but not per hour.
    #[must_use]
    pub fn longest_wait(mut self, longest: Duration) -> Self {
        self.longest_wait = longest;
        self
    }

    /// Sets the window of the gateway's rate limit `name`. The headers do not contain the window; see
    /// [`rate_limit`](crate::rate_limit).
    #[must_use]
    pub fn window(mut self, name: impl Into<String>, window: Window) -> Self {
        self.windows.push((name.into(), window));
        self
    }

    /// Sets the budget of resends of all calls. Policies with clones of one budget share it.
    #[must_use]
    pub fn budget(mut self, budget: RetryBudget) -> Self {
        self.budget = budget;
        self
    }

    /// Adds the share of a call to the budget.
    pub(crate) fn add_call(&self) {
        self.budget.add_call();
    }

    /// Whether another attempt is allowed after `made` attempts.
    pub(crate) fn has_attempts_left(&self, made: u32) -> bool {
        made < self.attempts
    }

    /// Decides whether a request that has been sent `made` times is sent again after `cause`, and when.
    pub(crate) fn decide(
        &self,
        operation: &Operation,
        cause: RetryCause,
        headers: Option<&HeaderMap>,
        made: u32,
        time: &Time,
    ) -> Decision {
        if !self.on.allows(operation, cause) {
            return Decision::Stop(Stop::NotRepeatable);
        }
        if !self.has_attempts_left(made) {
            return Decision::Stop(Stop::Attempts);
        }
        let requested = match (cause, headers) {
            (RetryCause::Status(status), Some(headers)) => {
                requested_wait(status, headers, &self.windows, time.wall)
            }
            _ => None,
        };
        let wait = match requested {
            Some(wait) if wait > self.longest_wait => return Decision::Stop(Stop::LongWait),
            // callers that wait for the same limit must not send again at the same time
            Some(wait) => wait.saturating_add(self.backoff.spread(wait)),
            None => self.backoff.wait(made),
        };
        if time.left <= wait {
            return Decision::Stop(Stop::Deadline);
        }
        let is_rate_limit = cause == RetryCause::Status(StatusCode::TOO_MANY_REQUESTS);
        if is_rate_limit && requested.is_some_and(|wait| !wait.is_zero()) {
            return Decision::Pause(wait);
        }
        if self.budget.take() {
            Decision::Resend(wait)
        } else {
            Decision::Stop(Stop::Budget)
        }
    }
}

/// Three attempts, waits as in [`Backoff::default`], a budget of 20 % of the calls.
impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            on: RetryOn::default(),
            attempts: 3,
            backoff: Backoff::default(),
            longest_wait: Duration::from_secs(60),
            windows: Vec::new(),
            budget: RetryBudget::default(),
        }
    }
}

/// The times that a decision depends on.
pub(crate) struct Time {
    /// Wall time, for dates and windows.
    pub wall: SystemTime,
    /// The time until the deadline of the call.
    pub left: Duration,
}

/// The decision whether a request is sent again.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// It is sent again after this wait.
    Resend(Duration),
    /// It is sent again after this wait, as are all other requests of the transport. The server requests the wait, so it
    /// costs neither an attempt nor budget.
    Pause(Duration),
    /// It is not sent again, for this reason.
    Stop(Stop),
}

/// The reason why a request is not sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The conditions do not allow it for this operation and cause.
    NotRepeatable,
    /// All attempts are used.
    Attempts,
    /// The server requests a longer wait than is allowed.
    LongWait,
    /// The wait would end after the deadline of the call.
    Deadline,
    /// The budget is used up.
    Budget,
}

impl Stop {
    /// The reason as text for the log.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::NotRepeatable => "not repeatable",
            Self::Attempts => "attempts used up",
            Self::LongWait => "the server requests a longer wait than is allowed",
            Self::Deadline => "the wait would end after the deadline",
            Self::Budget => "retry budget used up",
        }
    }
}

#[cfg(test)]
mod tests;

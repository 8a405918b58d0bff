//! Decides which requests are sent again, how often, after how long, and how many in all.
//!
//! A [`RetryPolicy`] is made of four parts, each of which can be replaced:
//!
//! * what: [`RetryOn`], the kinds of cause. Operations that change something are sent again only when
//!   they provably were not processed; no setting changes that.
//! * how long to wait: what the server requests, up to [`RetryPolicy::longest_wait`], and where it requests
//!   for nothing, [`Backoff`].
//! * how often: [`RetryPolicy::attempts`], the first one and the resend after a 401 included.
//!   A 429 with a time to wait counts neither as an attempt nor against the budget, and all callers of
//!   the account wait for that time.
//! * how much in all: [`RetryBudget`], a share of all calls.
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
//! The resend after a 401 is no part of the policy but counts as an attempt: a policy that allows one attempt
//! wants one request. A request whose body is a stream cannot be sent twice, and is not.

mod asked;
mod backoff;
mod budget;
mod condition;
mod pause;

use std::time::{Duration, SystemTime};

use api_transport::Operation;
use http::{HeaderMap, StatusCode};

pub use asked::retry_after;
pub use backoff::{Backoff, Chance, ThreadChance};
pub use budget::RetryBudget;
pub use condition::RetryOn;

pub(crate) use condition::RetryCause;
pub(crate) use pause::Pause;

use crate::rate_limit::Window;

/// Decides which requests are sent again, how often, after how long, and how many in all.
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
    /// One attempt: nothing is sent again, not even after a 401.
    #[must_use]
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// The condition under which a request may be sent again.
    #[must_use]
    pub fn on(mut self, on: RetryOn) -> Self {
        self.on = on;
        self
    }

    /// How often a request is sent at most, the first time included. Default: 3; 0 counts as 1.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// How long to wait where the server requests no wait.
    #[must_use]
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// The longest wait that a server may request. A response that requests more is returned to the caller at
    /// once: an earlier attempt would only be refused again. Default: 60 s, so that the
    /// window of a limit per minute is waited for and that of a limit per hour is not.
    #[must_use]
    pub fn longest_wait(mut self, longest: Duration) -> Self {
        self.longest_wait = longest;
        self
    }

    /// The window of the rate limit that the gateway calls `name`. The gateway's headers show which limit is
    /// used up but not how long its window is; see [`rate_limit`](crate::rate_limit).
    #[must_use]
    pub fn window(mut self, name: impl Into<String>, window: Window) -> Self {
        self.windows.push((name.into(), window));
        self
    }

    /// How much may be sent again in all. A budget is shared by its clones.
    #[must_use]
    pub fn budget(mut self, budget: RetryBudget) -> Self {
        self.budget = budget;
        self
    }

    /// A call begins.
    pub(crate) fn call(&self) {
        self.budget.call();
    }

    /// Whether another attempt is allowed after this many.
    pub(crate) fn has_attempts_left(&self, made: u32) -> bool {
        made < self.attempts
    }

    /// Whether a request that has been sent `made` times is sent again after `cause`, and when.
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
        let asked = match (cause, headers) {
            (RetryCause::Status(status), Some(headers)) => self.asked(status, headers, time.wall),
            _ => None,
        };
        let wait = match asked {
            Some(asked) if asked > self.longest_wait => return Decision::Stop(Stop::LongWait),
            // callers that were refused together must not return together
            Some(asked) => asked.saturating_add(self.backoff.spread(asked)),
            None => self.backoff.wait(made),
        };
        if time.left <= wait {
            return Decision::Stop(Stop::Deadline);
        }
        let limited = cause == RetryCause::Status(StatusCode::TOO_MANY_REQUESTS);
        if limited && asked.is_some_and(|asked| !asked.is_zero()) {
            return Decision::Pause(wait);
        }
        if self.budget.take() {
            Decision::Resend(wait)
        } else {
            Decision::Stop(Stop::Budget)
        }
    }

    fn asked(&self, status: StatusCode, headers: &HeaderMap, wall: SystemTime) -> Option<Duration> {
        asked::asked(status, headers, &self.windows, wall)
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

/// Whether to send again.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// After this wait.
    Resend(Duration),
    /// After this wait, before which no request of the account would be accepted. The server gives the time, so
    /// that it costs neither an attempt nor budget.
    Pause(Duration),
    /// Not at all, for this reason.
    Stop(Stop),
}

/// The reason why a request is not sent again, as text for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// This operation is not repeated for this cause.
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

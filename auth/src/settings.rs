//! The timeouts of a call.

use std::time::Duration;

/// The default timeout of a connection.
pub(crate) const CONNECT: Duration = Duration::from_secs(10);

/// The timeouts of a call. Those of a token request are in [`TokenPolicy`](crate::TokenPolicy).
///
/// ```
/// use std::time::Duration;
/// use classifications_auth::TimeOuts;
/// let time_outs = TimeOuts::default().attempt(Duration::from_secs(10)).call(Duration::from_secs(25));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeOuts {
    connect: Option<Duration>,
    pub(crate) attempt: Duration,
    pub(crate) call: Duration,
}

/// Timeouts that are invalid or contradict each other.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidTimeOuts {
    /// A timeout is zero.
    #[error("the timeout {name:?} is zero, with which no call succeeds")]
    Zero {
        /// The name of the timeout.
        name: &'static str,
    },
    /// The timeout of a connection is not shorter than that of an attempt.
    #[error(
        "the timeout of a connection is {connect:?} and that of an attempt {attempt:?}; make the first one shorter, as an attempt without a connection would otherwise look like one that was processed"
    )]
    Connect {
        /// The timeout of a connection.
        connect: Duration,
        /// The timeout of an attempt.
        attempt: Duration,
    },
}

impl TimeOuts {
    /// Sets the timeout of establishing a connection, including name resolution and TLS. Default: 10 s, but at most half
    /// of the timeout of an attempt.
    #[must_use]
    pub fn connect(mut self, connect: Duration) -> Self {
        self.connect = Some(connect);
        self
    }

    /// Sets the timeout of one attempt, from connecting to the end of the body. Default: 30 s.
    #[must_use]
    pub fn attempt(mut self, attempt: Duration) -> Self {
        self.attempt = attempt;
        self
    }

    /// Sets the timeout of a call, including tokens, attempts, and the waits between them. Default: 2 minutes.
    #[must_use]
    pub fn call(mut self, call: Duration) -> Self {
        self.call = call;
        self
    }

    /// The timeout of a connection.
    pub(crate) fn connecting(&self) -> Duration {
        let usual = CONNECT.min(self.attempt / 2);
        self.connect.unwrap_or(usual)
    }

    /// Checks that the timeouts are valid together.
    pub(crate) fn check(&self) -> Result<(), InvalidTimeOuts> {
        let connect = self.connecting();
        let named = [
            ("attempt", self.attempt),
            ("connect", connect),
            ("call", self.call),
        ];
        if let Some((name, _)) = named.into_iter().find(|(_, time_out)| time_out.is_zero()) {
            return Err(InvalidTimeOuts::Zero { name });
        }
        if connect >= self.attempt {
            return Err(InvalidTimeOuts::Connect {
                connect,
                attempt: self.attempt,
            });
        }
        Ok(())
    }
}

impl Default for TimeOuts {
    fn default() -> Self {
        Self {
            connect: None,
            attempt: Duration::from_secs(30),
            call: Duration::from_secs(120),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invalid_timeout_is_named() {
        let second = Duration::from_secs(1);
        let message = |time_outs: TimeOuts| time_outs.check().unwrap_err().to_string();
        assert_eq!(TimeOuts::default().check(), Ok(()));
        assert_eq!(
            message(TimeOuts::default().call(Duration::ZERO)),
            "the timeout \"call\" is zero, with which no call succeeds"
        );
        assert_eq!(
            message(TimeOuts::default().attempt(Duration::ZERO)),
            "the timeout \"attempt\" is zero, with which no call succeeds"
        );
        let equal = message(TimeOuts::default().connect(second).attempt(second));
        assert!(
            equal.starts_with("the timeout of a connection is 1s and that of an attempt 1s; make")
        );
    }

    #[test]
    fn connecting_may_take_half_of_an_attempt_unless_set() {
        let seconds = Duration::from_secs;
        let time_outs = TimeOuts::default();
        assert_eq!(time_outs.connecting(), seconds(10));
        let short = time_outs.clone().attempt(seconds(4));
        assert_eq!((short.connecting(), short.check()), (seconds(2), Ok(())));
        let set = time_outs.attempt(seconds(4)).connect(seconds(3));
        assert_eq!((set.connecting(), set.check()), (seconds(3), Ok(())));
    }
}

//! The timeouts of a call.

use std::time::Duration;

/// The default timeout of a connection, unless half of the timeout of an attempt is shorter.
pub(crate) const CONNECT: Duration = Duration::from_secs(10);

/// The timeouts of a call. Those of a token request are in [`TokenPolicy`](crate::TokenPolicy).
///
/// ```
/// use std::time::Duration;
/// use classifications_auth::Timeouts;
/// let timeouts = Timeouts::default().attempt(Duration::from_secs(10)).call(Duration::from_secs(25));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeouts {
    connect: Option<Duration>,
    pub(crate) attempt: Duration,
    pub(crate) call: Duration,
}

/// Timeouts that are invalid or contradict each other.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidTimeouts {
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

impl Timeouts {
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
        let default = CONNECT.min(self.attempt / 2);
        self.connect.unwrap_or(default)
    }

    /// Checks that the timeouts are valid together.
    pub(crate) fn check(&self) -> Result<(), InvalidTimeouts> {
        let connect = self.connecting();
        let named = [
            ("attempt", self.attempt),
            ("connect", connect),
            ("call", self.call),
        ];
        if let Some((name, _)) = named.into_iter().find(|(_, timeout)| timeout.is_zero()) {
            return Err(InvalidTimeouts::Zero { name });
        }
        if connect >= self.attempt {
            return Err(InvalidTimeouts::Connect {
                connect,
                attempt: self.attempt,
            });
        }
        Ok(())
    }
}

impl Default for Timeouts {
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
        let message = |timeouts: Timeouts| timeouts.check().unwrap_err().to_string();
        assert_eq!(Timeouts::default().check(), Ok(()));
        assert_eq!(
            message(Timeouts::default().call(Duration::ZERO)),
            "the timeout \"call\" is zero, with which no call succeeds"
        );
        assert_eq!(
            message(Timeouts::default().attempt(Duration::ZERO)),
            "the timeout \"attempt\" is zero, with which no call succeeds"
        );
        let equal = message(Timeouts::default().connect(second).attempt(second));
        assert!(
            equal.starts_with("the timeout of a connection is 1s and that of an attempt 1s; make")
        );
    }

    #[test]
    fn connecting_may_take_half_of_an_attempt_unless_set() {
        let seconds = Duration::from_secs;
        let timeouts = Timeouts::default();
        assert_eq!(timeouts.connecting(), seconds(10));
        let short = timeouts.clone().attempt(seconds(4));
        assert_eq!((short.connecting(), short.check()), (seconds(2), Ok(())));
        let explicit = timeouts.attempt(seconds(4)).connect(seconds(3));
        assert_eq!(
            (explicit.connecting(), explicit.check()),
            (seconds(3), Ok(()))
        );
    }
}

//! The conditions under which a request may be sent again.
//!
//! The line between operations that change nothing and those that do is not configurable: it is drawn
//! by what a server can have done, and a duplicate of a classification request is paid for twice.

use std::collections::BTreeSet;

use api_transport::Operation;
use http::StatusCode;

/// The failure of an attempt that might be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RetryCause {
    /// No connection was established, or the request never left the queue of one.
    NotConnected,
    /// The request may have left, and there is no complete response to it.
    NoResponse,
    /// A response with this status.
    Status(StatusCode),
}

/// Decides which requests may be sent again. The default is all that can be.
///
/// | | safe operations (GET) | all others (POST) |
/// |---|---|---|
/// | no connection was established | yes | yes |
/// | 429 | yes | yes |
/// | 408, 500, 502, 503, 504 | yes | no: it may have been carried out |
/// | a connection that broke, no response in time, a body that broke off | yes | no: it may have been carried out |
///
/// Here more can be excluded for all operations, and statuses can be added or left out for safe
/// ones. No setting repeats a POST in a case where the table says no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryOn {
    not_connected: bool,
    no_answer: bool,
    statuses: BTreeSet<StatusCode>,
}

impl RetryOn {
    /// Nothing.
    #[must_use]
    pub fn nothing() -> Self {
        Self {
            not_connected: false,
            no_answer: false,
            statuses: BTreeSet::new(),
        }
    }

    /// Whether a request is sent again for which no connection was established.
    #[must_use]
    pub fn not_connected(mut self, retry: bool) -> Self {
        self.not_connected = retry;
        self
    }

    /// Whether a safe request is sent again that got no complete response.
    #[must_use]
    pub fn no_answer(mut self, retry: bool) -> Self {
        self.no_answer = retry;
        self
    }

    /// The statuses on which a safe request is sent again, and on 429, if it is among them, any.
    ///
    /// 401 and 403 are left out: a 401 has its own rule, and what is forbidden stays forbidden.
    #[must_use]
    pub fn statuses(mut self, statuses: impl IntoIterator<Item = StatusCode>) -> Self {
        self.statuses = statuses.into_iter().collect();
        self.statuses.remove(&StatusCode::UNAUTHORIZED);
        self.statuses.remove(&StatusCode::FORBIDDEN);
        self
    }

    /// Whether a request of `operation` may be sent again after `cause`.
    pub(crate) fn allows(&self, operation: &Operation, cause: RetryCause) -> bool {
        let wanted = match cause {
            RetryCause::NotConnected => self.not_connected,
            RetryCause::NoResponse => self.no_answer,
            RetryCause::Status(status) => self.statuses.contains(&status),
        };
        wanted && (operation.is_safe() || was_not_processed(cause))
    }
}

/// Whether the server provably did not carry the request out.
fn was_not_processed(cause: RetryCause) -> bool {
    match cause {
        RetryCause::NotConnected => true,
        RetryCause::NoResponse => false,
        // the gateway counts before it lets through
        RetryCause::Status(status) => status == StatusCode::TOO_MANY_REQUESTS,
    }
}

impl Default for RetryOn {
    fn default() -> Self {
        Self {
            not_connected: true,
            no_answer: true,
            statuses: BTreeSet::from([
                StatusCode::REQUEST_TIMEOUT,
                StatusCode::TOO_MANY_REQUESTS,
                StatusCode::INTERNAL_SERVER_ERROR,
                StatusCode::BAD_GATEWAY,
                StatusCode::SERVICE_UNAVAILABLE,
                StatusCode::GATEWAY_TIMEOUT,
            ]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Method;

    fn statuses(on: &RetryOn, method: Method) -> Vec<u16> {
        let operation = Operation::new("op", method, "/");
        (100..=599)
            .filter(|code| {
                let status = StatusCode::from_u16(*code).unwrap();
                on.allows(&operation, RetryCause::Status(status))
            })
            .collect()
    }

    fn without_answer(on: &RetryOn, method: Method) -> (bool, bool) {
        let operation = Operation::new("op", method, "/");
        (
            on.allows(&operation, RetryCause::NotConnected),
            on.allows(&operation, RetryCause::NoResponse),
        )
    }

    #[test]
    fn a_safe_request_is_repeated_on_what_may_pass() {
        let on = RetryOn::default();
        assert_eq!(statuses(&on, Method::GET), [408, 429, 500, 502, 503, 504]);
        assert_eq!(without_answer(&on, Method::GET), (true, true));
    }

    #[test]
    fn any_other_only_when_it_was_not_processed() {
        let on = RetryOn::default();
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            assert_eq!(statuses(&on, method.clone()), [429], "{method}");
            assert_eq!(without_answer(&on, method), (true, false));
        }
    }

    #[test]
    fn no_setting_widens_what_is_sent_again_of_a_post() {
        let all = (100..=599).map(|code| StatusCode::from_u16(code).unwrap());
        let on = RetryOn::nothing()
            .statuses(all)
            .not_connected(true)
            .no_answer(true);
        assert_eq!(statuses(&on, Method::POST), [429]);
        assert_eq!(without_answer(&on, Method::POST), (true, false));
    }

    #[test]
    fn no_setting_repeats_on_401_or_403() {
        let all = (100..=599).map(|code| StatusCode::from_u16(code).unwrap());
        let repeated = statuses(&RetryOn::default().statuses(all), Method::GET);
        assert!(!repeated.contains(&401) && !repeated.contains(&403));
        assert!(repeated.contains(&404));
    }

    #[test]
    fn everything_can_be_switched_off() {
        let on = RetryOn::nothing();
        assert!(statuses(&on, Method::GET).is_empty());
        assert_eq!(without_answer(&on, Method::GET), (false, false));
        let on = RetryOn::default().not_connected(false).no_answer(false);
        assert_eq!(without_answer(&on, Method::GET), (false, false));
    }
}

//! The conditions under which a request may be sent again.
//!
//! The distinction between safe and unsafe operations is not configurable: a duplicate of a classification request is
//! paid for twice.

use std::collections::BTreeSet;

use api_transport::Operation;
use http::StatusCode;

/// The failure of an attempt that might be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RetryCause {
    /// No connection was established, or it was closed before the request was sent.
    NotConnected,
    /// The request may have been sent, and there is no complete response.
    NoResponse,
    /// A response with this status.
    Status(StatusCode),
}

/// The conditions under which requests are sent again. By default, these are:
///
/// | | safe operations (GET) | all others (POST) |
/// |---|---|---|
/// | no connection was established, or it was closed before any part of the request was sent | yes | yes |
/// | 429 | yes | yes |
/// | 408, 500, 502, 503, 504 | yes | no: it may have been carried out |
/// | a connection that broke, no response in time, a body that broke off | yes | no: it may have been carried out |
///
/// The settings can exclude cases for all operations, and add or remove statuses for safe operations. No setting repeats
/// a POST in a case where the table has "no".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryOn {
    not_connected: bool,
    no_response: bool,
    statuses: BTreeSet<StatusCode>,
}

impl RetryOn {
    /// Creates conditions under which no request is sent again.
    #[must_use]
    pub fn nothing() -> Self {
        Self {
            not_connected: false,
            no_response: false,
            statuses: BTreeSet::new(),
        }
    }

    /// Sets whether a request is sent again if no connection was established, or if it was closed before any part of the
    /// request was sent.
    #[must_use]
    pub fn not_connected(mut self, retry: bool) -> Self {
        self.not_connected = retry;
        self
    }

    /// Sets whether a safe request is sent again if it has no complete response.
    #[must_use]
    pub fn no_response(mut self, retry: bool) -> Self {
        self.no_response = retry;
        self
    }

    /// Sets the statuses after which a safe request is sent again. 429 applies to unsafe requests, too.
    ///
    /// 401 and 403 are ignored: a refused token is replaced instead, and another attempt would not change a 403.
    #[must_use]
    pub fn statuses(mut self, statuses: impl IntoIterator<Item = StatusCode>) -> Self {
        self.statuses = statuses.into_iter().collect();
        self.statuses.remove(&StatusCode::UNAUTHORIZED);
        self.statuses.remove(&StatusCode::FORBIDDEN);
        self
    }

    /// Whether a request of `operation` may be sent again after `cause`.
    pub(crate) fn allows(&self, operation: &Operation, cause: RetryCause) -> bool {
        let is_enabled = match cause {
            RetryCause::NotConnected => self.not_connected,
            RetryCause::NoResponse => self.no_response,
            RetryCause::Status(status) => self.statuses.contains(&status),
        };
        is_enabled && (operation.is_safe() || was_not_processed(cause))
    }
}

/// Whether the server provably did not carry the request out.
fn was_not_processed(cause: RetryCause) -> bool {
    match cause {
        RetryCause::NotConnected => true,
        RetryCause::NoResponse => false,
        // the gateway applies its limit before it forwards a request
        RetryCause::Status(status) => status == StatusCode::TOO_MANY_REQUESTS,
    }
}

impl Default for RetryOn {
    fn default() -> Self {
        Self {
            not_connected: true,
            no_response: true,
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

    fn without_response(on: &RetryOn, method: Method) -> (bool, bool) {
        let operation = Operation::new("op", method, "/");
        (
            on.allows(&operation, RetryCause::NotConnected),
            on.allows(&operation, RetryCause::NoResponse),
        )
    }

    #[test]
    fn a_safe_request_is_repeated_after_temporary_failures() {
        let on = RetryOn::default();
        assert_eq!(statuses(&on, Method::GET), [408, 429, 500, 502, 503, 504]);
        assert_eq!(without_response(&on, Method::GET), (true, true));
    }

    #[test]
    fn an_unsafe_request_is_repeated_only_if_it_was_not_processed() {
        let on = RetryOn::default();
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            assert_eq!(statuses(&on, method.clone()), [429], "{method}");
            assert_eq!(without_response(&on, method), (true, false));
        }
    }

    #[test]
    fn no_setting_adds_cases_in_which_a_post_is_repeated() {
        let all = (100..=599).map(|code| StatusCode::from_u16(code).unwrap());
        let on = RetryOn::nothing()
            .statuses(all)
            .not_connected(true)
            .no_response(true);
        assert_eq!(statuses(&on, Method::POST), [429]);
        assert_eq!(without_response(&on, Method::POST), (true, false));
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
        assert_eq!(without_response(&on, Method::GET), (false, false));
        let on = RetryOn::default().not_connected(false).no_response(false);
        assert_eq!(without_response(&on, Method::GET), (false, false));
    }
}

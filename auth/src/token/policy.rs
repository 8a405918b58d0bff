//! Durations, each with its default and the reason for it.

use std::time::Duration;

use super::charset::FormCharset;

/// How tokens are kept, renewed and given up.
///
/// ```
/// use std::time::Duration;
/// use classifications_auth::TokenPolicy;
///
/// let mut policy = TokenPolicy::default();
/// policy.lockout = Duration::from_secs(60 * 60);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenPolicy {
    /// How long before its expiry a token is renewed while it is still used; never more than
    /// half of its lifetime. Default: 5 minutes.
    pub refresh_window: Duration,
    /// The lifetime of a token whose `expires_in` is absent or cannot be meant. Default: 5 minutes,
    /// so that trusting it too long costs one 401 and too short one request.
    pub default_lifetime: Duration,
    /// How long getting a token may take in all: reading credentials, and each request. Default: 30 s.
    pub deadline: Duration,
    /// How long one request to the token endpoint may take. Default: 10 s.
    pub request_timeout: Duration,
    /// How long after a failed renewal the next is tried while the old token still works, at least.
    /// Default: 10 s.
    pub refresh_back_off: Duration,
    /// How long credentials that were refused are not sent again, unless they change; doubled with each
    /// further refusal, up to 24 hours. Default: 15 minutes: accounts are locked after a few wrong
    /// passwords, and unlocking takes a phone call.
    pub lockout: Duration,
    /// How a token request writes characters beyond ASCII. Default: in UTF-8, without saying so.
    pub form_charset: FormCharset,
}

impl Default for TokenPolicy {
    fn default() -> Self {
        Self {
            refresh_window: Duration::from_secs(5 * 60),
            default_lifetime: Duration::from_secs(5 * 60),
            deadline: Duration::from_secs(30),
            request_timeout: Duration::from_secs(10),
            refresh_back_off: Duration::from_secs(10),
            lockout: Duration::from_secs(15 * 60),
            form_charset: FormCharset::default(),
        }
    }
}

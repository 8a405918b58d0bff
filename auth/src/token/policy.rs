//! The policy of tokens, and its defaults.

use std::time::Duration;

use super::charset::FormCharset;

/// When tokens are renewed, how token requests are made, and how long refused credentials are not sent.
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
    /// How long before its expiry a token is renewed, but at most half of its lifetime. Default: 5 minutes.
    pub refresh_window: Duration,
    /// The lifetime of a token whose `expires_in` is absent or implausible. Default: 5 minutes. Too long a lifetime costs
    /// one 401, too short a lifetime one token request.
    pub default_lifetime: Duration,
    /// The timeout of getting a token, including the fetch of the credentials and all requests. Default: 30 s.
    pub deadline: Duration,
    /// The timeout of one token request. Default: 10 s.
    pub request_timeout: Duration,
    /// The minimum time between a failed renewal and the next one, while the old token is valid. Default: 10 s.
    pub refresh_back_off: Duration,
    /// The time for which refused credentials are not sent again unless they change. It doubles with each further refusal,
    /// up to 24 hours. Default: 15 minutes, as accounts are locked after a few wrong passwords, and unlocking takes a phone
    /// call.
    pub lockout: Duration,
    /// The character set of token requests. Default: UTF-8, without a `charset` in the content type.
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

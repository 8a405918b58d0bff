//! An access token as it is sent: a ready-made header value, so that a call does not format one.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;
use http::header::InvalidHeaderValue;
use zeroize::Zeroizing;

use super::expiry::Expiry;

/// An access token. Clones are cheap and are the same token; `Debug` does not show it, and it is
/// overwritten when the last clone, and the last header made from it, is dropped.
#[derive(Clone)]
pub struct Token(pub(super) Arc<Bearer>);

/// What clones of a token share.
pub(super) struct Bearer {
    authorization: HeaderValue,
    pub(super) expiry: Expiry,
}

impl Bearer {
    /// Fails for a text that cannot be sent in a header.
    pub(super) fn new(access_token: &str, expiry: Expiry) -> Result<Self, InvalidHeaderValue> {
        let mut bearer = Zeroizing::new(Vec::with_capacity("Bearer ".len() + access_token.len()));
        bearer.extend_from_slice(b"Bearer ");
        bearer.extend_from_slice(access_token.as_bytes());
        // owned by the header, so that the bytes are overwritten with its last clone
        let mut authorization = HeaderValue::from_maybe_shared(Bytes::from_owner(bearer))?;
        authorization.set_sensitive(true);
        Ok(Self {
            authorization,
            expiry,
        })
    }
}

impl Token {
    /// The value of the `Authorization` header, marked sensitive. Allocates nothing.
    #[must_use]
    pub fn authorization(&self) -> HeaderValue {
        self.0.authorization.clone()
    }

    /// Whether both are the same token, not merely equal ones.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([redacted])")
    }
}

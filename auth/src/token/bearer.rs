//! An access token as it is sent: a ready-made header value, so that a call does not format one.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;
use http::header::InvalidHeaderValue;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

/// An access token. Clones are cheap and are the same token; `Debug` does not show it, and it is
/// overwritten when the last clone, and the last header made from it, is dropped.
#[derive(Clone)]
pub struct Token(Arc<Inner>);

struct Inner {
    authorization: HeaderValue,
}

impl Token {
    /// A token whose text is `access_token`.
    pub(crate) fn new(access_token: &SecretString) -> Result<Self, InvalidHeaderValue> {
        let text = access_token.expose_secret();
        let mut bearer = Zeroizing::new(Vec::with_capacity(7 + text.len()));
        bearer.extend_from_slice(b"Bearer ");
        bearer.extend_from_slice(text.as_bytes());
        // owned by the header, so that the bytes are overwritten with its last clone
        let mut authorization = HeaderValue::from_maybe_shared(Bytes::from_owner(bearer))?;
        authorization.set_sensitive(true);
        Ok(Self(Arc::new(Inner { authorization })))
    }

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

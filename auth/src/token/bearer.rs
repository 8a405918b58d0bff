//! An access token, kept as a header value so that calls do not format it.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use bytes::Bytes;
use http::HeaderValue;
use http::header::InvalidHeaderValue;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::expiry::Expiry;
use crate::redaction::Redaction;
use crate::{Credentials, ScopeSet};

/// An access token. Clones are cheap and share it. `Debug` does not show it. It is overwritten when the last clone and the
/// last header made from it are dropped.
#[derive(Clone)]
pub struct Token(pub(super) Arc<Bearer>);

/// The prefix of a token in the header.
const SCHEME: &str = "Bearer ";

/// The parts that clones of a token share.
pub(super) struct Bearer {
    authorization: HeaderValue,
    /// The client id of the credentials; `None` if it is no valid header value.
    client_id: Option<HeaderValue>,
    pub(super) credentials: Credentials,
    pub(super) expiry: Expiry,
    /// The requested scopes.
    pub(super) scopes: ScopeSet,
    /// The granted scopes, if the token endpoint returns them.
    granted: Option<ScopeSet>,
    /// Whether the API has accepted the token.
    pub(super) accepted: AtomicBool,
}

impl Bearer {
    /// Fails if `access_token` cannot be sent in a header.
    pub(super) fn new(
        access_token: &str,
        credentials: &Credentials,
        expiry: Expiry,
        scopes: ScopeSet,
    ) -> Result<Self, InvalidHeaderValue> {
        Ok(Self {
            authorization: sensitive(&[SCHEME, access_token])?,
            client_id: client_id_header(credentials.client_id()),
            credentials: credentials.clone(),
            expiry,
            scopes,
            granted: None,
            accepted: AtomicBool::new(false),
        })
    }

    /// Sets the scopes that the token endpoint returned.
    pub(super) fn with_granted(mut self, granted: Option<ScopeSet>) -> Self {
        self.granted = granted;
        self
    }

    /// Marks a token of another process as accepted: if the API refuses it, the reason is not that the token is too new.
    pub(super) fn taken_from_cache(self) -> Self {
        self.accepted.store(true, Ordering::Relaxed);
        self
    }

    /// Whether the text of the token is `access_token`.
    pub(super) fn has_text(&self, access_token: &str) -> bool {
        let header = self.authorization.as_bytes();
        header.strip_prefix(SCHEME.as_bytes()) == Some(access_token.as_bytes())
    }
}

/// The client id as a header value, marked sensitive; `None` if it is no valid one.
pub(crate) fn client_id_header(client_id: &SecretString) -> Option<HeaderValue> {
    let client_id = client_id.expose_secret();
    // the encoding of other characters in a header is not specified
    let is_valid = client_id.is_ascii();
    is_valid.then(|| sensitive(&[client_id]).ok()).flatten()
}

/// The concatenated parts as a sensitive header value. The value owns the bytes, which are overwritten when its last
/// clone is dropped.
fn sensitive(parts: &[&str]) -> Result<HeaderValue, InvalidHeaderValue> {
    let length = parts.iter().map(|part| part.len()).sum();
    let mut text = Zeroizing::new(Vec::with_capacity(length));
    for part in parts {
        text.extend_from_slice(part.as_bytes());
    }
    let mut header = HeaderValue::from_maybe_shared(Bytes::from_owner(text))?;
    header.set_sensitive(true);
    Ok(header)
}

impl Token {
    /// The value of the `Authorization` header, marked sensitive. Allocates nothing.
    #[must_use]
    pub fn authorization(&self) -> HeaderValue {
        self.0.authorization.clone()
    }

    /// The granted scopes; `None` if the token endpoint does not list them, as they are the requested ones
    /// (RFC 6749, section 5.1).
    #[must_use]
    pub fn granted_scopes(&self) -> Option<&ScopeSet> {
        self.0.granted.as_ref()
    }

    /// The time at which the token expires; `None` if the clock cannot represent it.
    #[must_use]
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.0.expiry.end()
    }

    /// The client id that the token was granted to, marked sensitive; `None` if it is no valid header value.
    pub(crate) fn client_id(&self) -> Option<HeaderValue> {
        self.0.client_id.clone()
    }

    /// A search for this token and its credentials in text of a server.
    pub(crate) fn redaction(&self) -> Redaction {
        let Bearer {
            authorization,
            credentials,
            ..
        } = &*self.0;
        let token = authorization.to_str().unwrap_or_default();
        credentials.redaction(token.strip_prefix(SCHEME))
    }

    /// Whether both are clones of the same token.
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

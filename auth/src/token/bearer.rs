//! An access token as it is sent: a ready-made header value, so that a call does not format one.

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

/// An access token. Clones are cheap and are the same token; `Debug` does not show it, and it is
/// overwritten when the last clone, and the last header made from it, is dropped.
#[derive(Clone)]
pub struct Token(pub(super) Arc<Bearer>);

/// The prefix of a token in the header.
const SCHEME: &str = "Bearer ";

/// The parts that clones of a token share.
pub(super) struct Bearer {
    authorization: HeaderValue,
    /// The client id of the credentials that it was granted to; `None` if no header can carry it.
    client_id: Option<HeaderValue>,
    pub(super) credentials: Credentials,
    pub(super) expiry: Expiry,
    /// The requested scopes.
    pub(super) scopes: ScopeSet,
    /// The granted scopes, if the token endpoint returns them.
    granted: Option<ScopeSet>,
    /// Whether a request with it has succeeded.
    pub(super) accepted: AtomicBool,
}

impl Bearer {
    /// Fails for a text that cannot be sent in a header.
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

    /// The same token, of which the token endpoint says what it was granted for.
    pub(super) fn with_granted(mut self, granted: Option<ScopeSet>) -> Self {
        self.granted = granted;
        self
    }

    /// The same token, which an earlier process was granted: that the API does not know it yet is not what a refusal shows.
    pub(super) fn taken_from_cache(self) -> Self {
        self.accepted.store(true, Ordering::Relaxed);
        self
    }

    /// Whether this is the text of the token.
    pub(super) fn is(&self, access_token: &str) -> bool {
        let header = self.authorization.as_bytes();
        header.strip_prefix(SCHEME.as_bytes()) == Some(access_token.as_bytes())
    }
}

/// The client id as a header, marked sensitive; `None` if no header can carry it.
pub(crate) fn client_id_header(client_id: &SecretString) -> Option<HeaderValue> {
    let client_id = client_id.expose_secret();
    // text beyond ASCII could be sent, but how it would be read is not specified
    let sendable = client_id.is_ascii();
    sendable.then(|| sensitive(&[client_id]).ok()).flatten()
}

/// The parts, one after the other, owned by the header, so that the bytes are overwritten with its last
/// clone.
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

    /// The scopes that it was granted for; `None` where the token endpoint does not list them, so that they are
    /// those that were requested (RFC 6749, section 5.1).
    #[must_use]
    pub fn granted_scopes(&self) -> Option<&ScopeSet> {
        self.0.granted.as_ref()
    }

    /// When it expires; `None` for a time that the clock cannot count to.
    #[must_use]
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.0.expiry.end()
    }

    /// The client id that it was granted to, marked sensitive, where a header can carry it.
    pub(crate) fn client_id(&self) -> Option<HeaderValue> {
        self.0.client_id.clone()
    }

    /// Finds this token, and the credentials that it was granted to, in text of a server.
    pub(crate) fn redaction(&self) -> Redaction {
        let Bearer {
            authorization,
            credentials,
            ..
        } = &*self.0;
        let token = authorization.to_str().unwrap_or_default();
        credentials.redaction([token.trim_start_matches(SCHEME)])
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

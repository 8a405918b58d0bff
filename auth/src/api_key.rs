//! The client id as API key: the header that a document's `apiKey` scheme asks for beside the token.

use std::sync::{Arc, Mutex, PoisonError};

use http::HeaderValue;
use secrecy::ExposeSecret;

use crate::credentials::CredentialsSource;
use crate::token::{Token, TokenError};

/// Gives the header value, which is made again whenever the token has changed: then the credentials may
/// have, too. Asking their source for each call could mean a command for each call.
pub(crate) struct ApiKey {
    credentials: Arc<dyn CredentialsSource>,
    last: Mutex<Option<(Option<Token>, HeaderValue)>>,
}

/// The client id cannot be sent. What it is, is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the client id holds a character that no header can carry")]
pub struct InvalidClientId;

/// Why there is no API key.
pub(crate) enum NoApiKey {
    /// There are no credentials.
    Credentials(TokenError),
    /// The client id is no header value.
    Invalid(InvalidClientId),
}

impl ApiKey {
    pub(crate) fn new(credentials: Arc<dyn CredentialsSource>) -> Self {
        Self {
            credentials,
            last: Mutex::new(None),
        }
    }

    /// The client id that goes with `token`, marked sensitive.
    pub(crate) async fn beside(&self, token: Option<&Token>) -> Result<HeaderValue, NoApiKey> {
        if let Some(key) = self.kept(token) {
            return Ok(key);
        }
        let credentials = self.credentials.fetch().await;
        let credentials =
            credentials.map_err(|e| NoApiKey::Credentials(TokenError::Credentials(e)))?;
        let mut key = HeaderValue::from_str(credentials.client_id().expose_secret())
            .map_err(|_| NoApiKey::Invalid(InvalidClientId))?;
        key.set_sensitive(true);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = Some((token.cloned(), key.clone()));
        Ok(key)
    }

    fn kept(&self, token: Option<&Token>) -> Option<HeaderValue> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let (kept_with, key) = last.as_ref()?;
        let same = match (kept_with, token) {
            (Some(kept_with), Some(token)) => kept_with.is(token),
            (None, None) => true,
            _ => false,
        };
        same.then(|| key.clone())
    }
}

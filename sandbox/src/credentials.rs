//! Apps, which are registered clients, and accounts, which have passwords.

use std::fmt;

/// The credentials for a token of a sandbox.
///
/// They are valid only in the sandbox that was started with them. `Debug` hides the client secret
/// and the password, so that logs look as they do with real credentials.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The app's `client_id`.
    pub client_id: String,
    /// The app's `client_secret`.
    pub client_secret: String,
    /// The account's `username`.
    pub username: String,
    /// The account's `password`.
    pub password: String,
}

impl Default for Credentials {
    /// The default credentials.
    fn default() -> Self {
        Self {
            client_id: "sandbox-app".to_owned(),
            client_secret: "sandbox-app-secret".to_owned(),
            username: "sandbox-user".to_owned(),
            password: "sandbox-password".to_owned(),
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("client_id", &self.client_id)
            .field("client_secret", &"[redacted]")
            .field("username", &self.username)
            .field("password", &"[redacted]")
            .finish()
    }
}

/// A client registered with the token endpoint, and its rights.
#[derive(Clone)]
pub struct App {
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    /// Its scopes; by default all that the document lists.
    pub(crate) scopes: Option<Vec<String>>,
    pub(crate) password_grant: bool,
    pub(crate) refresh_grant: bool,
    pub(crate) subscribed: bool,
}

impl App {
    /// An app that may request all scopes, uses the password grant, gets refresh tokens, and
    /// is subscribed to the API.
    #[must_use]
    pub fn new(client_id: impl Into<String>, client_secret: impl Into<String>) -> Self {
        Self {
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            scopes: None,
            password_grant: true,
            refresh_grant: true,
            subscribed: true,
        }
    }

    /// Restricts the app to these scopes; a request for others fails with `invalid_scope`.
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// Sets whether the app may use the password grant; otherwise it fails with
    /// `unauthorized_client`.
    #[must_use]
    pub fn password_grant(mut self, allowed: bool) -> Self {
        self.password_grant = allowed;
        self
    }

    /// Sets whether the app gets refresh tokens and may use them.
    #[must_use]
    pub fn refresh_grant(mut self, allowed: bool) -> Self {
        self.refresh_grant = allowed;
        self
    }

    /// Sets whether the app is subscribed to the API; otherwise its calls fail with 403.
    #[must_use]
    pub fn subscribed(mut self, subscribed: bool) -> Self {
        self.subscribed = subscribed;
        self
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App")
            .field("client_id", &self.client_id)
            .field("client_secret", &"[redacted]")
            .field("scopes", &self.scopes)
            .field("password_grant", &self.password_grant)
            .field("refresh_grant", &self.refresh_grant)
            .field("subscribed", &self.subscribed)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_holds_no_secret() {
        let credentials = Credentials::default();
        let app = App::new("app", credentials.client_secret.clone());
        let shown = format!("{credentials:?} {app:?}");
        for secret in [&credentials.client_secret, &credentials.password] {
            assert!(!shown.contains(secret.as_str()), "{shown}");
        }
    }
}

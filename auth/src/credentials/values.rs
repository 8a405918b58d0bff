//! The four values of the password grant (RFC 6749, section 4.3).

use std::fmt;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use super::CredentialsError;
use crate::redaction::Redaction;

/// Client id, client secret, username and password. Clones share the secrets, which are overwritten when the last clone is
/// dropped. `Debug` shows none of the four values.
///
/// ```
/// use classifications_auth::Credentials;
/// let credentials = Credentials::builder()
///     .client_id("my-app")
///     .client_secret("s3cret")
///     .username("insured")
///     .password("pa55")
///     .build()?;
/// assert_eq!(format!("{credentials:?}"), "Credentials([redacted])");
/// # Ok::<(), classifications_auth::credentials::CredentialsError>(())
/// ```
#[derive(Clone)]
pub struct Credentials(Arc<Values>);

#[derive(Default)]
struct Values {
    client_id: SecretString,
    client_secret: SecretString,
    username: SecretString,
    password: SecretString,
}

impl Credentials {
    /// Creates a builder, which takes the values by name.
    #[must_use]
    pub fn builder() -> CredentialsBuilder {
        CredentialsBuilder::default()
    }

    /// Creates credentials from their values.
    ///
    /// # Errors
    /// [`CredentialsError`] names the value that is empty, begins with a byte order mark, or contains NUL or a line end.
    /// Such characters are not part of the intended value, and the server would count a password with them as wrong.
    pub fn new(
        client_id: impl Into<SecretString>,
        client_secret: impl Into<SecretString>,
        username: impl Into<SecretString>,
        password: impl Into<SecretString>,
    ) -> Result<Self, CredentialsError> {
        Self::checked(Values {
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            username: username.into(),
            password: password.into(),
        })
    }

    fn checked(values: Values) -> Result<Self, CredentialsError> {
        for (name, value) in values.named() {
            if let Some(problem) = problem(value.expose_secret()) {
                return Err(CredentialsError::new(format!("the {name} {problem}")));
            }
        }
        Ok(Self(Arc::new(values)))
    }

    /// The client id, which identifies the application. It is also the API key of a document that requires one.
    #[must_use]
    pub fn client_id(&self) -> &SecretString {
        &self.0.client_id
    }

    /// The client secret.
    #[must_use]
    pub fn client_secret(&self) -> &SecretString {
        &self.0.client_secret
    }

    /// The account's name.
    #[must_use]
    pub fn username(&self) -> &SecretString {
        &self.0.username
    }

    /// The account's password.
    #[must_use]
    pub fn password(&self) -> &SecretString {
        &self.0.password
    }
}

/// The builder of [`Credentials`]. All four values are required.
#[derive(Default)]
pub struct CredentialsBuilder(Values);

impl CredentialsBuilder {
    /// Sets the client id of the application.
    #[must_use]
    pub fn client_id(mut self, value: impl Into<SecretString>) -> Self {
        self.0.client_id = value.into();
        self
    }

    /// Sets the client secret of the application.
    #[must_use]
    pub fn client_secret(mut self, value: impl Into<SecretString>) -> Self {
        self.0.client_secret = value.into();
        self
    }

    /// Sets the account's name.
    #[must_use]
    pub fn username(mut self, value: impl Into<SecretString>) -> Self {
        self.0.username = value.into();
        self
    }

    /// Sets the account's password.
    #[must_use]
    pub fn password(mut self, value: impl Into<SecretString>) -> Self {
        self.0.password = value.into();
        self
    }

    /// Makes the credentials.
    ///
    /// # Errors
    /// As [`Credentials::new`]; a value that was not set counts as empty.
    pub fn build(self) -> Result<Credentials, CredentialsError> {
        Credentials::checked(self.0)
    }
}

impl fmt::Debug for CredentialsBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CredentialsBuilder([redacted])")
    }
}

/// The reason why a value is invalid.
pub(super) fn problem(value: &str) -> Option<&'static str> {
    if value.is_empty() {
        Some("is empty")
    } else if value.starts_with('\u{feff}') {
        Some("begins with a byte order mark; remove it")
    } else if value.contains('\0') {
        Some("contains a NUL character; remove it")
    } else if value.contains(['\r', '\n']) {
        Some("contains a line end; remove it")
    } else {
        None
    }
}

impl Credentials {
    /// The redaction of these values and of `tokens`.
    pub(crate) fn redaction<'a>(&'a self, tokens: impl IntoIterator<Item = &'a str>) -> Redaction {
        let secrets = [self.client_secret(), self.password()];
        let names = [self.client_id(), self.username()];
        let exposed = SecretString::expose_secret;
        Redaction::new(
            secrets.map(exposed).into_iter().chain(tokens),
            names.map(exposed),
        )
    }
}

impl Values {
    fn named(&self) -> [(&'static str, &SecretString); 4] {
        [
            ("client id", &self.client_id),
            ("client secret", &self.client_secret),
            ("username", &self.username),
            ("password", &self.password),
        ]
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_with_invisible_characters_is_named_and_not_shown() {
        for (password, problem) in [
            ("\u{feff}pa55", "begins with a byte order mark; remove it"),
            ("pa55\0", "contains a NUL character; remove it"),
            ("pa55\r", "contains a line end; remove it"),
            ("pa55\n", "contains a line end; remove it"),
        ] {
            let error = Credentials::new("a", "b", "c", password).unwrap_err();
            assert_eq!(error.to_string(), format!("the password {problem}"));
        }
        assert!(Credentials::new("a", "b", "c", "\"p a'55\" ").is_ok());
    }

    #[test]
    fn an_empty_value_is_named() {
        let message =
            |result: Result<Credentials, CredentialsError>| result.unwrap_err().to_string();
        assert_eq!(
            message(Credentials::new("", "b", "c", "d")),
            "the client id is empty"
        );
        assert_eq!(
            message(Credentials::new("a", "", "c", "d")),
            "the client secret is empty"
        );
        assert_eq!(
            message(Credentials::new("a", "b", "", "d")),
            "the username is empty"
        );
        assert_eq!(
            message(Credentials::new("a", "b", "c", "")),
            "the password is empty"
        );
        let incomplete = Credentials::builder().client_id("a").password("d");
        assert_eq!(message(incomplete.build()), "the client secret is empty");
    }
}

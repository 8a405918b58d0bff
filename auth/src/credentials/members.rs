//! Credentials from named values, for profiles and the output of commands.

use secrecy::SecretString;

use super::{Credentials, CredentialsError};

/// A named value.
pub(super) enum Member {
    Missing,
    /// A value other than a string.
    NotText,
    Text(String),
}

/// Makes credentials from the values that `take` returns for each name; `location` is for messages.
pub(super) fn credentials(
    location: &str,
    mut take: impl FnMut(&str) -> Member,
) -> Result<Credentials, CredentialsError> {
    let mut secret = |name: &str| match take(name) {
        Member::Text(text) if !text.is_empty() => Ok(SecretString::from(text)),
        Member::Text(_) => Err(CredentialsError::new(format!(
            "{location}: {name} is empty"
        ))),
        Member::Missing => Err(CredentialsError::new(format!(
            "{location}: {name} is missing; it needs client_id, client_secret, username and password"
        ))),
        Member::NotText => Err(CredentialsError::new(format!(
            "{location}: {name} is not a string"
        ))),
    };
    Credentials::new(
        secret("client_id")?,
        secret("client_secret")?,
        secret("username")?,
        secret("password")?,
    )
}

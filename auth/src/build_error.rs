//! The errors of building a client.

use crate::addresses::InvalidAddresses;
use crate::http::{InvalidHttpSetting, InvalidUrl};
use crate::settings::InvalidTimeouts;

/// The reason why a client cannot be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// No credentials were given.
    #[error("there are no credentials; give some with `ClientBuilder::credentials`")]
    NoCredentials,
    /// Base URL and token URL do not belong together.
    #[error(transparent)]
    Addresses(#[from] InvalidAddresses),
    /// No token may be sent to the base URL, or no password to the token URL.
    #[error(transparent)]
    Url(#[from] InvalidUrl),
    /// The timeouts are invalid.
    #[error(transparent)]
    Timeouts(#[from] InvalidTimeouts),
    /// The HTTP client cannot be built.
    #[error(transparent)]
    Http(#[from] InvalidHttpSetting),
}

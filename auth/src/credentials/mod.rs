//! Credentials: of an application (client id and secret) on behalf of an account (username, password).

mod environment;
mod error;
mod exec;
pub(crate) mod file;
mod files;
mod members;
mod profile;
mod values;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

pub use environment::Environment;
pub use error::CredentialsError;
pub use exec::Exec;
pub use files::Files;
pub use profile::Profile;
pub use values::{Credentials, CredentialsBuilder};

/// The future of credentials being fetched.
pub type Fetching<'a> =
    Pin<Box<dyn Future<Output = Result<Credentials, CredentialsError>> + Send + 'a>>;

/// A source of credentials. They are fetched each time a token has to be requested, so that a secret
/// that was rotated is found without a restart.
///
/// `Debug` is required so that clients can be shown; it must not show a secret.
pub trait CredentialsSource: fmt::Debug + Send + Sync + 'static {
    /// The credentials as they are now.
    ///
    /// # Errors
    /// [`CredentialsError`] names what is missing and where it was looked for.
    fn fetch(&self) -> Fetching<'_>;

    /// How long after a failure, of the source or of the token request, what the source gave last is used
    /// instead of fetching again: for sources that cost something. Default: not at all.
    fn reuse_after_failure(&self) -> Duration {
        Duration::ZERO
    }
}

/// Values that never change.
impl CredentialsSource for Credentials {
    fn fetch(&self) -> Fetching<'_> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

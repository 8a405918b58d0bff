//! Credentials of an application (client id and secret) and an account (username and password), and their sources.

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

/// The future of [`CredentialsSource::fetch`].
pub type Fetching<'a> =
    Pin<Box<dyn Future<Output = Result<Credentials, CredentialsError>> + Send + 'a>>;

/// A source of credentials. They are fetched each time a token has to be requested, so that a rotated secret takes effect
/// without a restart.
///
/// `Debug` must not show a secret, as the `Debug` of clients contains that of their source.
pub trait CredentialsSource: fmt::Debug + Send + Sync + 'static {
    /// Returns the current credentials.
    ///
    /// # Errors
    /// [`CredentialsError`] names what is missing and where it was looked for.
    fn fetch(&self) -> Fetching<'_>;

    /// The time after a failure of the source or of a token request during which the last result of the source is used
    /// again, for sources that are slow or expensive. Default: zero.
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

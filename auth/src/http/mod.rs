//! The HTTP client underneath: how it is built, and where it may send credentials.
//!
//! One [`reqwest::Client`] serves the API and the token endpoint, all operations and, where it is
//! shared, any number of credentials: connections are pooled in it.
//!
//! TLS is rustls on ring. reqwest takes its cryptography from rustls' process-wide default and refuses
//! to build a client without one, so a default is installed here, if and only if the process has none
//! by the time the first client is built. A preconfigured `rustls::ClientConfig` would leave the
//! process alone, but with it reqwest ignores extra root certificates and client identities, and
//! every other `reqwest` user in the process would still have to install a default.

mod certificates;
mod proxy;
mod settings;
mod url;

use std::time::Duration;

pub use settings::InvalidHttpSetting;
pub(crate) use settings::{HttpSettings, connects_in_clear};
pub use url::InvalidUrl;
pub(crate) use url::{base_url, may_carry_credentials, token_url};

/// How long connecting may take unless something else is said.
const CONNECT: Duration = Duration::from_secs(10);

/// A builder with the defaults of this crate. A program that needs more of `reqwest` than
/// [`ClientBuilder`](crate::ClientBuilder) has settings for begins here, and passes the builder to
/// [`ClientBuilder::http_client`](crate::ClientBuilder::http_client), which builds the HTTP client:
///
/// ```
/// let http = classifications_auth::http::client_builder().tcp_nodelay(true);
/// let builder = classifications_auth::Client::builder().http_client(http);
/// ```
pub fn client_builder() -> reqwest::ClientBuilder {
    install_tls_provider();
    reqwest::Client::builder()
        .connect_timeout(CONNECT)
        .user_agent(concat!("classifications-auth/", env!("CARGO_PKG_VERSION")))
}

/// Installs ring as rustls' process-wide default, if there is none. Calling it again does nothing.
pub fn install_tls_provider() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // fails only if another thread has installed one, which serves as well
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_can_be_built_whether_or_not_the_process_has_a_tls_provider() {
        assert!(client_builder().build().is_ok());
        assert!(rustls::crypto::CryptoProvider::get_default().is_some());
        install_tls_provider();
        assert!(client_builder().build().is_ok());
    }
}

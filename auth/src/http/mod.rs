//! The HTTP client: its settings, and the URLs to which it may send credentials.
//!
//! One [`reqwest::Client`], with its pool of connections, serves the API and the token endpoint, for all operations, and
//! also for the transports that `with_credentials` makes.
//!
//! TLS is rustls with ring. reqwest takes the cryptography from rustls' process-wide default and cannot build a client
//! without one. So a default is installed when the first client is built, unless the process has one. A preconfigured
//! `rustls::ClientConfig` would not change the process, but with it, reqwest ignores additional root certificates and
//! client identities.

mod certificates;
mod proxy;
mod setting_error;
mod settings;
mod url;

pub use setting_error::InvalidHttpSetting;
pub(crate) use settings::{HttpSettings, is_plain_http};
pub use url::InvalidUrl;
pub(crate) use url::{base_url, may_carry_credentials, token_url};

use crate::settings::CONNECT;

/// Creates a builder with the defaults of this crate, for settings of `reqwest` that
/// [`ClientBuilder`](crate::ClientBuilder) lacks. Pass it to
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

/// Installs ring as rustls' process-wide default, unless there is one.
pub fn install_tls_provider() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // fails only if another thread has just installed one
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

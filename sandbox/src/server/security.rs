//! Plain connections, or TLS with a certificate made at start.
//!
//! The certificate is self-signed, is valid for `localhost` and the loopback addresses, and is made
//! for one sandbox. A caller must trust it.

use std::time::Duration;

use super::connection::Connection;

/// The security of connections.
#[derive(Clone)]
pub(crate) enum Security {
    /// Plain HTTP.
    Plain,
    /// TLS 1.2 or 1.3.
    #[cfg(feature = "tls")]
    Tls(tokio_rustls::TlsAcceptor),
}

/// A plain or TLS connection.
pub(super) enum Secured {
    Plain(Connection),
    #[cfg(feature = "tls")]
    Tls(Box<tokio_rustls::server::TlsStream<Connection>>),
}

impl Security {
    /// Secures a connection; `None` if the handshake fails or takes too long.
    #[cfg_attr(
        not(feature = "tls"),
        allow(clippy::unused_async, reason = "a plain connection is ready at once")
    )]
    pub(super) async fn secure(&self, connection: Connection, within: Duration) -> Option<Secured> {
        let _ = within;
        match self {
            Self::Plain => Some(Secured::Plain(connection)),
            #[cfg(feature = "tls")]
            Self::Tls(acceptor) => {
                let handshake = acceptor.accept(connection);
                let stream = tokio::time::timeout(within, handshake).await.ok()?.ok()?;
                Some(Secured::Tls(Box::new(stream)))
            }
        }
    }
}

/// A certificate with its key, made for one sandbox.
#[cfg(feature = "tls")]
pub(crate) struct Identity {
    /// The certificate in PEM form.
    pub(crate) pem: String,
    pub(crate) security: Security,
}

/// A certificate could not be made.
#[cfg(feature = "tls")]
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// The certificate or its key cannot be made.
    #[error("cannot make a certificate")]
    Make(#[from] rcgen::Error),
    /// TLS does not accept the certificate.
    #[error("cannot use the certificate for TLS")]
    Use(#[from] rustls::Error),
}

#[cfg(feature = "tls")]
impl Identity {
    pub(crate) fn new() -> Result<Self, CertificateError> {
        use std::sync::Arc;

        let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
        let made = rcgen::generate_simple_self_signed(names)?;
        let key = rustls::pki_types::PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key.into())?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            pem: made.cert.pem(),
            security: Security::Tls(Arc::new(config).into()),
        })
    }
}

//! The error of a setting of the HTTP client.

/// A setting of the HTTP client that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidHttpSetting {
    /// The proxy is not a URL. Its text is not shown, as it may hold a password.
    #[error("the {setting} is not a URL; it should look like http://host:port")]
    Proxy {
        /// The setting or the environment variable.
        setting: String,
    },
    /// The proxy is a SOCKS proxy.
    #[error(
        "the {setting} is a SOCKS proxy, which is not supported; give an HTTP proxy (http://host:port)"
    )]
    SocksProxy {
        /// The setting or the environment variable.
        setting: String,
    },
    /// A root certificate is damaged.
    #[error(
        "certificate {number} of the root certificates is damaged or not an X.509 certificate; remove or replace it"
    )]
    RootCertificate {
        /// The position of the certificate, counted from 1.
        number: usize,
    },
    /// There is no certificate in the root certificates.
    #[error(
        "the root certificate holds no certificate; it should begin with -----BEGIN CERTIFICATE-----"
    )]
    NoRootCertificate,
    /// A root certificate is in a form of OpenSSL.
    #[error(
        "the root certificate is a TRUSTED CERTIFICATE, a form of OpenSSL; convert it: openssl x509 -in FILE -out NEW"
    )]
    TrustedCertificate,
    /// The private key of the client identity is encrypted.
    #[error(
        "the private key of the client identity is encrypted; decrypt it: openssl pkey -in FILE -out NEW"
    )]
    EncryptedKey,
    /// The client identity is not PEM.
    #[error("the client identity is not PEM; it should hold the private key and its certificates")]
    Identity(#[source] reqwest::Error),
    /// The client could not be built.
    #[error(
        "the HTTP client could not be built; without CA certificates in the system, give a root certificate"
    )]
    Client(#[source] reqwest::Error),
}

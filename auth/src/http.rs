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

use std::time::Duration;

use reqwest::redirect::Policy;
use url::{Host, Url};

/// Connections that nobody used for so long are closed. Shorter than what gateways allow, so that a
/// request seldom leaves on a connection which the other side is about to close: a POST that meets
/// such a connection ends with its outcome unknown.
const POOL_IDLE: Duration = Duration::from_secs(30);

/// A builder set up as calls with credentials need it. Whoever brings their own [`reqwest::Client`]
/// starts here, adds what they need, and hands the client to
/// [`ClientBuilder::http_client`](crate::ClientBuilder::http_client):
///
/// ```
/// let http = classifications_auth::http::client_builder().build()?;
/// # Ok::<(), reqwest::Error>(())
/// ```
///
/// * Redirects are not followed: they would take the credentials along.
/// * `reqwest` sends nothing again that may have left: what is, and what is counted, is decided here. The
///   one exception is below it, and no second request: one that was waiting for a kept connection which
///   the server closed before it took a byte is moved to another connection.
/// * Connecting is given up after 10 s, and idle connections are closed after 30 s.
pub fn client_builder() -> reqwest::ClientBuilder {
    install_tls_provider();
    reqwest::Client::builder()
        .redirect(Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(Duration::from_secs(10))
        .pool_idle_timeout(POOL_IDLE)
        .user_agent(concat!("classifications-auth/", env!("CARGO_PKG_VERSION")))
}

/// A client for the token endpoint alone, for whoever builds a
/// [`TokenSource`](crate::TokenSource) by hand.
///
/// # Errors
/// Of `reqwest`, when TLS cannot be set up.
pub fn token_client() -> reqwest::Result<reqwest::Client> {
    client_builder().build()
}

/// Installs ring as rustls' process-wide default, if there is none. Calling it again does nothing.
pub fn install_tls_provider() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // fails only if somebody else was faster, which is as good
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}

/// What the builder's short cuts say about the client.
#[derive(Default)]
pub(crate) struct HttpSettings {
    pub proxy: Option<String>,
    pub root_certificates: Vec<Vec<u8>>,
    pub identity: Option<secrecy::SecretSlice<u8>>,
    pub user_agent: Option<String>,
}

/// A short cut that cannot be followed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidHttpSetting {
    /// The proxy's URL is none. What it is, is not said: it may hold a password.
    #[error("the proxy is not a URL; it should look like http://host:port")]
    Proxy,
    /// The extra root certificate is none.
    #[error("the root certificate is not PEM; it should begin with -----BEGIN CERTIFICATE-----")]
    RootCertificate(#[source] reqwest::Error),
    /// There is no certificate in the extra root certificate.
    #[error(
        "the root certificate holds no certificate; it should begin with -----BEGIN CERTIFICATE-----"
    )]
    NoRootCertificate,
    /// The client identity is none.
    #[error("the client identity is not PEM; it should hold the private key and its certificates")]
    Identity(#[source] reqwest::Error),
    /// The client could not be built.
    #[error("the HTTP client could not be built")]
    Client(#[source] reqwest::Error),
}

impl HttpSettings {
    /// The name of a short cut that was used.
    pub(crate) fn used(&self) -> Option<&'static str> {
        let used = [
            (self.proxy.is_some(), "proxy"),
            (!self.root_certificates.is_empty(), "root certificate"),
            (self.identity.is_some(), "client identity"),
            (self.user_agent.is_some(), "user agent"),
        ];
        used.into_iter()
            .find(|(used, _)| *used)
            .map(|(_, name)| name)
    }

    /// The client. Where a URL is plain HTTP, which only loopback may be, no proxy of the environment is
    /// used: credentials would reach it in clear.
    pub(crate) fn client(
        &self,
        connect: Duration,
        plain: bool,
    ) -> Result<reqwest::Client, InvalidHttpSetting> {
        use secrecy::ExposeSecret;

        let mut builder = client_builder().connect_timeout(connect);
        if let Some(proxy) = &self.proxy {
            builder = builder.proxy(all_through(proxy)?);
        } else if plain {
            builder = builder.no_proxy();
        }
        for pem in &self.root_certificates {
            let certificates = reqwest::Certificate::from_pem_bundle(pem)
                .map_err(InvalidHttpSetting::RootCertificate)?;
            if certificates.is_empty() {
                return Err(InvalidHttpSetting::NoRootCertificate);
            }
            builder = builder.tls_certs_merge(certificates);
        }
        if let Some(pem) = &self.identity {
            let identity = reqwest::Identity::from_pem(pem.expose_secret())
                .map_err(InvalidHttpSetting::Identity)?;
            builder = builder.identity(identity);
        }
        if let Some(user_agent) = &self.user_agent {
            builder = builder.user_agent(user_agent);
        }
        builder.build().map_err(InvalidHttpSetting::Client)
    }
}

/// All requests through the proxy at `text`, whose scheme may be left out. No error of `reqwest` is handed
/// on: it may show what it could not read, and with it the proxy's password.
fn all_through(text: &str) -> Result<reqwest::Proxy, InvalidHttpSetting> {
    let url = if text.contains("://") {
        Url::parse(text)
    } else {
        Url::parse(&format!("http://{text}"))
    };
    let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"];
    let url = url
        .ok()
        // an `@` behind the host is one in front of it, after a password that should be encoded
        .filter(|url| url.has_host() && !url.path().contains('@'))
        .filter(|url| schemes.contains(&url.scheme()))
        .ok_or(InvalidHttpSetting::Proxy)?;
    reqwest::Proxy::all(url).map_err(|_| InvalidHttpSetting::Proxy)
}

/// A URL to which no credentials may be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidBaseUrl {
    /// It is no absolute URL.
    #[error("the base URL {url:?} is not an absolute URL; it should look like https://host/path")]
    NotAbsolute {
        /// The text given.
        url: String,
    },
    /// It would send the token in clear.
    #[error(
        "the base URL at {host} uses {scheme}, which would send the token in clear; use https (plain http is only for loopback hosts)"
    )]
    NotHttps {
        /// The scheme it has.
        scheme: String,
        /// The host it names.
        host: String,
    },
    /// It has a part that a base URL cannot have.
    #[error("the base URL at {host} has a {part}; leave it out, it would be lost in the requests")]
    Part {
        /// The host it names.
        host: String,
        /// Which part.
        part: &'static str,
    },
}

/// A base URL for requests with credentials, without a trailing slash.
pub(crate) fn base_url(text: &str) -> Result<String, InvalidBaseUrl> {
    let url = credentials_url(text).map_err(|fault| match fault {
        UrlFault::NotAbsolute { url } => InvalidBaseUrl::NotAbsolute { url },
        UrlFault::NotHttps { scheme, host } => InvalidBaseUrl::NotHttps { scheme, host },
        UrlFault::UserInfo { host } => InvalidBaseUrl::Part {
            host,
            part: "user name or password",
        },
    })?;
    let parts = [
        (url.query().is_some(), "query"),
        (url.fragment().is_some(), "fragment"),
    ];
    match parts.into_iter().find(|(there, _)| *there) {
        Some((_, part)) => {
            let host = url.host_str().unwrap_or_default().to_owned();
            Err(InvalidBaseUrl::Part { host, part })
        }
        None => Ok(url.as_str().trim_end_matches('/').to_owned()),
    }
}

/// Why credentials cannot be sent to a URL. Nothing here holds a password that was part of it.
#[derive(Debug)]
pub(crate) enum UrlFault {
    /// It is no absolute URL.
    NotAbsolute { url: String },
    /// They would be sent in clear.
    NotHttps { scheme: String, host: String },
    /// It holds a user name or a password of its own.
    UserInfo { host: String },
}

/// A URL to which credentials may be sent.
pub(crate) fn credentials_url(text: &str) -> Result<Url, UrlFault> {
    let Some(url) = Url::parse(text).ok().filter(Url::has_host) else {
        // what looks like a URL with a password is not shown
        let url = if text.contains('@') { "..@.." } else { text };
        let url = url.to_owned();
        return Err(UrlFault::NotAbsolute { url });
    };
    let host = url.host_str().unwrap_or_default().to_owned();
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UrlFault::UserInfo { host });
    }
    if !may_carry_credentials(&url) {
        let scheme = url.scheme().to_owned();
        return Err(UrlFault::NotHttps { scheme, host });
    }
    Ok(url)
}

/// Whether credentials may be sent to `url`: over HTTPS, or within this machine.
pub(crate) fn may_carry_credentials(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => is_loopback(url),
        _ => false,
    }
}

/// Whether the URL's host is this machine by definition, not by a name that a resolver may change.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        // reserved for loopback: RFC 6761, section 6.3
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_loses_its_trailing_slashes_and_keeps_its_path() {
        let url = |text| base_url(text).unwrap();
        assert_eq!(url("https://api.cesce.es/v1"), "https://api.cesce.es/v1");
        assert_eq!(url("https://api.cesce.es/v1/"), "https://api.cesce.es/v1");
        assert_eq!(url("https://api.cesce.es//"), "https://api.cesce.es");
        assert_eq!(url("http://127.0.0.1:8080/a"), "http://127.0.0.1:8080/a");
        assert_eq!(url("http://[::1]:8080"), "http://[::1]:8080");
        assert_eq!(url("http://localhost"), "http://localhost");
    }

    #[test]
    fn a_base_url_that_would_lose_the_token_is_refused_with_a_remedy() {
        let message = |text| base_url(text).unwrap_err().to_string();
        assert_eq!(
            message("http://api.cesce.es/v1"),
            "the base URL at api.cesce.es uses http, which would send the token in clear; \
             use https (plain http is only for loopback hosts)"
        );
        assert!(message("http://localhost.evil.test").contains("at localhost.evil.test uses http"));
        assert!(message("http://128.0.0.1").contains("in clear"));
        assert!(message("ftp://127.0.0.1").contains("uses ftp"));
        for text in ["", "api.cesce.es/v1", "/v1", "https://", "mailto:a@b"] {
            assert!(message(text).contains("is not an absolute URL"), "{text}");
        }
    }

    #[test]
    fn a_base_url_has_no_further_parts_and_no_secret_reaches_the_message() {
        let message = |text| base_url(text).unwrap_err().to_string();
        assert!(message("https://h/v1?a=b").contains("has a query"));
        assert!(message("https://h/v1#a").contains("has a fragment"));
        let secret = message("https://user:hunter2@h/v1");
        assert!(secret.contains("user name or password") && !secret.contains("hunter2"));
        for text in [
            "//user:hunter2@h/v1",
            "user:hunter2@h/v1",
            "https://user:hunter2@",
            "https://user:hunter2@h:port/v1",
            "http://user:hunter2@api.cesce.es",
        ] {
            let error = base_url(text).unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("hunter2"), "{shown}");
        }
    }

    #[test]
    fn a_client_can_be_built_whether_or_not_the_process_has_a_tls_provider() {
        assert!(token_client().is_ok());
        assert!(rustls::crypto::CryptoProvider::get_default().is_some());
        install_tls_provider();
        assert!(client_builder().build().is_ok());
    }

    #[test]
    fn a_short_cut_that_cannot_be_followed_is_named() {
        let message = |settings: HttpSettings| {
            let client = settings.client(Duration::from_secs(1), false);
            client.unwrap_err().to_string()
        };
        for nonsense in ["", "nonsense"] {
            let root = message(HttpSettings {
                root_certificates: vec![nonsense.into()],
                ..HttpSettings::default()
            });
            assert!(root.starts_with("the root certificate"), "{root}");
            let identity = message(HttpSettings {
                identity: Some(nonsense.as_bytes().to_vec().into()),
                ..HttpSettings::default()
            });
            assert!(
                identity.contains("the client identity is not PEM"),
                "{identity}"
            );
        }
    }

    #[test]
    fn a_proxy_that_is_none_is_named_without_its_password() {
        let client = |proxy: &str| {
            let settings = HttpSettings {
                proxy: Some(proxy.to_owned()),
                ..HttpSettings::default()
            };
            settings.client(Duration::from_secs(1), false)
        };
        for nonsense in [
            "",
            "http://",
            "http://user:hunter2@",
            "user:hunter2/x@proxy:3128",
            "user:1234/hunter2@proxy:3128",
            "http://user:hunter2/x@proxy:3128",
            "http://user:hunter2@proxy:port",
            "ftp://user:hunter2@proxy",
        ] {
            let error = client(nonsense).unwrap_err();
            let debug = format!("{error:?}");
            let shown = format!("{debug} {:#}", anyhow::Error::from(error));
            assert!(shown.contains("the proxy is not a URL"), "{shown}");
            assert!(!shown.contains("hunter2"), "{shown}");
        }
        for proxy in [
            "proxy:3128",
            "user:hunter2@proxy:3128",
            "http://user:hunter2@proxy.example:3128/",
            "https://proxy.example",
        ] {
            assert!(client(proxy).is_ok(), "{proxy}");
        }
    }
}

//! The token endpoint (RFC 6749, section 3.2): where it is and who talks to it.

use std::fmt;

use url::{Host, Url};

/// Where tokens are asked for, and the HTTP client that asks.
#[derive(Clone)]
pub struct TokenEndpoint {
    url: Url,
    #[expect(dead_code, reason = "used by the grants")]
    http: reqwest::Client,
}

/// A token URL to which no password may be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidTokenUrl {
    /// It is no absolute URL.
    #[error("the token URL {url:?} is not an absolute URL; it should look like https://host/path")]
    NotAbsolute {
        /// The text given.
        url: String,
    },
    /// It would send the password in clear.
    #[error(
        "the token URL at {host} uses {scheme}, which would send the password in clear; use https (plain http is only for loopback hosts)"
    )]
    NotHttps {
        /// The scheme it has.
        scheme: String,
        /// The host it names.
        host: String,
    },
}

impl TokenEndpoint {
    /// An endpoint at `url`, asked through `http`.
    ///
    /// `http` must not follow redirects, since a redirected token request takes the password along:
    /// build it with [`reqwest::redirect::Policy::none`].
    ///
    /// # Errors
    /// [`InvalidTokenUrl`] unless the URL is HTTPS, or names a loopback host.
    pub fn new(url: &str, http: reqwest::Client) -> Result<Self, InvalidTokenUrl> {
        let parsed = Url::parse(url).ok().filter(Url::has_host);
        let Some(url) = parsed else {
            return Err(InvalidTokenUrl::NotAbsolute {
                url: url.to_owned(),
            });
        };
        if url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url)) {
            return Ok(Self { url, http });
        }
        Err(InvalidTokenUrl::NotHttps {
            scheme: url.scheme().to_owned(),
            host: url.host_str().unwrap_or_default().to_owned(),
        })
    }

    /// The URL.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.url
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

impl fmt::Debug for TokenEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenEndpoint")
            .field("host", &self.url.host_str())
            .finish_non_exhaustive()
    }
}

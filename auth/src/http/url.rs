//! Checks whether credentials may be sent to a URL.

use url::{Host, Url};

const BASE: &str = "base URL";
const TOKEN: &str = "token URL";

/// A URL to which no credentials may be sent. No error contains a password from the URL.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidUrl {
    /// The URL is not absolute.
    #[error("the {name} {url:?} is not an absolute URL; it should look like https://host/path")]
    NotAbsolute {
        /// The name of the URL.
        name: &'static str,
        /// The text given.
        url: String,
    },
    /// The URL would send the password or the token in clear text.
    #[error(
        "the {name} at {host} uses {scheme}, which would send the {} in clear text; use https (plain http is only for loopback hosts)",
        if *name == TOKEN { "password" } else { "token" }
    )]
    NotHttps {
        /// The name of the URL.
        name: &'static str,
        /// The scheme.
        scheme: String,
        /// The host.
        host: String,
    },
    /// The URL has a user name or a password, which belong in the credentials.
    #[error("the {name} at {host} has a user name or password; put them into the credentials")]
    UserInfo {
        /// The name of the URL.
        name: &'static str,
        /// The host.
        host: String,
    },
    /// The base URL has a query or a fragment.
    #[error("the base URL at {host} has a {part}; leave it out, it would be lost in the requests")]
    Part {
        /// The host.
        host: String,
        /// The name of the part.
        part: &'static str,
    },
}

/// Checks a base URL for requests with credentials, and returns it without a trailing slash.
pub(crate) fn base_url(text: &str) -> Result<String, InvalidUrl> {
    let url = credentials_url(BASE, text)?;
    let parts = [
        (url.query().is_some(), "query"),
        (url.fragment().is_some(), "fragment"),
    ];
    match parts.into_iter().find(|(is_present, _)| *is_present) {
        Some((_, part)) => {
            let host = url.host_str().unwrap_or_default().to_owned();
            Err(InvalidUrl::Part { host, part })
        }
        None => Ok(url.as_str().trim_end_matches('/').to_owned()),
    }
}

/// Checks the URL of a token endpoint.
pub(crate) fn token_url(text: &str) -> Result<Url, InvalidUrl> {
    credentials_url(TOKEN, text)
}

fn credentials_url(name: &'static str, text: &str) -> Result<Url, InvalidUrl> {
    let Some(url) = Url::parse(text).ok().filter(Url::has_host) else {
        // the text is not shown if it can contain a password
        let url = if text.contains('@') { "..@.." } else { text };
        let url = url.to_owned();
        return Err(InvalidUrl::NotAbsolute { name, url });
    };
    let host = url.host_str().unwrap_or_default().to_owned();
    if !url.username().is_empty() || url.password().is_some() {
        return Err(InvalidUrl::UserInfo { name, host });
    }
    if !may_carry_credentials(&url) {
        let scheme = url.scheme().to_owned();
        return Err(InvalidUrl::NotHttps { name, scheme, host });
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

/// Whether the URL's host is this machine by definition, not only by a name that is resolved.
pub(super) fn is_loopback(url: &Url) -> bool {
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
    fn a_base_url_that_would_expose_the_token_is_refused_with_a_remedy() {
        let message = |text| base_url(text).unwrap_err().to_string();
        assert_eq!(
            message("http://api.cesce.es/v1"),
            "the base URL at api.cesce.es uses http, which would send the token in clear text; \
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
    fn further_parts_of_a_base_url_are_refused_without_showing_a_secret() {
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
}

//! Checks whether credentials may be sent to a URL.

use url::{Host, Url};

/// A URL to which no credentials may be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidBaseUrl {
    /// It is not an absolute URL.
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
    let url = credentials_url(text).map_err(|error| match error {
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

/// The reason why credentials cannot be sent to a URL. It holds no password that was part of the URL.
#[derive(Debug)]
pub(crate) enum UrlFault {
    /// It is not an absolute URL.
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
}

//! Chooses a proxy that cannot read credentials in clear text.
//!
//! Plain HTTP requests, which are only sent to this machine, can be read by a proxy. So they only use a proxy that is on
//! this machine, too.

use reqwest::{NoProxy, Proxy};
use url::Url;

use super::InvalidHttpSetting;
use super::url::is_loopback;

/// The environment variables for the proxy of HTTPS requests. The first that is set and not empty applies.
const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// The proxy at the URL `text`, whose scheme may be missing.
pub(super) fn explicit(text: &str) -> Result<Proxy, InvalidHttpSetting> {
    let url = parse(text).map_err(|error| error.of("proxy"))?;
    let proxy = if is_loopback(&url) {
        Proxy::all(url)
    } else {
        Proxy::https(url)
    };
    proxy.map_err(|_| InvalidProxy::NotUrl.of("proxy"))
}

/// The proxy of the environment for HTTPS requests, if any. An invalid variable is an error; `reqwest` would ignore it and
/// send credentials without the intended proxy.
pub(super) fn of_environment(
    lookup: impl Fn(&str) -> Option<String>,
) -> Result<Option<Proxy>, InvalidHttpSetting> {
    let Some((name, text)) = first_set(lookup) else {
        return Ok(None);
    };
    let url = parse(&text).map_err(|error| error.of(name))?;
    let proxy = Proxy::https(url).map_err(|_| InvalidProxy::NotUrl.of(name))?;
    Ok(Some(proxy.no_proxy(NoProxy::from_env())))
}

/// Checks the variable for an HTTP client that the caller has configured, as `reqwest` ignores an invalid one. A SOCKS
/// proxy is accepted, as the client may support it.
pub(super) fn check_environment(
    lookup: impl Fn(&str) -> Option<String>,
) -> Result<(), InvalidHttpSetting> {
    match first_set(lookup).map(|(name, text)| (name, parse(&text))) {
        Some((name, Err(error @ InvalidProxy::NotUrl))) => Err(error.of(name)),
        _ => Ok(()),
    }
}

/// The name of the first variable that is set and not empty, and its value.
fn first_set(lookup: impl Fn(&str) -> Option<String>) -> Option<(&'static str, String)> {
    let non_empty = |name: &&str| lookup(name).filter(|text| !text.is_empty());
    VARIABLES
        .iter()
        .find_map(|name| Some((*name, non_empty(name)?)))
}

/// The reason why a text is not the URL of a usable proxy.
#[derive(Clone, Copy)]
enum InvalidProxy {
    NotUrl,
    Socks,
}

impl InvalidProxy {
    /// The error for this setting or environment variable.
    fn of(self, setting: &str) -> InvalidHttpSetting {
        let setting = setting.to_owned();
        match self {
            Self::NotUrl => InvalidHttpSetting::Proxy { setting },
            Self::Socks => InvalidHttpSetting::SocksProxy { setting },
        }
    }
}

/// Parses a proxy's URL. The errors of `reqwest` and `url` are dropped, as they can show its password.
fn parse(text: &str) -> Result<Url, InvalidProxy> {
    let url = if text.contains("://") {
        Url::parse(text)
    } else {
        Url::parse(&format!("http://{text}"))
    };
    let url = url
        .ok()
        // an `@` in the path follows a password with a slash that is not encoded
        .filter(|url| url.has_host() && !url.path().contains('@'))
        .ok_or(InvalidProxy::NotUrl)?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        scheme if scheme.starts_with("socks") => Err(InvalidProxy::Socks),
        _ => Err(InvalidProxy::NotUrl),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether these variables set a proxy.
    fn environment(variables: &[(&str, &str)]) -> Result<bool, String> {
        let lookup = |name: &str| {
            let variable = variables.iter().find(|(key, _)| *key == name)?;
            Some(variable.1.to_owned())
        };
        let proxy = of_environment(lookup);
        proxy
            .map(|proxy| proxy.is_some())
            .map_err(|e| e.to_string())
    }

    #[test]
    fn a_proxy_that_cannot_be_used_is_named_without_its_password() {
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
            let error = explicit(nonsense).unwrap_err();
            let debug = format!("{error:?}");
            let shown = format!("{debug} {:#}", anyhow::Error::from(error));
            assert!(shown.contains("the proxy is not a URL"), "{shown}");
            assert!(!shown.contains("hunter2"), "{shown}");
            if !nonsense.is_empty() {
                let shown = environment(&[("HTTPS_PROXY", nonsense)]).unwrap_err();
                assert!(shown.starts_with("the HTTPS_PROXY is not a URL"), "{shown}");
                assert!(!shown.contains("hunter2"), "{shown}");
            }
        }
        for proxy in [
            "proxy:3128",
            "user:hunter2@proxy:3128",
            "http://user:hunter2@proxy.example:3128/",
            "https://proxy.example",
        ] {
            assert!(explicit(proxy).is_ok(), "{proxy}");
            assert_eq!(environment(&[("all_proxy", proxy)]), Ok(true), "{proxy}");
        }
    }

    #[test]
    fn a_socks_proxy_is_refused_with_the_remedy() {
        for scheme in ["socks4", "socks5", "socks5h"] {
            let url = format!("{scheme}://user:hunter2@127.0.0.1:1080");
            let message = explicit(&url).unwrap_err().to_string();
            assert!(
                message.starts_with("the proxy is a SOCKS proxy, "),
                "{message}"
            );
            let message = environment(&[("ALL_PROXY", &url)]).unwrap_err();
            assert!(
                message.starts_with("the ALL_PROXY is a SOCKS proxy, "),
                "{message}"
            );
            assert!(message.contains("http://") && !message.contains("hunter2"));
        }
    }

    #[test]
    fn an_invalid_variable_is_refused_for_a_client_of_the_caller_too() {
        let check = |value: &'static str| {
            let lookup = |name: &str| (name == "https_proxy").then(|| value.to_owned());
            check_environment(lookup).map_err(|e| e.to_string())
        };
        let refused = check("http://user:hunter2@proxy:port").unwrap_err();
        assert!(
            refused.starts_with("the https_proxy is not a URL"),
            "{refused}"
        );
        for accepted in ["", "proxy:3128", "socks5h://proxy:1080"] {
            assert_eq!(check(accepted), Ok(()), "{accepted}");
        }
    }

    #[test]
    fn an_empty_variable_and_one_for_plain_http_are_ignored() {
        assert_eq!(environment(&[]), Ok(false));
        assert_eq!(environment(&[("HTTPS_PROXY", "")]), Ok(false));
        assert_eq!(environment(&[("HTTP_PROXY", "nonsense://")]), Ok(false));
        let second = [("HTTPS_PROXY", ""), ("ALL_PROXY", "proxy:3128")];
        assert_eq!(environment(&second), Ok(true));
    }
}

//! Chooses the proxy of requests: never one that could read credentials in clear text.
//!
//! A request over plain HTTP, which only goes to this machine, would reach a proxy as it is. It goes
//! through a proxy only if that is on this machine, too.

use reqwest::{NoProxy, Proxy};
use url::Url;

use super::InvalidHttpSetting;
use super::url::is_loopback;

/// The variables that name a proxy for HTTPS, the first that is set counts.
const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// The proxy at `text`, whose scheme may be left out.
pub(super) fn explicit(text: &str) -> Result<Proxy, InvalidHttpSetting> {
    let url = parse(text).map_err(|error| error.of("proxy"))?;
    let proxy = if is_loopback(&url) {
        Proxy::all(url)
    } else {
        Proxy::https(url)
    };
    proxy.map_err(|_| InvalidProxy::NotUrl.of("proxy"))
}

/// The proxy that the environment names for HTTPS, if it does. `reqwest` ignores a variable that it cannot
/// read, and credentials would be sent without the intended proxy.
pub(super) fn of_environment(
    lookup: impl Fn(&str) -> Option<String>,
) -> Result<Option<Proxy>, InvalidHttpSetting> {
    let Some((name, text)) = named(lookup) else {
        return Ok(None);
    };
    let url = parse(&text).map_err(|error| error.of(name))?;
    let proxy = Proxy::https(url).map_err(|_| InvalidProxy::NotUrl.of(name))?;
    Ok(Some(proxy.no_proxy(NoProxy::from_env())))
}

/// Refuses a variable that names no proxy, for an HTTP client that the caller has configured: `reqwest` may read the
/// variable, and ignores it then. The client may support SOCKS.
pub(super) fn check_environment(
    lookup: impl Fn(&str) -> Option<String>,
) -> Result<(), InvalidHttpSetting> {
    match named(lookup).map(|(name, text)| (name, parse(&text))) {
        Some((name, Err(error @ InvalidProxy::NotUrl))) => Err(error.of(name)),
        _ => Ok(()),
    }
}

/// The variable that counts, and its value.
fn named(lookup: impl Fn(&str) -> Option<String>) -> Option<(&'static str, String)> {
    let set = |name: &&str| lookup(name).filter(|text| !text.is_empty());
    VARIABLES.iter().find_map(|name| Some((*name, set(name)?)))
}

/// The reason why a text is not the URL of a usable proxy.
#[derive(Clone, Copy)]
enum InvalidProxy {
    NotUrl,
    Socks,
}

impl InvalidProxy {
    fn of(self, setting: &str) -> InvalidHttpSetting {
        let setting = setting.to_owned();
        match self {
            Self::NotUrl => InvalidHttpSetting::Proxy { setting },
            Self::Socks => InvalidHttpSetting::SocksProxy { setting },
        }
    }
}

/// No error of `reqwest` or `url` is passed on: it may show what it could not read, and with it the
/// proxy's password.
fn parse(text: &str) -> Result<Url, InvalidProxy> {
    let url = if text.contains("://") {
        Url::parse(text)
    } else {
        Url::parse(&format!("http://{text}"))
    };
    let url = url
        .ok()
        // an `@` behind the host is one in front of it, after a password that should be encoded
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

    fn environment(variables: &[(&str, &str)]) -> Result<bool, String> {
        let lookup = |name: &str| {
            let variable = variables.iter().find(|(known, _)| *known == name)?;
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
    fn a_malformed_variable_is_refused_for_a_client_of_the_caller_too() {
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
    fn a_variable_that_is_empty_is_as_good_as_unset_and_one_for_plain_http_says_nothing() {
        assert_eq!(environment(&[]), Ok(false));
        assert_eq!(environment(&[("HTTPS_PROXY", "")]), Ok(false));
        assert_eq!(environment(&[("HTTP_PROXY", "nonsense://")]), Ok(false));
        let second = [("HTTPS_PROXY", ""), ("ALL_PROXY", "proxy:3128")];
        assert_eq!(environment(&second), Ok(true));
    }
}

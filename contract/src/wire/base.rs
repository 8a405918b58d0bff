//! Base URLs, which precede the paths of a document.

use http::Uri;

use crate::document::Document;
use crate::error::ContractError;
use crate::pointer;

/// A base URL, such as `https://host/some/api/v1`, or only a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    origin: Option<Origin>,
    /// Without a trailing slash.
    path: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Origin {
    scheme: String,
    host: String,
    port: Option<u16>,
}

/// A URL relative to a base URL.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RelativeUrl<'a> {
    /// The rest of the path.
    pub(crate) path: &'a str,
    /// Whether scheme, host and port are those of the base URL, or one of both URLs is only a path.
    pub(crate) same_origin: bool,
}

impl BaseUrl {
    /// Reads a base URL.
    pub(crate) fn parse(text: &str) -> Result<Self, ContractError> {
        let invalid = |reason: &str| ContractError::InvalidBaseUrl {
            url: text.to_owned(),
            reason: reason.to_owned(),
        };
        if text.contains(['?', '#']) {
            return Err(invalid("a base URL cannot have a query or fragment"));
        }
        if text.is_empty() {
            return Ok(Self {
                origin: None,
                path: String::new(),
            });
        }
        let uri: Uri = text.parse().map_err(|_| invalid("not a URL"))?;
        if uri.scheme().is_none() && !text.starts_with('/') {
            return Err(invalid(
                "neither an absolute URL nor a path that begins with a slash",
            ));
        }
        Ok(Self {
            origin: Origin::of(&uri),
            path: uri.path().trim_end_matches('/').to_owned(),
        })
    }

    /// Reads the `servers` at a pointer of the document, with the default values of their
    /// variables; empty when there are none.
    pub(crate) fn compile_all(document: &Document, at: &str) -> Result<Vec<Self>, ContractError> {
        let mut bases = Vec::new();
        for index in 0..document.length(at, "a list of servers")? {
            let at = format!("{at}/{index}");
            let url = format!("{at}/url");
            let Some(template) = document.text(&url)? else {
                return Err(ContractError::malformed(url, "a URL"));
            };
            let mut text = template.to_owned();
            for name in document.members(&format!("{at}/variables"), "an object of variables")? {
                let variable = pointer::join(&format!("{at}/variables"), name);
                let Some(default) = document.text(&format!("{variable}/default"))? else {
                    return Err(ContractError::malformed(
                        variable,
                        "a variable with a default",
                    ));
                };
                text = text.replace(&format!("{{{name}}}"), default);
            }
            bases.push(Self::parse(&text).map_err(|error| match error {
                ContractError::InvalidBaseUrl { reason, .. } => {
                    ContractError::malformed(url, format!("a base URL: {reason}"))
                }
                other => other,
            })?);
        }
        Ok(bases)
    }

    /// `uri` relative to this base URL; `None` when the path of `uri` does not begin with the path
    /// of this base URL.
    pub(crate) fn relative<'a>(&self, uri: &'a Uri) -> Option<RelativeUrl<'a>> {
        let path = uri.path().strip_prefix(self.path.as_str())?;
        if !path.is_empty() && !path.starts_with('/') {
            return None;
        }
        let same_origin = match (&self.origin, Origin::of(uri)) {
            (Some(own), Some(other)) => *own == other,
            _ => true,
        };
        Some(RelativeUrl { path, same_origin })
    }
}

impl Origin {
    /// Scheme, host and port; `None` for a URL that is only a path, as servers receive it.
    fn of(uri: &Uri) -> Option<Self> {
        let authority = uri.authority()?;
        let scheme = uri.scheme_str().unwrap_or_default().to_ascii_lowercase();
        let default_port = match scheme.as_str() {
            "https" => Some(443),
            "http" => Some(80),
            _ => None,
        };
        Some(Self {
            host: authority.host().to_ascii_lowercase(),
            port: authority.port_u16().or(default_port),
            scheme,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relative(base: &str, url: &str) -> Option<(String, bool)> {
        let uri: Uri = url.parse().unwrap();
        let base = BaseUrl::parse(base).unwrap();
        let relative = base.relative(&uri)?;
        Some((relative.path.to_owned(), relative.same_origin))
    }

    #[test]
    fn urls_are_relative_to_their_base_url() {
        let same_origin = |path: &str| Some((path.to_owned(), true));
        let base = "https://API.example/x/v1/";
        assert_eq!(
            relative(base, "https://api.example:443/x/v1/a?b"),
            same_origin("/a")
        );
        assert_eq!(relative(base, "/x/v1/a"), same_origin("/a"));
        assert_eq!(relative(base, "/x/v1"), same_origin(""));
        assert_eq!(relative(base, "/x/v11/a"), None);
        assert_eq!(
            relative(base, "http://api.example/x/v1/a"),
            Some(("/a".to_owned(), false))
        );
        assert_eq!(
            relative(base, "https://other.example/x/v1/a"),
            Some(("/a".to_owned(), false))
        );
        assert_eq!(relative("/x", "https://any.example/x/a"), same_origin("/a"));
        assert_eq!(relative("/", "/a"), same_origin("/a"));
        assert_eq!(relative("", "/a"), same_origin("/a"));
    }

    #[test]
    fn invalid_base_urls_are_refused() {
        for text in ["https://a/b?c", "/a#b", "a/b", "https://", "ht tp://a"] {
            assert!(BaseUrl::parse(text).is_err(), "{text}");
        }
    }
}

//! The addresses of the API and its token endpoint: an environment by its name, or two URLs that belong together.
//!
//! A token of one environment must not reach the API of another, and a password must not reach another token endpoint.
//! So a client with only one URL is refused, as the other URL would be that of the document.

use api_transport::ApiEnvironment;

use classifications_api::operations::{BASE_URL, TOKEN_URL};

/// The addresses given to the builder.
#[derive(Default)]
pub(crate) struct Addresses {
    pub environment: Option<String>,
    pub base_url: Option<String>,
    pub token_url: Option<String>,
}

/// Addresses that do not belong together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidAddresses {
    /// There is no environment of this name.
    #[error("there is no environment {name:?}; use one of: {known}")]
    UnknownEnvironment {
        /// The name given.
        name: String,
        /// The names of all environments.
        known: String,
    },
    /// An environment and a URL were given.
    #[error("the environment {name} has its own {url}; give either the environment or both URLs")]
    EnvironmentAndUrl {
        /// The environment.
        name: String,
        /// Which URL was given, too.
        url: &'static str,
    },
    /// Only one of the two URLs was given.
    #[error("the {given} was given without the {missing}; give both, or an environment")]
    OneUrl {
        /// Which URL was given.
        given: &'static str,
        /// Which URL is missing.
        missing: &'static str,
    },
    /// The two URLs belong to different environments.
    #[error(
        "the base URL is that of the environment {api}, the token URL that of {tokens}; a token is valid in one environment only"
    )]
    Mixed {
        /// The environment of the base URL.
        api: &'static str,
        /// The environment of the token URL.
        tokens: &'static str,
    },
    /// No environment of an API has the transport's token endpoint, or several with different base URLs have it.
    #[error(
        "{} with the token endpoint {token_url}; give the base URL",
        if *count == 0 { "the API has no environment" } else { "the API has several environments" }
    )]
    NotOneEnvironment {
        /// The token endpoint.
        token_url: String,
        /// The number of different base URLs of the environments that have it.
        count: usize,
    },
}

const BASE: &str = "base URL";
const TOKEN: &str = "token URL";

impl Addresses {
    /// The base URL and the token URL for a client.
    pub(crate) fn both(
        &self,
        environments: &'static [ApiEnvironment],
    ) -> Result<(&str, &str), InvalidAddresses> {
        if let Some(environment) = self.environment(environments)? {
            return Ok((environment.base_url, environment.token_url));
        }
        let (base, token) = match (&self.base_url, &self.token_url) {
            (None, None) => return Ok((BASE_URL, TOKEN_URL)),
            (Some(base), Some(token)) => (base, token),
            (Some(_), None) => return Err(one_url(BASE, TOKEN)),
            (None, Some(_)) => return Err(one_url(TOKEN, BASE)),
        };
        check(environments, base, token)?;
        Ok((base, token))
    }

    /// The token URL for a transport without a client.
    pub(crate) fn token_url(
        &self,
        environments: &'static [ApiEnvironment],
    ) -> Result<&str, InvalidAddresses> {
        match (
            self.environment(environments)?,
            &self.token_url,
            &self.base_url,
        ) {
            (Some(environment), _, _) => Ok(environment.token_url),
            (None, Some(token_url), _) => Ok(token_url),
            (None, None, None) => Ok(TOKEN_URL),
            (None, None, Some(_)) => Err(one_url(BASE, TOKEN)),
        }
    }

    /// The environment that was given by name.
    fn environment(
        &self,
        environments: &'static [ApiEnvironment],
    ) -> Result<Option<&'static ApiEnvironment>, InvalidAddresses> {
        let Some(name) = &self.environment else {
            return Ok(None);
        };
        for (url, given) in [(BASE, &self.base_url), (TOKEN, &self.token_url)] {
            if given.is_some() {
                let name = name.clone();
                return Err(InvalidAddresses::EnvironmentAndUrl { name, url });
            }
        }
        let mut all = environments.iter();
        let found = all.find(|environment| environment.name == name);
        found.map(Some).ok_or_else(|| {
            let names: Vec<_> = environments.iter().map(|it| it.name).collect();
            InvalidAddresses::UnknownEnvironment {
                name: name.clone(),
                known: names.join(", "),
            }
        })
    }
}

fn one_url(given: &'static str, missing: &'static str) -> InvalidAddresses {
    InvalidAddresses::OneUrl { given, missing }
}

/// The base URL of the environment with this token endpoint.
pub(crate) fn base_url(
    environments: &[ApiEnvironment],
    token_url: &str,
) -> Result<&'static str, InvalidAddresses> {
    let with_token_url = environments
        .iter()
        .filter(|environment| is_same(environment.token_url, token_url));
    let mut base_urls: Vec<_> = with_token_url
        .map(|environment| environment.base_url)
        .collect();
    base_urls.sort_unstable();
    base_urls.dedup();
    match base_urls.as_slice() {
        [base_url] => Ok(base_url),
        none_or_several => Err(InvalidAddresses::NotOneEnvironment {
            token_url: token_url.to_owned(),
            count: none_or_several.len(),
        }),
    }
}

fn is_same(a: &str, b: &str) -> bool {
    a.trim_end_matches('/') == b.trim_end_matches('/')
}

/// Refuses two URLs that are known to belong to different environments.
pub(crate) fn check(
    environments: &[ApiEnvironment],
    base_url: &str,
    token_url: &str,
) -> Result<(), InvalidAddresses> {
    let with_base_url: Vec<_> = environments
        .iter()
        .filter(|environment| is_same(environment.base_url, base_url))
        .collect();
    let mut with_token_url = environments
        .iter()
        .filter(|environment| is_same(environment.token_url, token_url));
    match (with_base_url.first(), with_token_url.clone().next()) {
        (Some(api), Some(tokens)) if !with_token_url.any(|it| with_base_url.contains(&it)) => {
            Err(InvalidAddresses::Mixed {
                api: api.name,
                tokens: tokens.name,
            })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static ENVIRONMENTS: &[ApiEnvironment] = &[
        ApiEnvironment {
            name: "test",
            base_url: "https://h/test/v1",
            token_url: "https://h/test/token",
        },
        ApiEnvironment {
            name: "live",
            base_url: "https://h/live/v1",
            token_url: "https://h/live/token",
        },
    ];

    fn addresses(environment: Option<&str>, base: Option<&str>, token: Option<&str>) -> Addresses {
        Addresses {
            environment: environment.map(str::to_owned),
            base_url: base.map(str::to_owned),
            token_url: token.map(str::to_owned),
        }
    }

    #[test]
    fn an_environment_gives_both_urls() {
        let live = addresses(Some("live"), None, None);
        assert_eq!(
            live.both(ENVIRONMENTS),
            Ok(("https://h/live/v1", "https://h/live/token"))
        );
        assert_eq!(live.token_url(ENVIRONMENTS), Ok("https://h/live/token"));
        let base = addresses(None, Some("https://h/v1"), None);
        assert_eq!(base.token_url(ENVIRONMENTS), Err(one_url(BASE, TOKEN)));
        let default = Addresses::default();
        assert_eq!(default.both(ENVIRONMENTS), Ok((BASE_URL, TOKEN_URL)));
        assert_eq!(default.token_url(ENVIRONMENTS), Ok(TOKEN_URL));
    }

    #[test]
    fn addresses_that_do_not_belong_together_are_refused() {
        let message = |environment, base, token| {
            addresses(environment, base, token)
                .both(ENVIRONMENTS)
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            message(Some("Live"), None, None),
            "there is no environment \"Live\"; use one of: test, live"
        );
        assert_eq!(
            message(Some("live"), None, Some("https://h/t")),
            "the environment live has its own token URL; give either the environment or both URLs"
        );
        assert_eq!(
            message(None, Some("https://h/v1"), None),
            "the base URL was given without the token URL; give both, or an environment"
        );
        assert_eq!(
            message(None, None, Some("https://h/t")),
            "the token URL was given without the base URL; give both, or an environment"
        );
        let mixed = "the base URL is that of the environment test, the token URL that of live; \
            a token is valid in one environment only";
        for base in ["https://h/test/v1", "https://h/test/v1/"] {
            assert_eq!(
                message(None, Some(base), Some("https://h/live/token")),
                mixed
            );
        }
    }

    #[test]
    fn urls_of_the_same_environment_or_of_none_are_accepted() {
        for (base, token) in [
            ("https://h/live/v1", "https://h/live/token"),
            ("https://proxy/v1", "https://h/live/token"),
            ("https://h/live/v1", "https://proxy/token"),
            ("https://proxy/v1", "https://proxy/token"),
        ] {
            let urls = addresses(None, Some(base), Some(token));
            assert_eq!(urls.both(ENVIRONMENTS), Ok((base, token)));
        }
    }

    #[test]
    fn another_api_has_the_base_url_of_the_same_environment() {
        let found = base_url(ENVIRONMENTS, "https://h/live/token/");
        assert_eq!(found, Ok("https://h/live/v1"));
        assert_eq!(
            base_url(ENVIRONMENTS, "https://h/t")
                .unwrap_err()
                .to_string(),
            "the API has no environment with the token endpoint https://h/t; give the base URL"
        );
        let two_base_urls = [
            ENVIRONMENTS[0],
            ApiEnvironment {
                token_url: ENVIRONMENTS[0].token_url,
                ..ENVIRONMENTS[1]
            },
        ];
        assert_eq!(
            base_url(&two_base_urls, ENVIRONMENTS[0].token_url)
                .unwrap_err()
                .to_string(),
            "the API has several environments with the token endpoint https://h/test/token; give the base URL"
        );
    }

    #[test]
    fn environments_may_share_a_token_endpoint() {
        static SHARED: &[ApiEnvironment] = &[
            ApiEnvironment {
                name: "north",
                base_url: "https://n/v1",
                token_url: "https://h/token",
            },
            ApiEnvironment {
                name: "south",
                base_url: "https://s/v1",
                token_url: "https://h/token",
            },
        ];
        assert_eq!(check(SHARED, "https://s/v1", "https://h/token"), Ok(()));
    }
}

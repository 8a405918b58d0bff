//! Builds the HTTP client from the settings of the client's builder.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretSlice};
use url::Url;

use super::{InvalidHttpSetting, certificates, client_builder, install_tls_provider, proxy};

/// The time after which an idle connection is closed. Many servers close theirs after 5 s, some after 1 s, and a POST on
/// a connection that the server is closing ends with its outcome unknown. A new connection costs less.
const POOL_IDLE: Duration = Duration::from_millis(500);

/// Settings of the HTTP client.
#[derive(Default)]
pub(crate) struct HttpSettings {
    /// The builder that the caller has configured.
    pub base: Option<reqwest::ClientBuilder>,
    pub proxy: Option<String>,
    /// In PEM, each with any number of certificates.
    pub root_certificates: Vec<Vec<u8>>,
    /// The private key and the certificates of the client, in PEM.
    pub identity: Option<SecretSlice<u8>>,
    pub user_agent: Option<String>,
}

/// Whether a request to `url` is sent in clear text.
pub(crate) fn is_plain_http(url: &str) -> bool {
    // an invalid URL is reported elsewhere
    Url::parse(url).is_ok_and(|url| url.scheme() == "http")
}

impl HttpSettings {
    /// The HTTP client for `urls`.
    pub(crate) fn client(
        mut self,
        connect_timeout: Duration,
        urls: &[&str],
    ) -> Result<reqwest::Client, InvalidHttpSetting> {
        let base = self.base.take();
        install_tls_provider();
        let is_plain = |url: &&str| is_plain_http(url);
        let (any_plain_http, all_plain_http) =
            (urls.iter().any(is_plain), urls.iter().all(is_plain));
        let is_default = base.is_none();
        let mut builder = match base {
            // the proxies of the builder are unknown: one of them could see the credentials
            Some(base) if any_plain_http => base.no_proxy(),
            Some(base) => {
                proxy::check_environment(variable)?;
                base
            }
            None => self.through_proxy_of_environment(all_plain_http)?,
        };
        builder = self.apply(builder, connect_timeout)?;
        let client = api_transport::http_client(builder);
        if client.is_err() && is_default && all_plain_http {
            // a system without CA certificates, which plain HTTP does not need
            let builder = self.apply(client_builder().no_proxy(), connect_timeout)?;
            let client = api_transport::http_client(builder.tls_certs_only([]));
            return client.map_err(InvalidHttpSetting::Client);
        }
        client.map_err(InvalidHttpSetting::Client)
    }

    fn through_proxy_of_environment(
        &self,
        all_plain_http: bool,
    ) -> Result<reqwest::ClientBuilder, InvalidHttpSetting> {
        let builder = client_builder().no_proxy();
        if self.proxy.is_some() || all_plain_http {
            return Ok(builder);
        }
        Ok(match proxy::of_environment(variable)? {
            Some(proxy) => builder.proxy(proxy),
            None => builder,
        })
    }

    fn apply(
        &self,
        mut builder: reqwest::ClientBuilder,
        connect_timeout: Duration,
    ) -> Result<reqwest::ClientBuilder, InvalidHttpSetting> {
        builder = builder
            .pool_idle_timeout(POOL_IDLE)
            .connect_timeout(connect_timeout);
        if let Some(text) = &self.proxy {
            builder = builder.no_proxy().proxy(proxy::explicit(text)?);
        }
        for pem in &self.root_certificates {
            builder = builder.tls_certs_merge(certificates::roots(pem)?);
        }
        if let Some(pem) = &self.identity {
            builder = builder.identity(certificates::identity(pem.expose_secret())?);
        }
        if let Some(user_agent) = &self.user_agent {
            builder = builder.user_agent(user_agent);
        }
        Ok(builder)
    }
}

fn variable(name: &str) -> Option<String> {
    Some(std::env::var_os(name)?.to_string_lossy().into_owned())
}

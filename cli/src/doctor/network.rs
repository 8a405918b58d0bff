//! Checks the network path to a server: proxy, name, connection, TLS, and the server's clock.

use std::error::Error as StdError;
use std::net::SocketAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::Url;
use rustls::CertificateError;
use tokio::net::TcpStream;
use tokio::time::timeout;
use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::report::{Check, Report};
use crate::error::chain;
use crate::tr;

/// The timeout of each step.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The maximum difference between the clocks, in seconds. Tokens and certificates are checked with at least this tolerance.
const MAX_SKEW: u64 = 60;

/// If a certificate expires in fewer days, the report suggests a renewal.
const RENEWAL_DAYS: i64 = 21;

/// A server, and the option that names its URL.
pub struct Server {
    /// The name for people and programs.
    pub name: &'static str,
    pub url: Url,
    pub option: String,
}

impl Server {
    /// Checks the path to the server, step by step, and returns whether it can be called.
    pub async fn check(&self, http: &reqwest::Client, report: &mut Report) -> bool {
        let name = |step: &str| format!("{step} of {}", self.name);
        let (host, port) = self.destination();
        let resolved = self.resolve(&host, port).await;
        let connected = match resolved {
            Ok(addresses) => {
                let listed = addresses.iter().map(|address| address.ip().to_string());
                let listed = listed.collect::<Vec<_>>().join(", ");
                let detail = tr!("host-is", "{host} is {addresses}", host, addresses = listed);
                report.add(Check::ok(name("name"), detail));
                report.add(
                    self.connect(name("connection"), &addresses, (&host, port))
                        .await,
                )
            }
            Err(check) => {
                report.add(check);
                report.add(Check::skipped(
                    name("connection"),
                    tr!("name-without-address", "its name has no address"),
                ))
            }
        };
        if !connected {
            report.add(Check::skipped(
                name("TLS"),
                tr!("no-connection", "there is no connection"),
            ));
            report.add(Check::skipped(
                name("clock"),
                tr!("no-connection", "there is no connection"),
            ));
            return false;
        }
        let before = SystemTime::now();
        // a HEAD request for the root of the host, without credentials: it changes nothing, and any status is a response
        let origin = self.url.join("/").unwrap_or_else(|_| self.url.clone());
        match http.head(origin).timeout(TIMEOUT).send().await {
            Ok(response) => {
                report.add(self.tls(name("TLS"), &response));
                report.add(clock(name("clock"), &response, before));
                true
            }
            Err(error) => {
                report.add(self.no_response(name("TLS"), &error.without_url()));
                report.add(Check::skipped(
                    name("clock"),
                    tr!("no-response", "there is no response"),
                ));
                false
            }
        }
    }

    /// The host and port of the proxy that the environment names for the server. Plain HTTP, which is only allowed to this
    /// machine, uses no proxy.
    fn proxy(&self) -> Option<(String, u16)> {
        let uri: http::Uri = self.url.as_str().parse().ok()?;
        let proxy = Matcher::from_env().intercept(&uri);
        let proxy = proxy.filter(|_| self.url.scheme() == "https")?;
        let default = if proxy.uri().scheme_str() == Some("https") {
            443
        } else {
            80
        };
        let host = proxy.uri().host()?.to_owned();
        Some((host, proxy.uri().port_u16().unwrap_or(default)))
    }

    /// Reports the proxy in use, without its credentials.
    pub fn proxy_in_use(&self) -> Check {
        let name = format!("proxy for {}", self.name);
        match self.proxy() {
            Some((host, port)) => Check::ok(
                name,
                tr!(
                    "proxy-connected",
                    "{address}, which all connections go through",
                    address = format!("{host}:{port}")
                ),
            ),
            None => Check::ok(name, tr!("proxy-none", "none")),
        }
    }

    /// The variables or options that name the address to connect to.
    fn named_by(&self) -> String {
        match self.proxy() {
            Some(_) => tr!("proxy-variables", "HTTPS_PROXY (or ALL_PROXY)"),
            None => self.option.clone(),
        }
    }

    /// The host and port to connect to: those of the proxy or of the server.
    fn destination(&self) -> (String, u16) {
        let host = self.url.host_str().unwrap_or_default();
        let port = self.url.port_or_known_default().unwrap_or(443);
        let (host, port) = self.proxy().unwrap_or_else(|| (host.to_owned(), port));
        (host.trim_matches(['[', ']']).to_owned(), port)
    }

    /// The addresses of a host, or the failed check.
    async fn resolve(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, Check> {
        let reason = match timeout(TIMEOUT, tokio::net::lookup_host((host, port))).await {
            Ok(Ok(found)) => {
                let found: Vec<SocketAddr> = found.collect();
                if !found.is_empty() {
                    return Ok(found);
                }
                tr!("no-address", "it has no address")
            }
            Ok(Err(error)) => error.to_string(),
            Err(_) => tr!(
                "no-result",
                "no result within {time}",
                time = format!("{TIMEOUT:?}")
            ),
        };
        let remedy = tr!(
            "check-host",
            "check the host {host} in {option}, and the name servers of this machine; behind a proxy set HTTPS_PROXY",
            host,
            option = self.named_by()
        );
        let name = format!("name of {}", self.name);
        Err(Check::failed(name, format!("{host}: {reason}"), remedy))
    }

    /// Checks whether one of the addresses accepts a connection.
    async fn connect(
        &self,
        name: String,
        addresses: &[SocketAddr],
        (host, port): (&str, u16),
    ) -> Check {
        let reason = match timeout(TIMEOUT, TcpStream::connect(addresses)).await {
            Ok(Ok(_)) => return Check::ok(name, format!("{host}:{port}")),
            Ok(Err(error)) => error.to_string(),
            Err(_) => tr!(
                "no-connection-within",
                "no connection within {time}",
                time = format!("{TIMEOUT:?}")
            ),
        };
        let remedy = tr!(
            "check-port",
            "check host {host} and port {port} in {option}, and whether a firewall blocks the connection",
            host,
            port,
            option = self.named_by()
        );
        Check::failed(name, format!("{host}:{port}: {reason}"), remedy)
    }

    /// Reports the expiry of the certificate, whose chain is trusted, since there is a response.
    fn tls(&self, name: String, response: &reqwest::Response) -> Check {
        if self.url.scheme() != "https" {
            return Check::skipped(
                name,
                tr!("plain-http", "plain HTTP, which is only for this machine"),
            );
        }
        let info = response.extensions().get::<reqwest::tls::TlsInfo>();
        let certificate = info.and_then(reqwest::tls::TlsInfo::peer_certificate);
        let expiry = certificate.and_then(|der| {
            let (_, certificate) = X509Certificate::from_der(der).ok()?;
            Some(certificate.validity().not_after.timestamp())
        });
        let Some(expiry) = expiry else {
            return Check::ok(name, tr!("chain-trusted", "the chain is trusted"));
        };
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = now.map_or(0, |now| i64::try_from(now.as_secs()).unwrap_or(i64::MAX));
        let days = expiry.saturating_sub(now) / (24 * 60 * 60);
        let mut text = tr!(
            "certificate-expires",
            "the chain is trusted; the certificate expires in {days} days",
            days
        );
        if days < RENEWAL_DAYS {
            text += &tr!("renew", "; ask the operator to renew it");
        }
        Check::ok(name, text)
    }

    /// The failed check of a request without a response.
    fn no_response(&self, name: String, error: &reqwest::Error) -> Check {
        let remedy = match certificate_error(error) {
            Some(CertificateError::UnknownIssuer) => {
                tr!(
                    "give-root",
                    "give the root certificate of the issuer with --root-certificate (CESCE_ROOT_CERTIFICATE); a proxy \
                     that decrypts TLS has its own"
                )
            }
            Some(
                CertificateError::Expired
                | CertificateError::ExpiredContext { .. }
                | CertificateError::NotValidYet
                | CertificateError::NotValidYetContext { .. },
            ) => tr!(
                "check-clock",
                "check the clock of this machine; if it is right, ask the operator of the server for a valid certificate"
            ),
            Some(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            ) => tr!(
                "check-host-in",
                "check the host in {option}",
                option = self.option
            ),
            _ => tr!(
                "check-scheme",
                "check whether host and port of {option} use {scheme}, and the configuration of a proxy",
                option = self.option,
                scheme = self.url.scheme()
            ),
        };
        Check::failed(name, chain(error), remedy)
    }
}

/// The certificate error that prevented the connection, if any.
fn certificate_error(error: &reqwest::Error) -> Option<&CertificateError> {
    let mut next: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(rustls::Error::InvalidCertificate(reason)) = error.downcast_ref() {
            return Some(reason);
        }
        // `source` of an I/O error skips the error that it wraps
        let wrapped = error
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref);
        next = match wrapped {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        };
    }
    None
}

/// Compares the clock of this machine with that of the server. `before` is a time before the request was sent.
fn clock(name: String, response: &reqwest::Response, before: SystemTime) -> Check {
    let date = response.headers().get(http::header::DATE);
    let date = date.and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok());
    let Some(date) = date else {
        return Check::skipped(name, tr!("no-date", "the response has no date"));
    };
    let after = SystemTime::now();
    // the server wrote the date, in whole seconds, between `before` and `after`
    let behind = date.duration_since(after).unwrap_or_default().as_secs();
    let ahead = before.duration_since(date).unwrap_or_default().as_secs();
    if behind.max(ahead) <= MAX_SKEW {
        return Check::ok(
            name,
            tr!(
                "clock-apart",
                "at most {seconds} s apart",
                seconds = behind.max(ahead)
            ),
        );
    }
    let text = if behind > ahead {
        tr!(
            "clock-behind",
            "the clock of this machine is {seconds} s behind the server's",
            seconds = behind
        )
    } else {
        tr!(
            "clock-ahead",
            "the clock of this machine is {seconds} s ahead of the server's",
            seconds = ahead
        )
    };
    Check::failed(
        name,
        text,
        tr!(
            "set-clock",
            "set the clock of this machine, by NTP for example: tokens and certificates are checked by it"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(date: Option<SystemTime>) -> reqwest::Response {
        let mut response = http::Response::builder();
        if let Some(date) = date {
            response = response.header("date", httpdate::fmt_http_date(date));
        }
        response.body("").unwrap().into()
    }

    fn text(check: Check) -> String {
        let mut report = Report::default();
        report.add(check);
        report.text()
    }

    #[test]
    fn a_wrong_clock_is_reported_as_ahead_or_behind() {
        let now = SystemTime::now();
        let hour = Duration::from_secs(3600);
        let ahead = text(clock("clock".into(), &response(Some(now - hour)), now));
        assert!(ahead.starts_with("failed"), "{ahead}");
        assert!(ahead.contains("s ahead of the server's") && ahead.contains("NTP"));
        let behind = text(clock("clock".into(), &response(Some(now + hour)), now));
        assert!(behind.contains("s behind the server's"), "{behind}");
        let right = text(clock("clock".into(), &response(Some(now)), now));
        assert!(right.starts_with("ok"), "{right}");
        let none = text(clock("clock".into(), &response(None), now));
        assert!(none.starts_with("skipped"), "{none}");
    }
}

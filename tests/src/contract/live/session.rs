//! The connection to the server: tokens, requests, answers, and the secrets that none of them may show.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use classifications_api::operations;
use classifications_auth::clock::SystemClock;
use classifications_auth::credentials::Environment;
use classifications_auth::{ScopeSet, TokenEndpoint, TokenError, TokenPolicy, TokenSource};
use classifications_contract::Contract;
use classifications_sandbox::cases::Token;
use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

use super::fit::Fitted;
use super::report::Report;
use super::{CannotRun, Options};
use crate::contract::DOCUMENT;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How much of an answer is read.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// An answer, read to its end.
pub type Answer = http::Response<Vec<u8>>;

/// The connection.
pub struct Session {
    http: reqwest::Client,
    tokens: TokenSource,
    contract: Contract,
    base_url: String,
    secrets: Mutex<Vec<SecretString>>,
}

impl Session {
    /// Sets it up; nothing is sent yet.
    ///
    /// # Errors
    /// [`CannotRun`], when credentials are missing or URLs are none.
    pub fn start(options: &Options, environment: Environment) -> Result<Self, CannotRun> {
        let credentials = environment.read()?;
        let secret = [
            credentials.client_secret(),
            credentials.username(),
            credentials.password(),
        ];
        let secrets = secret.map(Clone::clone).to_vec();
        let http = client(options)?;
        let endpoint = TokenEndpoint::new(&options.token_url, http.clone())?;
        let source = Arc::new(environment);
        let clock = Arc::new(SystemClock);
        let tokens = TokenSource::new(endpoint, source, TokenPolicy::default(), clock);
        Ok(Self {
            http,
            tokens,
            contract: Contract::from_json(DOCUMENT)?.at(&options.base_url)?,
            base_url: options.base_url.trim_end_matches('/').to_owned(),
            secrets: Mutex::new(secrets),
        })
    }

    /// The document, at the server's address.
    #[must_use]
    pub fn contract(&self) -> &Contract {
        &self.contract
    }

    /// The header for a token as a case wants it; `None` for none.
    ///
    /// # Errors
    /// [`TokenError`], when the token endpoint gives none.
    pub async fn token(
        &self,
        token: &Token,
        operation: &str,
    ) -> Result<Option<HeaderValue>, TokenError> {
        let wanted = match token {
            Token::Absent => return Ok(None),
            Token::Unknown | Token::Expired => {
                return Ok(Some(HeaderValue::from_static("Bearer never-issued")));
            }
            Token::Scopes(scopes) => {
                ScopeSet::new(scopes.iter().cloned()).unwrap_or_else(|_| ScopeSet::of(&[]))
            }
            Token::Valid => {
                let known = operations::ALL.iter().find(|known| known.id == operation);
                ScopeSet::of(
                    known
                        .and_then(|known| known.oauth2_scopes)
                        .unwrap_or_default(),
                )
            }
        };
        let header = self.tokens.token(&wanted).await?.authorization();
        let bearer = header.to_str().unwrap_or_default();
        let secret = bearer.split_once(' ').map_or(bearer, |(_, token)| token);
        let mut secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        secrets.push(secret.into());
        Ok(Some(header))
    }

    /// A request as it would be sent.
    ///
    /// # Errors
    /// Of `reqwest`, when it cannot be built.
    pub fn request(
        &self,
        fitted: &Fitted,
        token: Option<HeaderValue>,
    ) -> Result<reqwest::Request, reqwest::Error> {
        let url = format!("{}{}", self.base_url, fitted.path_and_query);
        let mut request = self.http.request(fitted.method.clone(), url);
        request = request
            .header("accept", "application/json")
            .timeout(PATIENCE);
        if let Some(token) = token {
            request = request.header("authorization", token);
        }
        if let Some(body) = &fitted.body {
            request = request.header("content-type", "application/json");
            request = request.body(body.to_string());
        }
        request.build().map_err(reqwest::Error::without_url)
    }

    /// Sends a request.
    ///
    /// # Errors
    /// Of `reqwest`, when there is no answer.
    pub async fn send(&self, request: reqwest::Request) -> Result<Answer, reqwest::Error> {
        let response = self.http.execute(request).await;
        let response = response.map_err(reqwest::Error::without_url)?;
        read(response).await.map_err(reqwest::Error::without_url)
    }

    /// The report, with every secret taken out that strayed into it.
    #[must_use]
    pub fn without_secrets(&self, mut report: Report) -> Report {
        let secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        report.each_text(|text| {
            for secret in secrets.iter() {
                let secret = secret.expose_secret();
                if secret.len() >= 4 && text.contains(secret) {
                    *text = text.replace(secret, "[secret]");
                }
            }
        });
        report
    }
}

fn client(options: &Options) -> Result<reqwest::Client, CannotRun> {
    let mut builder = classifications_auth::http::client_builder();
    if options.is_loopback() {
        builder = builder.no_proxy();
    }
    if let Some(path) = &options.root_certificate {
        let pem = std::fs::read(path).map_err(|source| CannotRun::File {
            what: "read",
            path: path.clone(),
            source,
        })?;
        let certificates = reqwest::Certificate::from_pem_bundle(&pem).unwrap_or_default();
        if certificates.is_empty() {
            let text = "--root-certificate holds no certificate; it should be PEM";
            return Err(CannotRun::Option(text.to_owned()));
        }
        builder = builder.tls_certs_merge(certificates);
    }
    Ok(builder.build()?)
}

/// A request as the document's judge sees it.
pub fn kept(request: &reqwest::Request) -> http::Request<Vec<u8>> {
    let body = request
        .body()
        .and_then(reqwest::Body::as_bytes)
        .unwrap_or_default();
    let mut kept = http::Request::new(body.to_vec());
    *kept.method_mut() = request.method().clone();
    *kept.uri_mut() = request.url().as_str().parse().unwrap_or_default();
    kept.headers_mut().clone_from(request.headers());
    kept
}

async fn read(mut response: reqwest::Response) -> Result<Answer, reqwest::Error> {
    let mut kept = http::Response::new(vec![]);
    *kept.status_mut() = response.status();
    kept.headers_mut().clone_from(response.headers());
    while let Some(chunk) = response.chunk().await? {
        let body = kept.body_mut();
        body.extend_from_slice(&chunk);
        if body.len() > MOST_BYTES {
            break;
        }
    }
    Ok(kept)
}

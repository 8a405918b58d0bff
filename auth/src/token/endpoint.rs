//! The token endpoint (RFC 6749, section 3.2): where it is, and the two grants that are asked of it.

use std::fmt;
use std::time::Duration;

use api_transport::text;
use http::StatusCode;
use oauth2::basic::{
    BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType,
};
use oauth2::{
    AuthType, ClientId, ClientSecret, EndpointNotSet, EndpointSet, RefreshToken, RequestTokenError,
    ResourceOwnerPassword, ResourceOwnerUsername, Scope, StandardRevocableToken, TokenResponse,
    TokenUrl,
};
use secrecy::{ExposeSecret, SecretString};
use url::Url;
use zeroize::{Zeroize, Zeroizing};

use super::error::{EndpointError, Refusal};
use super::exchange::{Exchange, Head, Patience};
use super::response::{ErrorBody, TokenBody, known_code};
use crate::http::{HttpSettings, InvalidHttpSetting, UrlFault, credentials_url};
use crate::settings::TimeOuts;
use crate::{Credentials, ScopeSet};

/// Where tokens are asked for, and the HTTP client that asks.
#[derive(Clone)]
pub struct TokenEndpoint {
    url: Url,
    http: reqwest::Client,
}

/// A token endpoint to which no password may be sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidTokenEndpoint {
    /// It is not an absolute URL.
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
    /// It holds a user name or a password, which belong in the credentials.
    #[error("the token URL at {host} holds a user name or password; put them into the credentials")]
    UserInfo {
        /// The host it names.
        host: String,
    },
    /// The HTTP client cannot be built.
    #[error(transparent)]
    Http(InvalidHttpSetting),
}

impl TokenEndpoint {
    /// An endpoint at `url`. The requests are sent by an HTTP client that is built from `http`, as
    /// [`ClientBuilder::http_client`](crate::ClientBuilder::http_client) does.
    ///
    /// # Errors
    /// [`InvalidTokenEndpoint`] unless the URL is HTTPS, or names a loopback host; or when the HTTP client
    /// cannot be built.
    pub fn new(url: &str, http: reqwest::ClientBuilder) -> Result<Self, InvalidTokenEndpoint> {
        let settings = HttpSettings {
            base: Some(http),
            ..HttpSettings::default()
        };
        let connect = TimeOuts::default().connecting();
        let http = settings.client(connect, &[url]);
        Self::over(url, http.map_err(InvalidTokenEndpoint::Http)?)
    }

    /// An endpoint at `url`, over a client that [`HttpSettings::client`] built.
    pub(crate) fn over(url: &str, http: reqwest::Client) -> Result<Self, InvalidTokenEndpoint> {
        match credentials_url(url) {
            Ok(url) => Ok(Self { url, http }),
            Err(UrlFault::NotAbsolute { url }) => Err(InvalidTokenEndpoint::NotAbsolute { url }),
            Err(UrlFault::NotHttps { scheme, host }) => {
                Err(InvalidTokenEndpoint::NotHttps { scheme, host })
            }
            Err(UrlFault::UserInfo { host }) => Err(InvalidTokenEndpoint::UserInfo { host }),
        }
    }

    /// The URL.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Requests a token once, within `patience`.
    pub(super) async fn request(
        &self,
        credentials: &Credentials,
        grant: Grant<'_>,
        scopes: &ScopeSet,
        patience: Patience<'_>,
    ) -> Result<TokenBody, Fault> {
        let exchange = Exchange::over(&self.http, patience);
        let outcome = self.ask(&exchange, credentials, grant, scopes).await;
        outcome.map_err(|fault| fault.asking(exchange.retry_after()))
    }

    async fn ask(
        &self,
        exchange: &Exchange<'_>,
        credentials: &Credentials,
        grant: Grant<'_>,
        scopes: &ScopeSet,
    ) -> Result<TokenBody, Fault> {
        let client = self.client(credentials);
        let scopes = scopes.iter().map(|scope| Scope::new(scope.to_owned()));
        let outcome = match grant {
            Grant::Password => {
                let username = Lent::<ResourceOwnerUsername>::of(credentials.username());
                let password = Lent::<ResourceOwnerPassword>::of(credentials.password());
                let request = client
                    .exchange_password(&username.0, &password.0)
                    .add_scopes(scopes);
                request.request_async(exchange).await
            }
            Grant::Refresh(token) => {
                let token = Lent::<RefreshToken>::of(token);
                let request = client.exchange_refresh_token(&token.0).add_scopes(scopes);
                request.request_async(exchange).await
            }
        };
        let secrets = Secrets { credentials, grant };
        match outcome {
            Ok(answer) if answer.access_token().secret().is_empty() => {
                Err(not_understood(exchange.head(), "the access_token is empty"))
            }
            Ok(answer) if !is_visible(answer.access_token().secret()) => Err(not_understood(
                exchange.head(),
                "the access_token cannot be sent in a header",
            )),
            Ok(answer) if *answer.token_type() == BasicTokenType::Bearer => Ok(answer),
            Ok(_) => Err(not_understood(
                exchange.head(),
                "its token_type is not Bearer",
            )),
            Err(error) => Err(secrets.fault(error, exchange.head())),
        }
    }

    fn client(&self, credentials: &Credentials) -> OAuthClient {
        let id = ClientId::new(credentials.client_id().expose_secret().to_owned());
        let secret = ClientSecret::new(credentials.client_secret().expose_secret().to_owned());
        oauth2::Client::new(id)
            .set_client_secret(secret)
            // API Connect reads the form; oauth2's default is the header of HTTP Basic
            .set_auth_type(AuthType::RequestBody)
            .set_token_uri(TokenUrl::from_url(self.url.clone()))
    }
}

type OAuthClient = oauth2::Client<
    ErrorBody,
    TokenBody,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// A copy of a secret for `oauth2` to borrow, overwritten when dropped: also when the request is given
/// up half-way.
struct Lent<T: Borrowed>(T);

/// What `oauth2` borrows.
trait Borrowed {
    fn holding(text: String) -> Self;
    fn into_text(self) -> String;
}

impl<T: Borrowed> Lent<T> {
    fn of(secret: &SecretString) -> Self {
        Self(T::holding(secret.expose_secret().to_owned()))
    }
}

impl<T: Borrowed> Drop for Lent<T> {
    fn drop(&mut self) {
        std::mem::replace(&mut self.0, T::holding(String::new()))
            .into_text()
            .zeroize();
    }
}

impl Borrowed for ResourceOwnerUsername {
    fn holding(text: String) -> Self {
        Self::new(text)
    }

    fn into_text(self) -> String {
        self.into()
    }
}

impl Borrowed for ResourceOwnerPassword {
    fn holding(text: String) -> Self {
        Self::new(text)
    }

    fn into_text(self) -> String {
        self.into_secret()
    }
}

impl Borrowed for RefreshToken {
    fn holding(text: String) -> Self {
        Self::new(text)
    }

    fn into_text(self) -> String {
        self.into_secret()
    }
}

/// What is asked with.
#[derive(Clone, Copy)]
pub(super) enum Grant<'a> {
    /// The account's name and password (section 4.3).
    Password,
    /// A refresh token (section 6).
    Refresh(&'a SecretString),
}

/// What came of asking, if not a token.
pub(super) enum Fault {
    /// The endpoint refused.
    Refused(Refusal),
    /// There is no response, or one that is no token; and the wait that it asks for.
    Endpoint(EndpointError, Option<Duration>),
}

impl From<EndpointError> for Fault {
    fn from(error: EndpointError) -> Self {
        Self::Endpoint(error, None)
    }
}

impl Fault {
    fn asking(self, retry_after: Option<Duration>) -> Self {
        match self {
            Self::Refused(refusal) => Self::Refused(refusal.asking(retry_after)),
            Self::Endpoint(error, _) => Self::Endpoint(error, retry_after),
        }
    }

    /// The status of the answer, where there was one.
    pub(super) fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Refused(refusal) => Some(refusal.status()),
            Self::Endpoint(error, _) => error.status(),
        }
    }

    /// The field `error.type` of the request's span.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::Endpoint(error, _) => error.kind(),
        }
    }
}

/// What was sent, and must not come back in an error.
struct Secrets<'a> {
    credentials: &'a Credentials,
    grant: Grant<'a>,
}

/// How much of an `error_description` is kept, in characters.
const DESCRIPTION_KEPT: usize = 200;

impl Secrets<'_> {
    fn fault(
        &self,
        error: RequestTokenError<EndpointError, ErrorBody>,
        head: Option<&Head>,
    ) -> Fault {
        match (error, head) {
            (RequestTokenError::ServerResponse(answer), Some(head)) => self.refused(answer, head),
            (RequestTokenError::Parse(error, body), Some(head)) => {
                let body = Zeroizing::new(body);
                // a refusal under a status of success
                match serde_json::from_slice(&body) {
                    Ok(answer) => self.refused(answer, head),
                    Err(_) => unread(&error.path().to_string(), head),
                }
            }
            // whatever became of its body
            (_, Some(head)) if is_refused(head.status) => {
                Fault::Refused(Refusal::new(head.status, None, None))
            }
            (RequestTokenError::Request(error), _) => error.into(),
            (_, Some(head)) if is_unavailable(head.status) => unavailable(head.status, None),
            (_, head) => not_understood(head, NOT_JSON),
        }
    }

    /// A code of RFC 6749 counts whatever the status is: a password that was refused under a 500 was
    /// refused, and the account counts it.
    fn refused(&self, answer: ErrorBody, head: &Head) -> Fault {
        let transient = ["server_error", "temporarily_unavailable", "slow_down"];
        let is_transient = transient.contains(&answer.error.as_str());
        let code = if let Some(code) = known_code(&answer.error) {
            Some(code.to_owned())
        } else {
            let code = Some(self.shown(&answer.error)).filter(|code| !code.is_empty());
            if is_transient || is_unavailable(head.status) {
                return unavailable(head.status, code);
            }
            code
        };
        let description = answer.description.map(|text| self.shown(&text));
        Fault::Refused(Refusal::new(head.status, code, description))
    }

    /// The start of a text on one line, without secrets.
    fn shown(&self, text: &str) -> String {
        let refresh_token = match self.grant {
            Grant::Password => None,
            Grant::Refresh(token) => Some(token.expose_secret()),
        };
        let redaction = self.credentials.redaction(refresh_token);
        let redacted = redaction.redact(text.as_bytes());
        let text = redacted.as_deref().unwrap_or(text.as_bytes());
        text::one_line(text, DESCRIPTION_KEPT)
    }
}

/// Whether a text is visible ASCII, as tokens are (RFC 6749, appendix A.12).
fn is_visible(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether a status speaks of the server's state and not of the request.
fn is_unavailable(status: StatusCode) -> bool {
    status.is_server_error()
        || matches!(
            status,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT
        )
}

/// Whether a status alone says that the request was refused, and not that it is too early or too late.
fn is_refused(status: StatusCode) -> bool {
    status.is_client_error() && !is_unavailable(status)
}

fn unavailable(status: StatusCode, code: Option<String>) -> Fault {
    EndpointError::Unavailable { status, code }.into()
}

const NOT_JSON: &str = "the body is not the JSON of RFC 6749";

/// The fields whose names may be told.
const FIELDS: [&str; 5] = [
    "access_token",
    "token_type",
    "expires_in",
    "refresh_token",
    "scope",
];

/// An answer that could not be read at `path`. The parser's message may quote the body, so only the place
/// is told, and that only by a name which is not the body's own.
fn unread(path: &str, head: &Head) -> Fault {
    if is_refused(head.status) {
        return Fault::Refused(Refusal::new(head.status, None, None));
    }
    if is_unavailable(head.status) {
        return unavailable(head.status, None);
    }
    if FIELDS.contains(&path) {
        let fault = format!("the field {path} is not what RFC 6749 says");
        not_understood(Some(head), &fault)
    } else {
        not_understood(Some(head), NOT_JSON)
    }
}

fn not_understood(head: Option<&Head>, fault: &str) -> Fault {
    let (status, content_type) = match head {
        Some(head) => (head.status, head.content_type.clone()),
        None => (StatusCode::OK, "no content type".to_owned()),
    };
    let fault = fault.to_owned();
    EndpointError::NotUnderstood {
        status,
        content_type,
        fault,
    }
    .into()
}

impl fmt::Debug for TokenEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenEndpoint")
            .field("host", &self.url.host_str())
            .finish_non_exhaustive()
    }
}

//! The token endpoint (RFC 6749, section 3.2), and the requests of the two grants.

use std::fmt;

use oauth2::basic::{
    BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType,
};
use oauth2::{
    AuthType, ClientId, ClientSecret, EndpointNotSet, EndpointSet, RefreshToken,
    ResourceOwnerPassword, ResourceOwnerUsername, Scope, StandardRevocableToken, TokenResponse,
    TokenUrl,
};
use secrecy::{ExposeSecret, SecretString};
use url::Url;
use zeroize::Zeroize;

use super::exchange::{Exchange, ExchangeOptions};
use super::request_error::{SentSecrets, TokenRequestError, not_understood};
use super::response::{ErrorBody, TokenBody};
use crate::build_error::BuildError;
use crate::http::{HttpSettings, InvalidUrl, token_url};
use crate::settings::Timeouts;
use crate::{Credentials, ScopeSet};

/// A token endpoint: its URL, and the HTTP client for it.
#[derive(Clone)]
pub struct TokenEndpoint {
    url: Url,
    http: reqwest::Client,
}

impl TokenEndpoint {
    /// Creates an endpoint at `url`. The HTTP client is built from `http` with the restrictions of
    /// [`ClientBuilder::http_client`](crate::ClientBuilder::http_client).
    ///
    /// # Errors
    /// [`BuildError::Url`] if the URL is not absolute, is neither HTTPS nor on loopback, or has a user name or password.
    /// [`BuildError::Http`] if the HTTP client cannot be built.
    pub fn new(url: &str, http: reqwest::ClientBuilder) -> Result<Self, BuildError> {
        let settings = HttpSettings {
            base: Some(http),
            ..HttpSettings::default()
        };
        let http = settings.client(Timeouts::default().connecting(), &[url])?;
        Ok(Self::over(url, http)?)
    }

    /// Creates an endpoint at `url` that uses an HTTP client of [`HttpSettings::client`].
    pub(crate) fn over(url: &str, http: reqwest::Client) -> Result<Self, InvalidUrl> {
        let url = token_url(url)?;
        Ok(Self { url, http })
    }

    /// The URL.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Sends one token request.
    pub(super) async fn request(
        &self,
        credentials: &Credentials,
        grant: Grant<'_>,
        scopes: &ScopeSet,
        options: ExchangeOptions<'_>,
    ) -> Result<TokenBody, TokenRequestError> {
        let exchange = Exchange::over(&self.http, options);
        let outcome = self.exchange(&exchange, credentials, grant, scopes).await;
        outcome.map_err(|error| error.with_wait(exchange.retry_after()))
    }

    async fn exchange(
        &self,
        exchange: &Exchange<'_>,
        credentials: &Credentials,
        grant: Grant<'_>,
        scopes: &ScopeSet,
    ) -> Result<TokenBody, TokenRequestError> {
        let client = self.client(credentials);
        let scopes = scopes.iter().map(|scope| Scope::new(scope.to_owned()));
        let outcome = match grant {
            Grant::Password => {
                let username = SecretCopy::<ResourceOwnerUsername>::of(credentials.username());
                let password = SecretCopy::<ResourceOwnerPassword>::of(credentials.password());
                let request = client
                    .exchange_password(&username.0, &password.0)
                    .add_scopes(scopes);
                request.request_async(exchange).await
            }
            Grant::Refresh(token) => {
                let token = SecretCopy::<RefreshToken>::of(token);
                let request = client.exchange_refresh_token(&token.0).add_scopes(scopes);
                request.request_async(exchange).await
            }
        };
        let sent = SentSecrets {
            credentials,
            refresh_token: grant.refresh_token(),
        };
        match outcome {
            Ok(token) if token.access_token().secret().is_empty() => {
                Err(not_understood(exchange.head(), "the access_token is empty"))
            }
            Ok(token) if !is_visible(token.access_token().secret()) => Err(not_understood(
                exchange.head(),
                "the access_token cannot be sent in a header",
            )),
            Ok(token) if *token.token_type() == BasicTokenType::Bearer => Ok(token),
            Ok(_) => Err(not_understood(
                exchange.head(),
                "its token_type is not Bearer",
            )),
            Err(error) => Err(sent.error(error, exchange.head())),
        }
    }

    fn client(&self, credentials: &Credentials) -> OAuthClient {
        let id = ClientId::new(credentials.client_id().expose_secret().to_owned());
        let secret = ClientSecret::new(credentials.client_secret().expose_secret().to_owned());
        oauth2::Client::new(id)
            .set_client_secret(secret)
            // API Connect expects the secret in the form; the default of `oauth2` is HTTP Basic
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

/// A copy of a secret that `oauth2` borrows. It is overwritten when dropped, also if the request is cancelled.
struct SecretCopy<T: SecretText>(T);

/// A text type that `oauth2` takes by reference.
trait SecretText {
    fn from_text(text: String) -> Self;
    fn into_text(self) -> String;
}

impl<T: SecretText> SecretCopy<T> {
    fn of(secret: &SecretString) -> Self {
        Self(T::from_text(secret.expose_secret().to_owned()))
    }
}

impl<T: SecretText> Drop for SecretCopy<T> {
    fn drop(&mut self) {
        std::mem::replace(&mut self.0, T::from_text(String::new()))
            .into_text()
            .zeroize();
    }
}

impl SecretText for ResourceOwnerUsername {
    fn from_text(text: String) -> Self {
        Self::new(text)
    }

    fn into_text(self) -> String {
        self.into()
    }
}

impl SecretText for ResourceOwnerPassword {
    fn from_text(text: String) -> Self {
        Self::new(text)
    }

    fn into_text(self) -> String {
        self.into_secret()
    }
}

impl SecretText for RefreshToken {
    fn from_text(text: String) -> Self {
        Self::new(text)
    }

    fn into_text(self) -> String {
        self.into_secret()
    }
}

/// The grant of a token request.
#[derive(Clone, Copy)]
pub(super) enum Grant<'a> {
    /// The account's name and password (section 4.3).
    Password,
    /// A refresh token (section 6).
    Refresh(&'a SecretString),
}

impl<'a> Grant<'a> {
    fn refresh_token(self) -> Option<&'a SecretString> {
        match self {
            Self::Password => None,
            Self::Refresh(token) => Some(token),
        }
    }
}

/// Whether a text is visible ASCII, as tokens are (RFC 6749, appendix A.12).
fn is_visible(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic())
}

impl fmt::Debug for TokenEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenEndpoint")
            .field("host", &self.url.host_str())
            .finish_non_exhaustive()
    }
}

//! The connection to the server: calls by data through the generated client, requests that the client
//! cannot make, and the secrets that no report may show.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use api_transport::{Error, Operation, Response, Sender, Sending, Transport};
use classifications_api::{ClientInfo as _, dynamic};
use classifications_auth::{Authorised, Client, ScopeSet};
use classifications_contract::Contract;
use http::HeaderValue;
use secrecy::{ExposeSecret as _, SecretString};

use super::call::Call;
use super::case::Token;
use crate::error::{CommandError, chain};
use crate::{telemetry, tr};

/// How long a request may take that the client cannot make.
const TIME_OUT: Duration = Duration::from_secs(30);

/// A response, read to its end.
pub type Recorded = http::Response<Vec<u8>>;

/// A response, and what the client does not understand of it.
pub struct Exchange {
    pub response: Recorded,
    pub problem: Option<String>,
}

/// The connection.
pub struct Session {
    client: classifications_api::Client,
    transport: Arc<Observed>,
    pub base_url: String,
    /// The document, at the server's address.
    pub contract: Contract,
    secrets: Mutex<Vec<SecretString>>,
}

impl Session {
    /// Connects a client; nothing is sent yet.
    pub fn new(
        client: &Client,
        contract: &Contract,
        secrets: Vec<SecretString>,
    ) -> Result<Self, CommandError> {
        let base_url = client.baseurl().trim_end_matches('/').to_owned();
        let transport = Arc::new(Observed {
            inner: client.transport().clone(),
            seen: Mutex::default(),
        });
        let http = client.transport().http().clone();
        let sender = Sender::through(Arc::clone(&transport) as Arc<dyn Transport>);
        Ok(Self {
            client: classifications_api::Client::new_with_client(&base_url, http, sender),
            transport,
            contract: contract.at(&base_url)?,
            base_url,
            secrets: Mutex::new(secrets),
        })
    }

    /// The header with a token; `None` for a call without a token.
    pub async fn token(
        &self,
        token: &Token,
        operation: &Operation,
    ) -> Result<Option<HeaderValue>, String> {
        let scopes = match token {
            Token::Absent => return Ok(None),
            Token::Unknown | Token::Expired => {
                return Ok(Some(HeaderValue::from_static("Bearer never-issued")));
            }
            Token::Valid => match operation.oauth2_scopes {
                Some(scopes) => ScopeSet::of(scopes),
                None => return Ok(None),
            },
            Token::Scopes(scopes) => {
                ScopeSet::new(scopes.iter().cloned()).map_err(|error| error.to_string())?
            }
        };
        let tokens = self.transport.inner.tokens();
        let token = tokens.token(&scopes).await.map_err(|error| chain(&error))?;
        let header = token.authorization();
        let bearer = header.to_str().unwrap_or_default();
        let secret = bearer.split_once(' ').map_or(bearer, |(_, token)| token);
        let mut secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        secrets.push(secret.into());
        Ok(Some(header))
    }

    /// Makes a call.
    ///
    /// # Errors
    /// The reason why there is no response.
    pub async fn send(&self, call: &Call) -> Result<Exchange, String> {
        let token = self.token(&call.token, call.operation).await?;
        if call.by_data {
            let called = dynamic::call(&self.client, call.operation.id, call.values());
            let called = telemetry::call(call.operation.id, called).await;
            let problem = match called {
                // what only the types refuse is sent as it is
                Err(Error::NotSent(error))
                    if error.reason() == api_transport::NotSentReason::InvalidRequest =>
                {
                    return self.send_raw(call, token).await;
                }
                Ok(_) => None,
                Err(error) => error.response().is_none().then(|| chain(&error)),
            };
            return match (self.transport.take(), problem) {
                (Some(response), problem) => Ok(Exchange { response, problem }),
                (None, problem) => {
                    Err(problem.unwrap_or_else(|| tr!("check-unread", "no response was read")))
                }
            };
        }
        self.send_raw(call, token).await
    }

    async fn send_raw(&self, call: &Call, token: Option<HeaderValue>) -> Result<Exchange, String> {
        let request = call
            .request(&self.base_url)
            .map_err(|error| error.to_string())?;
        let (mut head, body) = request.into_parts();
        head.headers.remove("authorization");
        for name in call.operation.api_key_headers {
            head.headers.remove(*name);
        }
        let with_token = call.token != Token::Valid;
        if let Some(token) = token.filter(|_| with_token) {
            head.headers.insert("authorization", token);
        }
        let request = reqwest::Request::try_from(http::Request::from_parts(head, body));
        let mut request = request.map_err(|error| error.without_url().to_string())?;
        *request.timeout_mut() = Some(TIME_OUT);
        if with_token {
            let response = self.transport.inner.http().execute(request).await;
            let response = response.map_err(|error| chain(&error.without_url()))?;
            let limit = api_transport::BODY_LIMIT;
            let read = Response::read(response, call.operation, limit).await;
            let read =
                read.map_err(|_| tr!("check-no-body", "the body of the response cannot be read"))?;
            return Ok(Exchange {
                response: kept(&read),
                problem: None,
            });
        }
        let sent = self.transport.inner.send(call.operation, request).await;
        match sent {
            Ok(response) => Ok(Exchange {
                response: kept(&response),
                problem: None,
            }),
            Err(failure) => Err(chain(&Error::<()>::from(failure))),
        }
    }

    /// A text with its secrets replaced.
    pub fn without_secrets(&self, text: &str) -> String {
        let secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = text.to_owned();
        for secret in secrets.iter() {
            let secret = secret.expose_secret();
            if secret.len() >= 4 && text.contains(secret) {
                text = text.replace(secret, "[secret]");
            }
        }
        text
    }
}

/// A transport that keeps the last response.
struct Observed {
    inner: Authorised,
    seen: Mutex<Option<Recorded>>,
}

impl Observed {
    fn take(&self) -> Option<Recorded> {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}

impl Transport for Observed {
    fn send<'a>(&'a self, operation: &'a Operation, request: reqwest::Request) -> Sending<'a> {
        Box::pin(async move {
            self.take();
            let result = self.inner.send(operation, request).await;
            if let Ok(response) = &result {
                let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
                *seen = Some(kept(response));
            }
            result
        })
    }
}

fn kept(response: &Response) -> Recorded {
    let mut kept = http::Response::new(response.body().bytes().to_vec());
    *kept.status_mut() = response.status();
    kept.headers_mut().clone_from(response.headers());
    kept
}

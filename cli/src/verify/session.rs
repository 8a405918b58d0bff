//! Sends calls to the server, through the generated client or, if the client cannot make the request, directly.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use api_transport::{Error, Operation, Response, Sender, Sending, Transport};
use classifications_api::{ClientInfo as _, dynamic};
use classifications_auth::{Authorised, Client, ScopeSet};
use classifications_contract::Contract;
use http::HeaderValue;
use secrecy::SecretString;

use super::call::Call;
use super::case::Token;
use crate::connection::without_secrets;
use crate::error::{CommandError, chain};
use crate::{telemetry, tr};

/// The timeout of a request that the client cannot make.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A response with its complete body.
pub type Recorded = http::Response<Vec<u8>>;

/// A response, and the client's error about it, if any.
pub struct Exchange {
    pub response: Recorded,
    pub problem: Option<String>,
}

/// A connection to the server.
pub struct Session {
    client: classifications_api::Client,
    transport: Arc<Recorder>,
    pub base_url: String,
    /// The document with the server's base URL.
    pub contract: Contract,
    /// The secrets that no report may contain.
    secrets: Mutex<Vec<SecretString>>,
}

impl Session {
    /// Makes a session, without a request.
    pub fn new(
        client: &Client,
        contract: &Contract,
        secrets: Vec<SecretString>,
    ) -> Result<Self, CommandError> {
        let base_url = client.baseurl().trim_end_matches('/').to_owned();
        let transport = Arc::new(Recorder {
            inner: client.transport().clone(),
            last: Mutex::default(),
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

    /// Makes a call. The error is the reason why there is no response.
    pub async fn send(&self, call: &Call) -> Result<Exchange, String> {
        let token = self.token(&call.token, call.operation).await?;
        if call.by_client {
            let result = dynamic::call(&self.client, call.operation.id, call.values());
            let result = telemetry::call(call.operation.id, result).await;
            let problem = match result {
                // a request that the client's types do not allow is sent directly
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

    /// Sends the request of a call without the generated client. A call with another token than a valid one also bypasses the
    /// transport, which would add a valid token.
    async fn send_raw(&self, call: &Call, token: Option<HeaderValue>) -> Result<Exchange, String> {
        let request = call
            .request(&self.base_url)
            .map_err(|error| error.to_string())?;
        let (mut head, body) = request.into_parts();
        head.headers.remove("authorization");
        for name in call.operation.api_key_headers {
            head.headers.remove(*name);
        }
        let is_special_token = call.token != Token::Valid;
        if let Some(token) = token.filter(|_| is_special_token) {
            head.headers.insert("authorization", token);
        }
        let request = reqwest::Request::try_from(http::Request::from_parts(head, body));
        let mut request = request.map_err(|error| error.without_url().to_string())?;
        *request.timeout_mut() = Some(TIMEOUT);
        if is_special_token {
            let response = self.transport.inner.http().execute(request).await;
            let response = response.map_err(|error| chain(&error.without_url()))?;
            let limit = api_transport::BODY_LIMIT;
            let response = Response::read(response, call.operation, limit).await;
            let response = response
                .map_err(|_| tr!("check-no-body", "the body of the response cannot be read"))?;
            return Ok(Exchange {
                response: recorded(&response),
                problem: None,
            });
        }
        match self.transport.inner.send(call.operation, request).await {
            Ok(response) => Ok(Exchange {
                response: recorded(&response),
                problem: None,
            }),
            Err(error) => Err(chain(&Error::<()>::from(error))),
        }
    }

    /// A text with its secrets replaced.
    pub fn without_secrets(&self, text: &str) -> String {
        let secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        without_secrets(text, &secrets)
    }
}

/// A transport that records the last response.
struct Recorder {
    inner: Authorised,
    last: Mutex<Option<Recorded>>,
}

impl Recorder {
    fn take(&self) -> Option<Recorded> {
        self.last
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}

impl Transport for Recorder {
    fn send<'a>(&'a self, operation: &'a Operation, request: reqwest::Request) -> Sending<'a> {
        Box::pin(async move {
            self.take();
            let result = self.inner.send(operation, request).await;
            if let Ok(response) = &result {
                let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
                *last = Some(recorded(response));
            }
            result
        })
    }
}

/// A copy of a response.
fn recorded(response: &Response) -> Recorded {
    let mut recorded = http::Response::new(response.body().bytes().to_vec());
    *recorded.status_mut() = response.status();
    recorded.headers_mut().clone_from(response.headers());
    recorded
}

//! One exchange with the token endpoint, as `oauth2` requests it, over the `reqwest` that everything
//! else uses: the response is bounded, a redirect is an error, and the request's body is overwritten
//! once it has been sent.

use std::error::Error as _;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use http::{StatusCode, header};
use hyper::Error;
use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};
use zeroize::Zeroizing;

use super::charset::FormCharset;
use super::error::EndpointError;
use crate::clock::Clock;
use crate::retry;
use crate::timer::within;

/// Token responses are a few hundred bytes; with a JWT and its metadata some thousand.
const RESPONSE_LIMIT: usize = 64 * 1024;

/// One exchange. What `oauth2` does not return of the response is noted here.
pub(super) struct Exchange<'a> {
    http: &'a reqwest::Client,
    options: ExchangeOptions<'a>,
    head: OnceLock<Head>,
    retry_after: OnceLock<Duration>,
}

/// The options of an exchange: its timeout, body included, the clock, and the charset of its form.
#[derive(Clone, Copy)]
pub(super) struct ExchangeOptions<'a> {
    pub(super) clock: &'a dyn Clock,
    pub(super) timeout: Duration,
    pub(super) charset: FormCharset,
}

/// The part of a response that may be shown.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) status: StatusCode,
    pub(super) content_type: String,
}

impl<'a> Exchange<'a> {
    pub(super) fn over(http: &'a reqwest::Client, options: ExchangeOptions<'a>) -> Self {
        Self {
            http,
            options,
            head: OnceLock::new(),
            retry_after: OnceLock::new(),
        }
    }

    /// Status and media type of the response, once it has arrived.
    pub(super) fn head(&self) -> Option<&Head> {
        self.head.get()
    }

    /// The wait that the response requests.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        self.retry_after.get().copied()
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, EndpointError> {
        let charset = self.options.charset;
        let request = charset.apply(request);
        let request = request.map_err(|_| EndpointError::NotLatin1)?;
        let request = request.map(|body| Bytes::from_owner(Zeroizing::new(body)));
        let request = reqwest::Request::try_from(request)
            .map_err(|e| EndpointError::Request(Arc::new(e.without_url())))?;
        let mut response = self.execute(request).await.map_err(failed)?;
        let status = response.status();
        if let Some(asked) = retry::retry_after(response.headers(), self.options.clock.wall()) {
            let _ = self.retry_after.set(asked);
        }
        if status.is_redirection() {
            return Err(EndpointError::Redirected { status });
        }
        let content_type = match response.headers().get(header::CONTENT_TYPE) {
            Some(value) => format!("content type {}", value.to_str().unwrap_or("unreadable")),
            None => "no content type".to_owned(),
        };
        let _ = self.head.set(Head {
            status,
            content_type,
        });
        let body = bounded(&mut response).await?;
        // without its content type, which `oauth2` would insist on
        let mut response = HttpResponse::new(body);
        *response.status_mut() = status;
        Ok(response)
    }
}

impl Exchange<'_> {
    /// Sends the request; once more if it met a connection whose runtime was shut down before it could
    /// take the request, which is not an error of the server: the pool learns of it only now.
    async fn execute(&self, request: reqwest::Request) -> reqwest::Result<reqwest::Response> {
        let spare = request.try_clone();
        match (self.http.execute(request).await, spare) {
            (Err(error), Some(spare)) if hyper_error(&error).is_some_and(Error::is_canceled) => {
                self.http.execute(spare).await
            }
            (outcome, _) => outcome,
        }
    }
}

fn hyper_error(error: &reqwest::Error) -> Option<&Error> {
    let mut source = error.source();
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref() {
            return Some(error);
        }
        source = error.source();
    }
    None
}

impl EndpointError {
    /// Whether the server provably read nothing.
    pub(super) fn was_not_sent(&self) -> bool {
        matches!(
            self,
            Self::Unreachable(_) | Self::Request(_) | Self::NotLatin1
        )
    }

    /// Whether the runtime of the connection was shut down after it had taken the request: it is not
    /// known whether it was sent. It is the only error of kind user that is left, as the body is in memory.
    pub(super) fn lost_its_connection(&self) -> bool {
        match self {
            Self::Broken(error) => hyper_error(error).is_some_and(Error::is_user),
            _ => false,
        }
    }
}

impl<'c> AsyncHttpClient<'c> for Exchange<'_> {
    type Error = EndpointError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, EndpointError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let ExchangeOptions { clock, timeout, .. } = self.options;
            let response = within(clock, timeout, self.send(request)).await;
            response.unwrap_or(Err(EndpointError::TimedOut { after: timeout }))
        })
    }
}

async fn bounded(response: &mut reqwest::Response) -> Result<Vec<u8>, EndpointError> {
    let announced = response.content_length().unwrap_or_default();
    if usize::try_from(announced).map_or(true, |announced| announced > RESPONSE_LIMIT) {
        return Err(EndpointError::TooLarge {
            limit: RESPONSE_LIMIT,
        });
    }
    // as large as it may get, so that growing leaves no copies behind; overwritten on failure
    let mut body = Zeroizing::new(Vec::with_capacity(RESPONSE_LIMIT));
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        if body.len() + chunk.len() > RESPONSE_LIMIT {
            return Err(EndpointError::TooLarge {
                limit: RESPONSE_LIMIT,
            });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(std::mem::take(&mut body))
}

fn failed(error: reqwest::Error) -> EndpointError {
    let error = error.without_url();
    if error.is_builder() {
        EndpointError::Request(Arc::new(error))
    } else if error.is_connect() {
        EndpointError::Unreachable(Arc::new(error))
    } else {
        EndpointError::Broken(Arc::new(error))
    }
}

//! The HTTP client of `oauth2`, over the `reqwest` client that all requests share. The response is bounded, a redirect is
//! an error, and the request's body is overwritten once it has been sent.

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
use crate::error::find_source;
use crate::retry;
use crate::timer::within;

/// The maximum size of a response. Token responses have a few hundred bytes, or a few thousand with a JWT.
const RESPONSE_LIMIT: usize = 64 * 1024;

/// One exchange. It keeps the parts of the response that `oauth2` does not return.
pub(super) struct Exchange<'a> {
    http: &'a reqwest::Client,
    options: ExchangeOptions<'a>,
    head: OnceLock<Head>,
    retry_after: OnceLock<Duration>,
}

/// The options of an exchange.
#[derive(Clone, Copy)]
pub(super) struct ExchangeOptions<'a> {
    pub(super) clock: &'a dyn Clock,
    /// The timeout, including the body of the response.
    pub(super) timeout: Duration,
    /// The character set of the form.
    pub(super) charset: FormCharset,
}

/// The parts of a response that errors show.
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

    /// The status and the media type of the response, once it has arrived.
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
        let mut response = self.execute(request).await.map_err(endpoint_error)?;
        let status = response.status();
        if let Some(wait) = retry::retry_after(response.headers(), self.options.clock.wall()) {
            let _ = self.retry_after.set(wait);
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
        let body = read_bounded(&mut response).await?;
        // without the content type: `oauth2` would refuse a body that is not declared as JSON
        let mut response = HttpResponse::new(body);
        *response.status_mut() = status;
        Ok(response)
    }

    /// Sends the request, and once more if the runtime of its pooled connection was shut down before the request was
    /// sent. The server is not at fault: the pool only notices now that the connection is lost.
    async fn execute(&self, request: reqwest::Request) -> reqwest::Result<reqwest::Response> {
        let copy = request.try_clone();
        match (self.http.execute(request).await, copy) {
            (Err(error), Some(copy)) if find_source(&error).is_some_and(Error::is_canceled) => {
                self.http.execute(copy).await
            }
            (outcome, _) => outcome,
        }
    }
}

impl EndpointError {
    /// Whether the request was provably not sent.
    pub(super) fn was_not_sent(&self) -> bool {
        matches!(
            self,
            Self::Unreachable(_) | Self::Request(_) | Self::NotLatin1
        )
    }

    /// Whether the runtime of the connection was shut down while the connection had the request, which may have been
    /// sent. hyper reports this as a user error. The body is in memory, so it causes no other user error.
    pub(super) fn lost_its_connection(&self) -> bool {
        match self {
            Self::Broken(error) => find_source(&**error).is_some_and(Error::is_user),
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

/// Reads the body of a response, up to the limit.
async fn read_bounded(response: &mut reqwest::Response) -> Result<Vec<u8>, EndpointError> {
    let announced = response.content_length().unwrap_or_default();
    if usize::try_from(announced).map_or(true, |announced| announced > RESPONSE_LIMIT) {
        return Err(EndpointError::TooLarge {
            limit: RESPONSE_LIMIT,
        });
    }
    // allocated in full, as a buffer that grows leaves copies in memory; overwritten after a failure
    let mut body = Zeroizing::new(Vec::with_capacity(RESPONSE_LIMIT));
    while let Some(chunk) = response.chunk().await.map_err(endpoint_error)? {
        if body.len() + chunk.len() > RESPONSE_LIMIT {
            return Err(EndpointError::TooLarge {
                limit: RESPONSE_LIMIT,
            });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(std::mem::take(&mut body))
}

fn endpoint_error(error: reqwest::Error) -> EndpointError {
    let error = error.without_url();
    if error.is_builder() {
        EndpointError::Request(Arc::new(error))
    } else if error.is_connect() {
        EndpointError::Unreachable(Arc::new(error))
    } else {
        EndpointError::Broken(Arc::new(error))
    }
}

//! Responses of a transport, and values that generated code decodes by status.

mod received;
#[cfg(test)]
mod tests;
mod value;

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::body::{Body, BodyBuffer, ByteStream};
use crate::charset;
use crate::error::{ErrorResponse, NotUnderstood, NotUnderstoodReason, TransportError};
use crate::text::HeaderNames;
use crate::tolerated::{Tolerated, UnreadRow};
use crate::{CallInfo, Operation};

pub use self::received::{FromResponse, Received, Undecoded};
pub use self::value::ResponseValue;

/// The callback for tolerated parts of a response and unreadable rows, if there are any.
pub type ToleranceListener = Arc<dyn Fn(StatusCode, &[Tolerated], &[UnreadRow]) + Send + Sync>;

/// A response of any status, with its body.
pub struct Response {
    status: StatusCode,
    headers: HeaderMap,
    body: Body,
    call: Option<CallInfo>,
    listener: Option<ToleranceListener>,
}

impl Response {
    /// Creates a response from its parts.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, body: Body) -> Self {
        Self {
            status,
            headers,
            body,
            call: None,
            listener: None,
        }
    }

    /// Sets the call.
    #[must_use]
    pub fn with_call(mut self, call: CallInfo) -> Self {
        self.call = Some(call);
        self
    }

    /// Sets the listener for tolerated parts.
    #[must_use]
    pub fn with_listener(mut self, listener: ToleranceListener) -> Self {
        self.listener = Some(listener);
        self
    }

    /// Sets the call, unless the transport has set it.
    pub(crate) fn or_call(mut self, call: CallInfo) -> Self {
        self.call.get_or_insert(call);
        self
    }

    /// The call that the transport has set.
    pub(crate) fn call(&self) -> Option<CallInfo> {
        self.call
    }

    /// Reads the body of a response up to `limit` bytes, unless `operation` streams it.
    ///
    /// If the body of an error status breaks off or is too large, the response has the part that arrived.
    ///
    /// # Errors
    /// [`TransportError::NotUnderstood`] if the body of a success breaks off or is too large.
    pub async fn read(
        mut response: reqwest::Response,
        operation: &Operation,
        limit: usize,
    ) -> Result<Self, TransportError> {
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        if operation.streams(status) {
            return Ok(Self::new(
                status,
                headers,
                Body::Stream(ByteStream::of(response)),
            ));
        }
        let mut buffer = BodyBuffer::new(limit);
        let reason = loop {
            match response.chunk().await {
                Ok(Some(piece)) => {
                    if let Err(reason) = buffer.push(piece) {
                        break Some(reason);
                    }
                }
                Ok(None) => break None,
                Err(e) => break Some(NotUnderstoodReason::Truncated(e.without_url())),
            }
        };
        let body = buffer.into_bytes();
        match reason {
            Some(reason) if status.is_success() => Err(TransportError::NotUnderstood(
                NotUnderstood::new(status, headers, reason, &body),
            )),
            _ => Ok(Self::new(status, headers, Body::Bytes(body))),
        }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// The body converted to UTF-8, without a byte order mark; empty for a stream.
    #[must_use]
    pub fn text(&self) -> Bytes {
        charset::utf8(&self.headers, &self.body.bytes()).0
    }

    /// Returns the response, unless its body reports an error although its status is one of success.
    ///
    /// # Errors
    /// The response as an error, which becomes [`Error::Rejected`](crate::Error::Rejected).
    #[doc(hidden)]
    pub fn accepted<E>(self) -> Result<Self, ErrorResponse<E>> {
        let body_error = self.call.and_then(|call| call.body_error);
        let Some(error) = body_error.filter(|_| self.status.is_success()) else {
            return Ok(self);
        };
        let body = self.text();
        if error.read(&body).is_none() {
            return Ok(self);
        }
        let head = (self.status, self.headers);
        Err(ErrorResponse::of(self.call, head, None, &body))
    }

    /// Returns the status, the headers and the body.
    #[must_use]
    pub fn into_parts(self) -> (StatusCode, HeaderMap, Body) {
        (self.status, self.headers, self.body)
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("call", &self.call)
            .field("status", &self.status)
            .field("headers", &HeaderNames(&self.headers))
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

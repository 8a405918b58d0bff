//! A typed answer, and how a body is read: never without a bound.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::error::{Error, Fault, NotUnderstood, Rejected};

/// How many bytes of a body are read at most where nothing else is said: 16 MiB.
pub const BODY_LIMIT: usize = 16 * 1024 * 1024;

/// A transport puts this into a response's extensions to set another bound, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyLimit(pub usize);

type BoxedStream = Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>> + Send>>;

/// An answer's body as a stream of bytes, for operations whose answer is not JSON.
pub struct ByteStream(BoxedStream);

impl ByteStream {
    /// A stream made from any other; useful in tests.
    #[must_use]
    pub fn new(stream: BoxedStream) -> Self {
        Self(stream)
    }

    /// The stream itself.
    #[must_use]
    pub fn into_inner(self) -> BoxedStream {
        self.0
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByteStream(..)")
    }
}

/// A typed answer with the status and the headers it came with.
///
/// It derefs to the value, so that fields are at hand; [`ResponseValue::into_inner`] takes it out.
#[derive(Clone)]
pub struct ResponseValue<T> {
    inner: T,
    status: StatusCode,
    headers: HeaderMap,
}

impl<T> ResponseValue<T> {
    /// An answer made of its parts; useful in tests.
    #[must_use]
    pub fn new(inner: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self {
            inner,
            status,
            headers,
        }
    }

    /// The value alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.inner
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The same answer with another value, as `f` makes it.
    #[must_use]
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> ResponseValue<U> {
        ResponseValue {
            inner: f(self.inner),
            status: self.status,
            headers: self.headers,
        }
    }
}

impl<T: DeserializeOwned> ResponseValue<T> {
    /// Reads a documented success, whose body is JSON.
    ///
    /// # Errors
    /// [`Error::NotUnderstood`] when the body breaks off, is too large, or is not the documented
    /// JSON. The server has answered with success all the same: what was asked for has happened.
    pub async fn from_response<E>(response: reqwest::Response) -> Result<Self, Error<E>> {
        let head = Head::of(&response);
        match read(response).await {
            Ok(body) => match serde_json::from_slice(&body) {
                Ok(inner) => Ok(Self {
                    inner,
                    status: head.status,
                    headers: head.headers,
                }),
                Err(e) => Err(head.not_understood(Fault::Json(e), &body)),
            },
            Err((fault, start)) => Err(head.not_understood(fault, &start)),
        }
    }
}

impl ResponseValue<()> {
    /// A documented success without a body.
    #[must_use]
    pub fn empty(response: &reqwest::Response) -> Self {
        Self {
            inner: (),
            status: response.status(),
            headers: response.headers().clone(),
        }
    }
}

impl ResponseValue<ByteStream> {
    /// A documented success whose body is handed on unread.
    #[must_use]
    pub fn stream(response: reqwest::Response) -> Self {
        let Head { status, headers } = Head::of(&response);
        Self {
            inner: ByteStream(Box::pin(response.bytes_stream())),
            status,
            headers,
        }
    }
}

impl<T> Deref for ResponseValue<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T> DerefMut for ResponseValue<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.inner
    }
}

/// Shows the value and the status; headers are left out, as they may identify the caller.
impl<T: fmt::Debug> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseValue")
            .field("status", &self.status)
            .field("value", &self.inner)
            .finish_non_exhaustive()
    }
}

impl<E: DeserializeOwned> Error<E> {
    /// Reads an answer with a documented error status. The status survives whatever the body is.
    pub async fn documented(response: reqwest::Response) -> Self {
        let head = Head::of(&response);
        let body = read(response).await.unwrap_or_else(|(_, start)| start);
        let documented = serde_json::from_slice(&body).ok();
        Error::Rejected(Rejected::new(head.status, head.headers, documented, &body))
    }
}

impl<E> Error<E> {
    /// Reads an answer with an error status that the document gives no typed body.
    pub async fn untyped(response: reqwest::Response) -> Self {
        let head = Head::of(&response);
        let body = read(response).await.unwrap_or_else(|(_, start)| start);
        Error::Rejected(Rejected::new(head.status, head.headers, None, &body))
    }

    /// Reads an answer whose status the document does not list: an undocumented success is not
    /// understood, anything else is a rejection.
    pub async fn undocumented(response: reqwest::Response) -> Self {
        if !response.status().is_success() {
            return Self::untyped(response).await;
        }
        let head = Head::of(&response);
        let body = read(response).await.unwrap_or_else(|(_, start)| start);
        head.not_understood(Fault::Status, &body)
    }
}

/// Status and headers, kept while the body is consumed.
struct Head {
    status: StatusCode,
    headers: HeaderMap,
}

impl Head {
    fn of(response: &reqwest::Response) -> Self {
        Self {
            status: response.status(),
            headers: response.headers().clone(),
        }
    }

    fn not_understood<E>(self, fault: Fault, body: &[u8]) -> Error<E> {
        Error::NotUnderstood(NotUnderstood::new(self.status, self.headers, fault, body))
    }
}

/// Reads a body up to its bound; on failure, says why and gives what had arrived.
async fn read(mut response: reqwest::Response) -> Result<Bytes, (Fault, Bytes)> {
    let limit = response
        .extensions()
        .get::<BodyLimit>()
        .map_or(BODY_LIMIT, |limit| limit.0);
    let mut body = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len().saturating_add(chunk.len()) > limit => {
                body.extend_from_slice(&chunk);
                body.truncate(limit);
                return Err((Fault::TooLarge { limit }, body.freeze()));
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok(body.freeze()),
            Err(e) => return Err((Fault::Truncated(e.without_url()), body.freeze())),
        }
    }
}

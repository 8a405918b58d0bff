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
    let mut body = Body::Empty;
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => body = body.and(chunk),
            Ok(None) => return Ok(body.into_bytes()),
            Err(e) => return Err((Fault::Truncated(e.without_url()), body.into_bytes())),
        }
        if body.len() > limit {
            let mut start = body.into_bytes();
            start.truncate(limit);
            return Err((Fault::TooLarge { limit }, start));
        }
    }
}

/// What has arrived of a body. Most come in one piece, which is handed on without a copy.
enum Body {
    Empty,
    Whole(Bytes),
    Pieces(BytesMut),
}

impl Body {
    fn and(self, chunk: Bytes) -> Self {
        let mut pieces = match self {
            Self::Empty => return Self::Whole(chunk),
            Self::Whole(first) => BytesMut::from(first.as_ref()),
            Self::Pieces(pieces) => pieces,
        };
        pieces.extend_from_slice(&chunk);
        Self::Pieces(pieces)
    }

    fn len(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Whole(whole) => whole.len(),
            Self::Pieces(pieces) => pieces.len(),
        }
    }

    fn into_bytes(self) -> Bytes {
        match self {
            Self::Empty => Bytes::new(),
            Self::Whole(whole) => whole,
            Self::Pieces(pieces) => pieces.freeze(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn answer(
        status: u16,
        content_type: &str,
        body: impl Into<reqwest::Body>,
    ) -> reqwest::Response {
        http::Response::builder()
            .status(status)
            .header("content-type", content_type)
            .header("x-global-transaction-id", "0a1b")
            .body(body)
            .unwrap()
            .into()
    }

    fn limited(mut response: reqwest::Response, limit: usize) -> reqwest::Response {
        response.extensions_mut().insert(BodyLimit(limit));
        response
    }

    #[tokio::test]
    async fn a_documented_success_keeps_status_and_headers() {
        let response = answer(201, "application/json", r#"{"a":1}"#);
        let value = ResponseValue::<Value>::from_response::<()>(response)
            .await
            .unwrap();
        assert_eq!(value.status(), StatusCode::CREATED);
        assert_eq!(value.headers()["content-type"], "application/json");
        assert_eq!(value["a"], 1);
        assert_eq!(value.into_inner(), json!({"a": 1}));
    }

    #[tokio::test]
    async fn a_success_that_is_not_json_keeps_status_type_and_the_start_of_the_body() {
        let response = answer(200, "text/html", "<html>".repeat(2000));
        let error = ResponseValue::<Value>::from_response::<()>(response)
            .await
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "answer not understood: 200 OK, content type text/html"
        );
        let Error::NotUnderstood(error) = error else {
            panic!("{error:?}")
        };
        assert!(matches!(error.fault(), Fault::Json(_)));
        assert_eq!(error.body_start().len(), 4096);
    }

    #[tokio::test]
    async fn a_body_is_read_up_to_its_bound_and_no_further() {
        let fits = limited(answer(200, "application/json", "[1,2]"), 5);
        assert!(
            ResponseValue::<Value>::from_response::<()>(fits)
                .await
                .is_ok()
        );
        let too_large = limited(answer(200, "application/json", "[1,23]"), 5);
        let error = ResponseValue::<Value>::from_response::<()>(too_large)
            .await
            .unwrap_err();
        let Error::NotUnderstood(error) = error else {
            panic!("{error:?}")
        };
        assert!(matches!(error.fault(), Fault::TooLarge { limit: 5 }));
        assert_eq!(error.body_start(), b"[1,23");
    }

    #[tokio::test]
    async fn a_body_in_pieces_is_one_body() {
        let pieces = ["[1,", "2,", "3]"].map(|piece| Ok::<_, std::io::Error>(Bytes::from(piece)));
        let body = reqwest::Body::wrap_stream(futures_util::stream::iter(pieces));
        let response = limited(answer(200, "application/json", body), 7);
        let value = ResponseValue::<Value>::from_response::<()>(response).await;
        assert_eq!(value.unwrap().into_inner(), json!([1, 2, 3]));
    }

    #[tokio::test]
    async fn a_documented_error_keeps_its_status_whatever_the_body_is() {
        let json = Error::<Value>::documented(answer(401, "application/json", r#"{"a":1}"#)).await;
        let Error::Rejected(json) = json else {
            panic!("{json:?}")
        };
        assert_eq!(
            (json.status().as_u16(), json.documented()),
            (401, Some(&json!({"a": 1})))
        );
        assert_eq!(json.transaction_id(), Some("0a1b"));

        let html = Error::<Value>::documented(answer(503, "text/html", "<p>\n down</p>")).await;
        assert_eq!(
            html.to_string(),
            "rejected with 503 Service Unavailable: <p> down</p>"
        );
        let Error::Rejected(html) = html else {
            panic!("{html:?}")
        };
        assert!(html.documented().is_none());
        assert_eq!(html.body_start(), b"<p>\n down</p>");
    }

    #[tokio::test]
    async fn an_undocumented_status_is_a_rejection_unless_it_is_a_success() {
        let found = Error::<()>::undocumented(answer(302, "text/plain", "")).await;
        assert_eq!(found.status(), Some(StatusCode::FOUND));
        assert!(matches!(found, Error::Rejected(_)));
        let accepted = Error::<()>::undocumented(answer(202, "text/plain", "later")).await;
        let Error::NotUnderstood(accepted) = accepted else {
            panic!("{accepted:?}")
        };
        assert!(matches!(accepted.fault(), Fault::Status));
    }
}

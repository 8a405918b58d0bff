//! Responses as a transport returns them, and as values that generated code decodes by status.

use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};

use crate::body::{Body, BodyBuffer, ByteStream};
use crate::error::{Error, ErrorResponse, Failure, Fault, NotDocumented, NotUnderstood};
use crate::text::HeaderNames;
use crate::{CallInfo, Operation};

/// A response of any status, with its body.
pub struct Response {
    status: StatusCode,
    headers: HeaderMap,
    body: Body,
    call: Option<CallInfo>,
}

impl Response {
    /// A response made of its parts.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, body: Body) -> Self {
        Self {
            status,
            headers,
            body,
            call: None,
        }
    }

    /// The same response to this call.
    #[must_use]
    pub fn with_call(mut self, call: CallInfo) -> Self {
        self.call = Some(call);
        self
    }

    /// The same response to `call`, unless the transport has said more of it.
    pub(crate) fn or_call(mut self, call: CallInfo) -> Self {
        self.call.get_or_insert(call);
        self
    }

    /// What the transport has said of the call.
    pub(crate) fn call(&self) -> Option<CallInfo> {
        self.call
    }

    /// Reads the body of a response up to `limit` bytes, unless `operation` streams it.
    ///
    /// An error status survives a body that breaks off or is too large: what has arrived is kept.
    ///
    /// # Errors
    /// [`Failure::NotUnderstood`] when the body of a success breaks off or is too large.
    pub async fn read(
        mut response: reqwest::Response,
        operation: &Operation,
        limit: usize,
    ) -> Result<Self, Failure> {
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        if operation.streams(status) {
            return Ok(Self::new(
                status,
                headers,
                Body::Stream(ByteStream::of(response)),
            ));
        }
        let mut buffer = BodyBuffer::new(limit);
        let fault = loop {
            match response.chunk().await {
                Ok(Some(piece)) => {
                    if let Err(fault) = buffer.push(piece) {
                        break Some(fault);
                    }
                }
                Ok(None) => break None,
                Err(e) => break Some(Fault::Truncated(e.without_url())),
            }
        };
        let body = buffer.into_bytes();
        match fault {
            Some(fault) if status.is_success() => Err(Failure::NotUnderstood(NotUnderstood::new(
                status, headers, fault, &body,
            ))),
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

    /// The same response, unless its status is one of success and its body reports an error.
    ///
    /// # Errors
    /// The response as an error; it becomes [`Error::Rejected`].
    #[doc(hidden)]
    pub fn accepted<E>(self) -> Result<Self, ErrorResponse<E>> {
        let reads = self.call.and_then(|call| call.body_error);
        let Some(error) = reads.filter(|_| self.status.is_success()) else {
            return Ok(self);
        };
        let body = self.body.bytes();
        if error.read(&body).is_none() {
            return Ok(self);
        }
        let head = (self.status, self.headers);
        Err(ErrorResponse::of(self.call, head, None, &body))
    }

    /// Status, headers and body.
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
            .finish()
    }
}

/// Why a body is not the documented value.
#[doc(hidden)]
#[derive(Debug)]
pub struct Undecoded(Fault);

/// A value that generated code decodes from a response: JSON, or a variant for each status.
#[doc(hidden)]
pub trait FromResponse: Sized {
    /// Decodes a body by its status.
    ///
    /// # Errors
    /// When the body is not the documented one, or the document has none for the status.
    fn from_response(status: u16, body: Body) -> Result<Self, Undecoded>;

    /// What the `_` arm of a generated implementation returns.
    ///
    /// # Errors
    /// Always.
    fn undocumented() -> Result<Self, Undecoded> {
        Err(Undecoded(Fault::Status))
    }
}

impl<T: DeserializeOwned> FromResponse for T {
    fn from_response(_: u16, body: Body) -> Result<Self, Undecoded> {
        let body = body.bytes();
        serde_json::from_slice(&body)
            .map_err(|error| Undecoded(NotDocumented::new::<T>(&body, &error).into()))
    }
}

/// A decoded value with the status and the headers of its response.
///
/// It derefs to the value, so that fields are at hand; [`ResponseValue::into_inner`] takes it out.
#[derive(Clone)]
pub struct ResponseValue<T> {
    inner: T,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    call: Option<CallInfo>,
}

impl<T> ResponseValue<T> {
    /// A value made of its parts, with an empty [`body`](Self::body); useful in tests.
    #[must_use]
    pub fn new(inner: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self {
            inner,
            status,
            headers,
            body: Bytes::new(),
            call: None,
        }
    }

    /// The value alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.inner
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it was received; empty for a stream.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The same response with another value, as `f` makes it.
    #[must_use]
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> ResponseValue<U> {
        ResponseValue {
            inner: f(self.inner),
            status: self.status,
            headers: self.headers,
            body: self.body,
            call: self.call,
        }
    }
}

/// What generated code calls; the names are progenitor's.
#[doc(hidden)]
impl<T: FromResponse> ResponseValue<T> {
    /// Decodes a documented response.
    ///
    /// # Errors
    /// [`Error::NotUnderstood`] for a success whose body is not the documented one; the server has
    /// carried the request out. Any other status as [`ErrorResponse`] is classified.
    #[expect(clippy::unused_async, reason = "generated code awaits it")]
    pub async fn from_response<E>(response: Response) -> Result<Self, Error<E>> {
        let call = response.call;
        let (status, headers, body) = response.into_parts();
        let bytes = body.bytes();
        match T::from_response(status.as_u16(), body) {
            Ok(inner) => Ok(Self {
                inner,
                status,
                headers,
                body: bytes,
                call,
            }),
            Err(Undecoded(fault)) => Err(Error::undecoded(status, headers, fault, &bytes, call)),
        }
    }
}

#[doc(hidden)]
impl ResponseValue<()> {
    /// A documented response without a body.
    #[must_use]
    pub fn empty(response: Response) -> Self {
        let body = response.body.bytes();
        Self {
            inner: (),
            status: response.status,
            headers: response.headers,
            body,
            call: response.call,
        }
    }
}

#[doc(hidden)]
impl ResponseValue<ByteStream> {
    /// A documented response that the caller reads.
    #[must_use]
    pub fn stream(response: Response) -> Self {
        Self::new(
            response.body.into_stream(),
            response.status,
            response.headers,
        )
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

/// As the value.
impl<T: Serialize> Serialize for ResponseValue<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.inner.serialize(serializer)
    }
}

/// Shows the value and the status; headers are left out, as they can identify the caller.
impl<T: fmt::Debug> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseValue")
            .field("status", &self.status)
            .field("value", &self.inner)
            .finish_non_exhaustive()
    }
}

/// What generated code calls in the place of progenitor's error variants.
#[doc(hidden)]
#[expect(
    non_snake_case,
    reason = "the names are those of progenitor's variants"
)]
impl<E> Error<E> {
    /// An argument that is missing or invalid.
    #[must_use]
    pub fn InvalidRequest(reason: String) -> Self {
        Failure::invalid_request(reason).into()
    }

    /// A documented error.
    #[must_use]
    pub fn ErrorResponse(response: ResponseValue<E>) -> Self {
        let ResponseValue {
            inner,
            status,
            headers,
            body,
            call,
        } = response;
        ErrorResponse::of(call, (status, headers), Some(inner), &body).into()
    }

    /// A response with a status that the document does not list.
    #[must_use]
    pub fn UnexpectedResponse(response: Response) -> Self {
        let call = response.call;
        let (status, headers, body) = response.into_parts();
        Self::undecoded(status, headers, Fault::Status, &body.bytes(), call)
    }
}

impl<E> Error<E> {
    fn undecoded(
        status: StatusCode,
        headers: HeaderMap,
        fault: Fault,
        body: &Bytes,
        call: Option<CallInfo>,
    ) -> Self {
        if status.is_success() {
            let mut error = NotUnderstood::new(status, headers, fault, body);
            error.set_call(call);
            error.into()
        } else {
            ErrorResponse::of(call, (status, headers), None, body).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderName, HeaderValue, Method};
    use serde_json::{Value, json};

    const QUERY: Operation = Operation::new("queryThings", Method::GET, "/things");
    const EXPORT: Operation =
        Operation::new("exportThings", Method::GET, "/export").streaming(&[200..=200]);

    fn received(
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

    async fn read(response: reqwest::Response) -> Response {
        let read = Response::read(response, &QUERY, 16 * 1024).await.unwrap();
        read.with_call(CallInfo::new(&QUERY))
    }

    const CREATE: Operation = Operation::new("createThing", Method::POST, "/things");

    /// A 504 with a JSON body, after two attempts.
    fn timeout(operation: &Operation) -> Response {
        let id = HeaderValue::from_static("0a1b");
        let headers =
            HeaderMap::from_iter([(HeaderName::from_static("x-global-transaction-id"), id)]);
        let body = Body::Bytes(r#"{"a":1}"#.into());
        Response::new(StatusCode::GATEWAY_TIMEOUT, headers, body).or_call(CallInfo {
            attempts: 2,
            first_attempt: Some(std::time::SystemTime::UNIX_EPOCH),
            ..CallInfo::new(operation)
        })
    }

    async fn decode(response: reqwest::Response) -> Result<ResponseValue<Value>, Error<()>> {
        ResponseValue::from_response(read(response).await).await
    }

    #[tokio::test]
    async fn a_documented_success_keeps_status_headers_and_body() {
        let value = decode(received(201, "application/json", r#"{"a":1}"#))
            .await
            .unwrap();
        assert_eq!(value.status(), StatusCode::CREATED);
        assert_eq!(value.headers()["content-type"], "application/json");
        assert_eq!(value.body(), r#"{"a":1}"#);
        assert_eq!(value["a"], 1);
        assert_eq!(value.into_inner(), json!({"a": 1}));
    }

    #[tokio::test]
    async fn a_success_that_is_not_json_keeps_status_media_type_and_body() {
        let error = decode(received(200, "text/html", "<html>".repeat(2000)))
            .await
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "response not understood: 200 OK, content type text/html"
        );
        let Error::NotUnderstood(error) = error else {
            panic!("{error:?}")
        };
        assert!(matches!(error.fault(), Fault::Json(_)));
        assert_eq!(error.body_start().len(), 4096);
    }

    #[tokio::test]
    async fn a_body_is_read_up_to_its_limit() {
        let fits = Response::read(received(200, "application/json", "[1,2]"), &QUERY, 5).await;
        assert!(matches!(fits.unwrap().body(), Body::Bytes(body) if body == "[1,2]"));
        let too_large = received(200, "application/json", "[1,23]");
        let Err(Failure::NotUnderstood(error)) = Response::read(too_large, &QUERY, 5).await else {
            panic!("the body is larger than the limit")
        };
        assert!(matches!(error.fault(), Fault::TooLarge { limit: 5 }));
        assert_eq!(error.body_start(), b"[1,23");
        let rejected = Response::read(received(500, "text/plain", "123456"), &QUERY, 5).await;
        assert!(matches!(rejected.unwrap().body(), Body::Bytes(body) if body == "12345"));
    }

    #[tokio::test]
    async fn a_body_in_pieces_is_one_body() {
        let pieces = ["[1,", "2,", "3]"].map(|piece| Ok::<_, std::io::Error>(Bytes::from(piece)));
        let body = reqwest::Body::wrap_stream(futures_util::stream::iter(pieces));
        let value = decode(received(200, "application/json", body)).await;
        assert_eq!(value.unwrap().into_inner(), json!([1, 2, 3]));
    }

    #[tokio::test]
    async fn only_the_documented_statuses_are_streamed() {
        let success = Response::read(received(200, "text/csv", "a,b"), &EXPORT, 1).await;
        let value = ResponseValue::stream(success.unwrap());
        let mut stream = value.into_inner().into_inner();
        let piece = futures_util::StreamExt::next(&mut stream).await;
        assert_eq!(piece.unwrap().unwrap(), "a,b");
        let error = Response::read(received(404, "text/plain", "none"), &EXPORT, 9).await;
        assert!(matches!(error.unwrap().body(), Body::Bytes(body) if body == "none"));
    }

    #[tokio::test]
    async fn a_documented_error_keeps_its_status_whatever_the_body_is() {
        let json = decode(received(401, "application/json", r#"{"a":1}"#))
            .await
            .unwrap();
        let Error::Rejected(json) = Error::ErrorResponse(json) else {
            panic!("an error response is a rejection")
        };
        assert_eq!(
            (json.status().as_u16(), json.documented()),
            (401, Some(&json!({"a": 1})))
        );
        assert_eq!(json.transaction_id(), Some("0a1b"));

        let html = decode(received(503, "text/html", "<p>\n down</p>"))
            .await
            .unwrap_err();
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
    async fn a_response_is_classified_by_the_safety_of_its_operation() {
        let documented = ResponseValue::<Value>::from_response(timeout(&CREATE)).await;
        let lost: Error<Value> =
            Error::ErrorResponse(documented.map_err(|e: Error<()>| e).unwrap());
        let Error::OutcomeUnknown(unknown) = &lost else {
            panic!("{lost:?}")
        };
        let response = unknown.response().unwrap();
        assert_eq!(response.documented(), Some(&json!({"a": 1})));
        assert_eq!(lost.transaction_id(), Some("0a1b"));
        assert_eq!(
            (lost.operation(), lost.attempts()),
            (Some("createThing"), 2)
        );
        assert_eq!(
            lost.first_attempt(),
            Some(std::time::SystemTime::UNIX_EPOCH)
        );
        assert!(lost.may_have_happened());
        let undocumented = Error::<()>::UnexpectedResponse(timeout(&CREATE));
        assert!(matches!(undocumented, Error::OutcomeUnknown(_)));
        assert!(matches!(
            Error::<()>::UnexpectedResponse(timeout(&QUERY)),
            Error::Rejected(_)
        ));
        // the transport knows the gateway
        let call = CallInfo {
            refused: true,
            ..CallInfo::new(&CREATE)
        };
        let proven = Error::<()>::UnexpectedResponse(timeout(&CREATE).with_call(call));
        assert!(matches!(proven, Error::Rejected(_)));
        assert!(proven.is_retryable() && !proven.may_have_happened());
    }

    #[tokio::test]
    async fn an_undocumented_status_is_a_rejection_unless_it_is_a_success() {
        let found = Error::<()>::UnexpectedResponse(read(received(302, "text/plain", "")).await);
        assert_eq!(found.status(), Some(StatusCode::FOUND));
        assert!(matches!(found, Error::Rejected(_)));
        let accepted =
            Error::<()>::UnexpectedResponse(read(received(202, "text/plain", "later")).await);
        let Error::NotUnderstood(accepted) = accepted else {
            panic!("{accepted:?}")
        };
        assert!(matches!(accepted.fault(), Fault::Status));
        assert_eq!(accepted.body_start(), b"later");
    }
}

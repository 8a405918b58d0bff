//! Values that generated code decodes from responses by status.

use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::{Serialize, Serializer};

use super::Response;
use super::received::{FromResponse, Origin, Received, Undecoded, is_empty_success};
use crate::CallInfo;
use crate::body::{Body, ByteStream};
use crate::charset;
use crate::error::{Error, ErrorResponse, NotUnderstood, NotUnderstoodReason, TransportError};
use crate::tolerated::{Report, Tolerance, Tolerated, UnreadRow};

/// A decoded value with the status and the headers of its response.
///
/// It dereferences to the value, so that fields can be used directly; [`ResponseValue::into_inner`] returns it.
#[derive(Clone)]
pub struct ResponseValue<T> {
    inner: T,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// The body as UTF-8, if it was in another charset.
    text: Option<Bytes>,
    report: Option<Box<Report>>,
    call: Option<CallInfo>,
}

impl<T> ResponseValue<T> {
    /// Creates a value from its parts, with an empty [`body`](Self::body); useful in tests.
    #[must_use]
    pub fn new(inner: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self {
            inner,
            status,
            headers,
            body: Bytes::new(),
            text: None,
            report: None,
            call: None,
        }
    }

    /// Returns the value.
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

    /// The body converted to UTF-8, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &Bytes {
        self.text.as_ref().unwrap_or(&self.body)
    }

    /// The tolerated differences of the body from the document.
    #[must_use]
    pub fn tolerated(&self) -> &[Tolerated] {
        self.report.as_ref().map_or(&[], |report| &report.tolerated)
    }

    /// The rows of lists that could not be read. The typed lists lack them, so a row that is missing in a typed list can be
    /// one of these.
    #[must_use]
    pub fn unread_rows(&self) -> &[UnreadRow] {
        self.report.as_ref().map_or(&[], |report| &report.unread)
    }

    /// Converts the value with `f`.
    #[must_use]
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> ResponseValue<U> {
        ResponseValue {
            inner: f(self.inner),
            status: self.status,
            headers: self.headers,
            body: self.body,
            text: self.text,
            report: self.report,
            call: self.call,
        }
    }
}

/// Functions for generated code, under progenitor's names.
#[doc(hidden)]
impl<T: FromResponse> ResponseValue<T> {
    /// Decodes a documented response.
    ///
    /// # Errors
    /// The error made from a [`NotUnderstood`] for a success whose body is not the documented one, or from an
    /// [`ErrorResponse`] for any other status.
    #[expect(clippy::unused_async, reason = "generated code awaits it")]
    pub async fn from_response<E>(response: Response) -> Result<Self, Error<E>> {
        Self::decode(response, true)
    }

    /// Decodes a response whose status the document does not list. A status of success with a documented body is a success.
    ///
    /// # Errors
    /// As [`from_response`](Self::from_response), for any other response.
    #[expect(clippy::unused_async, reason = "generated code awaits it")]
    pub async fn unlisted<E>(response: Response) -> Result<Self, Error<E>> {
        Self::decode(response, false)
    }

    fn decode<E>(response: Response, is_listed: bool) -> Result<Self, Error<E>> {
        let Response {
            status,
            headers,
            body,
            call,
            listener,
        } = response;
        let bytes = body.bytes();
        let read = |body, as_status, origin| {
            let mut report = Report::default();
            let received = Received {
                body,
                status,
                headers: &headers,
                body_error: call.and_then(|call| call.body_error),
                origin,
                report: &mut report,
            };
            T::from_response(as_status, received).map(|value| (value, report))
        };
        let by_own_status = if is_listed {
            read(body, status.as_u16(), Origin::Listed)
        } else {
            T::undocumented().map(|value| (value, Report::default()))
        };
        let result = by_own_status.or_else(|undecoded| {
            let origin = if is_listed {
                Origin::Other
            } else {
                Origin::Unlisted
            };
            let body = || Body::Bytes(bytes.clone());
            of_another_status(status, is_listed, |as_status| {
                read(body(), as_status, origin)
            })
            .ok_or(undecoded)
        });
        let (inner, report) = match result {
            Ok(decoded) => decoded,
            Err(Undecoded(reason)) => {
                return Err(Error::undecoded(status, headers, reason, &bytes, call));
            }
        };
        let mut value = Self {
            inner,
            status,
            headers,
            body: bytes,
            text: None,
            report: None,
            call,
        };
        if !report.is_empty() {
            let (text, _) = charset::utf8(&value.headers, &value.body);
            value.text = (text != value.body).then_some(text);
            if let Some(listener) = listener {
                listener(status, &report.tolerated, &report.unread);
            }
            value.report = Some(Box::new(report));
        }
        Ok(value)
    }
}

/// Reads a success as the documented body of another status, if exactly one status matches.
fn of_another_status<T: FromResponse>(
    status: StatusCode,
    is_listed: bool,
    read: impl Fn(u16) -> Result<(T, Report), Undecoded>,
) -> Option<(T, Report)> {
    // the body of a 206 is only a part
    if !status.is_success() || status == StatusCode::PARTIAL_CONTENT {
        return None;
    }
    let own_status = [status.as_u16()];
    let statuses = match T::STATUSES {
        [] if !is_listed => &own_status,
        statuses => statuses,
    };
    let others = statuses
        .iter()
        .filter(|other| !(is_listed && own_status.contains(other)));
    let mut found = others.filter_map(|other| read(*other).ok());
    let (value, mut report) = found.next()?;
    report.tolerated.push(Tolerated::whole(Tolerance::Status));
    found.next().is_none().then_some((value, report))
}

#[doc(hidden)]
impl ResponseValue<()> {
    /// Creates the value of a documented response without a body.
    #[must_use]
    pub fn empty(response: Response) -> Self {
        let body = response.body.bytes();
        Self {
            inner: (),
            status: response.status,
            headers: response.headers,
            body,
            text: None,
            report: None,
            call: response.call,
        }
    }

    /// Decodes a response whose status the document does not list, for an operation whose success has no body.
    ///
    /// # Errors
    /// [`Error::UnexpectedResponse`] if there is a body, or if the status does not prove a success.
    pub fn unlisted_empty<E>(response: Response) -> Result<Self, Error<E>> {
        if !is_empty_success(response.status, &response.body.bytes()) {
            return Err(Error::UnexpectedResponse(response));
        }
        let tolerated = vec![Tolerated::whole(Tolerance::Status)];
        if let Some(listener) = &response.listener {
            listener(response.status, &tolerated, &[]);
        }
        let report = Report {
            tolerated,
            unread: vec![],
        };
        let mut value = Self::empty(response);
        value.report = Some(Box::new(report));
        Ok(value)
    }
}

#[doc(hidden)]
impl ResponseValue<ByteStream> {
    /// Creates the value of a documented response whose body the caller reads.
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

/// Serializes the value.
impl<T: Serialize> Serialize for ResponseValue<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.inner.serialize(serializer)
    }
}

/// Shows the value and the status. Headers are omitted, as they can identify the caller.
impl<T: fmt::Debug> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseValue")
            .field("status", &self.status)
            .field("value", &self.inner)
            .finish_non_exhaustive()
    }
}

/// The functions that generated code calls instead of progenitor's error variants.
#[doc(hidden)]
#[expect(
    non_snake_case,
    reason = "the names are those of progenitor's variants"
)]
impl<E> Error<E> {
    /// Creates the error of a missing or invalid argument.
    #[must_use]
    pub fn InvalidRequest(reason: String) -> Self {
        TransportError::invalid_request(reason).into()
    }

    /// Creates the error of a documented error response.
    #[must_use]
    pub fn ErrorResponse(response: ResponseValue<E>) -> Self {
        let ResponseValue {
            inner,
            status,
            headers,
            body,
            text,
            call,
            ..
        } = response;
        let body = text.unwrap_or(body);
        ErrorResponse::of(call, (status, headers), Some(inner), &body).into()
    }

    /// Creates the error of a response whose status the document does not list.
    #[must_use]
    pub fn UnexpectedResponse(response: Response) -> Self {
        let call = response.call;
        let (status, headers, body) = response.into_parts();
        Self::undecoded(
            status,
            headers,
            NotUnderstoodReason::Status,
            &body.bytes(),
            call,
        )
    }
}

impl<E> Error<E> {
    fn undecoded(
        status: StatusCode,
        headers: HeaderMap,
        reason: NotUnderstoodReason,
        body: &Bytes,
        call: Option<CallInfo>,
    ) -> Self {
        if status.is_success() {
            let mut error = NotUnderstood::new(status, headers, reason, body);
            error.set_call(call);
            error.into()
        } else {
            let (text, _) = charset::utf8(&headers, body);
            ErrorResponse::of(call, (status, headers), None, &text).into()
        }
    }
}

//! A response that is an error by its status or its body. Its body can be undocumented, such as the HTML page of a proxy.

use std::fmt;
use std::ops::RangeInclusive;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::{BODY_START, start_of, transaction_id};
use crate::text::{self, HeaderNames, Size};
use crate::{CallInfo, KnownCode, ReportedError};

/// The maximum number of characters of a text in a message.
const TEXT_SHOWN: usize = 200;

/// The statuses that prove that a request was not carried out. 408, 499 and 5xx do not: a gateway sends them when it stops
/// waiting for a server that may have received the request. Neither do redirects, as a server can redirect after it has
/// carried out a request.
const REFUSALS: [RangeInclusive<u16>; 2] = [400..=407, 409..=498];

/// A response with an error status, or with a status of success and a body that
/// [reports an error](crate::BodyError).
pub struct ErrorResponse<E>(Box<Parts<E>>);

struct Parts<E> {
    call: Option<CallInfo>,
    status: StatusCode,
    headers: HeaderMap,
    documented: Option<E>,
    /// The whole body if it reports an error, else its start.
    body: Bytes,
    reported: Option<ReportedError>,
}

impl<E> ErrorResponse<E> {
    /// Creates a response with the first 4 KiB of `body`, and the documented error if the body is one.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, documented: Option<E>, body: &[u8]) -> Self {
        Self(Box::new(Parts {
            call: None,
            status,
            headers,
            documented,
            body: start_of(body),
            reported: None,
        }))
    }

    /// Creates the response to `call`, with the error that the body reports.
    pub(crate) fn of(
        call: Option<CallInfo>,
        (status, headers): (StatusCode, HeaderMap),
        documented: Option<E>,
        body: &Bytes,
    ) -> Self {
        let mut response = Self::new(status, headers, documented, body);
        let body_error = call.and_then(|call| call.body_error);
        if let Some(reported) = body_error.and_then(|error| error.read(body)) {
            response.0.body = body.clone();
            response.0.reported = Some(reported);
        }
        response.0.call = call;
        response
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The documented error; `None` if the body is another one, for example a proxy's HTML page, or the documented body
    /// of a success (see [`ErrorResponse::json`]).
    #[must_use]
    pub fn documented(&self) -> Option<&E> {
        self.0.documented.as_ref()
    }

    /// The first 4 KiB of the received body.
    #[must_use]
    pub fn body_start(&self) -> &[u8] {
        self.0.body.get(..BODY_START).unwrap_or(&self.0.body)
    }

    /// The code of the error that the body reports, if the document describes such errors.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.reported.as_ref().map(ReportedError::code)
    }

    /// The server's message for that error.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.0.reported.as_ref()?.reason()
    }

    /// The document's entry for that code, with its meaning and the remedy.
    #[must_use]
    pub fn known_code(&self) -> Option<&'static KnownCode> {
        self.0.reported.as_ref()?.known()
    }

    /// Parses the body as another documented type, for example that of a success whose body reports an error. Such a body
    /// is kept in full, any other up to 4 KiB.
    ///
    /// # Errors
    /// The kept part of the body is not JSON of that type.
    pub fn json<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_slice(&self.0.body)
    }

    /// The gateway's transaction id (`X-Global-Transaction-ID` of IBM API Connect), which support
    /// needs.
    #[must_use]
    pub fn transaction_id(&self) -> Option<&str> {
        transaction_id(&self.0.headers)
    }

    /// Converts the documented error with `f`.
    #[must_use]
    pub fn map<U>(self, f: impl FnOnce(E) -> U) -> ErrorResponse<U> {
        let Parts {
            call,
            status,
            headers,
            documented,
            body,
            reported,
        } = *self.0;
        ErrorResponse(Box::new(Parts {
            call,
            status,
            headers,
            documented: documented.map(f),
            body,
            reported,
        }))
    }

    /// Whether the request provably was not carried out, or changes nothing.
    pub(super) fn is_refusal(&self) -> bool {
        let status = self.0.status.as_u16();
        let is_reported = self.0.status.is_success() && self.0.reported.is_some();
        is_reported
            || self
                .0
                .call
                .is_some_and(|call| call.is_safe || call.proves_rejection)
            || REFUSALS.iter().any(|range| range.contains(&status))
    }

    pub(super) fn call(&self) -> Option<&CallInfo> {
        self.0.call.as_ref()
    }

    pub(crate) fn set_call(&mut self, call: Option<CallInfo>) {
        self.0.call = call;
    }
}

/// Shows the call, the status, the names of the headers, and the size of the body.
impl<E> fmt::Debug for ErrorResponse<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorResponse")
            .field("call", &self.0.call)
            .field("status", &self.0.status)
            .field("headers", &HeaderNames(&self.0.headers))
            .field("is_documented", &self.0.documented.is_some())
            .field("body", &Size(self.0.body.len()))
            .finish()
    }
}

/// Writes the status and the error that the body reports, or else the start of the body, on one line.
impl<E> fmt::Display for ErrorResponse<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.status.fmt(f)?;
        let text = match &self.0.reported {
            Some(reported) => {
                write!(f, ": {}", one_line(reported.code()))?;
                let texts = reported.known().map(|code| code.description);
                let description = texts.and_then(|texts| texts.in_language("en"));
                one_line(reported.reason().or(description).unwrap_or_default())
            }
            None => text::one_line(&self.0.body, TEXT_SHOWN),
        };
        if text.is_empty() {
            Ok(())
        } else {
            write!(f, ": {text}")
        }
    }
}

fn one_line(text: &str) -> String {
    text::one_line(text.as_bytes(), TEXT_SHOWN)
}

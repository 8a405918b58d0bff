//! A response with an error status, whether or not its body is the documented one: a proxy sends HTML,
//! and its status counts as much.

use std::fmt;
use std::ops::RangeInclusive;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{start_of, transaction_id};
use crate::CallInfo;
use crate::text::{self, HeaderNames, Size};

/// How many characters of a body a message shows.
const BODY_SHOWN: usize = 200;

/// The statuses that prove that a request was not carried out. 408 and 499 are left out: a gateway
/// sends them when it stops waiting for a server that may have received the request. So are all 5xx,
/// for the same reason, and redirects: a server can redirect after it has carried out a request.
const REFUSALS: [RangeInclusive<u16>; 2] = [400..=407, 409..=498];

/// A response with an error status.
pub struct ErrorResponse<E>(Box<Parts<E>>);

struct Parts<E> {
    call: Option<CallInfo>,
    status: StatusCode,
    headers: HeaderMap,
    documented: Option<E>,
    body: Bytes,
}

impl<E> ErrorResponse<E> {
    /// Keeps the first 4 KiB of `body` beside the documented error read from it, if it was one.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, documented: Option<E>, body: &[u8]) -> Self {
        Self(Box::new(Parts {
            call: None,
            status,
            headers,
            documented,
            body: start_of(body),
        }))
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

    /// The error body that the document describes; `None` where the body was something else, a
    /// proxy's HTML page for example.
    #[must_use]
    pub fn documented(&self) -> Option<&E> {
        self.0.documented.as_ref()
    }

    /// The first 4 KiB of the body as it was received.
    #[must_use]
    pub fn body_start(&self) -> &[u8] {
        &self.0.body
    }

    /// The gateway's transaction id (`X-Global-Transaction-ID` of IBM API Connect), which support
    /// asks for.
    #[must_use]
    pub fn transaction_id(&self) -> Option<&str> {
        transaction_id(&self.0.headers)
    }

    /// The same response with another documented body, as `f` makes it.
    #[must_use]
    pub fn map<U>(self, f: impl FnOnce(E) -> U) -> ErrorResponse<U> {
        let Parts {
            call,
            status,
            headers,
            documented,
            body,
        } = *self.0;
        ErrorResponse(Box::new(Parts {
            call,
            status,
            headers,
            documented: documented.map(f),
            body,
        }))
    }

    /// Whether the request provably was not carried out, or changes nothing.
    pub(super) fn is_refusal(&self) -> bool {
        let status = self.0.status.as_u16();
        self.0.call.is_some_and(|call| call.is_safe || call.refused)
            || REFUSALS.iter().any(|range| range.contains(&status))
    }

    pub(super) fn call(&self) -> Option<&CallInfo> {
        self.0.call.as_ref()
    }

    pub(crate) fn set_call(&mut self, call: Option<CallInfo>) {
        self.0.call = call;
    }
}

/// The call, the status, names of headers, and how much there is of the body.
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

/// The status and the start of the body, on one line.
impl<E> fmt::Display for ErrorResponse<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.status.fmt(f)?;
        let text = text::one_line(&self.0.body, BODY_SHOWN);
        if text.is_empty() {
            Ok(())
        } else {
            write!(f, ": {text}")
        }
    }
}

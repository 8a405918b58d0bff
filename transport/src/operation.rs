//! Operations of a document as constant data, so that no document is needed at run time.
//!
//! Generated code passes the operation to the transport with each request, for authorisation, retries and tracing.

use std::ops::RangeInclusive;

use http::{Method, StatusCode};

use crate::{BodyError, Paging};

/// One operation of an API, as its OpenAPI document describes it.
///
/// ```
/// use api_transport::Operation;
/// use http::Method;
///
/// const QUERY: Operation =
///     Operation::new("queryThings", Method::GET, "/things/{thingNo}").scopes(&["read"]);
/// assert!(QUERY.is_safe());
/// assert_eq!(QUERY.oauth2_scopes, Some(&["read"][..]));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The document's `operationId`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template below the base URL, for example `/contracts/{contractNo}/classifications`.
    pub path: &'static str,
    /// The OAuth2 scopes that the operation's `security` requires, in the document's order; `None` if the document
    /// requires no OAuth2 token.
    pub oauth2_scopes: Option<&'static [&'static str]>,
    /// The names of the headers of the `apiKey` schemes that the operation's `security` requires.
    pub api_key_headers: &'static [&'static str],
    /// The value of the `Accept` header; empty if the document has no body.
    pub accept: &'static str,
    /// The value of the `Content-Type` header of a request with a body.
    pub content_type: &'static str,
    /// The statuses whose body is a stream of bytes instead of a value.
    pub streamed: &'static [RangeInclusive<u16>],
    /// The description of bodies that report a failure, independent of the status.
    pub body_error: Option<&'static BodyError>,
    /// The description of the operation's pages; `None` without paging.
    pub paging: Option<&'static Paging>,
}

impl Operation {
    /// Creates an operation without security.
    #[must_use]
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            oauth2_scopes: None,
            api_key_headers: &[],
            accept: "",
            content_type: "",
            streamed: &[],
            body_error: None,
            paging: None,
        }
    }

    /// Requires an OAuth2 token with these scopes.
    #[must_use]
    pub const fn scopes(mut self, scopes: &'static [&'static str]) -> Self {
        self.oauth2_scopes = Some(scopes);
        self
    }

    /// Requires these API key headers.
    #[must_use]
    pub const fn api_key_headers(mut self, headers: &'static [&'static str]) -> Self {
        self.api_key_headers = headers;
        self
    }

    /// Sets the value of the `Accept` header.
    #[must_use]
    pub const fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = media_types;
        self
    }

    /// Sets the media type of request bodies.
    #[must_use]
    pub const fn content_type(mut self, media_type: &'static str) -> Self {
        self.content_type = media_type;
        self
    }

    /// Sets the statuses whose responses are streams of bytes.
    #[must_use]
    pub const fn streaming(mut self, statuses: &'static [RangeInclusive<u16>]) -> Self {
        self.streamed = statuses;
        self
    }

    /// Sets the description of bodies that report a failure.
    #[must_use]
    pub const fn body_error(mut self, error: &'static BodyError) -> Self {
        self.body_error = Some(error);
        self
    }

    /// Sets the description of the pages.
    #[must_use]
    pub const fn paging(mut self, paging: &'static Paging) -> Self {
        self.paging = Some(paging);
        self
    }

    /// Whether a response with this status is a stream of bytes.
    #[must_use]
    pub fn streams(&self, status: StatusCode) -> bool {
        self.streamed
            .iter()
            .any(|range| range.contains(&status.as_u16()))
    }

    /// Whether the method is safe (RFC 9110, section 9.2.1), so that a request changes nothing.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        self.method.is_safe()
    }
}

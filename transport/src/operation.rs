//! What an operation is, as constant data that generated code carries for each of its calls.
//!
//! Whoever authorises, retries or observes a request needs to know what the document says of the
//! operation, and must not parse the document at run time to learn it.

use http::Method;

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
    /// The OAuth2 scopes that the operation's `security` asks for, in the document's order; `None`
    /// where the document asks for no OAuth2 token.
    pub oauth2_scopes: Option<&'static [&'static str]>,
    /// The names of the headers of the `apiKey` schemes that the operation's `security` asks for.
    pub api_key_headers: &'static [&'static str],
    /// Whether the answer is handed on as a stream of bytes instead of being read at once.
    pub streams: bool,
}

impl Operation {
    /// An operation without security.
    #[must_use]
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            oauth2_scopes: None,
            api_key_headers: &[],
            streams: false,
        }
    }

    /// The same operation, asking for an OAuth2 token with these scopes.
    #[must_use]
    pub const fn scopes(mut self, scopes: &'static [&'static str]) -> Self {
        self.oauth2_scopes = Some(scopes);
        self
    }

    /// The same operation, asking for these API key headers.
    #[must_use]
    pub const fn api_key_headers(mut self, headers: &'static [&'static str]) -> Self {
        self.api_key_headers = headers;
        self
    }

    /// The same operation, whose answer is a stream of bytes.
    #[must_use]
    pub const fn streaming(mut self) -> Self {
        self.streams = true;
        self
    }

    /// Whether the method is safe (RFC 9110, section 9.2.1): repeating it changes nothing.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        self.method.is_safe()
    }
}

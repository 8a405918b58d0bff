//! Calls of `verify`.

use classifications_api::Operation;
use classifications_contract::Values;
use http::{HeaderValue, Method, Request};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::case::Token;
use crate::output::Json;

/// All characters except the unreserved ones of RFC 3986, section 2.3.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A call that is fitted to the server.
#[derive(Clone)]
pub struct Call {
    pub operation: &'static Operation,
    pub method: Method,
    pub path: String,
    pub path_values: Vec<(String, Json)>,
    pub query: Vec<(String, Json)>,
    /// The values of header parameters.
    pub headers: Vec<(String, Json)>,
    pub body: Option<Json>,
    pub token: Token,
    /// Whether the generated client can make the call.
    pub by_client: bool,
    /// Whether the status of the case is expected, rather than any success or rejection.
    pub exact: bool,
    /// Whether the call may create something.
    pub creates: bool,
    /// The row of the server that the request refers to.
    pub target_row: Option<Json>,
}

impl Call {
    /// A call without values.
    pub fn new(operation: &'static Operation, token: Token) -> Self {
        Self {
            operation,
            method: operation.method.clone(),
            path: String::new(),
            path_values: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
            by_client: token == Token::Valid,
            token,
            exact: true,
            creates: false,
            target_row: None,
        }
    }

    /// The request for a check against the document, with placeholders for the token and for keys in headers.
    pub fn request(&self, base_url: &str) -> Result<Request<Vec<u8>>, http::Error> {
        let mut request = Request::builder()
            .method(self.method.clone())
            .uri(format!("{base_url}{}{}", self.path, self.query_text()))
            .header("accept", "application/json");
        if self.token != Token::Absent {
            request = request.header("authorization", HeaderValue::from_static("Bearer token"));
        }
        for name in self.operation.api_key_headers {
            request = request.header(*name, "key");
        }
        for (name, value) in &self.headers {
            request = request.header(name, value.text());
        }
        let body = self.body.as_ref().map(Json::to_string);
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        request.body(body.unwrap_or_default().into_bytes())
    }

    /// The values of the call by name, for the generated client.
    pub fn values(&self) -> Values {
        let paths = self.path_values.iter();
        let paths = paths.map(|(name, value)| (format!("path.{name}"), to_value(value)));
        let query = self.query.iter();
        let query = query.map(|(name, value)| (format!("query.{name}"), to_value(value)));
        let headers = self.headers.iter();
        let headers = headers.map(|(name, value)| (format!("header.{name}"), to_value(value)));
        let body = self.body.iter();
        let body = body.map(|body| ("body".to_owned(), Value::String(body.to_string())));
        paths.chain(query).chain(headers).chain(body).collect()
    }

    fn query_text(&self) -> String {
        let pairs = self.query.iter().map(|(name, value)| {
            let text = match value {
                Json::Array(items) => items.iter().map(Json::text).collect::<Vec<_>>().join(","),
                scalar => scalar.text(),
            };
            format!("{}={}", encode(name), encode(&text))
        });
        let pairs = pairs.collect::<Vec<_>>().join("&");
        if pairs.is_empty() {
            pairs
        } else {
            format!("?{pairs}")
        }
    }
}

/// A percent-encoded text.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// A value for the client. Numbers become strings, so that no digit is lost.
fn to_value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Array(items) => items.iter().map(to_value).collect(),
        scalar => Value::String(scalar.text()),
    }
}

/// The path of an operation, with these values in its template.
pub fn path_of(operation: &Operation, values: &[(String, Json)]) -> String {
    let mut path = operation.path.to_owned();
    for (name, value) in values {
        path = path.replace(&format!("{{{name}}}"), &encode(&value.text()));
    }
    path
}

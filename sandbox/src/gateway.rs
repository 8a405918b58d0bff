//! The error responses of API Connect's gateway.

use std::fmt;

use axum::response::IntoResponse;
use bytes::Bytes;
use http::header::{self, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use http_body_util::Full;
use serde::Serialize;

/// An error response in the gateway's form.
#[derive(Debug, Clone)]
pub(crate) struct GatewayError {
    pub(crate) status: StatusCode,
    pub(crate) more_information: String,
    header: Option<Box<(HeaderName, HeaderValue)>>,
    /// The body, if it is not the gateway's own.
    body: Option<String>,
}

/// The body; `httpCode` is a string.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    http_code: &'a str,
    http_message: &'a str,
    more_information: &'a str,
}

impl GatewayError {
    pub(crate) fn new(status: StatusCode, more_information: impl fmt::Display) -> Self {
        Self {
            status,
            more_information: more_information.to_string(),
            header: None,
            body: None,
        }
    }

    /// A request that the document does not allow; `reason` names the location.
    pub(crate) fn invalid(reason: impl fmt::Display) -> Self {
        Self::new(StatusCode::BAD_REQUEST, reason)
    }

    /// The error with this header in addition. Only one header is kept, the last.
    pub(crate) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.header = Some(Box::new((name, value)));
        self
    }

    /// The error with this JSON as its body.
    pub(crate) fn with_body(mut self, json: String) -> Self {
        self.body = Some(json);
        self
    }

    pub(crate) fn has_body(&self) -> bool {
        self.body.is_some()
    }

    pub(crate) fn into_response(self) -> Response<Full<Bytes>> {
        let own = Body {
            http_code: self.status.as_str(),
            http_message: self.status.canonical_reason().unwrap_or("Error"),
            more_information: &self.more_information,
        };
        let mut response = match self.body {
            Some(body) => response(self.status, body),
            None => json(self.status, &own),
        };
        if let Some((name, value)) = self.header.map(|header| *header) {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

impl IntoResponse for GatewayError {
    fn into_response(self) -> axum::response::Response {
        GatewayError::into_response(self).into_response()
    }
}

/// A response whose body is JSON.
pub(crate) fn json(status: StatusCode, body: &impl Serialize) -> Response<Full<Bytes>> {
    // Serialising the sandbox's own structs does not fail.
    let body = serde_json::to_string(body).unwrap_or_else(|_| "{}".to_owned());
    response(status, body)
}

/// A response with this JSON as its body, or without a body if `json` is empty.
pub(crate) fn response(status: StatusCode, json: String) -> Response<Full<Bytes>> {
    let has_body = !json.is_empty();
    let mut response = Response::new(Full::new(Bytes::from(json)));
    *response.status_mut() = status;
    if !has_body {
        return response;
    }
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    response
}

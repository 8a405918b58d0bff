//! The errors of RFC 6749, section 5.2.

use std::fmt;

use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderValue};
use http::{Response, StatusCode};
use http_body_util::Full;
use serde::Serialize;

/// An `error` of the token endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ErrorCode {
    InvalidRequest,
    InvalidClient,
    InvalidGrant,
    UnauthorizedClient,
    UnsupportedGrantType,
    InvalidScope,
}

/// The reason why no token was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct TokenError {
    pub(crate) error: ErrorCode,
    error_description: String,
}

impl TokenError {
    /// An error; characters that a description must not contain become `?`.
    pub(crate) fn new(error: ErrorCode, description: impl fmt::Display) -> Self {
        let error_description = description
            .to_string()
            .chars()
            .map(|c| match c {
                '"' | '\\' => '?',
                ' '..='~' => c,
                _ => '?',
            })
            .collect();
        Self {
            error,
            error_description,
        }
    }

    pub(crate) fn status(&self) -> StatusCode {
        match self.error {
            ErrorCode::InvalidClient => StatusCode::UNAUTHORIZED,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    pub(crate) fn into_response(self) -> Response<Full<Bytes>> {
        let mut response = crate::gateway::json(self.status(), &self);
        forbid_storing(response.headers_mut());
        if self.error == ErrorCode::InvalidClient {
            response.headers_mut().insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Basic realm=\"sandbox\""),
            );
        }
        response
    }
}

/// Section 5.1: a response that may contain a token must not be stored.
pub(super) fn forbid_storing(headers: &mut HeaderMap) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
}

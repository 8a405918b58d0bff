//! A success that the document does not describe: what was asked for has happened all the same, so
//! everything that may tell what exactly is kept.

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::start_of;

/// What is wrong with an answer that is not understood.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The document does not list this success status.
    #[error("the document does not list this status")]
    Status,
    /// The body is not the documented JSON.
    #[error("the body is not the documented JSON")]
    Json(#[source] serde_json::Error),
    /// The body broke off.
    #[error("the body broke off")]
    Truncated(#[source] reqwest::Error),
    /// The body is larger than the bound.
    #[error("the body is larger than {limit} bytes")]
    TooLarge {
        /// The bound, in bytes.
        limit: usize,
    },
}

/// An answer with a success status that the document does not describe.
#[derive(Debug, thiserror::Error)]
#[error("answer not understood: {status}, {}", content_type(.headers))]
pub struct NotUnderstood {
    status: StatusCode,
    headers: Box<HeaderMap>,
    body: Bytes,
    #[source]
    fault: Fault,
}

impl NotUnderstood {
    /// Keeps the first 4 KiB of `body`.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, fault: Fault, body: &[u8]) -> Self {
        Self {
            status,
            headers: Box::new(headers),
            body: start_of(body),
            fault,
        }
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

    /// The first 4 KiB of the body, or what had arrived of it.
    #[must_use]
    pub fn body_start(&self) -> &[u8] {
        &self.body
    }

    /// What is wrong with the answer.
    #[must_use]
    pub fn fault(&self) -> &Fault {
        &self.fault
    }
}

fn content_type(headers: &HeaderMap) -> String {
    match headers
        .get(header::CONTENT_TYPE)
        .map(header::HeaderValue::to_str)
    {
        Some(Ok(text)) => format!("content type {text}"),
        Some(Err(_)) => "content type unreadable".to_owned(),
        None => "no content type".to_owned(),
    }
}

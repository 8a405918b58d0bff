//! The content types of requests.

use http::header::{self, HeaderMap};

/// Whether the content type of a request is `expected`, with any parameters.
pub(crate) fn is(headers: &HeaderMap, expected: &str) -> bool {
    let value = headers.get(header::CONTENT_TYPE);
    let value = value.and_then(|value| value.to_str().ok());
    let media_type = value.and_then(|value| value.split(';').next());
    media_type.is_some_and(|media_type| media_type.trim().eq_ignore_ascii_case(expected))
}

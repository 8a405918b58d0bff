//! The types of both bodies: 406 where the caller does not take JSON, 415 where it sends another.

use http::header::{self, HeaderMap};
use http::{Method, StatusCode};

use crate::gateway::GatewayError;

pub(super) fn negotiate(
    headers: &HeaderMap,
    method: &Method,
    body: &[u8],
) -> Result<(), GatewayError> {
    if !accepts_json(headers) {
        return Err(GatewayError::new(
            StatusCode::NOT_ACCEPTABLE,
            "the answer is application/json, which the request does not accept",
        ));
    }
    if *method == Method::POST && !body.is_empty() && !is_json(headers) {
        let error = GatewayError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "the content type must be application/json",
        );
        return Err(error.with(header::ACCEPT, "application/json"));
    }
    Ok(())
}

pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let value = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok());
    let kind = value.and_then(|value| value.split(';').next());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// RFC 9110, section 12.5.1: the most specific range that matches decides; without the header
/// anything is accepted.
fn accepts_json(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT);
    let ranges = values.iter().filter_map(|value| value.to_str().ok());
    let mut ranges = ranges.flat_map(|value| value.split(',')).peekable();
    if ranges.peek().is_none() {
        return true;
    }
    let weighed = ranges.filter_map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let specific = match parts.next()?.to_ascii_lowercase().as_str() {
            "application/json" => 2,
            "application/*" => 1,
            "*/*" => 0,
            _ => return None,
        };
        let weight = parts.find_map(|part| part.strip_prefix("q="));
        let refused = weight.is_some_and(|q| q.trim_matches(['0', '.']).is_empty());
        Some((specific, !refused))
    });
    weighed.max().is_some_and(|(_, accepted)| accepted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_accepted_by_the_most_specific_range() {
        let accepted = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, value.parse().unwrap());
            accepts_json(&headers)
        };
        assert!(accepts_json(&HeaderMap::new()));
        for value in [
            "*/*",
            "text/html, application/*;q=0.1",
            "Application/JSON; q=1.0",
        ] {
            assert!(accepted(value), "{value}");
        }
        for value in [
            "text/html",
            "application/xml",
            "*/*, application/json;q=0.0",
            "*/*;q=0",
        ] {
            assert!(!accepted(value), "{value}");
        }
    }
}

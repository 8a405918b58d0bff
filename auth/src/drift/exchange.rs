//! An exchange, which is a request with its response, and its check against the document.
//!
//! Exchanges are queued unparsed, so that parsing does not delay the call.

use std::sync::Arc;

use bytes::Bytes;
use classifications_contract::{Checked, Contract};
use http::{HeaderMap, Method, StatusCode, Uri};
use url::Url;

/// The request of an exchange.
pub(crate) struct SentRequest {
    pub method: Method,
    pub url: Url,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// A request and its response.
pub(crate) struct Exchange {
    /// The id of the operation.
    pub operation: &'static str,
    /// The path template of the operation.
    pub template: &'static str,
    pub request: Arc<SentRequest>,
    /// The status of the response.
    pub status: StatusCode,
    /// The headers of the response.
    pub headers: HeaderMap,
    /// The body of the response.
    pub body: Bytes,
}

impl Exchange {
    /// Checks the exchange against `contract`, whose base URL has to be `/`.
    pub(crate) fn check(self, contract: &Contract) -> Checked {
        let mut response = http::Response::new(self.body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        let Some(uri) = below_base(&self.request.url, self.template) else {
            return contract.check_response(self.operation, &response);
        };
        let mut request = http::Request::new(self.request.body.clone());
        *request.method_mut() = self.request.method.clone();
        *request.uri_mut() = uri;
        *request.headers_mut() = self.request.headers.clone();
        contract.check_exchange(&request, &response)
    }
}

/// The part of `url` that belongs to the operation: as many segments as its template has, and the query. No
/// parameter adds a segment, as slashes in values are encoded.
fn below_base(url: &Url, template: &str) -> Option<Uri> {
    let segments = template.matches('/').count();
    let (start, _) = url
        .path()
        .rmatch_indices('/')
        .nth(segments.checked_sub(1)?)?;
    let path = url.path().get(start..)?;
    match url.query() {
        Some(query) => format!("{path}?{query}").parse().ok(),
        None => path.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_url_is_removed() {
        let below = |url: &str, template| {
            let url = Url::parse(url).unwrap();
            below_base(&url, template).map(|uri| uri.to_string())
        };
        let template = "/contracts/{contractNo}/classifications";
        let expected = Some("/contracts/1%2F2/classifications?a=b".to_owned());
        for base in ["https://host", "https://host/v1", "https://host/a/b/v1"] {
            let url = format!("{base}/contracts/1%2F2/classifications?a=b");
            assert_eq!(below(&url, template), expected, "{base}");
        }
        assert_eq!(
            below("https://host/v1/things/", "/things/"),
            Some("/things/".to_owned())
        );
        assert_eq!(below("https://host/a", template), None);
    }
}

//! The checks, in a fixed order, so that the same message always has the same report.

mod body;
mod cookies;
mod headers;
mod locate;
mod query;
mod report;
mod request;
mod response;
mod secrets;
mod security;
mod value;
mod values;

use http::header::ACCEPT;
use http::{HeaderMap, Method, StatusCode, Uri};

use crate::wire::Accept;

pub(crate) use body::check_json;
pub(crate) use report::Report;
pub(crate) use request::check_request;
pub(crate) use response::{check_accept, check_response};
pub(crate) use secrets::Secrets;
pub use values::RequestValues;

/// A request during its check.
#[derive(Clone, Copy)]
pub(crate) struct RequestView<'a> {
    pub(crate) method: &'a Method,
    pub(crate) uri: &'a Uri,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
}

/// A response during its check.
#[derive(Clone, Copy)]
pub(crate) struct ResponseView<'a> {
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
}

impl<'a> RequestView<'a> {
    pub(crate) fn of<B: AsRef<[u8]>>(request: &'a http::Request<B>) -> Self {
        Self {
            method: request.method(),
            uri: request.uri(),
            headers: request.headers(),
            body: request.body().as_ref(),
        }
    }

    /// The media types that the client accepts.
    fn accepted(self) -> Accept {
        let values = self.headers.get_all(ACCEPT).into_iter();
        Accept::parse(values.filter_map(|v| v.to_str().ok()))
    }
}

impl<'a> ResponseView<'a> {
    pub(crate) fn of<B: AsRef<[u8]>>(response: &'a http::Response<B>) -> Self {
        Self {
            status: response.status(),
            headers: response.headers(),
            body: response.body().as_ref(),
        }
    }
}

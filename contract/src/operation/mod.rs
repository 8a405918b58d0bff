//! The operations of a document, compiled once.

mod content;
mod parameter;
mod paths;
mod response;
mod security;

use http::Method;

use crate::wire::BaseUrl;

pub(crate) use content::{BodyKind, Content, ContentMap};
pub(crate) use parameter::{Encoding, Location, Parameter};
pub(crate) use paths::{Path, compile_paths};
pub(crate) use response::Response;
pub(crate) use security::{Credential, Kind as CredentialKind, Requirement};

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// Its `operationId`, or `GET /path` if it has none.
    pub(crate) id: String,
    pub(crate) method: Method,
    /// Its pointer in the document.
    pub(crate) pointer: String,
    /// Its own base URLs, if it has any, and their pointer.
    pub(crate) servers: Option<(String, Vec<BaseUrl>)>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) security: Vec<Requirement>,
    pub(crate) body: Option<RequestBody>,
    pub(crate) responses: Vec<Response>,
}

/// The body of a request.
#[derive(Debug)]
pub(crate) struct RequestBody {
    pub(crate) pointer: String,
    pub(crate) required: bool,
    pub(crate) content: ContentMap,
}

impl Operation {
    /// The response documented for a status: exactly, by a range, or by `default`, in this order.
    pub(crate) fn response(&self, status: u16) -> Option<&Response> {
        self.responses
            .iter()
            .filter(|response| response.status.contains(status))
            .max_by_key(|response| response.status.specificity())
    }
}

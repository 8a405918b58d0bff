//! The two traits by which generated code and the crate around it meet.
//!
//! They have the names that progenitor generates. [`ClientInfo`] is implemented by generated code;
//! [`ClientHooks`] by the crate that holds it, and a missing implementation does not compile.

use crate::{Failure, Operation};

/// What generated code tells about a client.
pub trait ClientInfo<Inner> {
    /// The version of the API, `info.version` of the document.
    fn api_version() -> &'static str;
    /// The base URL, without a trailing slash.
    fn baseurl(&self) -> &str;
    /// The `reqwest::Client` that builds the requests.
    fn client(&self) -> &reqwest::Client;
    /// The inner value, by convention a [`Sender`](crate::Sender).
    fn inner(&self) -> &Inner;
}

/// How a generated client sends.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how its requests are sent",
    note = "the crate that holds the generated code implements `ClientHooks` for its `Client`, \
            usually by calling `Sender::send`"
)]
pub trait ClientHooks<Inner>: ClientInfo<Inner> {
    /// Sends one request of one operation.
    fn exec(
        &self,
        request: reqwest::Request,
        operation: &Operation,
    ) -> impl Future<Output = Result<reqwest::Response, Failure>> + Send;
}

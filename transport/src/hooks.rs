//! The traits between generated code and its crate, under progenitor's names.

use crate::{Operation, Response, TransportError};

/// Information about a client, from generated code.
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

/// Sends the requests of a generated client.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not define how its requests are sent",
    note = "the crate that contains the generated code implements `ClientHooks` for its `Client`, \
            usually by calling `Sender::send`"
)]
pub trait ClientHooks<Inner>: ClientInfo<Inner> {
    /// Sends a request of `operation`.
    fn exec(
        &self,
        request: reqwest::Request,
        operation: &Operation,
    ) -> impl Future<Output = Result<Response, TransportError>> + Send;
}

//! Client of Sales (invented).
//!
//! Made by `cargo xtask generate`. Requests go through `api_transport::Sender`: straight to
//! `reqwest`, or through a transport that authorises and retries.

#![allow(
    confusable_idents,
    mixed_script_confusables,
    uncommon_codepoints,
    reason = "names come from the document, in any script"
)]

// the name by which generated code refers to its run time
extern crate api_transport as progenitor_client;

#[allow(clippy::all, clippy::pedantic, missing_docs, deprecated, reason = "generated")]
#[rustfmt::skip]
mod generated;

pub use api_transport::{
    BodyError, ByteStream, ClientHooks, ClientInfo, Decimal, Error, ErrorResponse, KnownCode,
    NotDocumented, NotExact, NotSent, NotSentReason, NotUnderstood, NotUnderstoodReason, Operation,
    OutcomeUnknown, Page, Pages, Paging, Response, ResponseValue, Rows, Sender, Tolerance,
    Tolerated, Transport, TransportError, UnreadRow, Upload, meaning,
};
#[cfg(feature = "dynamic")]
pub use generated::dynamic;
pub use generated::{Client, builder, operations, types};

impl ClientHooks<Sender> for Client {
    async fn exec(
        &self,
        request: reqwest::Request,
        operation: &Operation,
    ) -> Result<Response, TransportError> {
        let sender = ClientInfo::<Sender>::inner(self);
        let http = ClientInfo::<Sender>::client(self);
        sender.send(http, operation, request).await
    }
}

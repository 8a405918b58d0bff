//! Raw client of the CESCE *Classifications* API, generated from its OAS2 document.
//!
//! It has no tokens, no retries and no environment variables. Most callers use `classifications-auth`,
//! which adds them to the same methods. This crate is for callers with their own way of sending, and
//! has the parts that both share: the [`types`], the errors and the table of [`operations`].
//!
//! ```no_run
//! use classifications_api::{Client, Sender};
//!
//! # async fn example(http: reqwest::ClientBuilder) -> Result<(), Box<dyn std::error::Error>> {
//! // An HTTP client with your TLS, timeouts and `Authorization` header.
//! let (http, sender) = Sender::direct(http)?;
//! let client = Client::new_with_client("http://127.0.0.1:8080/v1", http, sender);
//!
//! let response = client.query_classifications().contract_no("11000012345").send().await?;
//! println!("{} {:?}", response.status(), response.body());
//! # Ok(())
//! # }
//! ```
//!
//! # How a call ends
//!
//! A call ends with a [`ResponseValue`] or with an [`Error`]. The error determines whether the
//! request may be sent again, since a repeated POST can cost money; see the table of [`Error`].
//!
//! # Calls by data
//!
//! [`dynamic::call`] takes the id of an operation and named values instead of typed arguments.
//!
//! # Sending
//!
//! A [`Client`] passes each request to its [`Sender`], which sends it directly with `reqwest` or
//! through a [`Transport`] that authorises and retries.
//!
//! # Tests
//!
//! With the feature `httpmock`, the module `mock` has typed mocks of every operation, and the module
//! `mock_cases` has a mock of every case of the sandbox's model.

// Generated code refers to its run time by this name.
extern crate api_transport as progenitor_client;

mod decimal;
// Generated from the document, with the document's descriptions.
#[allow(
    missing_docs,
    clippy::all,
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "generated: see the first line of each file"
)]
#[rustfmt::skip]
mod generated;
#[cfg(feature = "httpmock")]
pub mod mock_cases;

pub use api_transport::{
    BodyError, ByteStream, ClientHooks, ClientInfo, Error, ErrorResponse, KnownCode, NotDocumented,
    NotExact, NotSent, NotSentReason, NotUnderstood, NotUnderstoodReason, Operation,
    OutcomeUnknown, Page, Pages, Paging, Response, ResponseValue, Rows, Sender, Tolerance,
    Tolerated, Transport, TransportError, UnreadRow, meaning,
};
pub use decimal::{Amount, Percentage};
#[cfg(feature = "httpmock")]
pub use generated::mock;
pub use generated::{Client, builder, dynamic, operations, types};

/// Dates of the [`types`].
pub use chrono;
#[cfg(feature = "document")]
pub use classifications_spec::DOCUMENT;

impl ClientHooks<Sender> for Client {
    async fn exec(
        &self,
        request: reqwest::Request,
        operation: &Operation,
    ) -> Result<Response, TransportError> {
        self.inner().send(self.client(), operation, request).await
    }
}

/// The README's example, compiled.
#[cfg(all(doctest, feature = "httpmock"))]
#[doc = include_str!("../README.md")]
struct Readme;

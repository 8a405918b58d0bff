//! The run time of generated API clients, which builds and sends requests and decodes responses.
//!
//! A client generated from an OpenAPI document contains paths, parameters and types. Authorisation, timeouts, retries and
//! tracing are not part of it: it passes each request, with its [`Operation`], to a [`Transport`]. This crate is that
//! interface and the run time of generated code. It contains no API, no token and no policy.
//!
//! * [`Operation`]: id, method, path template, media types and security of an operation.
//! * [`ApiEnvironment`]: the base URL and the token endpoint that belong together.
//! * [`Transport`], [`Sender`]: send a request and return a [`Response`].
//! * [`Error`]: the four ways in which a call can fail, the same for every operation of every API.
//! * [`BodyError`]: the description of bodies that report a failed operation, independent of the status.
//! * [`ResponseValue`]: a decoded value with its status and headers, and what was [`Tolerated`] of its body.
//! * [`Pages`]: lists in pages, which are described by [`Paging`].
//! * [`Decimal`]: numbers that keep every digit.
//! * [`meaning`]: strings that stand for an amount, a date, a flag or a code.
//! * [`RequestBuilder`], [`QueryParam`], [`encode_path`] and the rest: functions for generated code.
//!
//! # Instead of `progenitor_client`
//!
//! progenitor generates the clients. A crate with such a client names this crate `progenitor_client`, as generated code
//! expects. progenitor's own run time has limits that matter when a call costs money: a
//! transport fails only with a string or a `reqwest::Error`, an error response whose body is not the
//! documented JSON loses its status, any broken connection counts as retryable, bodies are read without
//! a limit, and lists are always repeated parameters.
//!
//! # Undocumented responses
//!
//! A body that is not the documented JSON is still read if its meaning is certain;
//! [`ResponseValue::tolerated`] lists each [`Tolerance`]. A row of a list that cannot be read is left out, and listed in
//! [`ResponseValue::unread_rows`]. A body with an undocumented status of success is a success if it is the documented body
//! of another status. An unreadable body is [`Error::NotUnderstood`], with the whole body.
//!
//! # Example
//!
//! A transport that counts requests and sends them with a client of [`http_client`]:
//!
//! ```
//! use std::sync::Arc;
//! use std::sync::atomic::{AtomicUsize, Ordering};
//! use api_transport::{
//!     BODY_LIMIT, TransportError, Operation, Response, Sender, Sending, Transport, http_client,
//! };
//!
//! struct Counting { requests: AtomicUsize, http: reqwest::Client }
//!
//! impl Transport for Counting {
//!     fn send<'a>(&'a self, operation: &'a Operation, request: reqwest::Request) -> Sending<'a> {
//!         Box::pin(async move {
//!             self.requests.fetch_add(1, Ordering::Relaxed);
//!             let result = self.http.execute(request).await;
//!             let response = result.map_err(|e| TransportError::without_redirects(operation, e))?;
//!             Response::read(response, operation, BODY_LIMIT).await
//!         })
//!     }
//! }
//!
//! # fn main() -> reqwest::Result<()> {
//! # if false { // building a reqwest::Client needs a TLS provider in some feature sets
//! let http = http_client(reqwest::Client::builder())?;
//! let sender = Sender::through(Arc::new(Counting { requests: AtomicUsize::new(0), http }));
//! # }
//! # Ok(())
//! # }
//! ```

mod arguments;
mod body;
mod body_error;
mod call_info;
mod charset;
#[doc(hidden)]
pub mod decimal;
pub mod dynamic;
mod environment;
mod error;
mod extra;
mod hooks;
pub mod meaning;
#[cfg(feature = "httpmock")]
pub mod mock;
mod number;
mod operation;
mod pages;
mod paging;
mod pointer;
mod raw_text;
mod request;
mod response;
mod sender;
#[doc(hidden)]
pub mod text;
mod tolerant;
mod tolerated;
mod wire;

pub use arguments::{
    IntoOptional, ListItem, Optional, Reference, Value, argument, check_arguments, check_fields,
    list, optional, optional_body, required_body,
};
pub use body::{BODY_LIMIT, Body, BodyBuffer, ByteStream};
pub use body_error::{BodyError, KnownCode, ReportedError, Texts};
pub use call_info::CallInfo;
pub use decimal::{Decimal, NotExact};
pub use environment::ApiEnvironment;
pub use error::{
    Error, ErrorResponse, NotDocumented, NotSent, NotSentReason, NotUnderstood,
    NotUnderstoodReason, OutcomeUnknown, TransportError,
};
#[doc(hidden)]
pub use extra::{WithExtra, with_extra};
pub use hooks::{ClientHooks, ClientInfo};
pub use operation::Operation;
pub use pages::{Page, Pages, Rows};
#[doc(hidden)]
pub use pages::{pages, rows};
pub use paging::Paging;
pub use request::RequestBuilder;
pub use response::{FromResponse, Received, Response, ResponseValue, ToleranceListener, Undecoded};
pub use sender::{Sender, Sending, Transport, http_client};
#[doc(hidden)]
pub use tolerant::limited;
pub use tolerated::{Tolerance, Tolerated, UnreadRow};
pub use wire::{QueryParam, Upload, append_header, encode_path};

/// The name under which generated code refers to an [`Operation`].
#[doc(hidden)]
pub type OperationInfo = Operation;

/// Imported by generated code; its methods are those of [`RequestBuilder`].
#[doc(hidden)]
pub trait RequestBuilderExt {}

//! The run time of generated API clients: how they build, send and decode.
//!
//! A client generated from an OpenAPI document knows paths, parameters and types. It does not know how a
//! request is authorised, timed, retried and traced: it passes each request, with its [`Operation`], to a
//! [`Transport`]. This crate is that interface and the run time of generated code. It contains no API, no
//! token and no policy.
//!
//! * [`Operation`]: id, method, path template, media types and security of an operation.
//! * [`ApiEnvironment`]: the base URL and the token endpoint that belong together.
//! * [`Transport`], [`Sender`]: send a request and return a [`Response`].
//! * [`Error`]: the four ways in which a call can fail, the same for every operation of every API.
//! * [`BodyError`]: how a body reports that the operation failed, independent of the status.
//! * [`ResponseValue`]: a decoded value with its status and headers, and what was [`Tolerated`] of its body.
//! * [`Pages`]: lists that come in pages, as [`Paging`] says.
//! * [`Decimal`]: numbers that keep every digit.
//! * [`meaning`]: texts that mean an amount, a date, a flag or a code.
//! * [`RequestBuilder`], [`QueryParam`], [`encode_path`] and the rest: functions for generated code.
//!
//! # Instead of `progenitor_client`
//!
//! progenitor generates the clients. A crate that holds one names this crate `progenitor_client`, which
//! generated code expects. progenitor's own run time has limits that matter when a call costs money: a
//! transport fails only with a string or a `reqwest::Error`, an error response whose body is not the
//! documented JSON loses its status, any broken connection counts as retryable, bodies are read without
//! a limit, and lists are always repeated parameters.
//!
//! # Responses that are not quite the documented ones
//!
//! A body that is not the documented JSON is still read if its meaning is certain;
//! [`ResponseValue::tolerated`] lists each [`Tolerance`]. A row of a list that cannot be read is left out, and is in
//! [`ResponseValue::unread_rows`]. A body under an undocumented status of success is a success if it is the documented body of
//! another status. An unreadable body is [`Error::NotUnderstood`], with the whole body.
//!
//! # Example
//!
//! A transport that counts requests and sends them by a client of [`http_client`]:
//!
//! ```
//! use std::sync::Arc;
//! use std::sync::atomic::{AtomicUsize, Ordering};
//! use api_transport::{
//!     BODY_LIMIT, TransportError, Operation, Response, Sender, Sending, Transport, http_client,
//! };
//!
//! struct Counting { sent: AtomicUsize, http: reqwest::Client }
//!
//! impl Transport for Counting {
//!     fn send<'a>(&'a self, operation: &'a Operation, request: reqwest::Request) -> Sending<'a> {
//!         Box::pin(async move {
//!             self.sent.fetch_add(1, Ordering::Relaxed);
//!             let sent = self.http.execute(request).await;
//!             let response = sent.map_err(|e| TransportError::without_redirects(operation, e))?;
//!             Response::read(response, operation, BODY_LIMIT).await
//!         })
//!     }
//! }
//!
//! # fn main() -> reqwest::Result<()> {
//! # if false { // building a reqwest::Client wants a TLS provider in some feature sets
//! let http = http_client(reqwest::Client::builder())?;
//! let sender = Sender::through(Arc::new(Counting { sent: AtomicUsize::new(0), http }));
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
mod operation;
mod pages;
mod pointer;
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
pub use pages::{Page, Pages, Paging, Rows};
#[doc(hidden)]
pub use pages::{pages, rows};
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

//! The CESCE Classifications API, a second API of the insurer and their token endpoint, played on loopback.
//!
//! A sandbox responds as the documents, their models and IBM API Connect's gateway say, from memory, and
//! to this machine alone. Tests use it in-process, people through `classifications sandbox`. The
//! document and the model are data, and others can be given. It shares no code with the generated
//! client or the auth crate, so that it judges them instead of mirroring them.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use classifications_sandbox::Sandbox;
//!
//! let sandbox = Sandbox::start().await?;
//! println!("{} {} {:?}", sandbox.base_url(), sandbox.token_url(), sandbox.credentials());
//! # sandbox.stop().await;
//! # Ok(()) }
//! ```
//!
//! * [`Sandbox`]: the handle; [`SandboxBuilder`] for one that is not the usual.
//! * [`SandboxClock`]: the clock that dates, expires and counts; tests move it.
//! * [`Received`]: the ledger of what arrived and what of it was processed.
//! * [`Fault`]: what goes wrong, when a test wants it.
//! * [`cases`]: calls with their responses, as data.

mod api;
mod body_error;
mod builder;
pub mod cases;
mod clock;
mod credentials;
#[cfg(feature = "docs")]
pub mod docs;
mod embedded;
mod fallback;
mod fault;
mod gateway;
mod identifier;
mod model;
mod number;
mod plan;
mod played;
mod received;
mod refusal;
mod sandbox;
mod server;
mod shape;
mod thread;
mod token;
mod world;

pub use api::DocumentError;
pub use builder::{SandboxBuilder, StartError};
pub use clock::SandboxClock;
pub use credentials::{App, Credentials};
pub use embedded::{base_path, token_path};
pub use fault::{Fault, FaultFileError};
pub use model::{ModelError, YamlError};
pub use plan::{Plan, Window};
pub use received::{Authorization, Received};
pub use sandbox::{PlayedApi, Sandbox};
#[cfg(feature = "tls")]
pub use server::CertificateError;

/// The guide's examples, compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Guide;

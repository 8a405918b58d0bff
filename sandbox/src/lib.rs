//! Plays the CESCE Classifications API, a second API of the insurer and their token endpoint on
//! loopback.
//!
//! A sandbox responds as the documents, their models and IBM API Connect's gateway do. It keeps its
//! state in memory and listens on loopback. Tests use it in-process, people through
//! `classifications sandbox`. Documents and models are data and can be replaced. It shares no code
//! with the generated client or the auth crate, so that it tests them instead of mirroring them.
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
//! * [`Sandbox`]: the handle; [`SandboxBuilder`] configures it.
//! * [`SandboxClock`]: the clock for dates, expiry and rate limits; tests can move it.
//! * [`Received`]: a request in the ledger, and whether it was processed.
//! * [`Fault`]: a failure that a test or a person causes.
//! * [`cases`]: calls with their documented responses, as data.

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
mod media_type;
mod model;
mod number;
mod plan;
mod received;
mod rejection;
mod sandbox;
mod served_api;
mod server;
mod shape;
mod start;
mod start_error;
mod state;
mod thread;
mod token;
mod value;
mod yaml;

pub use api::DocumentError;
pub use builder::SandboxBuilder;
pub use clock::SandboxClock;
pub use credentials::{App, Credentials};
pub use embedded::{base_path, token_path};
pub use fault::{Fault, FaultFileError};
pub use model::ModelError;
pub use plan::{Plan, Window};
pub use received::{Authorization, Received};
pub use sandbox::{PlayedApi, Sandbox};
#[cfg(feature = "tls")]
pub use server::CertificateError;
pub use start_error::StartError;
pub use yaml::YamlError;

/// The guide's examples, compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Guide;

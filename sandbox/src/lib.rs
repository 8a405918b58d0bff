//! The CESCE Classifications API and its token endpoint, played on loopback.
//!
//! A sandbox answers as the document, the rules of `spec/README.md` and IBM API Connect's gateway
//! say, from memory, and to this machine alone. Tests use it in-process, people through
//! `classifications sandbox`. It shares no code with the generated client or the auth crate, so
//! that it judges them instead of mirroring them.
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
//! * [`cases`]: the sandbox model, every call with its answer, as data.

mod amount;
mod api;
mod builder;
pub mod cases;
mod classification;
mod clock;
mod credentials;
#[cfg(feature = "docs")]
pub mod docs;
mod fault;
mod gateway;
mod identifier;
mod life_cycle;
mod plan;
mod portfolio;
mod received;
mod rules;
mod sandbox;
mod segment;
mod server;
mod token;
mod world;

pub use amount::Amount;
pub use api::BASE_PATH;
pub use builder::{SandboxBuilder, StartError};
pub use classification::{Classification, Debtor, Premium, status};
pub use clock::SandboxClock;
pub use credentials::{App, Credentials, SCOPES};
pub use fault::{Fault, FaultFileError};
pub use plan::{Plan, Window};
pub use received::{Authorization, Received};
pub use rules::Rules;
pub use sandbox::Sandbox;
#[cfg(feature = "tls")]
pub use server::CertificateError;
pub use server::TOKEN_PATH;

/// The guide's examples, compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Guide;

//! Support for the tests of the auth crate: a client and a sandbox with the same time, a proxy
//! between them that holds, breaks and records connections, and a recorder of all logs.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test stops when its setup fails"
)]

mod clock;
mod observed;
mod operations;
mod proxy;
mod secrets;
mod setup;

pub use clock::{SkippingClock, TIMEOUT};
pub use observed::Observed;
pub use operations::{BUYER, CONTRACT, OPERATIONS, Sent, perform, sales};
pub use proxy::Proxy;
pub use secrets::Secrets;
pub use setup::{Ends, Setup, chain, client, credentials, ends, http, sandbox, until};

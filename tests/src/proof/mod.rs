//! What the proofs of the auth crate stand on: a client and a sandbox that go by one clock, a gate
//! between the two that holds, breaks and records connections, and an ear for everything that is
//! logged.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test ends where its premises do"
)]

mod clock;
mod gate;
mod observed;
mod operations;
mod secrets;
mod stage;

pub use clock::{SkippingClock, TIME_OUT};
pub use gate::Gate;
pub use observed::Observed;
pub use operations::{BUYER, CONTRACT, OPERATIONS, Sent, perform, sales};
pub use secrets::Secrets;
pub use stage::{Ends, Stage, chain, client, credentials, ends, http, sandbox, until};

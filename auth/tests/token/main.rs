//! Tokens over real sockets, against a scripted token endpoint.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod endpoint;
mod faults;
mod grants;
mod harness;
mod keeping;
mod load;
mod lockout;
mod passwords;
mod redaction;
mod shared_tasks;
mod sources;

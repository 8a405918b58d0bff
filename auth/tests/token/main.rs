//! Tokens over real sockets, against a token endpoint that does what each test tells it to.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod endpoint;
mod grants;

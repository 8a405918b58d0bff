//! Requests over real sockets, against a scripted server.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

#[path = "../support/mod.rs"]
mod support;

mod authorisation;
mod body_errors;
mod client;
mod errors;
mod failures;
mod generated;
mod http_client;
mod pages;
mod rate_limit;
mod refused_tokens;
mod retry;
mod secrets;
mod tls;
mod token_cache;

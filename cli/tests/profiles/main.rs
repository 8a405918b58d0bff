//! Tests of profiles, the account and the token cache. Commands and values are samples of the embedded document.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by a panic"
)]

#[path = "../../src/api/mod.rs"]
#[allow(dead_code, reason = "the command line uses the rest")]
mod api;
#[path = "../program/mod.rs"]
mod program;

mod account;
mod file;
mod harness;
mod precedence;
mod sending;

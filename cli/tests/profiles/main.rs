//! Profiles, the account and the token cache, as people and scripts meet them. Commands, options and values are those of the
//! embedded document, whatever it holds.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

#[path = "../../src/api/mod.rs"]
#[allow(dead_code, reason = "the command line uses the rest")]
mod api;

mod account;
mod file;
mod harness;
mod precedence;
mod sending;

//! Requests over real sockets, against a server that does what it is told.

#[path = "../support/mod.rs"]
mod support;

mod authorisation;
mod failures;
mod retry;

//! Tests of metrics and traces. Commands and values are samples of the embedded document.
#![cfg(unix)]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by a panic"
)]

#[path = "../../src/api/mod.rs"]
#[allow(dead_code, reason = "the command line uses the rest")]
mod api;
mod exposition;
mod metrics;
mod support;
#[cfg(feature = "telemetry")]
mod traces;

//! Calls of the generated client with values that the document allows, and a transport that keeps
//! requests.

#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "test code stops when its setup fails"
)]

pub mod calls;
pub mod capture;

use classifications_contract::Contract;
pub use classifications_spec::DOCUMENT;

/// The embedded document, parsed.
#[must_use]
pub fn document() -> serde_json::Value {
    serde_json::from_str(DOCUMENT).expect("the embedded document is JSON")
}

/// The embedded document, compiled.
#[must_use]
pub fn contract() -> Contract {
    Contract::from_json(DOCUMENT).expect("the embedded document can be compiled")
}

//! The document as judge of everything that is made from it: client, types, cases, sandbox.
//!
//! The checks are functions of a document ([`checks`]), not tests of their own, because they are
//! used more than once: as tests against the committed document, with property-based inputs on top,
//! and against changed documents, to see which changes they notice ([`mutation`]). [`live`] holds a server to the
//! document.
//!
//! * [`json`]: JSON whose numbers keep their digits;
//! * [`schema`], [`samples`]: values that a schema allows; `judge`: schemas compiled for themselves;
//! * [`calls`], [`inputs`]: calls of the generated client as data, and property-based ones;
//! * [`capture`]: a transport that keeps requests and answers what it is told;
//! * [`evidence`]: what client and sandbox said, recorded once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "all but `live` is test code: it ends where its premises do"
)]

pub mod calls;
pub mod capture;
pub mod checks;
pub mod evidence;
pub mod inputs;
pub mod json;
mod judge;
pub mod live;
pub mod mutation;
pub mod samples;
pub mod schema;

pub use classifications_spec::DOCUMENT;

/// The committed document, parsed.
#[must_use]
pub fn document() -> serde_json::Value {
    serde_json::from_str(DOCUMENT).expect("the committed document is JSON")
}

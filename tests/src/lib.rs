//! What the tests that need several crates of the workspace share.
//!
//! [`call`] makes the call of a case through the generated client, and [`contract`] one with values that the
//! document allows. [`proof`] is what the proofs of the auth crate stand on.

mod call;
pub mod contract;
pub mod proof;
mod readme;

pub use call::{Outcome, call, values};

/// Reports what does not apply to the embedded document. Where all of `spec/` fits the document, everything does.
///
/// # Panics
/// Where all of `spec/` fits the document.
pub fn set_aside(what: &str) {
    println!("set aside: {what}");
    assert!(!classifications_spec::SET_ASIDE.is_empty(), "{what}");
}

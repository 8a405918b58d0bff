//! Code that tests across crates share.
//!
//! [`call`] makes the call of a case through the generated client, and [`contract`] one with values
//! that the document allows. [`support`] is for the tests of the auth crate.

mod call;
pub mod contract;
mod readme;
pub mod support;

pub use call::{Outcome, call, values};

/// Reports a part of a test that does not apply to the embedded document.
///
/// # Panics
/// If all of `spec/` fits the document, since all parts then apply.
pub fn set_aside(part: &str) {
    println!("set aside: {part}");
    assert!(!classifications_spec::SET_ASIDE.is_empty(), "{part}");
}

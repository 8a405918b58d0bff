//! Tests that cross the rooms of the workspace, and what they share.
//!
//! [`call`] makes the call of a case of the sandbox model through the generated client, so that the
//! same data files drive the client against the sandbox and against mocks.
//!
//! [`contract`] holds client, types, cases and sandbox to the document.
//!
//! [`proof`] is what the proofs of the auth crate stand on.

mod call;
pub mod contract;
pub mod proof;
mod readme;

pub use call::{Outcome, call};

//! From an OAS2 document to a Rust client, and what a new version of the document changes for its callers.
//!
//! ```text
//! load -> mend -> validate -> convert -> read -> normalise -> generate -> format
//! ```
//!
//! * [`load`] parses JSON or YAML, with limits;
//! * `mend` corrects small faults that leave no doubt about what is meant;
//! * `validate` refuses what cannot become a crate;
//! * `convert` makes OAS3 of it, through a library;
//! * [`api`] reads from both what requests, answers and types look like;
//! * [`schema`] has the form of schemas that all later steps work on;
//! * [`normalise`] rewrites what the generator cannot express, one pass per reason;
//! * [`generate`] runs progenitor and writes the wire as the document says;
//! * [`format`](mod@format) makes text of it.
//!
//! What is given up on the way is in the [`report`], never silent.

#![allow(
    clippy::must_use_candidate,
    reason = "nothing outside this package uses it as a library"
)]

pub mod agreement;
pub mod api;
pub mod cargo;
mod case_files;
mod convert;
pub mod corpus;
pub mod diff;
pub mod error;
mod fields;
pub mod format;
pub mod generate;
pub mod import;
pub mod journal;
pub mod load;
mod lock;
pub mod members;
mod mend;
pub mod normalise;
mod operation_ids;
pub mod outputs;
mod overlay;
pub mod pipeline;
pub mod pointer;
pub mod report;
pub mod schema;
pub mod standalone;
pub mod target;
mod validate;
mod wire;
pub mod workspace;

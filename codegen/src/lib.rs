//! Generates a Rust client from an OAS2 document, and computes what a new version of the document
//! changes for its callers.
//!
//! ```text
//! load -> repair -> validate -> convert -> read -> normalise -> generate
//! ```
//!
//! * [`load`] parses JSON or YAML, with limits;
//! * `repair` corrects small errors of real documents whose intended meaning is certain;
//! * `validate` refuses documents that cannot become a crate;
//! * `convert` converts them to OAS3, with a library;
//! * [`api`] reads requests, responses and types from both;
//! * [`schema`] is the form of schemas that all later steps use;
//! * [`normalise`] rewrites what the generator cannot express, with one pass per reason;
//! * [`generate`] runs progenitor, restores the document's wire format, and formats the code.
//!
//! Parts of the document that are lost are listed in the [`report`].

#![allow(
    clippy::must_use_candidate,
    reason = "nothing outside this package uses it as a library"
)]

pub mod api;
mod case_files;
mod convert;
pub mod diff;
pub mod error;
mod fields;
pub mod generate;
pub mod import;
pub mod journal;
pub mod load;
mod lock;
pub mod members;
pub mod normalise;
mod operation_ids;
pub mod outputs;
mod overlay;
pub mod pipeline;
pub mod pointer;
mod repair;
pub mod report;
pub mod schema;
pub mod standalone;
pub mod target;
mod validate;
pub mod workspace;

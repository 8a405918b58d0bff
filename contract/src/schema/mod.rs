//! Schemas: converts OpenAPI 3.0's dialect to JSON Schema, and checks values.
//!
//! OpenAPI 3.0's Schema Object is JSON Schema draft 5 with differences. `convert` rewrites the
//! differences, and the crate `jsonschema` checks values of the type [`Tree`], which keeps numbers as
//! written.

mod convert;
mod explain;
mod keywords;
mod merged;
mod parse;
mod pointers;
mod representation;
mod set;
mod tree;

pub(crate) use convert::Converter;
pub(crate) use explain::Finding;
pub(crate) use merged::MergedSchema;
pub(crate) use pointers::SchemaId;
pub(crate) use set::SchemaSet;
pub use tree::Tree;

//! Schemas: OpenAPI 3.0's dialect made into JSON Schema, and values judged by it.
//!
//! OpenAPI 3.0's Schema Object is JSON Schema of its draft 5 with differences. The differences are
//! rewritten (`convert`), the rest is the `jsonschema` crate's, which validates our own tree
//! (`tree`), because only that keeps numbers as they are written.

mod convert;
mod explain;
mod keywords;
mod merged;
mod parse;
mod representation;
mod set;
mod tree;

pub(crate) use convert::Converter;
pub(crate) use explain::Finding;
pub(crate) use merged::Merged;
pub(crate) use set::{SchemaId, SchemaSet};
pub use tree::Tree;

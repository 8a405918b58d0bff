//! Batches of requests that are never sent twice.

mod row;
pub mod rows;

pub use row::NewRow;

//! Batches of requests that are never sent twice.

mod row;

pub use row::NewRow;

//! Tests of the journal on both engines.

mod engine;
mod outages;
mod rows;

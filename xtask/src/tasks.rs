//! The tasks of `cargo xtask`, one module each.

pub mod convert;
pub mod diff;
pub mod docs;
pub mod generate;
pub mod import;

//! The tasks of `cargo xtask`, one module each.

pub mod bench;
pub mod convert;
pub mod corpus;
pub mod diff;
pub mod docs;
pub mod generate;
pub mod import;
pub mod semver_agreement;

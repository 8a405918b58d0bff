//! The tasks of `cargo xtask`, one module each.

pub mod generate;

//! The examples of the README and of the guide for Rust developers, compiled.

#![doc = include_str!("../../README.md")]
#![doc = include_str!("../../docs/rust-developer.md")]

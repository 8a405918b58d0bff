//! The README's examples, compiled.

#![doc = include_str!("../../README.md")]

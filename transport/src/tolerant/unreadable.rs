//! The first value of a body that cannot be read: its position, and the form that its type requested.

use std::fmt;

use serde::de;

/// The form that a type requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Requested {
    /// A text, which can have a format.
    Text,
    /// The digits of a number.
    Digits,
    /// Another number, or a boolean.
    Scalar,
    /// An object.
    Object,
    /// Anything else.
    Other,
}

/// The form that the type of the whole body requested.
#[derive(Debug, Clone, Copy)]
pub(super) enum Root {
    /// An object with these properties.
    Object(&'static [&'static str]),
    List,
    Other,
}

/// The error for a value that is not the documented one. It does not contain the value, which can be a secret.
#[derive(Debug)]
pub(super) struct Mismatch {
    /// The missing property, if that is the reason.
    pub missing: Option<&'static str>,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the documented value")
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self { missing: None }
    }

    fn missing_field(field: &'static str) -> Self {
        Self {
            missing: Some(field),
        }
    }
}

/// The step from a value to one that it contains.
#[derive(Clone, Copy)]
pub(super) enum Step<'de> {
    Name(&'de str),
    Index(usize),
}

/// A value that contains the current one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// The position of its first byte in the body.
    pub at: usize,
    /// The position after its last byte.
    pub end: usize,
    /// Whether it is a row of a list instead of a property.
    pub is_row: bool,
}

/// The first value that cannot be read.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub at: usize,
    pub raw: String,
    pub pointer: String,
    pub requested: Requested,
    pub missing: Option<&'static str>,
    /// The frames from the outermost value below the body to this value, inclusive.
    pub frames: Vec<Frame>,
}

//! The error for invalid user input.

use std::fmt::Display;

/// An invalid text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Invalid {
    reason: String,
}

impl Invalid {
    /// `text` is not `expected`; `remedy` says what to write.
    pub(super) fn new(text: &str, what: impl Display, remedy: impl Display) -> Self {
        let shown: String = text.chars().take(64).collect();
        Self {
            reason: format!("{shown:?} {what}; write {remedy}"),
        }
    }
}

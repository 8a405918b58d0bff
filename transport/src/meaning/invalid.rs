//! The error for invalid user input.

use std::fmt::Display;

/// The error for an invalid text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Invalid {
    reason: String,
}

impl Invalid {
    /// Creates an error with the problem of `text`, and with the text to write instead.
    pub(super) fn new(text: &str, problem: impl Display, remedy: impl Display) -> Self {
        let shown: String = text.chars().take(64).collect();
        Self {
            reason: format!("{shown:?} {problem}; write {remedy}"),
        }
    }
}

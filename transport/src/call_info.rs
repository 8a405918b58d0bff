//! The call that a response or an error belongs to.

use std::time::SystemTime;

use crate::{BodyError, Operation};

/// The call that a response or an error belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallInfo {
    /// The `operationId`.
    pub operation: &'static str,
    /// Whether the operation is safe, so that it changes nothing.
    pub is_safe: bool,
    /// The number of attempts to send the request.
    pub attempts: u32,
    /// The time at which the first attempt began.
    pub first_attempt: Option<SystemTime>,
    /// Whether a response with an error status proves that the request was not carried out, although the status alone does
    /// not. If a transport sets this by mistake, callers may pay twice.
    pub proves_rejection: bool,
    /// The description of errors in bodies.
    pub(crate) body_error: Option<&'static BodyError>,
}

impl CallInfo {
    /// Creates the call of `operation` before its first attempt.
    #[must_use]
    pub fn new(operation: &Operation) -> Self {
        Self {
            operation: operation.id,
            is_safe: operation.is_safe(),
            attempts: 0,
            first_attempt: None,
            proves_rejection: false,
            body_error: operation.body_error,
        }
    }

    pub(crate) fn without_attempts(self) -> Self {
        Self {
            attempts: 0,
            first_attempt: None,
            ..self
        }
    }
}

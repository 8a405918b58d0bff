//! The call that an error or a response belongs to.

use std::time::SystemTime;

use crate::{BodyError, Operation};

/// The call that a response or an error belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallInfo {
    /// The `operationId`.
    pub operation: &'static str,
    /// Whether the operation changes nothing.
    pub is_safe: bool,
    /// How many attempts were made to send the request.
    pub attempts: u32,
    /// When the first attempt began.
    pub first_attempt: Option<SystemTime>,
    /// Whether a response with an error status proves that the request was not carried out, though its
    /// status does not. If a transport sets this by mistake, callers may pay twice.
    pub refused: bool,
    /// How a body reports that the operation failed.
    pub(crate) body_error: Option<&'static BodyError>,
}

impl CallInfo {
    /// A call of `operation` before its first attempt.
    #[must_use]
    pub fn new(operation: &Operation) -> Self {
        Self {
            operation: operation.id,
            is_safe: operation.is_safe(),
            attempts: 0,
            first_attempt: None,
            refused: false,
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

//! Errors of `verify`.

use std::error::Error as StdError;

use crate::tr;

/// The server was not verified, or departs from the document.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// Responses depart from the document or the cases.
    #[error("{}", tr!("calls-failed", "{count} of the calls failed", count = .0))]
    Failed(usize),
    /// Some calls could not be made.
    #[error("{}", tr!("calls-unmade", "not all calls were made: {reason}", reason = .0))]
    Stopped(String),
    /// No call could be made.
    #[error("{}", tr!("server-unverified", "the server could not be verified"))]
    CannotRun(#[source] Box<dyn StdError + Send + Sync>),
}

impl VerifyError {
    /// The exit code: 1 if a call failed, 2 if calls could not be made.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Failed(_) => 1,
            Self::Stopped(_) | Self::CannotRun(_) => 2,
        }
    }
}

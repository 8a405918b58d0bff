//! Errors of a verification.

use crate::error::CommandError;
use crate::tr;

/// A server that is not verified.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// Responses depart from the document or the cases.
    #[error("{}", tr!("calls-failed", "{count} of the calls failed", count = .0))]
    Failed(usize),
    /// The rest of the calls could not be made.
    #[error("{}", tr!("calls-unmade", "not all calls were made: {reason}", reason = .0))]
    Stopped(String),
    /// Nothing is known of the server.
    #[error("{}", tr!("server-unverified", "the server could not be verified"))]
    CannotRun(#[source] Box<CommandError>),
}

impl VerifyError {
    /// 1 where the server is at fault, 2 where that is not known.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Failed(_) => 1,
            Self::Stopped(_) | Self::CannotRun(_) => 2,
        }
    }
}

//! What went wrong, said to a person on standard error and to a script by the exit code.
//!
//! The exit code answers the question that costs money: may this be repeated?

use std::error::Error as StdError;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use api_transport::{Error, NotSentReason, Rejected};
use classifications_api::types::GatewayError;

type Source = Box<dyn StdError + Send + Sync>;

/// What to do when a request was carried out, and what it led to is not known.
const CARRIED_OUT: &str = "the request was carried out: do not repeat it, query the contract";

/// A command that did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A call to the API.
    #[error(transparent)]
    Call(#[from] Error<GatewayError>),
    /// The client could not be made.
    #[error("the client could not be set up")]
    SetUp(#[source] Source),
    /// The sandbox could not run.
    #[error("the sandbox could not run")]
    Sandbox(#[source] Source),
    /// A file that an option names.
    #[error("{}", .0.display())]
    File(PathBuf, #[source] std::io::Error),
    /// The result could not be printed.
    #[error("the result could not be printed")]
    Output(#[from] std::io::Error),
    /// The request was carried out, and its result could not be printed.
    #[error("the request was carried out, but its result could not be printed")]
    Unseen(#[source] Box<Failure>),
}

impl Failure {
    /// The client could not be made, for this reason.
    pub fn set_up(reason: impl Into<Source>) -> Self {
        Self::SetUp(reason.into())
    }

    /// The sandbox could not run, for this reason.
    pub fn sandbox(reason: impl Into<Source>) -> Self {
        Self::Sandbox(reason.into())
    }

    /// What is wrong with a file that an option names.
    pub fn file(file: &Path, reason: std::io::Error) -> Self {
        Self::File(file.to_owned(), reason)
    }

    /// The exit code, as `--help` lists it.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Call(Error::OutcomeUnknown(e)) if !e.is_safe() => 3,
            Self::Call(Error::NotUnderstood(_)) | Self::Unseen(_) => 4,
            _ => 1,
        })
    }

    /// What to do about it, where there is something to say.
    fn remedy(&self) -> Option<&'static str> {
        if let Self::Unseen(_) = self {
            return Some(CARRIED_OUT);
        }
        let Self::Call(error) = self else {
            return None;
        };
        Some(match error {
            Error::NotSent(e) => match e.reason() {
                NotSentReason::Credentials => {
                    "check CESCE_CLIENT_ID, CESCE_CLIENT_SECRET, CESCE_USERNAME and CESCE_PASSWORD"
                }
                NotSentReason::TokenEndpoint | NotSentReason::Network => {
                    "nothing was sent: it is safe to try again"
                }
                _ => return None,
            },
            Error::OutcomeUnknown(e) if !e.is_safe() => {
                "query the contract before you repeat this: a second request may cost a second study"
            }
            Error::NotUnderstood(_) => CARRIED_OUT,
            _ => return None,
        })
    }
}

/// The error, its causes and the remedy, a line each.
pub struct Explained<'a>(pub &'a Failure);

impl fmt::Display for Explained<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Failure::Call(Error::Rejected(rejected)) => write!(f, "error: {}", refusal(rejected))?,
            other => write!(f, "error: {other}")?,
        }
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, "\n  because: {error}")?;
            cause = error.source();
        }
        if let Failure::Call(Error::Rejected(rejected)) = self.0
            && let Some(id) = rejected.transaction_id()
        {
            write!(f, "\n  transaction: {id} (support asks for it)")?;
        }
        match self.0.remedy() {
            Some(remedy) => write!(f, "\n  what to do: {remedy}"),
            None => Ok(()),
        }
    }
}

/// A rejection in the gateway's own words, where it has any.
fn refusal(rejected: &Rejected<GatewayError>) -> String {
    match rejected
        .documented()
        .and_then(|body| body.more_information.as_deref())
    {
        Some(words) => format!("rejected with {}: {words}", rejected.status()),
        None => rejected.to_string(),
    }
}

//! Why the suite could not run.

use std::error::Error;
use std::path::PathBuf;

use classifications_auth::credentials::CredentialsError;
use classifications_auth::token::{InvalidTokenUrl, TokenError};
use classifications_contract::ContractError;
use classifications_sandbox::cases::CasesError;

/// The suite could not run; nothing is said about the server's answers.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CannotRun {
    /// An option is missing or wrong.
    #[error("{0}")]
    Option(String),
    /// The credentials are missing.
    #[error("no credentials")]
    Credentials(#[from] CredentialsError),
    /// The token URL is none to which credentials may be sent.
    #[error("--token-url cannot be used")]
    TokenUrl(#[from] InvalidTokenUrl),
    /// There is no token.
    #[error("no token; see the credentials, and --token-url")]
    Token(#[from] TokenError),
    /// The embedded document, or the base URL, cannot be used.
    #[error("the document cannot be used with this --base-url")]
    Contract(#[from] ContractError),
    /// The embedded cases cannot be read.
    #[error("the cases cannot be read")]
    Cases(#[from] CasesError),
    /// No case has the name that was asked for.
    #[error("no case has what --only names in its name")]
    NoCase,
    /// There is no HTTP client, or no answer to the first request.
    #[error("the server at --base-url cannot be reached")]
    Http(#[source] reqwest::Error),
    /// The contract cannot be queried.
    #[error("the contract of --contract-no cannot be queried: the server answers {status}")]
    NotQueried {
        /// The status.
        status: u16,
    },
    /// A file cannot be written or read.
    #[error("cannot {what} {}", path.display())]
    File {
        /// What was tried.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
}

impl From<reqwest::Error> for CannotRun {
    fn from(error: reqwest::Error) -> Self {
        Self::Http(error.without_url())
    }
}

/// An error and its sources, outermost first.
#[must_use]
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(": ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}

//! Errors: reports on standard error for people, and exit codes for scripts.
//!
//! The exit code shows whether the command may be repeated, since a repeated request can cost money.

mod json;
mod rejected;
mod text;

use std::error::Error as StdError;
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use api_transport::{Error, NotSent, NotSentReason};
use classifications_auth::{ErrorDetails as _, TokenError};
use classifications_contract::ContractError;

use crate::batch::error::BatchError;
use crate::config::{self, ConfigError};
use crate::language;
use crate::output::text::{lines, one_line};
use crate::portfolio::error::PortfolioError;
use crate::tr;
use crate::verify::error::VerifyError;

pub use self::rejected::RejectedResponse;
use self::text::text;

type Source = Box<dyn StdError + Send + Sync>;

/// The remedy if a request was carried out and its result is not known.
fn query_first() -> String {
    tr!(
        "carried-out",
        "the request was carried out: do not repeat it, query first"
    )
}

/// The error of a command.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// A call to the API that was not rejected and did not succeed.
    #[error(transparent)]
    Call(Box<Error<()>>),
    /// A response that is an error by its status or its body.
    #[error("{0}")]
    Rejected(Box<RejectedResponse>),
    /// Not all pages were fetched; those that were are printed.
    #[error("{0}")]
    Incomplete(Incomplete),
    /// Rows that the client does not understand; they are printed as the server sent them.
    #[error("{}", tr!("unread-rows", "response not understood: {rows} of the rows do not match the document", rows = .0))]
    UnreadRows(usize),
    /// The command line is invalid, or requests the help.
    #[error("{}", usage_text(.0))]
    Usage(#[from] clap::Error),
    /// The name of a command, and its values that the document does not allow.
    #[error("{}", values_text(.1))]
    Values(String, Vec<Invalid>),
    /// The embedded document is invalid.
    #[error("{}", tr!("document-unusable", "the embedded document cannot be used"))]
    Document(#[from] ContractError),
    /// The client could not be built.
    #[error("{}", tr!("client-not-set-up", "the client could not be set up"))]
    SetUp(#[source] Source),
    /// The configuration cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// `verify` failed, or found departures.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// Checks of `doctor` failed.
    #[error("{}", tr!("checks-failed", "{count} of the checks failed", count = .0))]
    ChecksFailed(usize),
    /// A batch was not created, or is not finished.
    #[error(transparent)]
    Batch(Box<BatchError>),
    /// An error of a command of `portfolio`.
    #[error(transparent)]
    Portfolio(Box<PortfolioError>),
    /// The sandbox could not run.
    #[error("{}", tr!("sandbox-not-run", "the sandbox could not run"))]
    Sandbox(#[source] Source),
    /// A file that an option names cannot be used.
    #[error("{}", tr!("file-unusable", "cannot use the file of {option}, {path}", option = .0, path = .1.display()))]
    File(&'static str, PathBuf, #[source] std::io::Error),
    /// The result could not be printed.
    #[error("{}", tr!("result-not-printed", "the result could not be printed"))]
    Output(#[from] std::io::Error),
    /// The request was carried out, and its result could not be printed.
    #[error("{}", tr!("result-unseen", "the request was carried out, but its result could not be printed"))]
    NotPrinted(#[source] Box<CommandError>),
}

/// A value that the document does not allow.
#[derive(Debug)]
pub struct Invalid {
    /// The name of the option or the field.
    pub name: String,
    /// The name of the rule.
    pub rule: String,
    /// The value; `None` if it is missing.
    pub value: Option<String>,
    /// The problem.
    pub text: String,
}

impl Invalid {
    /// An option whose text is not valid JSON.
    pub fn not_json(option: &str, given: &[&str], reason: impl fmt::Display) -> Self {
        Self {
            name: format!("--{option}"),
            rule: "json".to_owned(),
            value: Some(given.join(" ")),
            text: tr!("not-json", "is not JSON: {reason}", reason),
        }
    }
}

/// Converts errors of the journal, of rows and of sending, too.
impl<E: Into<BatchError>> From<E> for CommandError {
    fn from(error: E) -> Self {
        Self::Batch(Box::new(error.into()))
    }
}

impl From<PortfolioError> for CommandError {
    fn from(error: PortfolioError) -> Self {
        Self::Portfolio(Box::new(error))
    }
}

/// A list that ends before its last page.
#[derive(Debug)]
pub struct Incomplete {
    /// How many pages were printed.
    pub pages: u32,
    /// The option that continues the list.
    pub resume: String,
    /// The error of the next page; `None` if the maximum number of pages was reached.
    pub reason: Option<Box<CommandError>>,
}

impl fmt::Display for Incomplete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Some(reason) => f.write_str(&text(reason.as_ref())),
            None => f.write_str(&tr!(
                "more-pages",
                "there are more than {pages} pages",
                pages = self.pages
            )),
        }
    }
}

/// The first paragraph of an error of clap, without its heading.
fn usage_text(error: &clap::Error) -> String {
    let text = language::errors::plain(error);
    let first = text.split("\n\n").next().unwrap_or_default();
    let first = first.strip_prefix("error: ").unwrap_or(first);
    first.trim_end().to_owned()
}

fn values_text(invalid: &[Invalid]) -> String {
    let start = match invalid.len() {
        1 => tr!("value-unfit", "a value does not fit the document"),
        several => tr!(
            "values-unfit",
            "{count} values do not fit the document",
            count = several
        ),
    };
    let lines = invalid.iter().map(|invalid| {
        let value = invalid.value.as_ref();
        let value = value.map_or_else(String::new, |value| format!(" {value}"));
        format!(
            "  {}{value}: {} [{}]",
            invalid.name, invalid.text, invalid.rule
        )
    });
    std::iter::once(start)
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n")
}

impl CommandError {
    /// The error of a call.
    pub fn call<E>(error: Error<E>) -> Self {
        Self::Call(Box::new(error.map_documented(drop)))
    }

    /// The client could not be built, for this reason.
    pub fn set_up(reason: impl Into<Source>) -> Self {
        Self::SetUp(reason.into())
    }

    /// The sandbox could not run, for this reason.
    pub fn sandbox(reason: impl Into<Source>) -> Self {
        Self::Sandbox(reason.into())
    }

    /// The file of an option cannot be used, for this reason.
    pub fn file(option: &'static str, file: &Path, reason: std::io::Error) -> Self {
        Self::File(option, file.to_owned(), reason)
    }

    /// Whether the reader of standard output closed the pipe, which is not an error of this program.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == ErrorKind::BrokenPipe)
    }

    /// The exit code; `--help` lists them.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Call(error) => match error.as_ref() {
                Error::OutcomeUnknown(e) if !e.is_safe() => 3,
                Error::NotUnderstood(_) => 4,
                _ => 1,
            },
            Self::NotPrinted(_) | Self::UnreadRows(_) => 4,
            Self::Incomplete(incomplete) => match &incomplete.reason {
                Some(reason) => reason.exit_code(),
                None => 5,
            },
            Self::Verify(error) => error.exit_code(),
            Self::Batch(error) => error.exit_code(),
            Self::Portfolio(error) => error.exit_code(),
            Self::Values(..) | Self::Usage(_) | Self::Config(_) => 2,
            _ => 1,
        }
    }

    /// The document's text for the code of a rejection.
    fn meaning(&self) -> Option<&str> {
        match self {
            Self::Rejected(rejected) => rejected.meaning,
            Self::Incomplete(incomplete) => incomplete.reason.as_ref()?.meaning(),
            _ => None,
        }
    }

    /// The gateway's transaction id.
    fn transaction(&self) -> Option<&str> {
        match self {
            Self::Rejected(rejected) => rejected.transaction.as_deref(),
            Self::Call(error) => error.transaction_id(),
            Self::Incomplete(incomplete) => incomplete.reason.as_ref()?.transaction(),
            _ => None,
        }
    }

    /// The remedy, if any.
    pub fn remedy(&self) -> Option<String> {
        match self {
            Self::NotPrinted(_) => Some(query_first()),
            Self::UnreadRows(_) => Some(tr!(
                "look-at-rows",
                "all rows are printed as the server sent them: check them before you rely on the list"
            )),
            Self::Usage(_) => Some(tr!("see-help", "see `classifications --help`")),
            Self::Values(command, _) => Some(tr!(
                "see-help-of",
                "see `classifications {command} --help`",
                command
            )),
            Self::Call(error) => remedy_of_call(error),
            Self::Rejected(rejected) => rejected.advice.map(one_line),
            Self::Batch(error) => error.remedy(),
            Self::Portfolio(error) => error.remedy(),
            Self::Incomplete(Incomplete { resume, reason, .. }) => {
                let resume = tr!(
                    "pages-before",
                    "the pages before are printed; continue with {option}",
                    option = resume
                );
                let remedy = reason.as_ref().and_then(|reason| reason.remedy());
                Some(remedy.map_or(resume.clone(), |remedy| format!("{remedy}; {resume}")))
            }
            _ => None,
        }
    }
}

fn remedy_of_call(error: &Error<()>) -> Option<String> {
    let text = match error {
        Error::NotSent(e) => return remedy_of_not_sent(e, error.is_retryable()),
        Error::OutcomeUnknown(e) if !e.is_safe() => tr!(
            "query-first",
            "query the contract before you repeat this: a second request may cost a second study"
        ),
        Error::NotUnderstood(_) if error.may_have_happened() => query_first(),
        Error::NotUnderstood(_) => tr!(
            "nothing-changed",
            "nothing was changed: the command may be repeated"
        ),
        Error::Rejected(_) | Error::OutcomeUnknown(_) => return None,
    };
    Some(text)
}

/// Whether the response shows that the server has no token endpoint at this path.
pub fn is_wrong_token_url(error: &TokenError) -> bool {
    let status = match error {
        TokenError::RequestRefused { refusal, .. } => Some(refusal.status()),
        TokenError::Endpoint { error, .. } => error.status(),
        _ => None,
    };
    status.is_some_and(|status| matches!(status.as_u16(), 404 | 405 | 410))
}

/// The remedy for a request that was not sent.
fn remedy_of_not_sent(error: &NotSent, retryable: bool) -> Option<String> {
    let token_error = error.token_error();
    if token_error.is_some_and(is_wrong_token_url) {
        return Some(tr!(
            "check-token-url",
            "check the URL of the token endpoint: --token-url (CESCE_TOKEN_URL) or --environment"
        ));
    }
    let wait = token_error.and_then(TokenError::retry_in);
    match wait.filter(|wait| !wait.is_zero()) {
        Some(_) => {
            let file = config::state_file();
            let file = file.map_or_else(String::new, |file| {
                tr!(
                    "or-delete",
                    ", or delete {file} once you know that the password is right",
                    file = file.display()
                )
            });
            Some(tr!(
                "check-account",
                "check the account and {credentials}, then wait{file}: more attempts may lock the account",
                credentials = credentials(),
                file
            ))
        }
        None if error.reason() == NotSentReason::Credentials => Some(tr!(
            "check-credentials",
            "check {credentials}",
            credentials = credentials()
        )),
        None => retryable.then(|| tr!("nothing-sent", "nothing was sent: it is safe to try again")),
    }
}

/// A description of the source of the credentials.
fn credentials() -> String {
    let source = config::credentials();
    if source.is_environment() {
        tr!(
            "four-variables",
            "CESCE_CLIENT_ID, CESCE_CLIENT_SECRET, CESCE_USERNAME and CESCE_PASSWORD"
        )
    } else {
        source.description().to_owned()
    }
}

/// An error and its causes on one line.
pub fn chain(error: &(dyn StdError + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |&error| error.source());
    let causes: Vec<String> = causes.map(text).collect();
    causes.join(": ")
}

/// The error, its causes, the meaning of its code, the transaction id and the remedy, one per line. Characters that a terminal
/// interprets are escaped.
pub struct ErrorReport<'a>(pub &'a CommandError);

impl ErrorReport<'_> {
    fn causes(&self) -> Vec<String> {
        let first = match self.0 {
            CommandError::Incomplete(Incomplete {
                reason: Some(reason),
                ..
            }) => reason.source(),
            // the text of clap's error contains its source
            CommandError::Usage(_) => None,
            error => error.source(),
        };
        let causes = std::iter::successors(first, |&error| error.source());
        causes.map(text).collect()
    }
}

impl fmt::Display for ErrorReport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = lines(&text(self.0));
        f.write_str(&tr!("failure-error", "error: {error}", error))?;
        let mut add_line = |text: String| write!(f, "\n  {text}");
        for cause in self.causes() {
            let cause = lines(&cause);
            add_line(tr!("failure-because", "because: {cause}", cause))?;
        }
        if let Some(meaning) = self.0.meaning() {
            let meaning = one_line(meaning);
            add_line(tr!("failure-meaning", "meaning: {meaning}", meaning))?;
        }
        if let Some(id) = self.0.transaction() {
            let id = one_line(id);
            add_line(tr!(
                "failure-transaction",
                "transaction: {id} (for questions to the insurer)",
                id
            ))?;
        }
        match self.0.remedy() {
            Some(remedy) => add_line(tr!("failure-remedy", "what to do: {remedy}", remedy)),
            None => Ok(()),
        }
    }
}

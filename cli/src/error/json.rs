//! Errors as JSON for programs: one line on standard error.

use api_transport::{Error, NotSent, NotSentReason};
use classifications_auth::{ErrorDetails as _, TokenError};

use super::{CommandError, ErrorReport, Incomplete};
use crate::output::json::Json;

impl CommandError {
    /// The kind of error; `--help` lists them.
    fn kind(&self) -> &'static str {
        match self {
            Self::Call(error) => match error.as_ref() {
                Error::NotSent(_) => "not_sent",
                Error::Rejected(_) => "rejected",
                Error::OutcomeUnknown(_) => "outcome_unknown",
                Error::NotUnderstood(_) => "not_understood",
            },
            Self::Rejected(_) => "rejected",
            Self::UnreadRows(_) => "not_understood",
            Self::Incomplete(Incomplete { reason, .. }) => {
                reason.as_ref().map_or("incomplete", |reason| reason.kind())
            }
            Self::Usage(_) => "usage",
            Self::Values(..) => "values",
            Self::Document(_)
            | Self::SetUp(_)
            | Self::Config(_)
            | Self::Sandbox(_)
            | Self::File(..)
            | Self::ChecksFailed(_) => "setup",
            Self::Batch(_) => "batch",
            Self::Portfolio(_) => "portfolio",
            Self::Verify(_) => "verify",
            Self::Output(_) | Self::NotPrinted(_) => "output",
        }
    }

    /// Whether the command may be repeated: a repetition carries out nothing twice, and sends no refused password again, which
    /// may lock the account.
    fn may_be_repeated(&self) -> bool {
        match self {
            Self::Call(error) => match error.as_ref() {
                Error::NotSent(not_sent) => !is_refusal_of_credentials(not_sent),
                error => !error.may_have_happened(),
            },
            Self::Rejected(rejected) => !rejected.credentials,
            Self::Incomplete(Incomplete { reason, .. }) => reason
                .as_ref()
                .is_none_or(|reason| reason.may_be_repeated()),
            // with another exit code, rows of the batch may have been sent; `verify` may have sent calls, too
            Self::Batch(error) => error.exit_code() == 2,
            Self::Verify(_) | Self::UnreadRows(_) | Self::NotPrinted(_) => false,
            Self::Usage(_)
            | Self::Values(..)
            | Self::Document(_)
            | Self::SetUp(_)
            | Self::Config(_)
            | Self::Sandbox(_)
            | Self::File(..)
            | Self::ChecksFailed(_)
            | Self::Portfolio(_)
            | Self::Output(_) => true,
        }
    }

    /// The code of the error in the body.
    fn code(&self) -> Option<&str> {
        match self {
            Self::Rejected(rejected) => rejected.code.as_deref(),
            Self::Call(error) => error.code(),
            Self::Incomplete(incomplete) => incomplete.reason.as_ref()?.code(),
            _ => None,
        }
    }

    /// The body of a rejection.
    pub fn body(&self) -> Option<Json> {
        match self {
            Self::Rejected(rejected) => rejected.body.clone(),
            _ => None,
        }
    }

    fn status(&self) -> Option<u16> {
        match self {
            Self::Rejected(rejected) => Some(rejected.status.as_u16()),
            Self::Call(error) => error.status().map(|status| status.as_u16()),
            Self::Incomplete(incomplete) => incomplete.reason.as_ref()?.status(),
            _ => None,
        }
    }
}

/// Whether a request was not sent because the credentials are refused, or are blocked after an earlier refusal.
fn is_refusal_of_credentials(error: &NotSent) -> bool {
    let wait = error.token_error().and_then(TokenError::retry_in);
    error.reason() == NotSentReason::Credentials || wait.is_some_and(|wait| !wait.is_zero())
}

impl ErrorReport<'_> {
    /// The report as a JSON object with the member `error`.
    pub fn json(&self) -> Json {
        Json::Object(vec![("error".to_owned(), self.object())])
    }

    /// The value of the member `error`.
    pub fn object(&self) -> Json {
        let error = self.0;
        let text = |text: Option<&str>| text.map_or(Json::Null, |text| Json::String(text.into()));
        let causes = self.causes().into_iter().map(Json::String).collect();
        let status = error.status();
        let members = [
            ("kind", text(Some(error.kind()))),
            ("message", Json::String(super::text(error))),
            ("causes", Json::Array(causes)),
            ("code", text(error.code())),
            ("meaning", text(error.meaning())),
            (
                "status",
                status.map_or(Json::Null, |status| Json::Number(status.to_string())),
            ),
            ("transactionId", text(error.transaction())),
            ("mayBeRepeated", Json::Bool(error.may_be_repeated())),
            ("remedy", text(error.remedy().as_deref())),
            ("exitCode", Json::Number(error.exit_code().to_string())),
        ];
        let members = members.map(|(name, value)| (name.to_owned(), value));
        Json::Object(members.into())
    }
}

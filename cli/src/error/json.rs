//! A failure as JSON, for programs: one line on standard error.

use api_transport::{Error, NotSent, NotSentReason};
use classifications_auth::{ErrorDetails as _, TokenError};

use super::{CommandError, ErrorReport, Incomplete};
use crate::language::causes;
use crate::output::Json;

impl CommandError {
    /// The kind of failure, as `--help` lists it.
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

    /// Whether the same command can be started again: nothing is carried out twice, and no password is sent again that was
    /// refused, which may lock the account.
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
            // rows of a batch, and calls of `verify`, may have been sent
            Self::Batch(failure) => failure.exit_code() == 2,
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

/// Whether a request was not sent because the credentials are refused, or wait until they may be tried again.
fn is_refusal_of_credentials(error: &NotSent) -> bool {
    let wait = error.token_error().and_then(TokenError::retry_in);
    error.reason() == NotSentReason::Credentials || wait.is_some_and(|wait| !wait.is_zero())
}

impl ErrorReport<'_> {
    /// The same as an object with the member `error`.
    pub fn json(&self) -> Json {
        Json::Object(vec![("error".to_owned(), self.object())])
    }

    /// The same as an object.
    pub fn object(&self) -> Json {
        let failure = self.0;
        let text = |text: Option<&str>| text.map_or(Json::Null, |text| Json::String(text.into()));
        let causes = self.causes().into_iter().map(Json::String).collect();
        let status = failure.status();
        let members = [
            ("kind", text(Some(failure.kind()))),
            ("message", Json::String(causes::text(failure))),
            ("causes", Json::Array(causes)),
            ("code", text(failure.code())),
            ("meaning", text(failure.meaning())),
            (
                "status",
                status.map_or(Json::Null, |status| Json::Number(status.to_string())),
            ),
            ("transactionId", text(failure.transaction())),
            ("mayBeRepeated", Json::Bool(failure.may_be_repeated())),
            ("remedy", text(failure.remedy().as_deref())),
            ("exitCode", Json::Number(failure.exit_code().to_string())),
        ];
        let members = members.map(|(name, value)| (name.to_owned(), value));
        Json::Object(members.into())
    }
}

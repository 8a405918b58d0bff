//! Translates errors of the libraries, whose texts are English. The type and the fields of an error select the text.

use std::error::Error as StdError;
use std::io::{self, ErrorKind};
use std::time::Duration;

use api_transport::{Error, NotSent, NotSentReason, NotUnderstood, NotUnderstoodReason};
use classifications_auth::TokenError;
use classifications_auth::token::{EndpointError, Refusal};
use classifications_contract::{Contract, Direction, FieldViolation, Rule, Violation};
use serde_json::Value;

use super::is_spanish;
use crate::api::extensions::value_text;
use crate::output::text::one_line;
use crate::tr;

/// The text of a failed call.
pub fn of_call(error: &Error<()>) -> String {
    match error {
        Error::NotSent(error) => not_sent(error),
        Error::Rejected(response) => {
            tr!("rejected-with", "rejected with {words}", words = response)
        }
        Error::OutcomeUnknown(unknown) => {
            let operation = error.operation().unwrap_or_default();
            match (unknown.response(), unknown.not_understood()) {
                (Some(response), _) => tr!(
                    "unknown-response",
                    "outcome unknown: {operation} may have been carried out, the response is {response}",
                    operation,
                    response
                ),
                (None, Some(response)) => tr!(
                    "unknown-undocumented",
                    "outcome unknown: {operation} may have been carried out, the response is not the documented one: {status}",
                    operation,
                    status = response.status()
                ),
                (None, None) if unknown.is_safe() => tr!(
                    "no-complete-response",
                    "no complete response to {operation}",
                    operation
                ),
                (None, None) => tr!(
                    "unknown-no-response",
                    "outcome unknown: {operation} may have been carried out, no response was received",
                    operation
                ),
            }
        }
        Error::NotUnderstood(error) => not_understood(error),
    }
}

/// The text of an error of a library in the user's language. An unknown type of error keeps its English text.
pub fn text(error: &(dyn StdError + 'static)) -> String {
    if !is_spanish() {
        return error.to_string();
    }
    if let Some(error) = error.downcast_ref::<NotSent>() {
        return not_sent(error);
    }
    if let Some(error) = error.downcast_ref::<NotUnderstood>() {
        return not_understood(error);
    }
    if let Some(error) = error.downcast_ref::<TokenError>() {
        return of_token(error).unwrap_or_else(|| error.to_string());
    }
    if let Some(error) = error.downcast_ref::<EndpointError>() {
        return of_endpoint(error).unwrap_or_else(|| error.to_string());
    }
    if let Some(refusal) = error.downcast_ref::<Refusal>() {
        return of_refusal(refusal);
    }
    if let Some(error) = error.downcast_ref::<io::Error>() {
        return of_system(error).unwrap_or_else(|| error.to_string());
    }
    if let Some(error) = error.downcast_ref::<NotUnderstoodReason>() {
        return of_reason(error).unwrap_or_else(|| error.to_string());
    }
    error.to_string()
}

fn not_sent(error: &NotSent) -> String {
    match error.reason() {
        NotSentReason::InvalidRequest => tr!(
            "not-sent-invalid",
            "request not sent: an argument is missing or invalid"
        ),
        NotSentReason::Credentials => tr!(
            "not-sent-credentials",
            "request not sent: no token, because of the credentials"
        ),
        NotSentReason::TokenEndpoint => tr!(
            "not-sent-endpoint",
            "request not sent: no token, because of the token endpoint"
        ),
        NotSentReason::Network => tr!(
            "not-sent-network",
            "request not sent: no connection to the server"
        ),
        NotSentReason::Deadline => tr!(
            "not-sent-deadline",
            "request not sent: the deadline of the call has passed"
        ),
        _ => error.to_string(),
    }
}

fn not_understood(error: &NotUnderstood) -> String {
    tr!(
        "not-understood",
        "response not understood: {status}",
        status = error.status()
    )
}

fn of_reason(reason: &NotUnderstoodReason) -> Option<String> {
    Some(match reason {
        NotUnderstoodReason::Status => {
            tr!("reason-status", "the document does not list this status")
        }
        NotUnderstoodReason::Page => tr!(
            "reason-page",
            "the body is a page, which the document does not list"
        ),
        NotUnderstoodReason::Truncated(_) => tr!("reason-truncated", "the body broke off"),
        NotUnderstoodReason::TimedOut { after } => tr!(
            "reason-timed-out",
            "the body had not ended after {after}",
            after = duration(*after)
        ),
        NotUnderstoodReason::TooLarge { limit } => tr!(
            "reason-too-large",
            "the body is larger than {limit} bytes",
            limit
        ),
        _ => return None,
    })
}

fn of_token(error: &TokenError) -> Option<String> {
    Some(match error {
        TokenError::Credentials(_) => {
            tr!("token-credentials", "the credentials could not be read")
        }
        TokenError::CredentialsRefused { blocked_for, .. } => tr!(
            "token-credentials-refused",
            "the credentials were refused, they are not sent again for {time} unless they change",
            time = duration(*blocked_for)
        ),
        TokenError::ScopesRefused {
            scopes,
            blocked_for,
            ..
        } => tr!(
            "token-scopes-refused",
            "the scopes \"{scopes}\" were refused, they are not requested again for {time} unless the credentials change",
            scopes,
            time = duration(*blocked_for)
        ),
        TokenError::RequestRefused { blocked_for, .. } => tr!(
            "token-request-refused",
            "the token request was refused, it is not sent again for {time}",
            time = duration(*blocked_for)
        ),
        TokenError::Endpoint { blocked_for, .. } if blocked_for.is_zero() => {
            tr!("token-endpoint", "the token endpoint gave no token")
        }
        TokenError::Endpoint { blocked_for, .. } => tr!(
            "token-endpoint-blocked",
            "the token endpoint gave no token, the password is not sent again for {time}",
            time = duration(*blocked_for)
        ),
        TokenError::HeldBack { blocked_for, .. } => tr!(
            "token-held-back",
            "earlier token requests of this account failed, its password is not sent for {time}",
            time = duration(*blocked_for)
        ),
        TokenError::TokensRefused {
            scopes,
            blocked_for,
        } => tr!(
            "tokens-refused",
            "the API refuses fresh tokens for the scopes \"{scopes}\", none is requested for {time}",
            scopes,
            time = duration(*blocked_for)
        ),
        TokenError::TimedOut { scopes, after } => tr!(
            "token-timed-out",
            "no token for the scopes \"{scopes}\" within {time}",
            scopes,
            time = duration(*after)
        ),
        _ => return None,
    })
}

fn of_endpoint(error: &EndpointError) -> Option<String> {
    Some(match error {
        EndpointError::Unreachable(_) => tr!(
            "endpoint-unreachable",
            "no connection to the token endpoint"
        ),
        EndpointError::Broken(_) => tr!(
            "endpoint-broken",
            "the exchange with the token endpoint broke off"
        ),
        EndpointError::TimedOut { after } => tr!(
            "endpoint-timed-out",
            "the token endpoint gave no complete response within {time}",
            time = duration(*after)
        ),
        EndpointError::Redirected { status } => tr!(
            "endpoint-redirected",
            "the token endpoint redirected ({status}), which is not followed; check the token URL",
            status
        ),
        EndpointError::Unavailable { status, code } => responded(
            false,
            &format!("{status}{}", prefixed(", ", code.as_deref())),
        ),
        _ => return None,
    })
}

fn of_refusal(refusal: &Refusal) -> String {
    let code = prefixed(", ", refusal.code());
    let description = prefixed(": ", refusal.description());
    let words = format!("{}{code}{description}", refusal.status());
    responded(refusal.is_by_api(), &words)
}

fn responded(is_api: bool, words: &str) -> String {
    if is_api {
        tr!("api-responded", "the API responded with {words}", words)
    } else {
        tr!(
            "endpoint-responded",
            "the token endpoint responded with {words}",
            words
        )
    }
}

fn prefixed(prefix: &str, text: Option<&str>) -> String {
    text.map_or_else(String::new, |text| format!("{prefix}{text}"))
}

/// The text of an error of the operating system.
fn of_system(error: &io::Error) -> Option<String> {
    let code = error.raw_os_error()?;
    let text = match error.kind() {
        ErrorKind::NotFound => tr!("system-not-found", "it does not exist"),
        ErrorKind::PermissionDenied => tr!("system-denied", "the access is denied"),
        ErrorKind::AlreadyExists => tr!("system-exists", "it exists already"),
        ErrorKind::IsADirectory => tr!("system-folder", "it is a folder"),
        ErrorKind::NotADirectory => tr!("system-no-folder", "a part of the path is not a folder"),
        ErrorKind::StorageFull => tr!("system-full", "the disk is full"),
        ErrorKind::ConnectionRefused => tr!("system-refused", "the connection is refused"),
        ErrorKind::AddrInUse => tr!("system-in-use", "the address is in use"),
        _ => return None,
    };
    Some(tr!(
        "system-code",
        "{text} (error {code} of the system)",
        text,
        code
    ))
}

fn duration(time: Duration) -> String {
    format!("{time:?}")
}

/// The text of a violation of a value.
pub fn of_violation(contract: &Contract, violation: &FieldViolation) -> String {
    let rule = (violation.rule, violation.document_pointer.as_str());
    explained(contract, rule, &violation.text)
}

/// A violation of a request or a response, with its operation and location.
pub fn of_message(contract: &Contract, violation: &Violation) -> String {
    if !is_spanish() {
        return violation.to_string();
    }
    let direction = match violation.direction {
        Direction::Request => tr!("direction-request", "request"),
        Direction::Response => tr!("direction-response", "response"),
    };
    tr!(
        "violation-of-message",
        "{operation}: {direction} {part}: {rule}: {text} (document {document})",
        operation = violation.operation.as_deref().unwrap_or("-"),
        direction,
        part = one_line(&violation.message_pointer),
        rule = violation.rule,
        text = text_of_message(contract, violation),
        document = one_line(&violation.document_pointer)
    )
}

/// The text of a violation of a request or a response.
pub fn text_of_message(contract: &Contract, violation: &Violation) -> String {
    match violation.rule {
        // the user cannot add a missing part of a response
        Rule::Required | Rule::ParameterMissing | Rule::BodyMissing if is_spanish() => {
            tr!("row-missing", "is missing")
        }
        rule => {
            let rule = (rule, violation.document_pointer.as_str());
            explained(contract, rule, &violation.text)
        }
    }
}

/// The Spanish text for a rule and the value of its keyword in the document. This English text if the user's language is English,
/// or if the rule has no Spanish text.
fn explained(contract: &Contract, (rule, pointer): (Rule, &str), english: &str) -> String {
    let limit = contract.document().pointer(pointer);
    let limit = limit.map(|limit| match limit {
        Value::Array(values) => values.iter().map(value_text).collect::<Vec<_>>().join(", "),
        other => value_text(other),
    });
    let spanish = is_spanish().then(|| of_rule(rule, &limit.unwrap_or_default()));
    spanish.flatten().unwrap_or_else(|| english.to_owned())
}

fn of_rule(rule: Rule, limit: &str) -> Option<String> {
    Some(match rule {
        Rule::UnknownField => tr!("rule-unknown-field", "is not a field of this operation"),
        Rule::ParameterMissing | Rule::Required | Rule::BodyMissing => {
            tr!("rule-missing", "is missing; give it")
        }
        Rule::Type => tr!("rule-type", "is not of the type {limit}", limit),
        Rule::Enum => tr!("rule-enum", "is not one of {limit}", limit),
        Rule::Format if limit.starts_with("amount") => tr!(
            "rule-amount",
            "is not an amount that can be read in one way; write digits, such as 100000,00 or 100000.00"
        ),
        Rule::Format if limit.starts_with("date") => {
            tr!("rule-date", "is not a date; write it as 2026-01-15")
        }
        Rule::Format if limit == "integer" => {
            tr!("rule-integer", "is not a whole number; write digits only")
        }
        Rule::Format => tr!("rule-format", "is not of the format {limit}", limit),
        Rule::Pattern => tr!("rule-pattern", "does not match {limit}", limit),
        Rule::Minimum => tr!("rule-minimum", "is less than {limit}", limit),
        Rule::Maximum => tr!("rule-maximum", "is more than {limit}", limit),
        Rule::MultipleOf => tr!("rule-multiple", "is not a multiple of {limit}", limit),
        Rule::MinLength => tr!(
            "rule-min-length",
            "has fewer characters than {limit}",
            limit
        ),
        Rule::MaxLength => tr!("rule-max-length", "has more characters than {limit}", limit),
        Rule::MinItems => tr!("rule-min-items", "has fewer items than {limit}", limit),
        Rule::MaxItems => tr!("rule-max-items", "has more items than {limit}", limit),
        Rule::UniqueItems => tr!("rule-unique", "has equal items"),
        Rule::AdditionalProperties => {
            tr!(
                "rule-additional",
                "has a property that the document excludes"
            )
        }
        Rule::ReadOnly => tr!("rule-read-only", "is only for responses"),
        _ => return None,
    })
}

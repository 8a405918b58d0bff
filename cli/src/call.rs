//! Calls the API with named values: the document checks them, and the generated client sends them.

use api_transport::{
    BodyBuffer, ByteStream, Error, NotUnderstood, NotUnderstoodReason, ResponseValue, Tolerated,
    UnreadRow,
};
use bytes::Bytes;
use classifications_contract::{FieldViolation, Values};
use futures_util::StreamExt as _;
use http::{HeaderMap, StatusCode};

use crate::api::{Api, Command};
use crate::error::{CommandError, Invalid, RejectedResponse};
use crate::language::causes;
use crate::tr;

/// The maximum size of a stream that is read, in bytes.
const MAX_STREAM: usize = 256 * 1024 * 1024;

/// A response with a success status.
pub struct Success {
    pub status: StatusCode,
    pub body: Bytes,
    /// The gateway's transaction id.
    pub transaction: Option<String>,
    /// The parts that the client tolerated.
    pub tolerated: Vec<Tolerated>,
    /// The rows that the client cannot read.
    pub unread: Vec<UnreadRow>,
    /// The error for the parts that the client does not understand.
    pub error: Option<CommandError>,
}

/// Checks values; the error lists all that the document does not allow.
pub fn check(api: &Api, command: &Command, values: &Values) -> Result<(), CommandError> {
    let violations = api.contract.check_values(&command.operation, values);
    if violations.is_empty() {
        return Ok(());
    }
    let invalid = violations
        .into_iter()
        .map(|violation| invalid(api, command, violation));
    Err(CommandError::Values(
        command.name.clone(),
        invalid.collect(),
    ))
}

/// Converts the result of a call. A response with a success status that the client does not understand is a success with
/// an `error` if its body was received in full.
pub async fn success<T, E>(
    command: &Command,
    result: Result<ResponseValue<T>, Error<E>>,
    into_stream: impl FnOnce(T) -> Option<ByteStream>,
    language: &str,
) -> Result<Success, CommandError> {
    match result {
        Ok(response) => read(response, into_stream).await,
        Err(Error::NotUnderstood(error)) if error.is_complete() => Ok(Success {
            status: error.status(),
            body: error.text(),
            transaction: transaction(error.headers()),
            tolerated: Vec::new(),
            unread: Vec::new(),
            error: Some(CommandError::call::<()>(Error::NotUnderstood(error))),
        }),
        Err(error) => Err(failed(command, error, language)),
    }
}

/// Converts the error of a call, with the document's explanations in this language.
pub fn failed<E>(command: &Command, error: Error<E>, language: &str) -> CommandError {
    match error {
        Error::Rejected(rejected) => {
            let rejected = RejectedResponse::new(&rejected, command.reason.as_deref(), language);
            CommandError::Rejected(Box::new(rejected))
        }
        error => CommandError::call(error),
    }
}

/// Reads a response, including a body that the client returns as a stream.
async fn read<T>(
    response: ResponseValue<T>,
    into_stream: impl FnOnce(T) -> Option<ByteStream>,
) -> Result<Success, CommandError> {
    let (status, headers) = (response.status(), response.headers().clone());
    let mut body = response.text().clone();
    let (tolerated, unread) = (
        response.tolerated().to_vec(),
        response.unread_rows().to_vec(),
    );
    let error = (!unread.is_empty()).then_some(CommandError::UnreadRows(unread.len()));
    if let Some(stream) = into_stream(response.into_inner()) {
        let mut stream = stream.into_inner();
        let mut buffer = BodyBuffer::new(MAX_STREAM);
        while let Some(chunk) = stream.next().await {
            if let Err(reason) = chunk
                .map_err(NotUnderstoodReason::Truncated)
                .and_then(|chunk| buffer.push(chunk))
            {
                let error =
                    NotUnderstood::new(status, headers.clone(), reason, &buffer.into_bytes());
                return Err(CommandError::call::<()>(Error::NotUnderstood(error)));
            }
        }
        body = buffer.into_bytes();
    }
    Ok(Success {
        status,
        body,
        transaction: transaction(&headers),
        tolerated,
        unread,
        error,
    })
}

/// The gateway's transaction id in the headers of a response.
pub fn transaction(headers: &HeaderMap) -> Option<String> {
    let id = headers.get("x-global-transaction-id")?.to_str().ok()?;
    Some(id.to_owned())
}

fn invalid(api: &Api, command: &Command, violation: FieldViolation) -> Invalid {
    let text = causes::of_violation(&api.contract, &violation);
    let field = &violation.field;
    let option = command.options.iter().find(|option| {
        let rest = field.strip_prefix(&option.field.name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    });
    let name = match option {
        Some(option) => match &option.environment {
            Some(variable) => tr!(
                "option-or",
                "--{option} (or {variable})",
                option = option.name,
                variable
            ),
            None => format!("--{}", option.name),
        },
        None => field.clone(),
    };
    Invalid {
        name,
        rule: violation.rule.name().to_owned(),
        value: violation.value,
        text,
    }
}

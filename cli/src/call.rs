//! A call of the API by named values: checked by the document, sent by the generated client.

use api_transport::{BodyBuffer, ByteStream, Error, Fault, NotUnderstood, ResponseValue};
use bytes::Bytes;
use classifications_contract::{FieldViolation, Values};
use futures_util::StreamExt as _;
use http::StatusCode;

use crate::api::{Api, Command};
use crate::arguments::Display;
use crate::failure::{Failure, Invalid, Refused};
use crate::output;
use crate::service::Caller;
use crate::since::Since;

/// A stream is read up to this size: 256 MiB.
const LARGEST_STREAM: usize = 256 * 1024 * 1024;

/// A response with a success status.
pub struct Success {
    pub status: StatusCode,
    pub body: Bytes,
    /// What the client does not understand of it.
    pub fault: Option<Failure>,
}

/// Calls the operation with values that were checked, and prints the response.
pub async fn run(
    caller: &Caller,
    command: &Command,
    values: Values,
    (display, since): (&Display, Option<Since<'_>>),
) -> Result<(), Failure> {
    let success = caller.send(command, values, &display.language()).await?;
    let body = match since {
        Some(since) => since.apply(success.body),
        None => success.body,
    };
    output::print(command, display, &body).map_err(|failure| match command.method.as_str() {
        "GET" | "HEAD" => failure,
        _ => Failure::Unseen(Box::new(failure)),
    })?;
    success.fault.map_or(Ok(()), Err)
}

/// Reports all values that the document does not allow.
pub fn check(api: &Api, command: &Command, values: &Values) -> Result<(), Failure> {
    let violations = api.contract.check_values(&command.operation, values);
    if violations.is_empty() {
        return Ok(());
    }
    let invalid = violations.into_iter().map(|found| invalid(command, found));
    Err(Failure::Values(command.name.clone(), invalid.collect()))
}

/// What became of a call. A success that the client does not understand is one all the same, where its body
/// has arrived.
pub async fn success<T, E>(
    command: &Command,
    called: Result<ResponseValue<T>, Error<E>>,
    into_stream: impl FnOnce(T) -> Option<ByteStream>,
    language: &str,
) -> Result<Success, Failure> {
    match called {
        Ok(response) => read(response, into_stream).await,
        Err(Error::NotUnderstood(error)) if error.is_complete() => Ok(Success {
            status: error.status(),
            body: error.text(),
            fault: Some(Failure::call::<()>(Error::NotUnderstood(error))),
        }),
        Err(error) => Err(failed(command, error, language)),
    }
}

/// A call that failed, in this language.
pub fn failed<E>(command: &Command, error: Error<E>, language: &str) -> Failure {
    match error {
        Error::Rejected(rejected) => {
            let refused = Refused::new(&rejected, command.reason.as_deref(), language);
            Failure::Refused(Box::new(refused))
        }
        error => Failure::call(error),
    }
}

/// The body of a success; one that the client hands on as a stream is read here.
async fn read<T>(
    response: ResponseValue<T>,
    into_stream: impl FnOnce(T) -> Option<ByteStream>,
) -> Result<Success, Failure> {
    let (status, headers) = (response.status(), response.headers().clone());
    let mut body = response.text().clone();
    let fault = Failure::unread(response.unread_rows().len());
    if let Some(stream) = into_stream(response.into_inner()) {
        let mut stream = stream.into_inner();
        let mut buffer = BodyBuffer::new(LARGEST_STREAM);
        while let Some(piece) = stream.next().await {
            if let Err(fault) = piece.map_err(Fault::Truncated).and_then(|p| buffer.push(p)) {
                let error = NotUnderstood::new(status, headers, fault, &buffer.into_bytes());
                return Err(Failure::call::<()>(Error::NotUnderstood(error)));
            }
        }
        body = buffer.into_bytes();
    }
    Ok(Success {
        status,
        body,
        fault,
    })
}

fn invalid(command: &Command, violation: FieldViolation) -> Invalid {
    let field = &violation.field;
    let option = command.options.iter().find(|option| {
        let rest = field.strip_prefix(&option.field.name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    });
    let what = match option {
        Some(option) => match &option.environment {
            Some(variable) => format!("--{} (or {variable})", option.name),
            None => format!("--{}", option.name),
        },
        None => field.clone(),
    };
    Invalid {
        what,
        rule: violation.rule.name().to_owned(),
        value: violation.value,
        text: violation.text,
    }
}

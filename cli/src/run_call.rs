//! Runs a command of the document: one call, whose response is printed.

use classifications_contract::Values;

use crate::api::Command;
use crate::arguments::{Display, Format};
use crate::call::Success;
use crate::error::CommandError;
use crate::output::{self, Envelope, Json, envelope};
use crate::service::Caller;
use crate::since::Since;

/// Calls the operation with values that are already checked, and prints the response.
pub async fn run(
    caller: &Caller,
    command: &Command,
    values: Values,
    (display, since): (&Display, Option<Since<'_>>),
) -> Result<(), CommandError> {
    let result = caller.send(command, values, &display.language()).await;
    let mut success = result.map_err(|error| envelope::failed(command, display, error))?;
    if let Some(since) = since {
        success.body = since.apply(success.body);
    }
    let printed = if display.output == Format::Envelope {
        print_envelope(command, &success)
    } else {
        output::print(command, display, &success.body)
    };
    printed.map_err(|error| {
        if command.is_unsafe() {
            CommandError::NotPrinted(Box::new(error))
        } else {
            error
        }
    })?;
    success.error.map_or(Ok(()), Err)
}

/// Prints a response in its envelope.
fn print_envelope(command: &Command, success: &Success) -> Result<(), CommandError> {
    let mut envelope = Envelope::default();
    envelope.received(success.status.as_u16(), success.transaction.as_deref());
    envelope.departures(None, &success.tolerated, &success.unread);
    let body = Json::of_body(&success.body);
    let rows = body.as_ref().and_then(|body| {
        let rows = output::rows_of(body, command.rows.as_deref())?;
        Some(rows.into_iter().cloned().collect())
    });
    envelope.body(body, rows);
    envelope.print(command, success.error.as_ref())
}

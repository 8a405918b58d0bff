//! The envelope of `--output envelope`: one JSON object about a call, successful or not. Its schema is
//! `docs/envelope.schema.json`. Within a version, members can be added; none is removed or changes its meaning.

use api_transport::{Tolerated, UnreadRow};

use super::{Json, line};
use crate::api::Command;
use crate::arguments::{Display, Format};
use crate::error::{CommandError, ErrorReport};

/// The version of the schema.
const VERSION: &str = "1";

/// The known parts of a call.
#[derive(Debug, Default)]
pub struct Envelope {
    status: Option<u16>,
    transaction: Option<String>,
    tolerated: Vec<Json>,
    unread: Vec<Json>,
    /// The number of fetched pages; `None` for a call without pages.
    pages: Option<u32>,
    rows: Option<Vec<Json>>,
    body: Option<Json>,
}

impl Envelope {
    /// Sets the status and the transaction id of a response, or of one more page.
    pub fn received(&mut self, status: u16, transaction: Option<&str>) {
        self.status = Some(status);
        self.transaction = transaction.map(str::to_owned);
    }

    /// Adds the tolerated parts and the unreadable rows of a page; `page` is `None` for a call without pages.
    pub fn departures(&mut self, page: Option<u32>, tolerated: &[Tolerated], unread: &[UnreadRow]) {
        let departure = |pointer: &str, description: String| {
            let members = [
                ("page", number(page)),
                ("pointer", Json::String(pointer.to_owned())),
                ("what", Json::String(description)),
            ];
            object(members)
        };
        let found = tolerated
            .iter()
            .map(|found| departure(&found.pointer, found.what.to_string()));
        self.tolerated.extend(found);
        let found = unread
            .iter()
            .map(|found| departure(&found.pointer, "a row that cannot be read".to_owned()));
        self.unread.extend(found);
    }

    /// Sets the body and its rows.
    pub fn body(&mut self, body: Option<Json>, rows: Option<Vec<Json>>) {
        (self.body, self.rows) = (body, rows);
    }

    /// Sets the number of pages, and their rows.
    pub fn rows(&mut self, pages: u32, rows: Vec<Json>) {
        (self.pages, self.rows) = (Some(pages), Some(rows));
    }

    /// Prints the envelope of a call that succeeded, or failed with this error.
    pub fn print(
        self,
        command: &Command,
        error: Option<&CommandError>,
    ) -> Result<(), CommandError> {
        let report = error.map(|error| ErrorReport(error).object());
        let of_error = |name: &str| match report.as_ref()?.at(&[name.to_owned()])? {
            Json::Null => None,
            value => Some(value.clone()),
        };
        let text = |text: &str| Json::String(text.to_owned());
        let status = self.status.map(|status| Json::Number(status.to_string()));
        let transaction = self.transaction.map(Json::String);
        let members = [
            ("envelope", Json::Number(VERSION.to_owned())),
            ("command", text(&command.name)),
            ("operation", text(&command.operation)),
            (
                "outcome",
                of_error("kind").unwrap_or_else(|| text("success")),
            ),
            ("status", or_null(status.or_else(|| of_error("status")))),
            (
                "transactionId",
                or_null(transaction.or_else(|| of_error("transactionId"))),
            ),
            ("tolerated", Json::Array(self.tolerated)),
            ("unreadRows", Json::Array(self.unread)),
            ("pages", number(self.pages)),
            ("rows", or_null(self.rows.map(Json::Array))),
            ("body", or_null(self.body.or_else(|| error?.body()))),
            ("error", or_null(report)),
        ];
        line(&object(members).pretty())
    }
}

/// Prints the envelope of a failed call if the output format is `envelope`, and returns the error.
pub fn failed(command: &Command, display: &Display, error: CommandError) -> CommandError {
    if display.output == Format::Envelope {
        // the exit code and standard error report the error, even if the envelope cannot be printed
        let _ = Envelope::default().print(command, Some(&error));
    }
    error
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    let members = members.map(|(name, value)| (name.to_owned(), value));
    Json::Object(members.into())
}

fn or_null(value: Option<Json>) -> Json {
    value.unwrap_or(Json::Null)
}

fn number(number: Option<u32>) -> Json {
    or_null(number.map(|number| Json::Number(number.to_string())))
}

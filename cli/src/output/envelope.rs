//! The envelope of `--output envelope`: one JSON object about a call, whatever came of it. Its form is published as
//! `docs/envelope.schema.json`; members are added to a version, and none is removed or changes its meaning.

use api_transport::{Tolerated, UnreadRow};

use super::{Json, line};
use crate::api::Command;
use crate::arguments::{Display, Format};
use crate::error::{CommandError, ErrorReport};

/// The version of the form.
const VERSION: &str = "1";

/// The known parts of a call.
#[derive(Debug, Default)]
pub struct Envelope {
    status: Option<u16>,
    transaction: Option<String>,
    tolerated: Vec<Json>,
    unread: Vec<Json>,
    /// How many pages were fetched; `None` for a call without pages.
    pages: Option<u32>,
    rows: Option<Vec<Json>>,
    body: Option<Json>,
}

impl Envelope {
    /// The response, or one more page.
    pub fn received(&mut self, status: u16, transaction: Option<&str>) {
        self.status = Some(status);
        self.transaction = transaction.map(str::to_owned);
    }

    /// The tolerated parts and the unreadable rows of a page or of the only response.
    pub fn departures(&mut self, page: Option<u32>, tolerated: &[Tolerated], unread: &[UnreadRow]) {
        let noted = |pointer: &str, what: String| {
            let members = [
                ("page", number(page)),
                ("pointer", Json::String(pointer.to_owned())),
                ("what", Json::String(what)),
            ];
            object(members)
        };
        let found = tolerated
            .iter()
            .map(|found| noted(&found.pointer, found.what.to_string()));
        self.tolerated.extend(found);
        let found = unread
            .iter()
            .map(|found| noted(&found.pointer, "a row that cannot be read".to_owned()));
        self.unread.extend(found);
    }

    /// The whole body and its rows.
    pub fn body(&mut self, body: Option<Json>, rows: Option<Vec<Json>>) {
        (self.body, self.rows) = (body, rows);
    }

    /// The rows of several pages.
    pub fn rows(&mut self, pages: u32, rows: Vec<Json>) {
        (self.pages, self.rows) = (Some(pages), Some(rows));
    }

    /// Prints the envelope of a call that succeeded, or failed in this way.
    pub fn print(
        self,
        command: &Command,
        failure: Option<&CommandError>,
    ) -> Result<(), CommandError> {
        let error = failure.map(|failure| ErrorReport(failure).object());
        let of_error = |name: &str| match error.as_ref()?.at(&[name.to_owned()])? {
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
            ("body", or_null(self.body.or_else(|| failure?.body()))),
            ("error", or_null(error)),
        ];
        line(&object(members).pretty())
    }
}

/// Prints the envelope of a call that has no response, where envelopes are asked for.
pub fn failed(command: &Command, display: &Display, failure: CommandError) -> CommandError {
    if display.output != Format::Envelope {
        return failure;
    }
    let printed = Envelope::default().print(command, Some(&failure));
    // what cannot be printed is said by the exit code and standard error
    drop(printed);
    failure
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

//! Lists of several pages: their rows are printed as one list.

use classifications_auth::Pages;
use futures_util::TryStreamExt as _;

use crate::api::Command;
use crate::arguments::{Display, Format};
use crate::call::{self, Success};
use crate::error::{CommandError, Incomplete};
use crate::output::{self, Envelope, Json, envelope};
use crate::since::Since;
use crate::telemetry;
use crate::tr;

/// A list to be printed.
pub struct List<'a> {
    pub command: &'a Command,
    pub display: &'a Display,
    /// The maximum number of pages.
    pub max_pages: u32,
    /// The filter of rows; `None` for all rows.
    pub since: Option<Since<'a>>,
}

impl List<'_> {
    /// Fetches the pages and prints their rows. JSON Lines are printed page by page, other formats after the last page or the
    /// first error.
    pub async fn show<T, E>(&self, pages: Pages<'_, T, E>) -> Result<(), CommandError> {
        let mut pages = telemetry::pages(&self.command.operation, pages);
        let (mut rows, mut count, mut cursor) = (Vec::new(), 0, None);
        let (mut unread, mut envelope) = (0, Envelope::default());
        let result = loop {
            if count == self.max_pages && cursor.is_some() {
                break Err(None);
            }
            let page = match pages.try_next().await {
                Ok(Some(page)) => page,
                Ok(None) => break Ok(()),
                Err(error) => {
                    let language = self.display.language();
                    break Err(Some(call::failed(self.command, error, &language)));
                }
            };
            count += 1;
            cursor = page.next_cursor().map(str::to_owned);
            if page.repeats_cursor() {
                output::note(&tr!(
                    "cursor-repeated",
                    "a page repeats an earlier cursor: the list may be incomplete"
                ));
            }
            unread += page.unread_rows().len();
            let transaction = call::transaction(page.headers());
            envelope.received(page.status().as_u16(), transaction.as_deref());
            envelope.departures(Some(count), page.tolerated(), page.unread_rows());
            let page_rows = self.rows_of(page.text());
            if self.display.output == Format::Jsonl {
                self.print(&page_rows)?;
            } else {
                rows.extend(page_rows);
            }
        };
        let error = match result {
            // there is nothing to print
            Err(Some(error)) if count == 0 => {
                return Err(envelope::failed(self.command, self.display, error));
            }
            Err(reason) => Some(self.incomplete(count, cursor.as_deref(), reason)),
            Ok(()) => (unread > 0).then_some(CommandError::UnreadRows(unread)),
        };
        match self.display.output {
            Format::Jsonl => {}
            Format::Envelope => {
                envelope.rows(count, rows);
                envelope.print(self.command, error.as_ref())?;
            }
            _ => self.print(&rows)?,
        }
        error.map_or(Ok(()), Err)
    }

    fn rows_of(&self, body: &[u8]) -> Vec<Json> {
        let Ok(json) = Json::parse(body) else {
            return Vec::new();
        };
        let rows = output::rows_of(&json, self.command.rows.as_deref());
        let rows = rows.unwrap_or_default().into_iter();
        let since = self.since.as_ref();
        let wanted = rows.filter(|row| since.is_none_or(|since| since.keeps(row)));
        wanted.cloned().collect()
    }

    fn print(&self, rows: &[Json]) -> Result<(), CommandError> {
        let rows: Vec<&Json> = rows.iter().collect();
        output::print_rows(self.command, self.display, &rows, false)
    }

    fn incomplete(
        &self,
        pages: u32,
        cursor: Option<&str>,
        reason: Option<CommandError>,
    ) -> CommandError {
        let option = self.command.cursor.as_deref().unwrap_or_default();
        CommandError::Incomplete(Incomplete {
            pages,
            resume: format!("--{option} {}", cursor.unwrap_or_default()),
            reason: reason.map(Box::new),
        })
    }
}

/// The received rows of a list.
#[derive(Debug, Default)]
pub struct Received {
    pub rows: Vec<Json>,
    /// The number of rows that the client does not understand.
    pub unread: usize,
    /// Whether rows may be missing at the end of the list.
    pub incomplete: bool,
}

impl Received {
    /// The rows of an operation without pages.
    pub fn of_success(command: &Command, success: Success) -> Result<Self, CommandError> {
        let mut received = Self::default();
        match success.error {
            None => {}
            Some(CommandError::UnreadRows(unread)) => received.unread = unread,
            Some(error) => return Err(error),
        }
        received.add(command, &success.body);
        Ok(received)
    }

    /// Adds the rows of a body. A server may send null or nothing for an empty list.
    fn add(&mut self, command: &Command, body: &[u8]) {
        if let Ok(json) = Json::parse(body) {
            let rows = output::rows_of(&json, command.rows.as_deref());
            self.rows
                .extend(rows.unwrap_or_default().into_iter().cloned());
        }
    }
}

/// The maximum number of pages of [`receive`].
const MAX_PAGES: usize = 10_000;

/// Receives all pages of a list, or the first error. After [`MAX_PAGES`] pages, the list is incomplete.
pub async fn receive<T, E>(
    command: &Command,
    pages: Pages<'_, T, E>,
    language: &str,
) -> Result<Received, CommandError> {
    let mut pages = telemetry::pages(&command.operation, pages);
    let mut received = Received::default();
    for _ in 0..MAX_PAGES {
        let page = pages.try_next().await;
        let Some(page) = page.map_err(|error| call::failed(command, error, language))? else {
            return Ok(received);
        };
        received.incomplete |= page.repeats_cursor();
        received.unread += page.unread_rows().len();
        received.add(command, page.text());
    }
    received.incomplete = true;
    Ok(received)
}

#[cfg(test)]
mod tests {
    use api_transport::{Body, Error, Paging, Response, ResponseValue};
    use http::{HeaderMap, StatusCode};

    use super::*;
    use crate::api_tests;
    use crate::error::ErrorReport;

    const PAGING: Paging = Paging::new("codes", "/next").end(&["0"]).rows("/books");

    /// Prints a list whose pages have these cursors. Pages after the first `received` ones fail.
    async fn show(max_pages: u32, cursors: &[&str], received: usize) -> Result<(), CommandError> {
        let api = api_tests::api();
        let list = List {
            command: api.find("find").unwrap(),
            display: &Display::default(),
            max_pages,
            since: None,
        };
        let mut remaining = cursors.iter().take(received);
        let pages = api_transport::pages(Some(&PAGING), None, |_| {
            let body = remaining
                .next()
                .map(|next| format!(r#"{{"next":"{next}","books":[{{"n":1}}]}}"#));
            async move {
                let body = body.ok_or_else(|| Error::InvalidRequest("it is gone".to_owned()))?;
                let body = Body::Bytes(body.into());
                let response = Response::new(StatusCode::OK, HeaderMap::new(), body);
                ResponseValue::<serde_json::Value>::from_response::<()>(response).await
            }
        });
        list.show(pages).await
    }

    #[tokio::test]
    async fn the_error_of_an_incomplete_list_names_the_option_to_continue() {
        let cursors = ["7", "8", "0"];
        for max_pages in [3, 4] {
            assert!(show(max_pages, &cursors, 3).await.is_ok());
        }
        let bounded = show(2, &cursors, 3).await.unwrap_err();
        assert_eq!(
            ErrorReport(&bounded).to_string(),
            "error: there are more than 2 pages\n  what to do: the pages before are printed; continue with --codes 8"
        );
        assert_eq!(bounded.exit_code(), 5);
        let broken = show(3, &cursors, 1).await.unwrap_err();
        assert_eq!(
            ErrorReport(&broken).to_string(),
            "error: request not sent: an argument is missing or invalid\n  because: it is gone\n  \
             what to do: the pages before are printed; continue with --codes 7"
        );
        assert_eq!(broken.exit_code(), 1);
        let without_pages = show(3, &cursors, 0).await.unwrap_err();
        assert!(
            matches!(without_pages, CommandError::Call(_)),
            "{without_pages:?}"
        );
    }

    /// A response type that requires a number in each book.
    #[derive(serde::Deserialize)]
    struct Books {
        #[expect(dead_code, reason = "only deserialized")]
        books: Vec<Book>,
    }

    #[derive(serde::Deserialize)]
    struct Book {
        #[expect(dead_code, reason = "only deserialized")]
        n: i64,
    }

    #[tokio::test]
    async fn rows_that_cannot_be_read_are_printed_and_the_exit_code_is_4() {
        let api = api_tests::api();
        let (command, display) = (api.find("find").unwrap(), &Display::default());
        let list = List {
            command,
            display,
            max_pages: 9,
            since: None,
        };
        let response = || async {
            let body = Body::Bytes(r#"{"books":[{"n":1},{"n":"one"}]}"#.into());
            let response = Response::new(StatusCode::OK, HeaderMap::new(), body);
            ResponseValue::<Books>::from_response::<()>(response).await
        };
        let page = response().await.unwrap();
        assert_eq!(list.rows_of(page.text()).len(), 2);
        let unread = list.show(api_transport::pages(Some(&PAGING), None, |_| response()));
        let unread = unread.await.unwrap_err();
        assert_eq!(unread.exit_code(), 4);
        let success = call::success(command, response().await, |_| None, "en").await;
        let success = success.unwrap_or_else(|error| panic!("{error}"));
        assert!(matches!(success.error, Some(CommandError::UnreadRows(1))));
    }
}

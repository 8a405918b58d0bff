//! Paged lists: each response has the cursor of the next page.

use std::collections::HashSet;
use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;

use futures_core::Stream;
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use serde_json::value::RawValue;

use crate::{Error, Paging, ResponseValue, pointer};

/// The pages of a list in their order. A page is requested when the stream is polled for it, by a separate call with its
/// own retries. An error ends the stream; the [cursor](Page::next_cursor) of the last page continues the list.
pub type Pages<'a, T, E> = Pin<Box<dyn Stream<Item = Result<Page<T>, Error<E>>> + Send + 'a>>;

/// The rows of all pages.
pub type Rows<'a, R, E> = Pin<Box<dyn Stream<Item = Result<R, Error<E>>> + Send + 'a>>;

/// A page: its response, and the cursor of the next one.
#[derive(Debug, Clone)]
pub struct Page<T> {
    response: ResponseValue<T>,
    next: Option<String>,
    repeats: bool,
    rows: Option<&'static str>,
}

impl<T> Page<T> {
    /// The cursor of the next page; `None` at the end of the list.
    #[must_use]
    pub fn next_cursor(&self) -> Option<&str> {
        self.next.as_deref()
    }

    /// Whether the list ends because the server sent a cursor that was used before. The list may be incomplete.
    #[must_use]
    pub fn repeats_cursor(&self) -> bool {
        self.repeats
    }

    /// The rows as JSON; empty if the document does not define where they are, or if there is no list.
    #[must_use]
    pub fn rows(&self) -> Vec<&RawValue> {
        let rows = self
            .rows
            .and_then(|rows| pointer::at(self.response.text(), rows));
        let rows = rows.and_then(|rows| serde_json::from_str(rows.get()).ok());
        rows.unwrap_or_default()
    }

    /// The response.
    #[must_use]
    pub fn into_response(self) -> ResponseValue<T> {
        self.response
    }
}

/// The response.
impl<T> Deref for Page<T> {
    type Target = ResponseValue<T>;

    fn deref(&self) -> &ResponseValue<T> {
        &self.response
    }
}

/// The pages of `call`. Its argument is the cursor of the page, or `None` for the first page, whose cursor is `first`.
/// Without paging, there is one page.
#[doc(hidden)]
pub fn pages<'a, T: 'a, E: 'a, Called>(
    paging: Option<&'static Paging>,
    first: Option<String>,
    call: impl FnMut(Option<String>) -> Called + Send + 'a,
) -> Pages<'a, T, E>
where
    Called: Future<Output = Result<ResponseValue<T>, Error<E>>> + Send + 'a,
{
    let seen: HashSet<String> = first.into_iter().collect();
    let state = Some((None, seen, call));
    Box::pin(stream::try_unfold(state, move |state| async move {
        let Some((cursor, mut seen, mut call)) = state else {
            return Ok(None);
        };
        let response = call(cursor).await?;
        let (next, repeats) = next(paging, response.text(), &mut seen);
        let page = Page {
            response,
            next: next.clone(),
            repeats,
            rows: paging.and_then(|paging| paging.rows),
        };
        Ok(Some((page, next.map(|next| (Some(next), seen, call)))))
    }))
}

/// The next cursor, and whether the list ends because this cursor was used before.
fn next(
    paging: Option<&'static Paging>,
    body: &[u8],
    seen: &mut HashSet<String>,
) -> (Option<String>, bool) {
    let next = paging.and_then(|paging| {
        let next = pointer::text_at(body, paging.next)?;
        (!paging.end.contains(&next.as_str())).then_some(next)
    });
    match next {
        Some(next) if seen.insert(next.clone()) => (Some(next), false),
        Some(_) => (None, true),
        None => (None, false),
    }
}

/// The rows that `rows` takes from each page.
#[doc(hidden)]
pub fn rows<'a, T: 'a, E: 'a, R: Send + 'a>(
    pages: Pages<'a, T, E>,
    rows: fn(T) -> Vec<R>,
) -> Rows<'a, R, E> {
    let rows = pages.map_ok(move |page| {
        let rows = rows(page.response.into_inner());
        stream::iter(rows).map(Ok::<R, Error<E>>)
    });
    Box::pin(rows.try_flatten())
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use http::{HeaderMap, StatusCode};
    use serde_json::Value;

    use super::*;
    use crate::{Body, Response};

    const PAGING: Paging = Paging::new("cursor", "/next").end(&["0"]).rows("/rows");

    /// The result of reading all pages.
    struct Fetched {
        /// The cursors of the requests.
        cursors: Vec<Option<String>>,
        pages: Vec<Page<Value>>,
        failed: bool,
    }

    /// The pages with these bodies. The call after the last one fails.
    fn list<'a>(
        paging: Option<&'static Paging>,
        first: Option<&str>,
        bodies: &'a [&'a str],
        requested: Arc<Mutex<Vec<Option<String>>>>,
    ) -> Pages<'a, Value, ()> {
        let mut remaining = bodies.iter();
        pages(paging, first.map(str::to_owned), move |cursor| {
            requested.lock().unwrap().push(cursor);
            let body = remaining.next().copied();
            async move {
                let body = body.ok_or_else(|| Error::InvalidRequest("none".to_owned()))?;
                let body = Body::Bytes(body.to_owned().into());
                let response = Response::new(StatusCode::OK, HeaderMap::new(), body);
                ResponseValue::from_response(response).await
            }
        })
    }

    async fn fetch(
        paging: Option<&'static Paging>,
        first: Option<&str>,
        bodies: &[&str],
    ) -> Fetched {
        let requested = Arc::default();
        let mut pages = vec![];
        let mut failed = false;
        let mut stream = list(paging, first, bodies, Arc::clone(&requested));
        while let Some(page) = stream.next().await {
            match page {
                Ok(page) => pages.push(page),
                Err(_) => failed = true,
            }
        }
        let cursors = requested.lock().unwrap().clone();
        Fetched {
            cursors,
            pages,
            failed,
        }
    }

    /// The cursors of the requests: none in the first one, then these.
    fn cursors(cursors: &[&str]) -> Vec<Option<String>> {
        let later = cursors.iter().map(|cursor| Some((*cursor).to_owned()));
        std::iter::once(None).chain(later).collect()
    }

    #[tokio::test]
    async fn each_page_is_requested_with_the_cursor_of_the_one_before() {
        let bodies = [
            r#"{"next":"7","rows":[1.50,{"a":2}]}"#,
            r#"{"next":8,"rows":null}"#,
            r#"{"next":"0","rows":[3]}"#,
            "{}",
        ];
        let fetched = fetch(Some(&PAGING), None, &bodies).await;
        assert_eq!(fetched.cursors, cursors(&["7", "8"]));
        let rows = fetched.pages.iter().flat_map(Page::rows);
        let rows: Vec<&str> = rows.map(RawValue::get).collect();
        assert_eq!(rows, ["1.50", r#"{"a":2}"#, "3"]);
        let next = fetched.pages.iter().map(Page::next_cursor);
        assert_eq!(next.collect::<Vec<_>>(), [Some("7"), Some("8"), None]);
        assert!(!fetched.pages[2].repeats_cursor() && !fetched.failed);
    }

    #[tokio::test]
    async fn an_end_or_an_absent_cursor_ends_the_list() {
        for body in [
            r#"{"next":"0"}"#,
            r#"{"next":null}"#,
            r#"{"next":""}"#,
            "{}",
            "[]",
        ] {
            let fetched = fetch(Some(&PAGING), None, &[body, "{}"]).await;
            assert_eq!((fetched.pages.len(), fetched.failed), (1, false), "{body}");
            assert!(!fetched.pages[0].repeats_cursor());
        }
        let without_paging = fetch(None, None, &[r#"{"next":"7","rows":[1]}"#, "{}"]).await;
        assert_eq!(without_paging.pages.len(), 1);
        assert!(without_paging.pages[0].rows().is_empty());
    }

    #[tokio::test]
    async fn a_cursor_that_was_used_before_ends_the_list_and_is_reported() {
        let bodies = [
            r#"{"next":"7"}"#,
            r#"{"next":"8"}"#,
            r#"{"next":"7"}"#,
            "{}",
        ];
        let fetched = fetch(Some(&PAGING), None, &bodies).await;
        assert_eq!(fetched.cursors, cursors(&["7", "8"]));
        assert!(fetched.pages[2].repeats_cursor());
        let from_seventh = fetch(Some(&PAGING), Some("7"), &bodies).await;
        assert_eq!(from_seventh.cursors, cursors(&[]));
        assert!(from_seventh.pages[0].repeats_cursor());
    }

    #[tokio::test]
    async fn an_error_ends_the_list_and_the_last_page_has_the_cursor_that_continues_it() {
        let fetched = fetch(Some(&PAGING), None, &[r#"{"next":"7"}"#]).await;
        assert_eq!(fetched.cursors, cursors(&["7"]));
        assert!(fetched.failed);
        assert_eq!(fetched.pages[0].next_cursor(), Some("7"));
    }

    #[tokio::test]
    async fn a_page_is_requested_when_its_rows_are_needed() {
        let bodies = [
            r#"{"next":"7","rows":[1,2]}"#,
            r#"{"next":"8"}"#,
            r#"{"rows":[3]}"#,
        ];
        let rows_of = |page: Value| page["rows"].as_array().cloned().unwrap_or_default();
        let requested = Arc::default();
        let mut found = rows(
            list(Some(&PAGING), None, &bodies, Arc::clone(&requested)),
            rows_of,
        );
        for (row, requests) in [(1, 1), (2, 1), (3, 3)] {
            assert_eq!(found.next().await.unwrap().unwrap(), row);
            assert_eq!(requested.lock().unwrap().len(), requests);
        }
        assert!(found.next().await.is_none());
    }
}

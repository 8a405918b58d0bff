//! `--since`: the rows that have a date on or after a day.

use api_transport::meaning::{CompactDate, Form as _, NaiveDate};
use bytes::Bytes;
use classifications_contract::split_name;

use crate::api::Command;
use crate::output::{self, Json};
use crate::{language, tr};

/// A filter of rows by their dates.
pub struct Since<'a> {
    command: &'a Command,
    day: NaiveDate,
}

/// Parses the value of `--since`.
pub fn day(text: &str) -> Result<NaiveDate, String> {
    CompactDate::parse(text).map_err(|invalid| {
        if language::is_spanish() {
            tr!("rule-date", "is not a date; write it as 2026-01-15")
        } else {
            invalid.to_string()
        }
    })
}

impl<'a> Since<'a> {
    /// A filter that keeps the rows of a command that have a date on or after this day.
    pub fn new(command: &'a Command, day: NaiveDate) -> Self {
        Self { command, day }
    }

    /// Whether a row has a date on or after the day. A row without a valid date is kept, since it may be that recent.
    pub fn keeps(&self, row: &Json) -> bool {
        let dates = self.command.since.iter().filter_map(|name| {
            let text = row.at(&split_name(name))?.text();
            // a date-time begins with its date
            let date = text.get(..10).unwrap_or(&text);
            CompactDate::read(&text).or_else(|| CompactDate::read(date))
        });
        let dates: Vec<NaiveDate> = dates.collect();
        dates.is_empty() || dates.iter().any(|date| *date >= self.day)
    }

    /// Removes the older rows from a body. A body that is not a list is unchanged.
    pub fn apply(&self, body: Bytes) -> Bytes {
        let Ok(json) = Json::parse(&body) else {
            return body;
        };
        let Some(rows) = output::rows_of(&json, self.command.rows.as_deref()) else {
            return body;
        };
        let older: Vec<&Json> = rows.into_iter().filter(|row| !self.keeps(row)).collect();
        json.without(&older).to_string().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api_tests;

    fn kept(body: &str) -> String {
        let api = api_tests::api();
        let command = api.find("find").unwrap();
        let since = Since::new(command, day("2026-01-15").unwrap());
        String::from_utf8(since.apply(Bytes::from(body.to_owned())).to_vec()).unwrap()
    }

    #[test]
    fn only_rows_with_a_date_on_or_after_the_day_are_kept() {
        let body = r#"{"next":"0","books":[{"lent":"20260114"},{"lent":"20260115","n":1.50},
            {"lent":"0","back":{"on":"2026-02-01"}},{"lent":"2025-12-31","back":{"on":"20260301"}},
            {"lent":"2026-01-14T10:00:00Z"},{"lent":"2026-01-15T10:00:00Z"}]}"#;
        assert_eq!(
            kept(body),
            r#"{"next":"0","books":[{"lent":"20260115","n":1.50},{"lent":"0","back":{"on":"2026-02-01"}},{"lent":"2025-12-31","back":{"on":"20260301"}},{"lent":"2026-01-15T10:00:00Z"}]}"#
        );
    }

    #[test]
    fn rows_without_a_valid_date_are_kept() {
        for body in [
            r#"{"books":[{"lent":"0"},{"lent":"soon"},{},7]}"#,
            r#"{"books":null}"#,
            "not JSON",
        ] {
            assert_eq!(kept(body), body);
        }
    }

    #[test]
    fn an_invalid_day_is_rejected_with_an_example() {
        for text in ["2026-02-30", "0", "soon", ""] {
            let error = day(text).unwrap_err();
            assert!(error.contains("2026-01-15"), "{error}");
        }
    }
}

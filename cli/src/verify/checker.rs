//! Compares a response with the document, the request and the case.

use api_transport::BodyError;
use classifications_contract::Contract;

use super::call::Call;
use super::case::Case;
use super::json::{get, of_body, same, scalars};
use super::rows::Rows;
use super::session::Recorded;
use crate::language::causes;
use crate::output::{self, Json};
use crate::tr;

/// Checks responses of one operation.
pub struct Checker<'a> {
    pub contract: &'a Contract,
    pub rows: &'a Rows,
    /// The JSON pointer of the rows of a response.
    pub pointer: Option<&'a str>,
    /// The location at which a body reports that the operation failed.
    pub body_error: Option<&'static BodyError>,
}

impl Checker<'_> {
    /// The differences from the document.
    pub fn by_document(&self, call: &Call, response: &Recorded) -> Vec<String> {
        let checked = self.contract.check_response(call.operation.id, response);
        let violations = checked.violations().iter();
        let texts = violations.map(|violation| causes::of_message(self.contract, violation));
        texts.collect()
    }

    /// The differences from the document, the request and the case.
    pub fn check(&self, case: &Case, call: &Call, response: &Recorded) -> Vec<String> {
        let mut differences = self.by_document(call, response);
        let (status, expected) = (response.status().as_u16(), case.status);
        let refused = matches!(status, 400 | 404 | 409 | 422);
        if call.exact && status != expected {
            differences.push(tr!(
                "check-status",
                "the status is {status}; the case has {expected}",
                status,
                expected
            ));
        } else if status != expected && status >= 300 && !refused {
            differences.push(tr!(
                "check-neither",
                "the status is {status}, neither a success nor a refusal",
                status
            ));
        }
        let reported = self.code(response.body());
        let of_case = self.code(case.response.to_string().as_bytes());
        if call.exact && status == expected && reported != of_case {
            let words = |code: &Option<String>| match code {
                Some(code) => tr!("check-error", "the error {code}", code),
                None => tr!("check-no-error", "no error"),
            };
            let (found, expected) = (words(&reported), words(&of_case));
            differences.push(tr!(
                "check-reports",
                "the body reports {found}; the case has {expected}",
                found,
                expected
            ));
        }
        if status != expected || reported != of_case {
            return differences;
        }
        let absent = case.headers.iter();
        let absent = absent.filter(|name| !response.headers().contains_key(name.as_str()));
        differences.extend(absent.map(|name| {
            tr!(
                "check-header",
                "the header {name} of the case is absent",
                name
            )
        }));
        if status < 300 && reported.is_none() {
            let body = of_body(response.body());
            differences.extend(self.filters(case, call, &body));
            differences.extend(self.echoes(case, call, &body));
        }
        differences
    }

    /// The code of the error that a body reports.
    pub fn code(&self, body: &[u8]) -> Option<String> {
        let reported = self.body_error?.read(body)?;
        Some(reported.code().to_owned())
    }

    /// Rows that a filter should have excluded, and the requested row if it is absent. A filter is checked only if the rows
    /// of the case conform to it.
    fn filters(&self, case: &Case, call: &Call, body: &Json) -> Vec<String> {
        let mut differences = Vec::new();
        let (Some(rows), Some(of_case)) = (self.rows_of(body), self.rows_of(&case.response)) else {
            return differences;
        };
        for (name, value) in &call.query {
            let Some(column) = self.rows.column(&case.operation, name) else {
                continue;
            };
            let own = case.query.iter().find(|(own, _)| own == name);
            let keeps =
                |row: &Json, value: &Json| get(row, column).is_some_and(|v| allows(value, v));
            let counts = own.is_some_and(|(_, own)| of_case.iter().all(|row| keeps(row, own)));
            let other = rows
                .iter()
                .filter(|row| counts && !keeps(row, value))
                .count();
            if other > 0 {
                differences.push(tr!(
                    "check-filter",
                    "{other} of {rows} rows do not have {column} as the query's {name} asks",
                    other,
                    rows = rows.len(),
                    column,
                    name
                ));
            }
        }
        if let Some(key) = call.about.as_ref().and_then(|row| self.rows.key(row))
            && !rows
                .iter()
                .any(|row| self.rows.key(row).is_some_and(|own| same(own, key)))
        {
            differences.push(tr!(
                "check-row",
                "the row {key} that is asked for is absent",
                key = key.text()
            ));
        }
        differences
    }

    /// Values of the request that the response of the case repeats and this one does not.
    fn echoes(&self, case: &Case, call: &Call, body: &Json) -> Vec<String> {
        let mut differences = Vec::new();
        let (Some(own), Some(sent)) = (&case.body, &call.body) else {
            return differences;
        };
        for (name, value) in scalars(own) {
            let repeats = |at: &&str| get(&case.response, at).is_some_and(|echo| same(echo, value));
            let column = [
                Some(name.as_str()),
                self.rows.column(&case.operation, &name),
            ];
            let Some(column) = column.into_iter().flatten().find(repeats) else {
                continue;
            };
            let sent = get(sent, &name);
            match (sent, get(body, column)) {
                (Some(sent), Some(echo)) if same(sent, echo) => {}
                (Some(_), Some(_)) => differences.push(tr!(
                    "check-echo",
                    "{column} is not what the request has in {name}",
                    column,
                    name
                )),
                (Some(_), None) => differences.push(tr!(
                    "check-no-echo",
                    "{column} of the request is not repeated",
                    column
                )),
                (None, _) => {}
            }
        }
        differences
    }

    /// The rows that a success lists.
    pub fn stored_rows(&self, response: &Recorded) -> Vec<Json> {
        let body = of_body(response.body());
        let done = response.status().is_success() && self.code(response.body()).is_none();
        let rows = done.then(|| self.rows_of(&body));
        let rows = rows.flatten().unwrap_or_default();
        rows.into_iter().cloned().collect()
    }

    /// The rows of a list; `None` if a body is a single row.
    fn rows_of<'j>(&self, body: &'j Json) -> Option<Vec<&'j Json>> {
        output::rows_of(body, self.pointer)
    }
}

/// Whether a filter allows a value: one of a list, or the same.
fn allows(filter: &Json, value: &Json) -> bool {
    match filter {
        Json::Array(items) => items.iter().any(|item| item.text() == value.text()),
        scalar => scalar.text() == value.text(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::case::{self, Token};

    fn call(case: &Case) -> Option<Call> {
        let mut call = Call::new(case.known()?, Token::Valid);
        call.query.clone_from(&case.query);
        call.body.clone_from(&case.body);
        Some(call)
    }

    /// The same JSON with other texts and numbers.
    fn other(json: &Json) -> Json {
        match json {
            Json::String(text) => Json::String(format!("{text}x")),
            Json::Number(number) => Json::Number(format!("1{number}")),
            Json::Array(items) => Json::Array(items.iter().map(other).collect()),
            Json::Object(members) => {
                let members = members.iter();
                Json::Object(
                    members
                        .map(|(name, value)| (name.clone(), other(value)))
                        .collect(),
                )
            }
            same => same.clone(),
        }
    }

    #[test]
    fn rows_that_a_filter_excludes_and_values_that_are_not_repeated_are_differences() {
        let contract = Contract::from_json(classifications_spec::DOCUMENT).unwrap();
        let cases = case::all();
        let rows = Rows::of(&cases, &serde_json::Value::Null);
        let checker = Checker {
            contract: &contract,
            rows: &rows,
            pointer: None,
            body_error: None,
        };
        let (mut calls, mut filters, mut echoes) = (0, 0, 0);
        for case in cases.iter().filter(|case| case.status < 300) {
            let Some(mut call) = call(case) else { continue };
            calls += 1;
            assert!(
                checker.filters(case, &call, &case.response).is_empty(),
                "{}",
                case.name
            );
            assert!(
                checker.echoes(case, &call, &case.response).is_empty(),
                "{}",
                case.name
            );
            call.query
                .iter_mut()
                .for_each(|(_, value)| *value = other(value));
            call.body = call.body.as_ref().map(other);
            filters += checker.filters(case, &call, &case.response).len();
            echoes += checker.echoes(case, &call, &case.response).len();
        }
        // no case of another document may apply
        assert!(calls == 0 || filters + echoes > 0);
    }

    #[test]
    fn an_error_in_a_body_is_expected_where_the_case_has_it_and_has_no_rows() {
        static ERROR: BodyError = BodyError::new("/error/code", &["0"]);
        let contract = Contract::from_json(classifications_spec::DOCUMENT).unwrap();
        let mut cases = case::all();
        let rows = Rows::of(&cases, &serde_json::Value::Null);
        let checker = Checker {
            contract: &contract,
            rows: &rows,
            pointer: Some("/rows"),
            body_error: Some(&ERROR),
        };
        let case = cases
            .iter_mut()
            .find(|case| case.status == 200 && case.known().is_some());
        // no case of another document may apply
        let Some(case) = case else { return };
        let mut call = call(case).unwrap();
        call.exact = true;
        let body = |code: &str| format!(r#"{{"error":{{"code":"{code}"}},"rows":[{{"n":1}}]}}"#);
        let differences = |case: &Case, code: &str| {
            let response = http::Response::builder().status(200);
            let response = response.body(body(code).into_bytes()).unwrap();
            let of_error = |problem: &String| problem.starts_with("the body reports");
            let stored = checker.stored_rows(&response).len();
            let found = checker.check(case, &call, &response);
            (found.into_iter().find(of_error), stored)
        };
        case.response = Json::parse(body("0").as_bytes()).unwrap();
        assert_eq!(differences(case, "0"), (None, 1));
        let unexpected = "the body reports the error E1; the case has no error".to_owned();
        assert_eq!(differences(case, "E1"), (Some(unexpected), 0));
        case.response = Json::parse(body("E2").as_bytes()).unwrap();
        assert_eq!(differences(case, "E2"), (None, 0));
        let missing = "the body reports no error; the case has the error E2".to_owned();
        assert_eq!(differences(case, "0"), (Some(missing), 1));
    }
}

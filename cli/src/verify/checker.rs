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
    /// How a body reports an error; `None` if bodies report none.
    pub body_error: Option<&'static BodyError>,
}

impl Checker<'_> {
    /// The differences from the document.
    pub fn differences_from_document(&self, call: &Call, response: &Recorded) -> Vec<String> {
        let checked = self.contract.check_response(call.operation.id, response);
        let violations = checked.violations().iter();
        let texts = violations.map(|violation| causes::of_message(self.contract, violation));
        texts.collect()
    }

    /// The differences from the document, the request and the case.
    pub fn check(&self, case: &Case, call: &Call, response: &Recorded) -> Vec<String> {
        let mut differences = self.differences_from_document(call, response);
        let (status, expected) = (response.status().as_u16(), case.status);
        let is_rejected = matches!(status, 400 | 404 | 409 | 422);
        if call.exact && status != expected {
            differences.push(tr!(
                "check-status",
                "the status is {status}; the case has {expected}",
                status,
                expected
            ));
        } else if status != expected && status >= 300 && !is_rejected {
            differences.push(tr!(
                "check-neither",
                "the status is {status}, neither a success nor a rejection",
                status
            ));
        }
        let reported_code = self.code(response.body());
        let expected_code = self.code(case.response.to_string().as_bytes());
        if call.exact && status == expected && reported_code != expected_code {
            let text = |code: &Option<String>| match code {
                Some(code) => tr!("check-error", "the error {code}", code),
                None => tr!("check-no-error", "no error"),
            };
            let (found, expected) = (text(&reported_code), text(&expected_code));
            differences.push(tr!(
                "check-reports",
                "the body reports {found}; the case has {expected}",
                found,
                expected
            ));
        }
        if status != expected || reported_code != expected_code {
            return differences;
        }
        let headers = case.headers.iter();
        let absent = headers.filter(|name| !response.headers().contains_key(name.as_str()));
        differences.extend(absent.map(|name| {
            tr!(
                "check-header",
                "the header {name} of the case is absent",
                name
            )
        }));
        if status < 300 && reported_code.is_none() {
            let body = of_body(response.body());
            differences.extend(self.filter_differences(case, call, &body));
            differences.extend(self.echo_differences(case, call, &body));
        }
        differences
    }

    /// The code of the error that a body reports.
    pub fn code(&self, body: &[u8]) -> Option<String> {
        let reported = self.body_error?.read(body)?;
        Some(reported.code().to_owned())
    }

    /// Reports rows that a filter should have excluded, and the requested row if it is absent. A filter is checked only if all
    /// rows in the response of the case match the filter of the case.
    fn filter_differences(&self, case: &Case, call: &Call, body: &Json) -> Vec<String> {
        let mut differences = Vec::new();
        let (Some(rows), Some(case_rows)) = (self.rows_of(body), self.rows_of(&case.response))
        else {
            return differences;
        };
        for (name, value) in &call.query {
            let Some(column) = self.rows.column(&case.operation, name) else {
                continue;
            };
            let matches =
                |row: &Json, filter: &Json| get(row, column).is_some_and(|v| allows(filter, v));
            let filter = case.query.iter().find(|(parameter, _)| parameter == name);
            let is_reliable =
                filter.is_some_and(|(_, filter)| case_rows.iter().all(|row| matches(row, filter)));
            let other = rows
                .iter()
                .filter(|row| is_reliable && !matches(row, value))
                .count();
            if other > 0 {
                differences.push(tr!(
                    "check-filter",
                    "{other} of {rows} rows have a {column} that the query's {name} excludes",
                    other,
                    rows = rows.len(),
                    column,
                    name
                ));
            }
        }
        let target = call.target_row.as_ref();
        if let Some(target) = target.and_then(|row| self.rows.key(row))
            && !rows
                .iter()
                .any(|row| self.rows.key(row).is_some_and(|key| same(key, target)))
        {
            differences.push(tr!(
                "check-row",
                "the requested row {key} is absent",
                key = target.text()
            ));
        }
        differences
    }

    /// Reports values of the request that the response of the case repeats, and this response does not.
    fn echo_differences(&self, case: &Case, call: &Call, body: &Json) -> Vec<String> {
        let mut differences = Vec::new();
        let (Some(case_body), Some(sent_body)) = (&case.body, &call.body) else {
            return differences;
        };
        for (name, value) in scalars(case_body) {
            let repeats =
                |name: &&str| get(&case.response, name).is_some_and(|echo| same(echo, value));
            let column = [
                Some(name.as_str()),
                self.rows.column(&case.operation, &name),
            ];
            let Some(column) = column.into_iter().flatten().find(repeats) else {
                continue;
            };
            let sent = get(sent_body, &name);
            match (sent, get(body, column)) {
                (Some(sent), Some(echo)) if same(sent, echo) => {}
                (Some(_), Some(_)) => differences.push(tr!(
                    "check-echo",
                    "{column} differs from {name} of the request",
                    column,
                    name
                )),
                (Some(_), None) => differences.push(tr!(
                    "check-no-echo",
                    "the response does not repeat {column} of the request",
                    column
                )),
                (None, _) => {}
            }
        }
        differences
    }

    /// The rows in a response; none if the response is no success.
    pub fn stored_rows(&self, response: &Recorded) -> Vec<Json> {
        let body = of_body(response.body());
        let is_success = response.status().is_success() && self.code(response.body()).is_none();
        let rows = is_success.then(|| self.rows_of(&body));
        let rows = rows.flatten().unwrap_or_default();
        rows.into_iter().cloned().collect()
    }

    /// The rows of a list; `None` if a body is a single row.
    fn rows_of<'j>(&self, body: &'j Json) -> Option<Vec<&'j Json>> {
        output::rows_of(body, self.pointer)
    }
}

/// Whether a filter matches a value: it is the value, or a list that contains it.
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
        let mut call = Call::new(case.client_operation()?, Token::Valid);
        call.query.clone_from(&case.query);
        call.body.clone_from(&case.body);
        Some(call)
    }

    /// A copy with other texts and numbers.
    fn altered(json: &Json) -> Json {
        match json {
            Json::String(text) => Json::String(format!("{text}x")),
            Json::Number(number) => Json::Number(format!("1{number}")),
            Json::Array(items) => Json::Array(items.iter().map(altered).collect()),
            Json::Object(members) => {
                let members = members.iter();
                Json::Object(
                    members
                        .map(|(name, value)| (name.clone(), altered(value)))
                        .collect(),
                )
            }
            same => same.clone(),
        }
    }

    #[test]
    fn excluded_rows_and_values_that_are_not_repeated_are_differences() {
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
                checker
                    .filter_differences(case, &call, &case.response)
                    .is_empty(),
                "{}",
                case.name
            );
            assert!(
                checker
                    .echo_differences(case, &call, &case.response)
                    .is_empty(),
                "{}",
                case.name
            );
            call.query
                .iter_mut()
                .for_each(|(_, value)| *value = altered(value));
            call.body = call.body.as_ref().map(altered);
            filters += checker
                .filter_differences(case, &call, &case.response)
                .len();
            echoes += checker.echo_differences(case, &call, &case.response).len();
        }
        // with another document, possibly no case applies
        assert!(calls == 0 || filters + echoes > 0);
    }

    #[test]
    fn an_error_in_a_body_is_compared_with_the_case() {
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
            .find(|case| case.status == 200 && case.client_operation().is_some());
        // with another document, possibly no case applies
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

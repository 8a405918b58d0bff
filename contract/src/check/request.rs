//! Checks a request.

use http::header::ACCEPT;

use crate::contract::Inner;
use crate::operation::Operation;
use crate::schema::Tree;
use crate::violation::{Checked, Direction, Rule};
use crate::wire::pairs;

use super::RequestView;
use super::body::check_body;
use super::headers::check_request_headers;
use super::locate::locate;
use super::query::{check_path, check_query};
use super::report::Report;
use super::secrets::Secrets;
use super::security::check_security;
use super::values::RequestValues;

/// Checks a request; also returns its values, if it belongs to an operation.
pub(crate) fn check_request(
    contract: &Inner,
    request: RequestView<'_>,
) -> (Checked, Option<RequestValues>) {
    let mut report = Report::new(Direction::Request);
    let query = pairs(request.uri.query().unwrap_or_default());
    let Some((operation, parameters)) = locate(contract, request, &mut report) else {
        let secrets = || Secrets::of(request.headers, &query, &[]);
        return (report.finish(secrets), None);
    };
    report.set_operation(&operation.id);
    let mut values = RequestValues::of(&operation.id);
    let schemas = &contract.request_schemas;
    check_path(operation, schemas, &parameters, &mut values, &mut report);
    check_query(operation, schemas, &query, &mut values, &mut report);
    check_request_headers(
        operation,
        schemas,
        request.headers,
        &mut values,
        &mut report,
    );
    check_security(operation, request.headers, &query, &mut report);
    check_accept_header(operation, request, &mut report);
    values.body = check_request_body(contract, operation, request, &mut report);
    let secrets = || Secrets::of(request.headers, &query, &operation.security);
    (report.finish(secrets), Some(values))
}

/// Checks that the client accepts a media type of the documented successes.
fn check_accept_header(operation: &Operation, request: RequestView<'_>, report: &mut Report) {
    if !request.headers.contains_key(ACCEPT) {
        return;
    }
    let accept = request.accepted();
    let successes = operation.responses.iter().filter(|r| r.status.is_success());
    let mut ranges = successes.flat_map(|r| r.content.ranges()).peekable();
    if ranges.peek().is_some() && !ranges.any(|range| accept.accepts_some_of(range)) {
        let text = "excludes all media types of the documented successes";
        let pointer = format!("{}/responses", operation.pointer);
        report.add(Rule::NotAcceptable, "/headers/accept", pointer, text);
    }
}

/// Checks that a body is present or absent as documented, and its content.
fn check_request_body(
    contract: &Inner,
    operation: &Operation,
    request: RequestView<'_>,
    report: &mut Report,
) -> Option<Tree> {
    match (&operation.body, request.body) {
        (None, []) => None,
        (None, _) => {
            let text = "the operation has no request body";
            report.add(Rule::BodyUnexpected, "/body", &operation.pointer, text);
            None
        }
        (Some(body), []) if body.required => {
            let text = "the request body is required and absent";
            report.add(Rule::BodyMissing, "/body", &body.pointer, text);
            None
        }
        (Some(_), []) => None,
        (Some(body), bytes) => check_body(
            &body.content,
            &contract.request_schemas,
            request.headers,
            bytes,
            report,
        ),
    }
}

//! A request: which operation it is, and what is wrong with it.

use http::header::ACCEPT;

use crate::contract::Inner;
use crate::operation::{Operation, Path};
use crate::violation::{Checked, Direction, Rule};
use crate::wire::{Accept, decode, pairs};

use super::RequestView;
use super::body::check_body;
use super::headers::check_request_headers;
use super::query::{check_path, check_query};
use super::report::Report;
use super::secrets::Secrets;
use super::security::check_security;

/// Checks a request.
pub(crate) fn check_request(contract: &Inner, request: RequestView<'_>) -> Checked {
    let mut report = Report::new(Direction::Request);
    let query = pairs(request.uri.query().unwrap_or_default());
    let Some((operation, parameters)) = find(contract, request, &mut report) else {
        let secrets = Secrets::of(request.headers, &query, &[]);
        return report.finish(&secrets);
    };
    report.belongs_to(&operation.id);
    let schemas = &contract.request_schemas;
    check_path(operation, schemas, &parameters, &mut report);
    check_query(operation, schemas, &query, &mut report);
    check_request_headers(operation, schemas, request.headers, &mut report);
    check_security(operation, request.headers, &query, &mut report);
    check_acceptable(operation, request, &mut report);
    check_presence(contract, operation, request, &mut report);
    report.finish(&Secrets::of(request.headers, &query, &operation.security))
}

/// The operation of a request with its path parameters; says in the report why there is none.
fn find<'a>(
    contract: &'a Inner,
    request: RequestView<'_>,
    report: &mut Report,
) -> Option<(&'a Operation, Vec<(String, String)>)> {
    let bases = contract.bases.iter();
    let below: Vec<_> = bases.filter_map(|base| base.below(request.uri)).collect();
    let Some(base) = below
        .iter()
        .find(|below| below.same_origin)
        .or(below.first())
    else {
        let text = "the path is not below a base URL of the contract";
        report.add(Rule::BaseUrl, "/url", "/servers", text);
        return None;
    };
    if !base.same_origin {
        let text = "scheme, host or port is not that of a base URL of the contract";
        report.add(Rule::BaseUrl, "/url", "/servers", text);
    }
    if let Some(what) = unreadable(base.path) {
        report.add(Rule::PathSyntax, "/path", "/paths", what);
        return None;
    }
    let matching = |path: &'a Path| Some((path, path.template.matches(base.path)?));
    let mut fitting = contract.paths.iter().filter_map(matching);
    // The more concrete path wins, as long as no parameter of it is empty.
    let mut first = None;
    let found = fitting.find(|(_, found)| {
        !found.slash_differs && found.parameters.iter().all(|(_, value)| !value.is_empty())
    });
    if found.is_none() {
        first = contract.paths.iter().find_map(matching);
    }
    let Some((path, found)) = found.or(first) else {
        let text = "no path of the document matches";
        report.add(Rule::UnknownPath, "/path", "/paths", text);
        return None;
    };
    if found.slash_differs {
        let text = "the path and the document's differ in the slash at the end";
        report.add(Rule::TrailingSlash, "/path", path.pointer.as_str(), text);
    }
    let Some(operation) = path.operations.iter().find(|o| o.method == *request.method) else {
        let known: Vec<_> = path.operations.iter().map(|o| o.method.as_str()).collect();
        let text = format!("this path has {} only", known.join(", "));
        report.add(
            Rule::MethodNotAllowed,
            "/method",
            path.pointer.as_str(),
            text,
        );
        return None;
    };
    Some((operation, found.parameters))
}

/// What makes a path unreadable. Dot segments, encoded or not, name another path to some.
fn unreadable(path: &str) -> Option<&'static str> {
    path.split('/').find_map(|segment| match decode(segment) {
        Err(what) => Some(what),
        Ok(text) if text == "." || text == ".." => Some("a segment `.` or `..` is no value"),
        Ok(_) => None,
    })
}

/// Whether the client accepts anything that the operation answers a success with.
fn check_acceptable(operation: &Operation, request: RequestView<'_>, report: &mut Report) {
    if !request.headers.contains_key(ACCEPT) {
        return;
    }
    let values = request
        .headers
        .get_all(ACCEPT)
        .into_iter()
        .filter_map(|v| v.to_str().ok());
    let accept = Accept::parse(values);
    let successes = operation.responses.iter().filter(|r| r.status.is_success());
    let mut ranges = successes.flat_map(|r| r.content.ranges()).peekable();
    if ranges.peek().is_some() && !ranges.any(|range| accept.accepts_some_of(range)) {
        let text = "excludes all media types of the documented successes";
        let pointer = format!("{}/responses", operation.pointer);
        report.add(Rule::NotAcceptable, "/headers/accept", pointer, text);
    }
}

fn check_presence(
    contract: &Inner,
    operation: &Operation,
    request: RequestView<'_>,
    report: &mut Report,
) {
    match (&operation.body, request.body) {
        (None, []) => {}
        (None, _) => {
            let text = "the operation has no request body";
            report.add(
                Rule::BodyUnexpected,
                "/body",
                operation.pointer.as_str(),
                text,
            );
        }
        (Some(body), []) if body.required => {
            let text = "the request body is required and absent";
            report.add(Rule::BodyMissing, "/body", body.pointer.as_str(), text);
        }
        (Some(_), []) => {}
        (Some(body), bytes) => {
            check_body(
                &body.content,
                &contract.request_schemas,
                request.headers,
                bytes,
                report,
            );
        }
    }
}

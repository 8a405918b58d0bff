//! Finds the operation of a request.

use http::Uri;

use crate::contract::Inner;
use crate::operation::{Operation, Path};
use crate::violation::Rule;
use crate::wire::{Below, Match, decode};

use super::RequestView;
use super::report::Report;

/// The operation of a request with its path parameters. Without an operation, the report has the
/// reason.
pub(super) fn locate<'a>(
    contract: &'a Inner,
    request: RequestView<'_>,
    report: &mut Report,
) -> Option<(&'a Operation, Vec<(String, String)>)> {
    let mut below: Vec<Below<'_>> = contract
        .all_bases()
        .filter_map(|base| base.below(request.uri))
        .collect();
    below.sort_by_key(|below| !below.same_origin);
    let Some(first) = below.first() else {
        let text = "the path is not below a base URL of the contract";
        report.add(Rule::BaseUrl, "/url", "/servers", text);
        return None;
    };
    let matching = |base| Some((base, best_match(contract, base)?));
    let found = if let Some(what) = unreadable(request.uri.path()) {
        check_origin(first, report);
        report.add(Rule::PathSyntax, "/path", "/paths", what);
        return None;
    } else {
        below.iter().find_map(matching)
    };
    let Some((base, (path, found))) = found else {
        check_origin(first, report);
        report.add(
            Rule::UnknownPath,
            "/path",
            "/paths",
            "no path of the document matches",
        );
        return None;
    };
    let operation = path.operations.iter().find(|o| o.method == *request.method);
    match operation {
        Some(operation) => check_base(contract, operation, base, request.uri, report),
        None => check_origin(base, report),
    }
    if found.slash_differs {
        let text = "the path differs from the document's in its trailing slash";
        report.add(Rule::TrailingSlash, "/path", &path.pointer, text);
    }
    if operation.is_none() {
        let known: Vec<_> = path.operations.iter().map(|o| o.method.as_str()).collect();
        let text = format!("this path has {} only", known.join(", "));
        report.add(Rule::MethodNotAllowed, "/method", &path.pointer, text);
    }
    Some((operation?, found.parameters))
}

/// The matching path: the most concrete one without an empty parameter and with the correct
/// trailing slash, otherwise the first that matches at all.
fn best_match<'a>(contract: &'a Inner, base: &Below<'_>) -> Option<(&'a Path, Match)> {
    let matching = || {
        let paths = contract.paths.iter();
        paths.filter_map(|path| Some((path, path.template.matches(base.path)?)))
    };
    let clean = |(_, found): &(&Path, Match)| {
        !found.slash_differs && found.parameters.iter().all(|(_, value)| !value.is_empty())
    };
    matching().find(clean).or_else(|| matching().next())
}

/// Checks that a request goes to a base URL of its operation.
fn check_base(
    contract: &Inner,
    operation: &Operation,
    found: &Below<'_>,
    uri: &Uri,
    report: &mut Report,
) {
    let (pointer, bases) = contract.bases_of(operation);
    let fits = |below: Below<'_>| below.same_origin && below.path == found.path;
    if !bases.iter().filter_map(|base| base.below(uri)).any(fits) {
        report.add(Rule::BaseUrl, "/url", pointer, OTHER_ORIGIN);
    }
}

/// Checks the base URL where the operation is not known.
fn check_origin(found: &Below<'_>, report: &mut Report) {
    if !found.same_origin {
        report.add(Rule::BaseUrl, "/url", "/servers", OTHER_ORIGIN);
    }
}

const OTHER_ORIGIN: &str = "not at a base URL of the contract: scheme, host, port or path differs";

/// Why a path is invalid. Dot segments, encoded or not, name another path to some servers.
fn unreadable(path: &str) -> Option<&'static str> {
    // most paths have neither, and looking for both takes a fraction of looking at each segment
    let has_dot_segment = || path.as_bytes().windows(2).any(|pair| pair == b"/.");
    if !path.contains('%') && !path.starts_with('.') && !has_dot_segment() {
        return None;
    }
    path.split('/').find_map(|segment| match decode(segment) {
        Err(what) => Some(what),
        Ok(text) if text == "." || text == ".." => Some("a segment `.` or `..` is not allowed"),
        Ok(_) => None,
    })
}

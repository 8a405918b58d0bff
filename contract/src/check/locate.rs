//! Finds the operation of a request.

use http::Uri;

use crate::contract::Inner;
use crate::operation::{Operation, Path};
use crate::violation::Rule;
use crate::wire::{Match, RelativeUrl, decode};

use super::RequestView;
use super::report::Report;

/// The operation of a request with its path parameters. Without an operation, the report has the
/// reason.
pub(super) fn locate<'a>(
    contract: &'a Inner,
    request: RequestView<'_>,
    report: &mut Report,
) -> Option<(&'a Operation, Vec<(String, String)>)> {
    let mut candidates: Vec<RelativeUrl<'_>> = contract
        .all_bases()
        .filter_map(|base| base.relative(request.uri))
        .collect();
    candidates.sort_by_key(|url| !url.same_origin);
    let Some(first) = candidates.first() else {
        let text = "the path is not below a base URL of the contract";
        report.add(Rule::BaseUrl, "/url", "/servers", text);
        return None;
    };
    if let Some(problem) = path_problem(request.uri.path()) {
        check_origin(first, report);
        report.add(Rule::PathSyntax, "/path", "/paths", problem);
        return None;
    }
    let matching = |url| Some((url, best_match(contract, url)?));
    let Some((url, (path, found))) = candidates.iter().find_map(matching) else {
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
        Some(operation) => check_base(contract, operation, url, request.uri, report),
        None => check_origin(url, report),
    }
    if found.slash_differs {
        let text = "the path differs from the document's in its trailing slash";
        report.add(Rule::TrailingSlash, "/path", &path.pointer, text);
    }
    if operation.is_none() {
        let methods: Vec<_> = path.operations.iter().map(|o| o.method.as_str()).collect();
        let text = format!("this path has {} only", methods.join(", "));
        report.add(Rule::MethodNotAllowed, "/method", &path.pointer, text);
    }
    Some((operation?, found.parameters))
}

/// The matching path: the most concrete one without an empty parameter and with the correct
/// trailing slash, otherwise the first that matches at all.
fn best_match<'a>(contract: &'a Inner, url: &RelativeUrl<'_>) -> Option<(&'a Path, Match)> {
    let matching = || {
        let paths = contract.paths.iter();
        paths.filter_map(|path| Some((path, path.template.matches(url.path)?)))
    };
    let is_exact = |(_, found): &(&Path, Match)| {
        !found.slash_differs && found.parameters.iter().all(|(_, value)| !value.is_empty())
    };
    matching().find(is_exact).or_else(|| matching().next())
}

/// Checks that a request goes to a base URL of its operation.
fn check_base(
    contract: &Inner,
    operation: &Operation,
    found: &RelativeUrl<'_>,
    uri: &Uri,
    report: &mut Report,
) {
    let (pointer, bases) = contract.bases_of(operation);
    let mut relative = bases.iter().filter_map(|base| base.relative(uri));
    if !relative.any(|url| url.same_origin && url.path == found.path) {
        report.add(Rule::BaseUrl, "/url", pointer, OTHER_ORIGIN);
    }
}

/// Checks the origin of a request whose operation is unknown.
fn check_origin(found: &RelativeUrl<'_>, report: &mut Report) {
    if !found.same_origin {
        report.add(Rule::BaseUrl, "/url", "/servers", OTHER_ORIGIN);
    }
}

const OTHER_ORIGIN: &str = "not at a base URL of the contract: scheme, host, port or path differs";

/// The problem of an invalid path. Dot segments are invalid, encoded or not, as some servers resolve
/// them.
fn path_problem(path: &str) -> Option<&'static str> {
    // the search for `%` and `/.` is much faster than the check of each segment
    let has_dot_segment = || path.as_bytes().windows(2).any(|pair| pair == b"/.");
    if !path.contains('%') && !path.starts_with('.') && !has_dot_segment() {
        return None;
    }
    path.split('/').find_map(|segment| match decode(segment) {
        Err(problem) => Some(problem),
        Ok(text) if text == "." || text == ".." => Some("a segment `.` or `..` is not allowed"),
        Ok(_) => None,
    })
}

//! Leaves out headers whose names cannot be sent.
//!
//! RFC 9110 requires a header's name to be a token; OAS2 does not, and documents have names with
//! spaces or brackets. Such a header is left out; if an operation requires it, so is the operation.

use crate::api::{Api, Location, Operation};
use crate::report::Report;

/// Runs the pass.
pub fn run(api: &mut Api, report: &mut Report) {
    api.operations
        .retain_mut(|operation| remove_impossible(operation, report));
}

/// Trims the names of headers, and removes the headers that cannot be sent. Returns `false` if the
/// operation requires one of them.
fn remove_impossible(operation: &mut Operation, report: &mut Report) -> bool {
    let mut is_possible = true;
    for parameter in &mut operation.parameters {
        let trimmed = parameter.name.trim();
        if parameter.location == Location::Header && trimmed != parameter.name && is_token(trimmed)
        {
            let text = format!("{:?} is read as {trimmed:?}", parameter.name);
            report.record("header_names", &parameter.pointer, text);
            parameter.name = trimmed.to_owned();
        }
    }
    operation.parameters.retain(|parameter| {
        if parameter.location != Location::Header || is_token(&parameter.name) {
            return true;
        }
        // the pointer of a shared parameter does not identify the operation
        let (at, subject) = if parameter.required {
            (&operation.pointer, "the operation, which requires it,")
        } else {
            (&parameter.pointer, "it")
        };
        is_possible &= !parameter.required;
        let name = &parameter.name;
        report.record(
            "header_names",
            at,
            format!("{name:?} cannot be a header's name: {subject} is left out"),
        );
        false
    });
    is_possible
}

/// Whether a name is a `token` (RFC 9110, section 5.6.2).
fn is_token(name: &str) -> bool {
    http::HeaderName::from_bytes(name.as_bytes()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_impossible_header_is_left_out_with_operations_that_require_it() {
        let header = |name: &str, required: bool| json!({"name": name, "in": "header", "required": required, "type": "string"});
        let operation = |parameters: Vec<serde_json::Value>| json!({"parameters": parameters, "responses": {"200": {"description": "d"}}});
        let oas2 = json!({"swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {
            "get": operation(vec![header("X-A", true), header("x a", false), header(" X-B ", true)]),
            "put": operation(vec![header("x[a]", true)]),
        }}});
        let oas3 = crate::convert::convert(&oas2).unwrap();
        let mut report = Report::default();
        let mut api = Api::read(&oas2, &oas3, &mut report);
        run(&mut api, &mut report);
        let kept: Vec<_> = api
            .operations
            .iter()
            .map(|o| o.method.to_ascii_lowercase())
            .collect();
        assert_eq!(kept, ["get"]);
        let names: Vec<_> = api.operations[0]
            .parameters
            .iter()
            .map(|p| &p.name)
            .collect();
        assert_eq!(names, ["X-A", "X-B"]);
        let reported = report
            .entries()
            .iter()
            .map(|e| (e.pointer.as_str(), e.text.as_str()));
        assert_eq!(
            reported.collect::<Vec<_>>(),
            [
                (
                    "/paths/~1a/get/parameters/2",
                    "\" X-B \" is read as \"X-B\""
                ),
                (
                    "/paths/~1a/get/parameters/1",
                    "\"x a\" cannot be a header's name: it is left out"
                ),
                (
                    "/paths/~1a/put",
                    "\"x[a]\" cannot be a header's name: the operation, which requires it, is left out"
                ),
            ]
        );
    }
}

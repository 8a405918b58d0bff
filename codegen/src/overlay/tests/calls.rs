//! Errors in bodies and pages of a call.

use serde_json::{Value, json};

use super::*;

/// The remaining entries of a method, and the reports.
fn entries(method: &str, entries: &str) -> (Value, Vec<String>) {
    let action = format!("- target: $.paths['/c/{{n}}'].{method}\n  update: {{{entries}}}\n");
    let (after, reported) = applied(&action, &envelope());
    (after["paths"]["/c/{n}"][method].clone(), reported)
}

#[test]
fn errors_in_bodies_and_pages_that_fit_stay() {
    let failure = "x-failure: {code: /error/code, success: ['0', 1], text: /error/text}";
    let pages = "x-pages: {parameter: from, next: /next, end: ['0']}";
    let (operation, reported) = entries("get", &format!("{failure}, {pages}"));
    assert_eq!(reported, Vec::<String>::new());
    assert!(operation.get("x-failure").is_some() && operation.get("x-pages").is_some());
    let (operation, reported) = entries("get", "x-failure: {code: /why, success: ['0']}");
    assert!(operation.get("x-failure").is_some(), "{reported:?}");
}

#[test]
fn errors_in_bodies_that_do_not_fit_are_reported_and_removed() {
    for (entry, reason) in [
        ("{success: ['0']}", "`code` is missing"),
        (
            "{code: error, success: ['0']}",
            "`code` is not a JSON pointer",
        ),
        (
            "{code: /error/code, success: []}",
            "`success` is not a list of values",
        ),
        ("{code: /error/code}", "`success` is not a list of values"),
        (
            "{code: /error/no, success: ['0']}",
            "no response has a value at /error/no",
        ),
        (
            "{code: /error, success: ['0']}",
            "the value at /error is an object or a list",
        ),
        (
            "{code: /rows, success: ['0']}",
            "the value at /rows is an object or a list",
        ),
        (
            "{code: /error/more, success: ['0']}",
            "the value at /error/more is an object or a list",
        ),
    ] {
        let (operation, reported) = entries("post", &format!("x-failure: {entry}"));
        assert_eq!(reported, [reason], "{entry}");
        assert!(operation.get("x-failure").is_none(), "{entry}");
    }
    let (operation, reported) = entries(
        "post",
        "x-failure: {code: /error/code, success: ['0'], text: /words}",
    );
    assert_eq!(reported, ["no response has a value at /words"]);
    assert_eq!(
        operation["x-failure"],
        json!({"code": "/error/code", "success": ["0"]})
    );
}

#[test]
fn pages_that_do_not_fit_are_reported_and_removed() {
    for (method, entry, reason) in [
        (
            "get",
            "{next: /next}",
            "`parameter` is not the name of a parameter",
        ),
        ("get", "{parameter: from}", "`next` is missing"),
        (
            "get",
            "{parameter: from, next: /next, end: '0'}",
            "`end` is not a list of values",
        ),
        (
            "get",
            "{parameter: n, next: /next}",
            "the query has no parameter n",
        ),
        (
            "get",
            "{parameter: from, next: /gone}",
            "no response has a value at /gone",
        ),
        (
            "get",
            "{parameter: from, next: /why}",
            "no response has a value at /why",
        ),
        (
            "post",
            "{parameter: from, next: /next}",
            "only an operation of method GET has pages",
        ),
    ] {
        let (operation, reported) = entries(method, &format!("x-pages: {entry}"));
        assert_eq!(reported, [reason], "{entry}");
        assert!(operation.get("x-pages").is_none(), "{entry}");
    }
}

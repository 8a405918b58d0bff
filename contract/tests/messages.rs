//! Properties of all reports: order, limits, secrecy.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use classifications_contract::{Checked, Contract, Direction, MAX_VIOLATIONS, Rule};
use common::{bare_request, contract, request};
use http::{Request, Response};

const THINGS: &str = "/contracts/7/things";

#[test]
fn violations_have_a_fixed_order() {
    let checked = bare_request(
        "POST",
        "/contracts//things?z=1&a=1&a=2",
        &[
            ("x-z", "1"),
            ("x-a", "1"),
            ("accept", "*/*"),
            ("content-type", "application/json"),
        ],
        r#"{"part":{"z":"1","a":"1","parts":["x"]},"name":1}"#,
    );
    let found: Vec<_> = checked
        .violations()
        .iter()
        .map(|v| (v.rule.name(), v.message_pointer.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("parameter_missing", "/path/contractNo"),
            ("unknown_query_parameter", "/query/a"),
            ("unknown_query_parameter", "/query/z"),
            ("unknown_header", "/headers/x-a"),
            ("unknown_header", "/headers/x-z"),
            ("security_missing", "/headers/authorization"),
            ("type", "/body/name"),
            ("type", "/body/part/a"),
            ("type", "/body/part/parts/0"),
            ("type", "/body/part/z"),
            ("required", "/body/secret"),
        ]
    );
    assert!(
        checked
            .violations()
            .iter()
            .all(|v| v.operation.as_deref() == Some("createThing"))
    );
}

#[test]
fn a_violation_is_written_as_a_line_and_as_an_object() {
    let checked = request("GET", &format!("{THINGS}?a%0Ab=1"), &[], "");
    let violation = &checked.violations()[0];
    assert_eq!(
        violation.to_string(),
        "queryThings: request /query/a\\nb: unknown_query_parameter: the operation has no query \
         parameter \"a\\nb\" (document /paths/~1contracts~1{contractNo}~1things/get)"
    );
    assert_eq!(
        serde_json::to_value(violation).unwrap(),
        serde_json::json!({
            "operation": "queryThings",
            "direction": "request",
            "rule": "unknown_query_parameter",
            "message_pointer": "/query/a\nb",
            "document_pointer": "/paths/~1contracts~1{contractNo}~1things/get",
            "text": "the operation has no query parameter \"a\\nb\"",
        })
    );
}

#[test]
fn violations_in_lists_point_to_items() {
    let checked = request("GET", &format!("{THINGS}?codes=1,x,2147483648"), &[], "");
    let found: Vec<_> = checked
        .violations()
        .iter()
        .map(|v| (v.rule, v.message_pointer.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (Rule::Type, "/query/codes/1"),
            (Rule::Format, "/query/codes/2")
        ]
    );
}

#[test]
fn texts_of_parameters_are_converted_to_the_type_of_their_schema() {
    for (query, fits) in [
        ("thingNo=9223372036854775807", true),
        ("thingNo=9223372036854775808", false),
        ("thingNo=+7", false),
        ("thingNo=07", false),
        ("thingNo=1.0", false),
        ("since=2026-01-15", true),
        ("since=2026-1-15", false),
        ("open=true", true),
        ("open=", true),
        ("open", true),
        ("open=1", false),
        ("either=12", true),
        ("either=012", true),
        ("either=a", false),
        ("pair=a,1", true),
        ("pair=a,b", false),
        ("codes=", true),
        ("codes=1%2C2", true),
        ("tags=a,b&tags=c", true),
    ] {
        let checked = request("GET", &format!("{THINGS}?{query}"), &[], "");
        assert_eq!(checked.is_ok(), fits, "{query}: {checked}");
    }
}

#[test]
fn an_exchange_is_checked_with_the_response_by_its_request() {
    let exchange = |accept: &str, content_type: &str| {
        let request = Request::get(format!("{}{THINGS}", common::BASE))
            .header("authorization", "Bearer abc")
            .header("accept", accept)
            .body("")
            .unwrap();
        let response = Response::builder()
            .header("content-type", content_type)
            .header("x-limit", "1")
            .body(r#"{"id":1,"name":"a"}"#)
            .unwrap();
        contract().check_exchange(&request, &response)
    };
    let good = exchange("application/json", "application/json");
    assert!(good.is_ok(), "{good}");
    let checked = exchange(
        "text/html, application/json;q=0",
        "application/json; charset=utf-8",
    );
    let found: Vec<_> = checked
        .violations()
        .iter()
        .map(|v| (v.direction, v.rule))
        .collect();
    assert_eq!(
        found,
        [
            (Direction::Request, Rule::NotAcceptable),
            (Direction::Response, Rule::NotAcceptable)
        ]
    );
}

#[test]
fn the_number_of_violations_is_bounded_and_the_rest_is_counted() {
    let items = vec!["\"x\""; 1000].join(",");
    let body = format!("{{\"parts\":[{items}]}}");
    let checked = contract()
        .check_value("Part", Direction::Request, body.as_bytes())
        .unwrap();
    assert_eq!(checked.violations().len(), MAX_VIOLATIONS);
    assert_eq!(checked.omitted(), 1000 - MAX_VIOLATIONS);
    assert!(checked.to_string().ends_with("and 900 more"));
}

#[test]
fn only_the_first_violation_of_a_large_body_is_reported() {
    let items = vec!["\"x\""; 500_000].join(",");
    let body = format!("{{\"parts\":[{items}]}}");
    let checked = contract()
        .check_value("Part", Direction::Request, body.as_bytes())
        .unwrap();
    assert_eq!((checked.violations().len(), checked.omitted()), (1, 0));
    assert_eq!(checked.violations()[0].message_pointer, "/body/parts/0");
}

#[test]
fn a_long_text_is_cut() {
    let name = "n".repeat(10_000);
    let checked = request("GET", &format!("{THINGS}?{name}=1"), &[], "");
    assert!(checked.to_string().len() < 1000);
    assert!(checked.violations()[0].text.len() < 500);
}

#[test]
fn a_pattern_cannot_stall_the_check() {
    let document = serde_json::json!({ "openapi": "3.0.0", "paths": {}, "components": { "schemas": {
        "S": { "type": "string", "pattern": "^(?=a)(a+)+\\1$" } } } });
    let contract = Contract::from_value(document).unwrap();
    let text = format!("\"{}!\"", "a".repeat(50_000));
    let checked = contract
        .check_value("S", Direction::Request, text.as_bytes())
        .unwrap();
    assert_eq!(checked.violations()[0].rule, Rule::Pattern);
}

const TOKEN: &str = "very.secret-token~+/1";
const KEY: &str = "very-secret'key";

#[test]
fn a_long_credential_is_removed_before_texts_are_cut() {
    let token = "0123456789abcdef".repeat(50);
    let headers = [("authorization", &*format!("Bearer {token}"))];
    let checked = bare_request("GET", &format!("{THINGS}?{token}=1"), &headers, "");
    assert_eq!(checked.violations()[0].message_pointer, "/query/[secret]");
    assert!(!format!("{checked:?}{checked}").contains("0123456789abcdef"));
}

fn assert_no_secret(checked: &Checked) {
    assert!(!checked.is_ok());
    let texts = [
        checked.to_string(),
        format!("{checked:?}"),
        serde_json::to_string(checked).unwrap(),
    ];
    for text in texts {
        for secret in [TOKEN, KEY, "very.secret-token~0", "session-secret"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

#[test]
fn credentials_are_in_no_violation() {
    let bearer = format!("Bearer {TOKEN}");
    let encoded = TOKEN.replace('+', "%2B").replace('/', "%2F");
    // the token is a header, a scheme, the name and the value of a parameter, and a name in a body
    let body = format!(r#"{{"{TOKEN}":1,"name":"{TOKEN}","part":{{"{TOKEN}":"{TOKEN}"}}}}"#);
    let json = ("content-type", "application/json");
    for headers in [
        vec![("authorization", bearer.as_str()), json, ("x-other", TOKEN)],
        vec![("authorization", TOKEN), json],
        vec![
            ("authorization", bearer.as_str()),
            ("authorization", TOKEN),
            json,
        ],
        vec![("authorization", bearer.as_str()), ("content-type", TOKEN)],
        vec![
            ("authorization", bearer.as_str()),
            ("cookie", "session=session-secret"),
            json,
        ],
    ] {
        let target = format!("{THINGS}?{encoded}=1&thingNo={encoded}");
        assert_no_secret(&bare_request("POST", &target, &headers, &body));
        assert_no_secret(&bare_request("GET", &target, &headers, &body));
        assert_no_secret(&bare_request("PUT", &target, &headers, &body));
    }
    let key = ("x-ibm-client-id", KEY);
    let cookie = ("cookie", &*format!("key={KEY}"));
    for headers in [&[key, key][..], &[key], &[cookie]] {
        let target = format!("/keys?{KEY}=1");
        assert_no_secret(&bare_request("GET", &target, headers, ""));
    }
    assert_no_secret(&bare_request(
        "GET",
        &format!("/keys?key={KEY}&{KEY}=1"),
        &[],
        "",
    ));
}

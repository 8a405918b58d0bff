//! Each rule, broken and kept.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use std::collections::BTreeSet;

use classifications_contract::{Checked, Direction, Rule};
use common::{bare_request, contract, request, response};

const THINGS: &str = "/contracts/7/things";
const JSON: &[(&str, &str)] = &[("content-type", "application/json")];
const FORM: &[(&str, &str)] = &[("content-type", "application/x-www-form-urlencoded")];
const GET: &str = "/paths/~1contracts~1{contractNo}~1things/get";

/// A rule, a message that breaks it alone, where, by what, and one that keeps to it.
struct Case(Rule, Checked, &'static str, String, Checked);

fn query(query: &str) -> Checked {
    request("GET", &format!("{THINGS}?{query}"), &[], "")
}

fn create(body: &str) -> Checked {
    request("POST", THINGS, JSON, body)
}

fn found(body: &str) -> Checked {
    response(
        "queryThings",
        200,
        &[("content-type", "application/json"), ("x-limit", "1")],
        body,
    )
}

fn parameter(name: usize) -> String {
    format!("{GET}/parameters/{name}")
}

fn url_cases() -> Vec<Case> {
    let create_things = |target| request("POST", target, JSON, r#"{"name":"a","secret":"b"}"#);
    vec![
        Case(
            Rule::BaseUrl,
            request("GET", "https://api.example/v2/required", &[], ""),
            "/url",
            "/servers".into(),
            query(""),
        ),
        Case(
            Rule::BaseUrl,
            create_things("http://api.example/v1/contracts/7/things"),
            "/url",
            "/servers".into(),
            create_things("https://API.example:443/v1/contracts/7/things"),
        ),
        Case(
            Rule::PathSyntax,
            create_things("/contracts/%2e%2E/things"),
            "/path",
            "/paths".into(),
            create_things("/contracts/%2e%2E%2e/things"),
        ),
        Case(
            Rule::PathSyntax,
            create_things("/contracts/%ff/things"),
            "/path",
            "/paths".into(),
            create_things("/contracts/%C3%B1%2F/things"),
        ),
        Case(
            Rule::UnknownPath,
            create_things("/contracts/7/8/things"),
            "/path",
            "/paths".into(),
            create_things("/contracts/7%2F8/things"),
        ),
        Case(
            Rule::TrailingSlash,
            create_things("/contracts/7/things/"),
            "/path",
            "/paths/~1contracts~1{contractNo}~1things".into(),
            create_things(THINGS),
        ),
        Case(
            Rule::MethodNotAllowed,
            request("DELETE", THINGS, &[], ""),
            "/method",
            "/paths/~1contracts~1{contractNo}~1things".into(),
            query(""),
        ),
        Case(
            Rule::UnknownOperation,
            response("noSuch", 200, &[], ""),
            "",
            "/paths".into(),
            response("createThing", 201, &[], ""),
        ),
    ]
}

fn parameter_cases() -> Vec<Case> {
    let all = [("x-need", "a"), ("cookie", "crumb=a")];
    let required = |target, headers: &[_]| bare_request("GET", target, headers, "");
    let at = |index| format!("/paths/~1required/get/parameters/{index}");
    vec![
        Case(
            Rule::ParameterMissing,
            required("/required", &all),
            "/query/q",
            at(0),
            required("/required?q=", &all),
        ),
        Case(
            Rule::ParameterMissing,
            required("/required?q=a", &all[1..]),
            "/headers/x-need",
            at(1),
            required("/required?q=a", &all),
        ),
        Case(
            Rule::ParameterMissing,
            required("/required?q=a", &all[..1]),
            "/cookies/crumb",
            at(2),
            required("/required?q=a", &all),
        ),
        Case(
            Rule::ParameterMissing,
            request("GET", "/contracts//things", &[], ""),
            "/path/contractNo",
            "/paths/~1contracts~1{contractNo}~1things/parameters/0".into(),
            query(""),
        ),
        Case(
            Rule::ParameterRepeated,
            query("codes=1&codes=2"),
            "/query/codes",
            parameter(0),
            query("codes=1,2&tags=a&tags=b"),
        ),
        Case(
            Rule::ParameterRepeated,
            request("GET", THINGS, &[("x-trace", "a"), ("x-trace", "b")], ""),
            "/headers/x-trace",
            parameter(8),
            request("GET", THINGS, &[("x-list", "1"), ("x-list", "2, 3")], ""),
        ),
        Case(
            Rule::ParameterSyntax,
            query("tags=%zz"),
            "/query/tags",
            parameter(1),
            query("tags=%25zz"),
        ),
        Case(
            Rule::ParameterSyntax,
            query("pair=a"),
            "/query/pair",
            parameter(7),
            query("pair=a,1"),
        ),
        Case(
            Rule::ParameterSyntax,
            query("filter={"),
            "/query/filter",
            parameter(6),
            query("filter=%7B%7D"),
        ),
        Case(
            Rule::UnknownQueryParameter,
            query("Codes=1"),
            "/query/Codes",
            GET.into(),
            query("codes=1"),
        ),
        Case(
            Rule::UnknownHeader,
            request("GET", THINGS, &[("api-version", "1")], ""),
            "/headers/api-version",
            GET.into(),
            request(
                "GET",
                THINGS,
                &[("user-agent", "a"), ("sec-fetch-mode", "cors")],
                "",
            ),
        ),
        Case(
            Rule::HeaderMissing,
            response("queryThings", 200, JSON, r#"{"id":1,"name":"a"}"#),
            "/headers/x-limit",
            format!("{GET}/responses/200/headers/X-Limit"),
            found(r#"{"id":1,"name":"a"}"#),
        ),
    ]
}

fn security_cases() -> Vec<Case> {
    let keys = |target, headers: &[_]| bare_request("GET", target, headers, "");
    vec![
        Case(
            Rule::SecurityMissing,
            bare_request("GET", THINGS, &[], ""),
            "/headers/authorization",
            "/security/0/oauth2".into(),
            query(""),
        ),
        Case(
            Rule::SecurityMissing,
            bare_request("GET", THINGS, &[("authorization", "Basic YTpi")], ""),
            "/headers/authorization",
            "/security/0/oauth2".into(),
            bare_request("GET", THINGS, &[("authorization", "bearer YTpi")], ""),
        ),
        Case(
            Rule::SecurityMissing,
            keys("/keys?key=a", &[]),
            "/headers/x-ibm-client-id",
            "/paths/~1keys/get/security/0/headerKey".into(),
            keys("/keys?key=a", &[("x-ibm-client-id", "b")]),
        ),
        Case(
            Rule::SecurityMissing,
            keys("/keys", &[("x-ibm-client-id", "b")]),
            "/query/key",
            "/paths/~1keys/get/security/0/queryKey".into(),
            keys("/keys", &[("cookie", "key=a")]),
        ),
    ]
}

fn content_cases() -> Vec<Case> {
    let thing = r#"{"name":"a","secret":"b"}"#;
    let body = "/components/requestBodies/Thing";
    let form = |body: &str| bare_request("POST", "/form", FORM, body);
    let form_pointer = "/paths/~1form/post/requestBody/content/application~1x-www-form-urlencoded";
    vec![
        Case(
            Rule::UndocumentedStatus,
            response("queryThings", 500, &[], ""),
            "/status",
            format!("{GET}/responses"),
            response("createThing", 500, &[], ""),
        ),
        Case(
            Rule::ContentType,
            request("POST", THINGS, &[], thing),
            "/headers/content-type",
            format!("{body}/content"),
            create(thing),
        ),
        Case(
            Rule::ContentType,
            request("POST", THINGS, &[("content-type", "text/plain")], thing),
            "/headers/content-type",
            format!("{body}/content"),
            request(
                "POST",
                THINGS,
                &[("content-type", "Application/JSON; charset=utf-8")],
                thing,
            ),
        ),
        Case(
            Rule::ContentType,
            request(
                "POST",
                THINGS,
                &[("content-type", "application/json; charset=latin1")],
                thing,
            ),
            "/headers/content-type",
            format!("{body}/content/application~1json"),
            create(thing),
        ),
        Case(
            Rule::NotAcceptable,
            request("GET", THINGS, &[("accept", "text/html")], ""),
            "/headers/accept",
            format!("{GET}/responses"),
            request("GET", THINGS, &[("accept", "text/html, */*;q=0.1")], ""),
        ),
        Case(
            Rule::BodyMissing,
            create(""),
            "/body",
            body.into(),
            create(thing),
        ),
        Case(
            Rule::BodyMissing,
            found(""),
            "/body",
            format!("{GET}/responses/200/content"),
            response("queryThings", 204, &[], ""),
        ),
        Case(
            Rule::BodyUnexpected,
            request("GET", THINGS, &[], "a"),
            "/body",
            GET.into(),
            bare_request("POST", "/form", &[], ""),
        ),
        Case(
            Rule::BodyUnexpected,
            response("queryThings", 204, &[], "a"),
            "/body",
            format!("{GET}/responses/204"),
            response("queryThings", 204, &[], ""),
        ),
        Case(
            Rule::BodySyntax,
            create("{"),
            "/body",
            format!("{body}/content/application~1json"),
            create(thing),
        ),
        Case(
            Rule::BodySyntax,
            form("n=%zz"),
            "/body/n",
            form_pointer.into(),
            form("n=1"),
        ),
        Case(
            Rule::DuplicateName,
            create(r#"{"name":"a","secret":"b","name":"c"}"#),
            "/body/name",
            format!("{body}/content/application~1json"),
            create(thing),
        ),
        Case(
            Rule::Type,
            form("n=x&multi=true"),
            "/body/n",
            format!("{form_pointer}/schema/properties/n/type"),
            form("n=1&csv=1,2&multi=true&multi=false"),
        ),
        Case(
            Rule::MaxLength,
            response(
                "queryThings",
                404,
                &[("content-type", "text/html")],
                "longer",
            ),
            "/body",
            format!("{GET}/responses/4XX/content/text~1*/schema/maxLength"),
            response(
                "queryThings",
                404,
                &[("content-type", "text/html")],
                "short",
            ),
        ),
        Case(
            Rule::ReadOnly,
            create(r#"{"id":1,"name":"a","secret":"b"}"#),
            "/body/id",
            "/components/schemas/Thing/properties/id/readOnly".into(),
            create(thing),
        ),
        Case(
            Rule::WriteOnly,
            found(r#"{"id":1,"name":"a","secret":"b"}"#),
            "/body/secret",
            "/components/schemas/Thing/properties/secret/writeOnly".into(),
            found(r#"{"id":1,"name":"a"}"#),
        ),
    ]
}

fn value(json: &str) -> Checked {
    contract()
        .check_value("Everything", Direction::Request, json.as_bytes())
        .unwrap()
}

fn schema_cases() -> Vec<Case> {
    let case = |rule, keyword: &'static str, place: &'static str, bad: &str, good: &str| {
        let at: &'static str = match place {
            "additionalProperties" => "/body/additionalProperties/x",
            "required" => "/body/required/a",
            _ => Box::leak(format!("/body/{place}").into_boxed_str()),
        };
        Case(
            rule,
            value(&format!("{{\"{place}\":{bad}}}")),
            at,
            format!("/components/schemas/Everything/properties/{place}/{keyword}"),
            value(&format!("{{\"{place}\":{good}}}")),
        )
    };
    vec![
        case(Rule::Type, "type", "type", "null", "true"),
        case(Rule::Enum, "enum", "enum", "\"C\"", "\"A\""),
        case(Rule::Format, "format", "int32", "2147483648", "2147483647"),
        case(
            Rule::Format,
            "format",
            "date",
            "\"2026-02-30\"",
            "\"2024-02-29\"",
        ),
        case(Rule::Pattern, "pattern", "pattern", "\"EURO\"", "\"EUR\""),
        case(Rule::Minimum, "minimum", "minimum", "0.000", "1e-400"),
        case(
            Rule::Maximum,
            "maximum",
            "maximum",
            "100.00000000000000000001",
            "1E2",
        ),
        case(
            Rule::MultipleOf,
            "multipleOf",
            "multipleOf",
            "12345678901234567.891",
            "12345678901234567.89",
        ),
        case(
            Rule::MinLength,
            "minLength",
            "minLength",
            "\"\u{f1}\"",
            "\"\u{f1}\u{f1}\"",
        ),
        case(
            Rule::MaxLength,
            "maxLength",
            "maxLength",
            "\"abc\"",
            "\"\u{1f600}\u{1f600}\"",
        ),
        case(Rule::MinItems, "minItems", "minItems", "[]", "[1]"),
        case(Rule::MaxItems, "maxItems", "maxItems", "[1,2]", "[1]"),
        case(
            Rule::UniqueItems,
            "uniqueItems",
            "uniqueItems",
            "[1,1.0]",
            "[9007199254740993,9007199254740992]",
        ),
        case(
            Rule::MinProperties,
            "minProperties",
            "minProperties",
            "{}",
            "{\"a\":1}",
        ),
        case(
            Rule::MaxProperties,
            "maxProperties",
            "maxProperties",
            "{\"a\":1,\"b\":1}",
            "{}",
        ),
        case(Rule::Required, "required", "required", "{}", "{\"a\":null}"),
        case(
            Rule::AdditionalProperties,
            "additionalProperties",
            "additionalProperties",
            "{\"x\":1}",
            "{}",
        ),
        case(Rule::AnyOf, "anyOf", "anyOf", "null", "1"),
        case(Rule::OneOf, "oneOf", "oneOf", "1", "1.5"),
        case(Rule::Not, "not", "not", "\"\"", "0"),
    ]
}

fn cases() -> Vec<Case> {
    [
        url_cases(),
        parameter_cases(),
        security_cases(),
        content_cases(),
        schema_cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn each_rule_is_found_where_it_is_broken_and_nowhere_else() {
    for Case(rule, bad, at, by, good) in cases() {
        let found: Vec<_> = bad
            .violations()
            .iter()
            .map(|v| {
                (
                    v.rule,
                    v.message_pointer.as_str(),
                    v.document_pointer.as_str(),
                )
            })
            .collect();
        assert_eq!(found, [(rule, at, by.as_str())], "{rule}: {bad}");
        assert!(good.is_ok(), "{rule}: {good}");
    }
}

#[test]
fn no_rule_is_without_a_test() {
    let tested: BTreeSet<Rule> = cases().iter().map(|case| case.0).collect();
    // `schema` takes what no other rule does; drafts have no keyword left for it.
    let missing: Vec<_> = Rule::ALL
        .iter()
        .filter(|rule| !tested.contains(rule) && **rule != Rule::Schema)
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn names_of_rules_are_stable_and_unique() {
    let names: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(names.len(), Rule::ALL.len());
    for name in names {
        assert!(
            name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'),
            "{name}"
        );
    }
    assert_eq!(
        serde_json::to_string(&Rule::DuplicateName).unwrap(),
        "\"duplicate_name\""
    );
}

//! Cases of the rules for content and schemas.

use classifications_contract::{Checked, Direction, Rule};

use crate::common::{bare_request, contract, request, response};
use crate::{Case, FORM, GET, THINGS, create, found};

pub fn content_cases() -> Vec<Case> {
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

pub fn schema_cases() -> Vec<Case> {
    let case = |rule, keyword: &'static str, location: &'static str, bad: &str, good: &str| {
        let at: &'static str = match location {
            "additionalProperties" => "/body/additionalProperties/x",
            "required" => "/body/required/a",
            _ => Box::leak(format!("/body/{location}").into_boxed_str()),
        };
        Case(
            rule,
            value(&format!("{{\"{location}\":{bad}}}")),
            at,
            format!("/components/schemas/Everything/properties/{location}/{keyword}"),
            value(&format!("{{\"{location}\":{good}}}")),
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

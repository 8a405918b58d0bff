//! Cases of the rules for URLs, parameters and credentials.

use classifications_contract::Rule;

use crate::common::{bare_request, request, response};
use crate::{Case, GET, JSON, THINGS, found, parameter, query};

pub fn url_cases() -> Vec<Case> {
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

pub fn parameter_cases() -> Vec<Case> {
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

pub fn security_cases() -> Vec<Case> {
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

//! Random requests, responses, values and documents. None of them causes a panic.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use classifications_contract::{Contract, Direction, escape_step};
use common::contract;
use http::{Request, Response};
use proptest::prelude::*;
use serde_json::Value;

fn http_request(
    method: &str,
    target: &str,
    headers: &[(String, Vec<u8>)],
    body: Vec<u8>,
) -> Option<Request<Vec<u8>>> {
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(name.as_str(), value.as_slice());
    }
    request.body(body).ok()
}

/// Bodies between random bytes and almost valid JSON.
fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        any::<Vec<u8>>(),
        "[\\[\\]{}\":,0-9a-e.]{0,40}".prop_map(String::into_bytes),
        "(\\{\"(id|name|secret|part|parts)\":[\\[{\"]?[0-9]{0,20}[\\]}\"]?,?){1,4}\\}"
            .prop_map(String::into_bytes),
        json().prop_map(|value| value.to_string().into_bytes()),
    ]
}

fn json() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let name = prop_oneof![
        "id|name|secret|part|parts|minimum|anyOf|pattern",
        any::<String>()
    ];
    scalar.prop_recursive(5, 40, 5, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::btree_map(name.clone(), inner, 0..5)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

fn headers() -> impl Strategy<Value = Vec<(String, Vec<u8>)>> {
    let name = "authorization|accept|content-type|cookie|x-trace|x-list|x-limit|[a-z-]{1,8}";
    let value = prop_oneof![
        any::<Vec<u8>>(),
        "(Bearer |Basic |application/|text/|\\*/)[ -~]{0,12}".prop_map(String::into_bytes),
    ];
    proptest::collection::vec((name, value), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn no_request_causes_a_panic(
        method in "GET|POST|PUT|[A-Z]{1,5}",
        target in prop_oneof![
            "(https://api\\.example)?/v1/contracts/[!-~]{0,12}/things(\\?[!-~]{0,30})?",
            "/v1/(form|keys|required)(\\?(codes|tags|pair|filter|q|key)=[!-~]{0,12})?",
            "/[!-~]{0,40}",
            "\\PC{0,30}",
        ],
        headers in headers(),
        body in body(),
    ) {
        if let Some(request) = http_request(&method, &target, &headers, body) {
            let checked = contract().check_request(&request);
            prop_assert_eq!(&checked, &contract().check_request(&request), "reports are deterministic");
            for line in checked.to_string().lines() {
                prop_assert!(line.chars().all(|c| !c.is_control()), "{:?}", line);
            }
            let lines = checked.violations().len().max(1);
            prop_assert_eq!(checked.to_string().lines().count(), lines);
        }
    }

    #[test]
    fn no_response_causes_a_panic(
        operation in prop_oneof!["queryThings|createThing", any::<String>()],
        status in 100_u16..1000,
        headers in headers(),
        body in body(),
    ) {
        let mut response = Response::builder().status(status);
        for (name, value) in &headers {
            response = response.header(name.as_str(), value.as_slice());
        }
        if let Ok(response) = response.body(body) {
            let _ = contract().check_response(&operation, &response);
        }
    }

    #[test]
    fn no_value_causes_a_panic(value in json(), bytes: Vec<u8>) {
        for schema in ["Everything", "Part", "Thing"] {
            let text = value.to_string();
            prop_assert!(contract().check_value(schema, Direction::Request, text.as_bytes()).is_some());
            prop_assert!(contract().check_value(schema, Direction::Response, &bytes).is_some());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_damaged_document_causes_a_panic(
        at in any::<proptest::sample::Index>(),
        value in prop_oneof![
            json(),
            "#/(components|paths)/[a-zA-Z/{}~1]{0,20}".prop_map(|reference| serde_json::json!({ "$ref": reference })),
        ],
    ) {
        let mut document = common::document();
        let mut pointers = Vec::new();
        all(&document, String::new(), &mut pointers);
        let location: &String = at.get(&pointers);
        if let Some(location) = document.pointer_mut(location) {
            *location = value;
        }
        if let Ok(contract) = Contract::from_value(document) {
            let request = Request::get("/v1/contracts/7/things?codes=1").body("").unwrap();
            let _ = contract.check_request(&request);
        }
    }
}

/// The pointers to all values of a document.
fn all(value: &Value, at: String, pointers: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                all(value, format!("{at}/{}", escape_step(name)), pointers);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                all(value, format!("{at}/{index}"), pointers);
            }
        }
        _ => {}
    }
    pointers.push(at);
}

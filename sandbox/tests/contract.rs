//! The sandbox against the document: what it answers, and what it refuses.
//!
//! The sandbox reads requests by hand, so that its reasons are the ones of `spec/README.md`. Here
//! its verdicts are held against those of the contract checker, which reads the document.

mod caller;

use caller::{http, minted};
use classifications_contract::Contract;
use classifications_sandbox::cases;
use classifications_sandbox::{BASE_PATH, Sandbox};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// The document, at the sandbox's path on any host.
#[allow(clippy::unwrap_used, reason = "a test ends where its premises do")]
fn contract() -> Contract {
    Contract::from_json(classifications_spec::DOCUMENT)
        .unwrap()
        .at(BASE_PATH)
        .unwrap()
}

/// Sends a request, and gives the answer in the checker's type.
#[allow(clippy::unwrap_used, reason = "a test ends where its premises do")]
async fn send(http: &reqwest::Client, request: http::Request<String>) -> http::Response<Vec<u8>> {
    let response = http.execute(request.try_into().unwrap()).await.unwrap();
    let mut answer = http::Response::builder().status(response.status());
    answer
        .headers_mut()
        .unwrap()
        .extend(response.headers().clone());
    answer
        .body(response.bytes().await.unwrap().to_vec())
        .unwrap()
}

#[tokio::test]
async fn every_answer_to_a_case_is_one_that_the_document_allows() {
    let contract = contract();
    let sandbox = Sandbox::start().await.unwrap();
    let http = http();
    let mut wrong = vec![];
    for case in cases::all().unwrap() {
        sandbox.arrange(&case);
        let url = format!("http://{}{}", sandbox.address(), case.path_and_query());
        let mut request = http::Request::builder().method(case.method()).uri(url);
        if let Some(token) = sandbox.token(&case.request.token) {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let mut text = String::new();
        if let Some(body) = &case.request.body {
            request = request.header("content-type", "application/json");
            body.get().clone_into(&mut text);
        }
        let answer = send(&http, request.body(text).unwrap()).await;
        let checked = contract.check_response(&case.operation, &answer);
        let violations = checked.violations().iter();
        wrong.extend(violations.map(|violation| format!("{}: {violation:?}", case.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A member of an object: usually good, now and then something else, or absent.
fn member(name: &'static str, good: &'static str) -> BoxedStrategy<Option<String>> {
    let odd = prop::sample::select(vec![
        "null",
        "true",
        "\"\"",
        "\"x\"",
        "\"ES\"",
        "\"EUR\"",
        "\"es\"",
        "\"ESP\"",
        "[]",
        "{}",
        "0",
        "-0",
        "-1",
        "1",
        "0.01",
        "0.001",
        "1.0",
        "6e1",
        "2147483647",
        "2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "1e400",
        "\"\\ud83d\\ude00\"",
        "0.12345678901234567890123456789012345",
        "\"ACTIVATE\"",
        "\"DENY\"",
        "\"activate\"",
    ]);
    let value = prop_oneof![6 => Just(good), 1 => odd];
    let text = value.prop_map(move |value| Some(format!("\"{name}\":{value}")));
    prop_oneof![8 => text, 1 => Just(None)].boxed()
}

/// An object of these members, in this order, with one of its members twice now and then.
fn object(members: Vec<BoxedStrategy<Option<String>>>) -> BoxedStrategy<String> {
    let repeated = prop::bool::weighted(0.03);
    let object = (members, repeated).prop_map(|(members, repeated)| {
        let mut members: Vec<_> = members.into_iter().flatten().collect();
        if let (true, Some(last)) = (repeated, members.last().cloned()) {
            members.push(last);
        }
        format!("{{{}}}", members.join(","))
    });
    object.boxed()
}

/// The tail of a POST's path, and a body for it.
fn posts() -> impl Strategy<Value = (&'static str, String)> {
    let debtor = object(vec![
        member("taxId", "\"B85905495\""),
        member("country", "\"ES\""),
        member("name", "\"Muebles del Norte SL\""),
    ]);
    let debtor = prop_oneof![
        9 => debtor.prop_map(|debtor| Some(format!("\"debtor\":{debtor}"))),
        1 => member("debtor", "{}"),
    ];
    let create = object(vec![
        member("customerReference", "\"C-1042\""),
        debtor.boxed(),
        member("requestedLimit", "40000.00"),
        member("currency", "\"EUR\""),
        member("paymentTermDays", "60"),
        member("somethingNew", "1"),
    ]);
    let number = || member("endorsementNo", "600002");
    let switch = object(vec![number(), member("action", "\"DEACTIVATE\"")]);
    let cancel = object(vec![
        number(),
        member("reason", "\"The debtor was taken over\""),
    ]);
    let decide = object(vec![number(), member("decision", "\"ACCEPT\"")]);
    let broken = prop::sample::select(vec!["", "{", "[]", "null", "{} {}", "{\"a\":01}"]);
    let broken = broken.prop_map(|text| ("/cancel", text.to_owned()));
    prop_oneof![
        8 => create.prop_map(|body| ("", body)),
        2 => switch.prop_map(|body| ("/activate-deactivate", body)),
        2 => cancel.prop_map(|body| ("/cancel", body)),
        2 => decide.prop_map(|body| ("/accept-deny-premium", body)),
        1 => broken,
    ]
}

/// What the document does not say, and the sandbox refuses all the same.
const BEYOND_THE_DOCUMENT: [&str; 3] = [
    "must be greater than 0",
    "must have at most two decimals",
    "has more digits than can be kept",
];

/// Sends requests made from `inputs`, and compares what the sandbox and the document say of them.
#[allow(clippy::unwrap_used, reason = "a test ends where its premises do")]
fn verdicts_agree<T: std::fmt::Debug>(
    cases: u32,
    inputs: &impl Strategy<Value = T>,
    to_request: impl Fn(&Sandbox, T) -> http::Request<String>,
) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sandbox = runtime.block_on(Sandbox::start()).unwrap();
    let token = minted(&sandbox);
    let (contract, http) = (contract(), http());
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let outcome = TestRunner::new(config).run(inputs, |input| {
        let mut request = to_request(&sandbox, input);
        let value = format!("Bearer {token}").parse().unwrap();
        request.headers_mut().insert("authorization", value);
        let checked = contract.check_request(&request);
        let answer = runtime.block_on(send(&http, request));
        let reason = String::from_utf8_lossy(answer.body()).into_owned();
        let refused = answer.status() == 400
            && [r#""body"#, r#""body:"#, r#""query:"#]
                .iter()
                .any(|start| reason.contains(&format!("\"moreInformation\":{start}")));
        let beyond = BEYOND_THE_DOCUMENT.iter().any(|text| reason.contains(text));
        prop_assert!(answer.status().as_u16() < 500, "{reason}");
        if let Some(operation) = checked.operation() {
            let answered = contract.check_response(operation, &answer);
            prop_assert!(answered.is_ok(), "{reason}: {:?}", answered.violations());
        }
        prop_assert_eq!(
            refused && !beyond,
            !checked.is_ok() && !beyond,
            "{} but {:?}",
            reason,
            checked.violations()
        );
        Ok(())
    });
    let failed = outcome.err().map(|error| error.to_string());
    assert_eq!(failed, None);
}

#[test]
fn bodies_are_refused_exactly_where_the_document_refuses_them() {
    verdicts_agree(1500, &posts(), |sandbox, (tail, body)| {
        http::Request::post(caller::url(sandbox, tail))
            .header("content-type", "application/json")
            .body(body)
            .unwrap()
    });
}

#[test]
fn queries_are_refused_exactly_where_the_document_refuses_them() {
    let odd = || {
        prop::sample::select(vec![
            "",
            "x",
            "1",
            "-1",
            "1.0",
            "%2B1",
            "01",
            "1%2C2",
            "1,2",
            "1,,2",
            ",",
            "ES",
            "es",
            "E%53",
            "9223372036854775808",
            "2147483648",
            "a+b",
            "%20",
            "%C3%B1",
        ])
    };
    let names = vec![
        "endorsementNo",
        "customerReference",
        "taxId",
        "country",
        "statusCode",
    ];
    let pair = (prop::sample::select(names), odd());
    // Of an empty list the document says nothing; the sandbox refuses it.
    let pair = pair.prop_filter("empty list", |pair| *pair != ("statusCode", ""));
    let query = prop::collection::vec(pair, 0..4);
    verdicts_agree(1500, &query, |sandbox, pairs| {
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let url = caller::url(sandbox, &format!("?{}", pairs.join("&")));
        http::Request::get(url).body(String::new()).unwrap()
    });
}

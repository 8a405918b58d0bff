//! The generated client against the document, property by property: what it sends, what it reads,
//! and what its types accept.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where its premises do"
)]

use api_transport::{Error, NotSentReason};
use classifications_api::types::{ActivationAction, StatusCode};
use classifications_contract::{Contract, Rule};
use classifications_sandbox::cases;
use contract_tests::contract::calls::{Arguments, Call, Filters};
use contract_tests::contract::capture::{Capture, Captured, run};
use contract_tests::contract::checks::Reader;
use contract_tests::contract::json::Json;
use contract_tests::contract::samples::{Sampler, Size};
use contract_tests::contract::{DOCUMENT, document, inputs, schema};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// The same inputs on every run, and no files left behind.
fn runner(cases: u32) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[42; 32]))
}

fn contract() -> Contract {
    Contract::from_json(DOCUMENT).unwrap()
}

fn one(capture: &Capture) -> Captured {
    let mut captured = capture.take();
    assert_eq!(captured.len(), 1);
    captured.remove(0)
}

/// The path's segment of the contract number, the query, decoded.
fn said(captured: &Captured) -> (String, Vec<(String, String)>) {
    let url = captured.request.uri().to_string();
    let url = reqwest::Url::parse(&url).unwrap();
    let path = url
        .path()
        .strip_prefix(&*classifications_sandbox::base_path().unwrap());
    let contract_no = path.unwrap().split('/').nth(2).unwrap();
    let contract_no = percent_encoding::percent_decode_str(contract_no).decode_utf8();
    let pairs = url.query_pairs().into_owned().collect();
    (contract_no.unwrap().into_owned(), pairs)
}

#[test]
fn every_query_keeps_to_the_document_and_says_what_it_was_given() {
    let contract = contract();
    let (client, capture) = Capture::client(classifications_auth::BASE_URL);
    let inputs = (inputs::contract_no(), inputs::filters());
    let outcome = runner(64).run(&inputs, |(contract_no, filters)| {
        for bits in 0..Filters::SUBSETS {
            let filters = filters.subset(bits);
            let call = Call {
                contract_no: contract_no.clone(),
                arguments: Arguments::Query(filters.clone()),
            };
            let _ = run(call.make(&client));
            let captured = one(&capture);
            let checked = contract.check_request(&captured.request);
            prop_assert!(checked.is_ok(), "{checked}");
            prop_assert_eq!(said(&captured), (contract_no.clone(), filters.pairs()));
        }
        Ok(())
    });
    outcome.unwrap_or_else(|e| panic!("{e}"));
}

#[test]
fn every_post_keeps_to_the_document_and_says_what_it_was_given() {
    let contract = contract();
    let (client, capture) = Capture::client(classifications_auth::BASE_URL);
    let outcome = runner(1500).run(&inputs::posts(), |call| {
        let _ = run(call.make(&client));
        let captured = one(&capture);
        let checked = contract.check_request(&captured.request);
        prop_assert!(checked.is_ok(), "{checked}");
        prop_assert_eq!(said(&captured), (call.contract_no.clone(), vec![]));
        let body = String::from_utf8(captured.request.into_body()).unwrap();
        let meant = call.body().unwrap().to_string();
        prop_assert_eq!(cases::compare(&meant, &body), []);
        Ok(())
    });
    outcome.unwrap_or_else(|e| panic!("{e}"));
}

/// What no path, pattern or type lets out is refused before it is sent, and nothing is.
#[test]
fn what_cannot_be_said_is_not_sent() {
    let (client, capture) = Capture::client(classifications_auth::BASE_URL);
    let query = |contract_no: &str, country: Option<&str>| Call {
        contract_no: contract_no.to_owned(),
        arguments: Arguments::Query(Filters {
            country: country.map(str::to_owned),
            ..Filters::default()
        }),
    };
    let create = |change: fn(&mut contract_tests::contract::calls::Creation)| {
        let mut call = Call::smallest("createClassification").unwrap();
        if let Arguments::Create(creation) = &mut call.arguments {
            change(creation);
        }
        call
    };
    let calls = [
        query("", None),
        query(".", None),
        query("..", None),
        query("1", Some("es")),
        query("1", Some("ESP")),
        query("1", Some("")),
        query("1", Some("ES\n")),
        create(|c| c.tax_id.clear()),
        create(|c| c.country = "Spain".to_owned()),
        create(|c| c.currency = "EURO".to_owned()),
        create(|c| c.requested_limit = "1e29".to_owned()),
        create(|c| c.requested_limit = "NaN".to_owned()),
        create(|c| c.requested_limit = "40,000".to_owned()),
    ];
    for call in calls {
        match run(call.make(&client)) {
            Err(Error::NotSent(e)) => assert_eq!(e.reason(), NotSentReason::InvalidRequest),
            other => panic!("{call:?}: {other:?}"),
        }
        assert!(capture.take().is_empty(), "{call:?} was sent");
    }
}

/// Limits of numbers are the server's to judge: these two the types let out, and no others.
#[test]
fn limits_of_numbers_are_left_to_the_server() {
    let contract = contract();
    let (client, capture) = Capture::client(classifications_auth::BASE_URL);
    for (limit, days, pointer) in [
        ("-0.01", 60, "/body/requestedLimit"),
        ("40000.00", 0, "/body/paymentTermDays"),
        ("40000.00", -1, "/body/paymentTermDays"),
    ] {
        let mut call = Call::smallest("createClassification").unwrap();
        if let Arguments::Create(creation) = &mut call.arguments {
            creation.requested_limit = limit.to_owned();
            creation.payment_term_days = days;
        }
        let _ = run(call.make(&client));
        let checked = contract.check_request(&one(&capture).request);
        let violations = checked.violations().iter();
        let violations: Vec<_> = violations
            .map(|v| (v.rule, v.message_pointer.as_str()))
            .collect();
        assert_eq!(violations, [(Rule::Minimum, pointer)]);
    }
}

/// Answers by seed: the smallest, the full and any, each with and without what a later version adds.
#[test]
fn every_answer_is_understood_and_written_back_the_same() {
    let document = document();
    let reader = Reader::new();
    let answers: Vec<_> = schema::operations(&document)
        .flat_map(|o| o.responses(&document).into_iter().map(move |r| (o.id(), r)))
        .map(|(id, (status, r))| (id, status, &r["content"]["application/json"]["schema"]))
        .collect();
    assert_eq!(answers.len(), 5 * 8);
    let outcome = runner(1000).run(&(0..answers.len(), any::<u64>()), |(index, seed)| {
        let (operation, status, schema) = answers[index];
        let size = [Size::Any, Size::Any, Size::Full, Size::Minimal][(seed % 4) as usize];
        let answer = Sampler::new(&document, seed).value(schema, size);
        let unknown = [
            ("x-later", Json::object([("", Json::number("1e999"))])),
            ("Status-Code", Json::Null),
        ];
        for sent in [&answer, &answer.with_everywhere(&unknown)] {
            let (sent, meant) = (sent.to_string(), answer.to_string());
            let faults = reader.differences(operation, status.parse().unwrap(), &sent, &meant);
            prop_assert!(faults.is_empty(), "{operation} {status}: {faults:?}");
        }
        Ok(())
    });
    outcome.unwrap_or_else(|e| panic!("{e}"));
}

/// Open enumerations stay open, closed ones are requests' alone.
#[test]
fn a_status_that_nobody_knows_survives() {
    let document = document();
    let reader = Reader::new();
    let schema = document
        .pointer("/components/schemas/Classification")
        .unwrap();
    let answer = Sampler::new(&document, 3).value(schema, Size::Full);
    for code in [0, 8, -1, i32::MAX, i32::MIN] {
        let answer = answer.with("statusCode", Json::number(code)).to_string();
        let faults = reader.differences("createClassification", 201, &answer, &answer);
        assert!(faults.is_empty(), "{faults:?}");
        assert!(!StatusCode::KNOWN.contains(&StatusCode(code)));
    }
    assert!("SUSPEND".parse::<ActivationAction>().is_err());
    let beyond = answer
        .with("statusCode", Json::number(2_147_483_648_i64))
        .to_string();
    let faults = reader.differences("createClassification", 201, &beyond, &beyond);
    assert!(
        faults[0].contains("not understood: 201 Created"),
        "{faults:?}"
    );
}

/// A status that the document does not list keeps its number, whatever the body is.
#[test]
fn an_undocumented_status_reaches_the_caller() {
    let (client, capture) = Capture::client(classifications_auth::BASE_URL);
    for operation in classifications_api::operations::ALL {
        for status in
            (200..600).filter(|s| ![200, 201, 400, 401, 403, 404, 405, 429, 500].contains(s))
        {
            capture.answer(status, r#"{"httpCode":"0"}"#.to_owned());
            let error = run(Call::smallest(operation.id).unwrap().make(&client)).unwrap_err();
            assert_eq!(error.status().unwrap().as_u16(), status, "{}", operation.id);
        }
    }
}

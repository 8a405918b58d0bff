//! Plays every case that fits the document and the model, and compares status, documented headers,
//! body and the resources stored afterwards. The document allows each response, and each status
//! that it lists has a case.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops when its setup fails"
)]

#[path = "../caller/mod.rs"]
mod caller;
mod fit;

use classifications_contract::Contract;
use classifications_sandbox::cases::{self, Case};
use classifications_sandbox::{Sandbox, base_path};
use fit::Fit;

#[tokio::test]
async fn every_case_that_fits_is_played_exactly() {
    let sandbox = Sandbox::start().await.unwrap();
    let contract = Contract::from_json(classifications_spec::DOCUMENT).unwrap();
    let contract = contract.at(&base_path().unwrap()).unwrap();
    let http = caller::http();
    let cases = cases::all().unwrap();
    let (mut wrong, mut set_aside) = (vec![], vec![]);
    for case in &cases {
        let fit = fit::check(case, &sandbox, &contract);
        let found = match &fit {
            Fit::Not(reason) => {
                set_aside.push(format!("{}: {reason}", case.name));
                continue;
            }
            Fit::InWords | Fit::Exact => play(&sandbox, &contract, &http, case).await,
        };
        let found = found
            .iter()
            .map(|problem| format!("{}: {problem}", case.name));
        match fit {
            Fit::InWords => set_aside.extend(found),
            _ => wrong.extend(found),
        }
    }
    for line in &set_aside {
        println!("set aside: {line}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // `SET_ASIDE` lists the parts that did not fit an imported document. If it is empty, everything
    // fits
    if classifications_spec::SET_ASIDE.is_empty() {
        assert!(!cases.is_empty());
        assert!(set_aside.is_empty(), "{}", set_aside.join("\n"));
        let without = statuses_without_a_case(&contract, &cases);
        assert!(without.is_empty(), "no case has {}", without.join(", "));
    }
}

#[tokio::test]
async fn every_case_of_the_other_apis_is_played_exactly() {
    let sandbox = Sandbox::start().await.unwrap();
    let document = classifications_spec::portfolio_movements::DOCUMENT;
    let url: url::Url = sandbox.apis().nth(1).unwrap().base_url().parse().unwrap();
    let contract = Contract::from_json(document).unwrap();
    let contract = contract.at(url.path()).unwrap();
    let http = caller::http();
    let cases = cases::of_other_apis().unwrap();
    let mut wrong = vec![];
    for case in &cases {
        assert!(case.applies(), "{}", case.name);
        let found = play(&sandbox, &contract, &http, case).await;
        let found = found
            .iter()
            .map(|problem| format!("{}: {problem}", case.name));
        wrong.extend(found);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases.len() > 15, "{}", cases.len());
}

/// The documented statuses of operations for which there is no case.
fn statuses_without_a_case(contract: &Contract, cases: &[Case]) -> Vec<String> {
    let paths = contract.document().pointer("/paths").unwrap();
    let items = paths.as_object().unwrap().values();
    let operations = items.flat_map(|item| item.as_object().unwrap().values());
    let statuses = operations.flat_map(|operation| {
        let responses = operation["responses"].as_object().into_iter().flatten();
        let id = operation["operationId"].as_str().unwrap_or_default();
        // `default` stands for all other statuses
        let codes = responses.filter_map(|(status, _)| status.parse::<u16>().ok());
        codes.map(move |status| (id, status))
    });
    let has_case = |id: &str, status: u16| {
        let mut cases = cases.iter();
        cases.any(|case| case.operation == id && case.response.status == status)
    };
    let without = statuses.filter(|(id, status)| !has_case(id, *status));
    without
        .map(|(id, status)| format!("{id} {status}"))
        .collect()
}

/// Whether the body of a case's response reports an error.
fn reports_error(contract: &Contract, case: &Case) -> bool {
    let paths = contract.document().pointer("/paths").unwrap();
    let items = paths.as_object().unwrap().values();
    let mut operations = items.flat_map(|item| item.as_object().unwrap().values());
    let operation = operations.find(|operation| operation["operationId"] == case.operation);
    let Some(failure) = operation.and_then(|operation| operation.get("x-failure")) else {
        return false;
    };
    let body: serde_json::Value = serde_json::from_str(case.response.body.get()).unwrap();
    let code = body.pointer(failure["code"].as_str().unwrap());
    code.is_some_and(|code| !failure["success"].as_array().unwrap().contains(code))
}

/// Plays a case; returns the differences.
async fn play(
    sandbox: &Sandbox,
    contract: &Contract,
    http: &reqwest::Client,
    case: &Case,
) -> Vec<String> {
    sandbox.arrange(case).unwrap();
    let request = fit::request(case, sandbox, sandbox.token(&case.request.token));
    let response = http.execute(request.try_into().unwrap()).await.unwrap();

    let mut wrong = vec![];
    let status = response.status().as_u16();
    if status != case.response.status {
        wrong.push(format!("status {status}"));
    }
    for (name, value) in &case.response.headers {
        let found = response.headers().get(name).map(|v| v.to_str().unwrap());
        if found != Some(value) {
            wrong.push(format!("header {name}: {found:?}"));
        }
    }
    assert!(response.headers().contains_key("x-global-transaction-id"));
    let mut checked = http::Response::builder().status(status);
    let headers = checked.headers_mut().unwrap();
    headers.extend(response.headers().clone());
    let body = response.text().await.unwrap();
    let differences = cases::compare(case.response.body.get(), &body);
    wrong.extend(differences.iter().map(ToString::to_string));
    let differences = sandbox.compare_with(case).unwrap();
    wrong.extend(differences.iter().map(|d| format!("state afterwards: {d}")));
    let processed = sandbox.received().last().unwrap().processed;
    let carried_out = (200..300).contains(&status) && !reports_error(contract, case);
    if processed != carried_out {
        wrong.push(format!("processed: {processed}"));
    }
    let checked = contract.check_response(&case.operation, &checked.body(body).unwrap());
    let violations = checked.violations().iter();
    wrong.extend(
        violations.map(|violation| format!("the document does not allow it: {violation:?}")),
    );
    wrong
}

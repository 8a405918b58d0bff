//! Every case that fits the document and the model is played exactly: status, documented headers,
//! body, and what is stored afterwards. The document allows each of these responses.

#![allow(clippy::unwrap_used, reason = "a test ends where its premises do")]

#[path = "../caller/mod.rs"]
mod caller;
mod fit;

use classifications_contract::Contract;
use classifications_sandbox::cases::{self, Case};
use classifications_sandbox::{Sandbox, base_path};
use fit::Fit;

/// The hash, in `spec.lock`, of the document that the cases were written for. Set it anew after an
/// edit of the document or of the cases by hand.
const DOCUMENT_OF_CASES: &str = "38ba9616f2e4d218f118c362d3e66f80015a876693700e2075cc9f0dd629855a";

#[tokio::test]
async fn every_case_that_fits_is_played_exactly() {
    let sandbox = Sandbox::start().await.unwrap();
    let contract = Contract::from_json(classifications_spec::DOCUMENT).unwrap();
    let contract = contract.at(&base_path().unwrap()).unwrap();
    let http = caller::http();
    let cases = cases::all().unwrap();
    let (mut wrong, mut set_aside) = (vec![], vec![]);
    for case in &cases {
        let fit = fit::judge(case, &sandbox, &contract);
        let found = match &fit {
            Fit::Not(reason) => {
                set_aside.push(format!("{}: {reason}", case.name));
                continue;
            }
            Fit::InWords | Fit::Exact => play(&sandbox, &contract, &http, case).await,
        };
        let found = found.iter().map(|what| format!("{}: {what}", case.name));
        match fit {
            Fit::InWords => set_aside.extend(found),
            _ => wrong.extend(found),
        }
    }
    for line in &set_aside {
        println!("set aside: {line}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let lock = include_str!("../../../spec/spec.lock");
    if lock.contains(DOCUMENT_OF_CASES) {
        assert!(cases.len() > 200, "{} cases", cases.len());
        assert!(set_aside.is_empty(), "{}", set_aside.join("\n"));
    }
}

/// Plays a case; what was not as it says.
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
    if processed != (200..300).contains(&status) {
        wrong.push(format!("processed: {processed}"));
    }
    let checked = contract.check_response(&case.operation, &checked.body(body).unwrap());
    let violations = checked.violations().iter();
    wrong.extend(
        violations.map(|violation| format!("the document does not allow it: {violation:?}")),
    );
    wrong
}

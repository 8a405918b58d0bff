//! Every case that applies to the document is played exactly: status, documented headers, body, and
//! what is stored afterwards.

mod caller;

use classifications_sandbox::Sandbox;
use classifications_sandbox::cases::{self, Case};

#[tokio::test]
async fn every_case_is_played_exactly() {
    let sandbox = Sandbox::start().await.unwrap();
    let http = caller::http();
    let cases = cases::all().unwrap();
    let (cases, set_aside): (Vec<_>, Vec<_>) = cases.into_iter().partition(Case::applies);
    for case in set_aside {
        println!(
            "{}: set aside, as the document has no such operation",
            case.name
        );
    }
    let mut wrong = vec![];
    for case in &cases {
        let found = replay(&sandbox, &http, case).await;
        wrong.extend(found.iter().map(|what| format!("{}: {what}", case.name)));
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

/// Plays a case; what was not as it says.
#[allow(clippy::unwrap_used, reason = "a test ends where its premises do")]
async fn replay(sandbox: &Sandbox, http: &reqwest::Client, case: &Case) -> Vec<String> {
    sandbox.arrange(case).unwrap();
    let url = format!("http://{}{}", sandbox.address(), case.path_and_query());
    let mut request = http.request(case.method(), url);
    if let Some(token) = sandbox.token(&case.request.token) {
        request = request.bearer_auth(token);
    }
    if let Some(body) = &case.request.body {
        request = request
            .header("content-type", "application/json")
            .body(body.get().to_owned());
    }
    let response = request.send().await.unwrap();

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
    let body = response.text().await.unwrap();
    let differences = cases::compare(case.response.body.get(), &body);
    wrong.extend(differences.iter().map(ToString::to_string));
    let differences = sandbox.compare_with(case).unwrap();
    wrong.extend(differences.iter().map(|d| format!("state afterwards: {d}")));
    let processed = sandbox.received().last().unwrap().processed;
    if processed != (200..300).contains(&status) {
        wrong.push(format!("processed: {processed}"));
    }
    wrong
}

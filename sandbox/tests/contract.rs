//! The sandbox against the document: each response to a case is one that the document allows.

mod caller;

use caller::http;
use classifications_contract::Contract;
use classifications_sandbox::cases;
use classifications_sandbox::{Sandbox, base_path};

/// The document, at the sandbox's path on any host.
#[allow(clippy::unwrap_used, reason = "a test ends where its premises do")]
fn contract() -> Contract {
    Contract::from_json(classifications_spec::DOCUMENT)
        .unwrap()
        .at(&base_path().unwrap())
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
    for case in cases::all()
        .unwrap()
        .into_iter()
        .filter(cases::Case::applies)
    {
        sandbox.arrange(&case).unwrap();
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

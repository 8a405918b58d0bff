//! What client and sandbox say, recorded once and judged by as many documents as one likes.

use classifications_sandbox::Sandbox;
use classifications_sandbox::cases::{self, Case, Token};

use super::calls::Call;
use super::capture::{Capture, Captured, run};
use super::document;
use super::samples::Size;
use super::schema::operations;

/// How many calls of each operation are recorded.
const RECORDED: u64 = 30;

/// What was recorded.
pub struct Evidence {
    /// Requests of the generated client.
    pub requests: Vec<Captured>,
    /// The cases of the sandbox model.
    pub cases: Vec<Case>,
    /// What the sandbox answers to each of them.
    pub answers: Vec<http::Response<String>>,
}

impl Evidence {
    /// Records it, the same on every run.
    #[must_use]
    pub fn record() -> Self {
        let cases = cases::all().expect("the embedded cases can be read");
        Self {
            requests: requests(),
            answers: answers(&cases),
            cases,
        }
    }
}

fn requests() -> Vec<Captured> {
    let (client, capture) = Capture::client(classifications_auth::BASE_URL);
    let document = document();
    run(async {
        for operation in operations(&document) {
            for seed in 0..RECORDED {
                let size = match seed {
                    0 => Size::Minimal,
                    1 => Size::Full,
                    _ => Size::Any,
                };
                let call = Call::sampled(&document, &operation, (size, seed));
                // only the request counts
                let _ = call.make(&client).await;
            }
        }
    });
    capture.take()
}

/// The request of a case, as it would be sent to the address of the document.
#[must_use]
pub fn request(case: &Case) -> http::Request<Vec<u8>> {
    let base = classifications_auth::BASE_URL;
    let path = classifications_sandbox::base_path().unwrap_or_default();
    let origin = base.strip_suffix(&path).unwrap_or(base);
    let mut request = http::Request::builder()
        .method(case.method())
        .uri(format!("{origin}{}", case.path_and_query()));
    if case.request.token != Token::Absent {
        request = request.header("authorization", "Bearer abc");
    }
    let body = case
        .request
        .body
        .as_ref()
        .map(|body| body.get().as_bytes().to_vec());
    if body.is_some() {
        request = request.header("content-type", "application/json");
    }
    request.body(body.unwrap_or_default()).expect("a request")
}

/// The answer of a case, as its file has it.
#[must_use]
pub fn response(case: &Case) -> http::Response<String> {
    let mut response = http::Response::builder()
        .status(case.response.status)
        .header("content-type", "application/json");
    for (name, value) in &case.response.headers {
        response = response.header(name, value);
    }
    response
        .body(case.response.body.get().to_owned())
        .expect("a response")
}

fn answers(cases: &[Case]) -> Vec<http::Response<String>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(async {
        let sandbox = Sandbox::start().await.expect("a sandbox");
        let http = classifications_auth::http::client_builder()
            .no_proxy()
            .build();
        let http = http.expect("a client");
        let mut answers = vec![];
        for case in cases {
            answers.push(play(&sandbox, &http, case).await.expect("an answer"));
        }
        sandbox.stop().await;
        answers
    })
}

async fn play(
    sandbox: &Sandbox,
    http: &reqwest::Client,
    case: &Case,
) -> reqwest::Result<http::Response<String>> {
    sandbox.arrange(case).expect("a case that fits the model");
    let url = format!("http://{}{}", sandbox.address(), case.path_and_query());
    let mut request = http.request(case.method(), url);
    if let Some(token) = sandbox.token(&case.request.token) {
        request = request.bearer_auth(token);
    }
    if let Some(body) = &case.request.body {
        let json = request.header("content-type", "application/json");
        request = json.body(body.get().to_owned());
    }
    let response = request.send().await?;
    let mut kept = http::Response::builder().status(response.status());
    if let Some(headers) = kept.headers_mut() {
        headers.clone_from(response.headers());
    }
    let body = response.text().await?;
    Ok(kept.body(body).expect("a response"))
}

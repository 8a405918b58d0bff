//! Calls over plain HTTP, without the generated client.

#![allow(dead_code, reason = "each test binary uses a part")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops when its setup fails"
)]

use classifications_sandbox::{Credentials, Fault, Sandbox, SandboxBuilder};
use serde_json::Value;

/// The initial collection of the small API.
pub const DEPOT: &str = "D-1";

/// Configures a sandbox that plays a small API of the tests.
pub fn builder() -> SandboxBuilder {
    Sandbox::builder()
        .document(include_str!("parcels.oas3.yaml"))
        .model(include_str!("parcels.model.yaml"))
}

pub async fn sandbox() -> Sandbox {
    builder().start().await.unwrap()
}

pub fn http() -> reqwest::Client {
    provide_tls();
    // Reading the system's certificates for each client would take most of a test's time.
    let builder = reqwest::Client::builder().no_proxy().tls_certs_only([]);
    builder.build().unwrap()
}

/// Installs a TLS provider, which clients need if TLS is compiled in.
pub fn provide_tls() {
    // Another test may have installed it.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// The form of the password grant.
pub fn password_form(credentials: &Credentials, scope: &str) -> Vec<(&'static str, String)> {
    vec![
        ("grant_type", "password".to_owned()),
        ("client_id", credentials.client_id.clone()),
        ("client_secret", credentials.client_secret.clone()),
        ("scope", scope.to_owned()),
        ("username", credentials.username.clone()),
        ("password", credentials.password.clone()),
    ]
}

/// The status, headers and text of a response.
pub struct Response {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Response {
    pub async fn of(response: reqwest::Response) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            text: response.text().await.unwrap(),
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e}: {}", self.text))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub fn reason(&self) -> String {
        self.json()["moreInformation"].as_str().unwrap().to_owned()
    }
}

pub async fn post_form(url: &str, form: &[(&str, String)]) -> Response {
    Response::of(http().post(url).form(form).send().await.unwrap()).await
}

pub async fn token(sandbox: &Sandbox, scope: &str) -> Value {
    let form = password_form(sandbox.credentials(), scope);
    let response = post_form(sandbox.token_url(), &form).await;
    assert_eq!(response.status, 200, "{}", response.text);
    response.json()
}

pub async fn bearer(sandbox: &Sandbox) -> String {
    let token = token(sandbox, "create read update delete").await;
    token["access_token"].as_str().unwrap().to_owned()
}

pub fn url(sandbox: &Sandbox, tail: &str) -> String {
    format!("{}/depots/{DEPOT}/parcels{tail}", sandbox.base_url())
}

pub async fn query(sandbox: &Sandbox, token: &str, query: &str) -> Response {
    let request = http().get(url(sandbox, query)).bearer_auth(token);
    Response::of(request.send().await.unwrap()).await
}

/// The body of a request that adds a parcel.
pub fn parcel(value: &str) -> String {
    format!(r#"{{"value":{value},"city":"Vigo"}}"#)
}

pub async fn create(sandbox: &Sandbox, token: &str, value: &str) -> reqwest::Result<Response> {
    let request = http()
        .post(url(sandbox, ""))
        .bearer_auth(token)
        .header("content-type", "application/json")
        .body(parcel(value));
    Ok(Response::of(request.send().await?).await)
}

/// A token created without the token endpoint, for tests in which the endpoint fails.
pub fn minted(sandbox: &Sandbox) -> String {
    sandbox
        .token(&classifications_sandbox::cases::Token::Valid)
        .unwrap()
}

/// A sandbox with one fault, and a token for it.
pub async fn faulty(fault: Fault) -> (Sandbox, String) {
    let sandbox = sandbox().await;
    let token = bearer(&sandbox).await;
    sandbox.forget_received();
    sandbox.inject(fault);
    (sandbox, token)
}

//! Support for tests: scripted servers, a clock that does not wait, and a client that uses them.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "support for tests; each test binary uses a part"
)]

pub mod clock;
pub mod server;

use api_transport::{
    ClientInfo as _, Error, Operation, Response, ResponseValue, Transport, TransportError,
};
use classifications_auth::retry::{Backoff, Chance, RetryPolicy};
use classifications_auth::{Client, ClientBuilder, Credentials, Timeouts, TokenPolicy};
use http::Method;
use sales_api::types::{GatewayError, SaleList};

use clock::{SkippingClock, TIMEOUT};
use server::{Server, Step};

pub static QUERY: Operation =
    Operation::new("queryThings", Method::GET, "/things/{no}").scopes(&["read"]);
pub static CREATE: Operation =
    Operation::new("createThing", Method::POST, "/things/{no}").scopes(&["create"]);

/// Jitter that always draws the whole wait.
#[derive(Debug)]
pub struct Whole;

impl Chance for Whole {
    fn fraction(&self) -> f64 {
        1.0
    }
}

/// An API, a token endpoint, and a client of both.
pub struct Setup {
    pub api: Server,
    pub tokens: Server,
    pub clock: SkippingClock,
    pub client: Client,
}

impl Setup {
    /// An API that performs `steps` and then always responds with 200.
    pub async fn new(steps: Vec<Step>) -> Self {
        Self::with(steps, |builder| builder).await
    }

    /// As [`new`](Self::new), but `change` changes the builder of the client.
    pub async fn with(
        steps: Vec<Step>,
        change: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Self {
        let api = Server::start(steps, Step::ok()).await;
        let tokens = Server::start(Vec::new(), Step::Token).await;
        let clock = SkippingClock::default();
        let builder = builder(&api, &tokens).clock(clock.clone());
        let client = change(builder).build().unwrap();
        Self {
            api,
            tokens,
            clock,
            client,
        }
    }

    /// Sends one request of `operation`.
    pub async fn send(&self, operation: &Operation) -> Result<Response, TransportError> {
        let request = self.request(operation);
        self.client.transport().send(operation, request).await
    }

    pub fn request(&self, operation: &Operation) -> reqwest::Request {
        let url = self.api.url("/things/7?client=B85905495");
        let request = self
            .client
            .transport()
            .http()
            .request(operation.method.clone(), url);
        let request = match operation.method {
            Method::GET => request,
            _ => request.body(r#"{"limit":1}"#),
        };
        request.build().unwrap()
    }

    /// The `Authorization` headers that the API received.
    pub fn authorizations(&self) -> Vec<String> {
        let header = |request: &server::Received| {
            request.header("authorization").unwrap_or("none").to_owned()
        };
        self.api.received().iter().map(header).collect()
    }
}

/// The builder of a client with long timeouts, which the clock distinguishes from waits.
pub fn builder(api: &Server, tokens: &Server) -> ClientBuilder {
    let mut token_policy = TokenPolicy::default();
    token_policy.deadline = 5 * TIMEOUT;
    token_policy.request_timeout = 2 * TIMEOUT;
    Client::builder()
        .credentials(credentials())
        .base_url(api.url("/v1/"))
        .token_url(tokens.url("/token"))
        .token_policy(token_policy)
        .timeouts(Timeouts::default().attempt(TIMEOUT).call(100 * TIMEOUT))
        .retry(retry())
}

pub fn retry() -> RetryPolicy {
    RetryPolicy::default().backoff(Backoff::default().chance(Whole))
}

pub fn credentials() -> Credentials {
    Credentials::new(
        "the-client-id",
        "the-client-secret",
        "the-user",
        "the-password",
    )
    .unwrap()
}

/// A generated client that uses the base URL and the transport of `client`.
pub fn sales(client: &Client) -> sales_api::Client {
    let transport = client.transport();
    let (http, sender) = (transport.http().clone(), transport.sender());
    sales_api::Client::new_with_client(client.baseurl(), http, sender)
}

/// The response to [`query`] with an empty list.
pub const EMPTY_LIST: &str = r#"{"sales":[]}"#;

/// Calls a generated operation that is safe.
pub async fn query(client: &Client) -> Result<ResponseValue<SaleList>, Error<GatewayError>> {
    let sales = sales(client);
    sales.query_sales().contract_no("1").send().await
}

/// The messages of an error and its sources, outermost first.
pub fn chain(error: &dyn std::error::Error) -> Vec<String> {
    let mut messages = vec![error.to_string()];
    let mut source = error.source();
    while let Some(error) = source {
        messages.push(error.to_string());
        source = error.source();
    }
    messages
}

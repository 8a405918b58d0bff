//! A transport without a network, which keeps requests and returns a given response.

use std::sync::{Arc, Mutex};

use api_transport::{Body, Operation, Response, Sender, Sending, Transport};
use classifications_api::Client;
use tokio::runtime::{Builder, Runtime};

/// A request of an operation.
#[derive(Debug, Clone)]
pub struct Captured {
    /// The `operationId`.
    pub operation: &'static str,
    /// The request, with a token if the operation needs one.
    pub request: http::Request<Vec<u8>>,
}

/// The transport of a client without a network.
#[derive(Debug, Default)]
pub struct Capture {
    captured: Mutex<Vec<Captured>>,
    response: Mutex<Option<(u16, String)>>,
}

impl Capture {
    /// A client of the API at `base_url`, and its transport.
    #[must_use]
    pub fn client(base_url: &str) -> (Client, Arc<Self>) {
        let capture = Arc::new(Self::default());
        let http = classifications_auth::http::client_builder()
            .no_proxy()
            .build();
        let sender = Sender::through(capture.clone());
        let client = Client::new_with_client(base_url, http.expect("a client"), sender);
        (client, capture)
    }

    /// Sets the status and the JSON of all responses from now on.
    pub fn respond(&self, status: u16, json: String) {
        *self.response.lock().expect("not poisoned") = Some((status, json));
    }

    /// The requests captured since the last call.
    pub fn take(&self) -> Vec<Captured> {
        std::mem::take(&mut *self.captured.lock().expect("not poisoned"))
    }
}

impl Transport for Capture {
    fn send<'a>(&'a self, operation: &'a Operation, request: reqwest::Request) -> Sending<'a> {
        let request = http::Request::<reqwest::Body>::try_from(request).expect("a request");
        let (mut head, body) = request.into_parts();
        // A transport with credentials adds the same headers, as the operation requires.
        let token = http::HeaderValue::from_static("Bearer abc");
        if operation.oauth2_scopes.is_some() {
            head.headers
                .insert(http::header::AUTHORIZATION, token.clone());
        }
        for name in operation.api_key_headers {
            let name = http::HeaderName::from_bytes(name.as_bytes()).expect("a header");
            head.headers.insert(name, token.clone());
        }
        let body = body.as_bytes().unwrap_or_default().to_vec();
        self.captured.lock().expect("not poisoned").push(Captured {
            operation: operation.id,
            request: http::Request::from_parts(head, body),
        });
        let response = self.response.lock().expect("not poisoned").clone();
        let (status, json) = response.unwrap_or((500, "{}".to_owned()));
        let json_type = http::HeaderValue::from_static("application/json");
        let response = Response::new(
            http::StatusCode::from_u16(status).expect("a status"),
            http::HeaderMap::from_iter([(http::header::CONTENT_TYPE, json_type)]),
            Body::Bytes(json.into()),
        );
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// Runs a future that does not wait for input or time.
pub fn run<F: Future>(future: F) -> F::Output {
    thread_local! {
        static RUNTIME: Runtime = Builder::new_current_thread().build().expect("a runtime");
    }
    RUNTIME.with(|runtime| runtime.block_on(future))
}

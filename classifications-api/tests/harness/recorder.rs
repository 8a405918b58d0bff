//! A transport that keeps each request instead of sending it.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use api_transport::{Body, Operation, Response, Sender, Sending, Transport};
use classifications_api::Client;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};

/// The base URL of the recorded requests.
pub const BASE_URL: &str = "http://recorder.example/base";

/// A request as it would be sent.
#[derive(Debug, PartialEq, Eq)]
pub struct Sent {
    pub method: http::Method,
    pub uri: http::Uri,
    pub headers: HeaderMap,
    pub body: Option<Vec<u8>>,
}

#[derive(Debug, Default)]
pub struct Recorder(Mutex<Option<Sent>>);

impl Recorder {
    /// A client that sends nothing, and what it would have sent.
    pub fn client() -> (Client, Arc<Self>) {
        let recorder = Arc::new(Self::default());
        let sender = Sender::through(recorder.clone());
        let client = Client::new_with_client(BASE_URL, super::direct().0, sender);
        (client, recorder)
    }

    /// Whether nothing was sent.
    pub fn is_empty(&self) -> bool {
        self.0.lock().unwrap().is_none()
    }

    /// The request of a call that ended with `outcome`.
    pub fn sent<T: Debug, E: Debug>(&self, outcome: &Result<T, E>) -> Sent {
        let sent = self.0.lock().unwrap().take();
        sent.unwrap_or_else(|| panic!("nothing was sent: {outcome:?}"))
    }
}

impl Transport for Recorder {
    fn send<'a>(&'a self, operation: &'a Operation, request: reqwest::Request) -> Sending<'a> {
        let request = http::Request::<reqwest::Body>::try_from(request).unwrap();
        let (mut head, body) = request.into_parts();
        // what an authorising transport adds
        let token = HeaderValue::from_static("Bearer abc");
        if operation.oauth2_scopes.is_some() {
            head.headers.insert(AUTHORIZATION, token.clone());
        }
        for name in operation.api_key_headers {
            let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
            head.headers.insert(name, token.clone());
        }
        *self.0.lock().unwrap() = Some(Sent {
            method: head.method,
            uri: head.uri,
            headers: head.headers,
            body: body.as_bytes().map(<[u8]>::to_vec),
        });
        let response = Response::new(
            StatusCode::IM_A_TEAPOT,
            HeaderMap::new(),
            Body::Bytes(Vec::new().into()),
        );
        Box::pin(std::future::ready(Ok(response)))
    }
}

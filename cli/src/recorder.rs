//! Records the request of a dry run: the real client builds it, and a transport keeps it instead of sending it.

use std::sync::{Arc, Mutex};

use api_transport::{NotSent, NotSentReason, Operation, Sender, Sending, Transport};

/// A recorded request.
pub struct Recorded {
    pub method: String,
    pub url: String,
    pub body: String,
}

/// A transport that keeps the last request instead of sending it.
#[derive(Default)]
pub struct Recorder(Mutex<Option<Recorded>>);

impl Recorder {
    /// Takes the last request.
    pub fn take(&self) -> Option<Recorded> {
        self.0.lock().ok()?.take()
    }

    /// The sender for a generated client.
    pub fn sender(self: &Arc<Self>) -> Sender {
        Sender::through(Arc::clone(self) as Arc<dyn Transport>)
    }
}

impl Transport for Recorder {
    fn send<'a>(&'a self, _: &'a Operation, request: reqwest::Request) -> Sending<'a> {
        let body = request.body().and_then(reqwest::Body::as_bytes);
        let recorded = Recorded {
            method: request.method().to_string(),
            url: request.url().to_string(),
            body: String::from_utf8_lossy(body.unwrap_or_default()).into_owned(),
        };
        if let Ok(mut last) = self.0.lock() {
            *last = Some(recorded);
        }
        let not_sent = NotSent::new(NotSentReason::InvalidRequest, "this is a dry run");
        Box::pin(async move { Err(api_transport::TransportError::NotSent(not_sent)) })
    }
}

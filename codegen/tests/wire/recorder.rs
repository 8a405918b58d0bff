//! The module `wire_check` of a generated crate: its `main` reads cases from standard input, calls each by data, and prints
//! the recorded request.

use std::io::Read as _;
use std::sync::{Arc, Mutex};

use api_transport::{Error, NotSent, NotSentReason, TransportError};
use serde_json::{Value, json};

use crate::generated::{Client, dynamic, operations};

#[derive(Default)]
struct Recorder(Mutex<Option<reqwest::Request>>);

impl api_transport::Transport for Recorder {
    fn send<'a>(
        &'a self,
        _: &'a api_transport::Operation,
        request: reqwest::Request,
    ) -> api_transport::Sending<'a> {
        *self.0.lock().unwrap() = Some(request);
        let recorded = NotSent::new(NotSentReason::Network, "recorded");
        Box::pin(async { Err(TransportError::NotSent(recorded)) })
    }
}

async fn record(cases: Vec<Value>) {
    let recorder = Arc::new(Recorder::default());
    let sender = api_transport::Sender::through(recorder.clone());
    let client = Client::new_with_client("http://wire.example/base", reqwest::Client::new(), sender);
    for case in cases {
        let operation = operations::ALL[case["operation"].as_u64().unwrap() as usize];
        let operation = format!("{} {}", operation.method, operation.path);
        let values = case["values"].as_object().unwrap().clone();
        let outcome = match dynamic::call(&client, &operation, values).await {
            Err(Error::NotSent(e)) if e.reason() == NotSentReason::Network => Ok(()),
            Err(e) => Err(format!("{e:?}")),
            Ok(_) => Ok(()),
        };
        let request = recorder.0.lock().unwrap().take();
        let recorded = match (outcome, request) {
            (Ok(()), Some(request)) => written(request).await,
            (Err(e), _) => json!({ "error": e }),
            (Ok(()), None) => json!({ "error": "nothing was recorded" }),
        };
        println!("{recorded}");
    }
}

async fn written(mut request: reqwest::Request) -> Value {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let headers = request.headers().iter();
    let headers: Vec<_> = headers
        .map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes())))
        .collect();
    let body = match request.body_mut().take() {
        Some(body) => {
            let bytes = http_body_util::BodyExt::collect(body).await.unwrap().to_bytes();
            Some(text(&bytes))
        }
        None => None,
    };
    json!({
        "method": request.method().as_str(),
        "url": request.url().as_str(),
        "headers": headers,
        "body": body,
    })
}

pub fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let cases = serde_json::from_str(&text).unwrap();
    let run = || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(record(cases));
    };
    // an unoptimised build needs stack frames of a megabyte to read structs with some hundred properties
    let thread = std::thread::Builder::new().stack_size(256 * 1024 * 1024).spawn(run).unwrap();
    thread.join().unwrap();
}

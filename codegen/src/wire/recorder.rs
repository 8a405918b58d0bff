//! Generates a module that calls the operations of a crate by data and records their requests.

use proc_macro2::TokenStream;
use quote::quote;

/// The module `wire_check`: its `main` reads cases from standard input, and prints a request for
/// each.
#[must_use]
pub fn tokens() -> TokenStream {
    let (recorder, record) = (recorder(), record());
    quote! {
        #recorder
        #record
    }
}

/// The recorder.
fn recorder() -> TokenStream {
    quote! {
        #![allow(clippy::all)]

        use std::io::Read as _;
        use std::sync::{Arc, Mutex};

        use api_transport::{Error, NotSentReason};
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
                Box::pin(async {
                    let reason = NotSentReason::Network;
                    Err(api_transport::TransportError::NotSent(api_transport::NotSent::new(reason, "recorded")))
                })
            }
        }
    }
}

/// Runs the cases and prints the recorded requests.
fn record() -> TokenStream {
    quote! {
        async fn record(cases: Vec<Value>) {
            let recorder = Arc::new(Recorder::default());
            let sender = api_transport::Sender::through(recorder.clone());
            let client = Client::new_with_client("http://wire.example/base", reqwest::Client::new(), sender);
            for case in cases {
                let operation = case["operation"].as_u64().unwrap_or(u64::MAX) as usize;
                let operation = operations::ALL.get(operation);
                let operation = operation.map(|operation| format!("{} {}", operation.method, operation.path));
                let values = case["values"].as_object().cloned().unwrap_or_default();
                let outcome = match dynamic::call(&client, &operation.unwrap_or_default(), values).await {
                    Err(Error::NotSent(e)) if e.reason() == NotSentReason::Network => Ok(()),
                    Err(e) => Err(format!("{e:?}")),
                    Ok(_) => Ok(()),
                };
                let request = recorder.0.lock().unwrap().take();
                let recorded = match (outcome, request) {
                    (Ok(()), Some(mut request)) => {
                        let headers: Vec<_> = request
                            .headers()
                            .iter()
                            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
                            .collect();
                        let body = match request.body_mut().take() {
                            Some(body) => {
                                let bytes = http_body_util::BodyExt::collect(body).await.map(|b| b.to_bytes());
                                Some(String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned())
                            }
                            None => None,
                        };
                        json!({ "method": request.method().as_str(), "url": request.url().as_str(), "headers": headers, "body": body })
                    }
                    (Err(e), _) => json!({ "error": e }),
                    (Ok(()), None) => json!({ "error": "nothing was recorded" }),
                };
                println!("{recorded}");
            }
        }

        pub fn main() {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).unwrap();
            let cases = serde_json::from_str(&text).unwrap();
            let run = || tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(record(cases));
            // An unoptimised build needs stack frames of a megabyte to read structs with some
            // hundred properties.
            let thread = std::thread::Builder::new().stack_size(256 * 1024 * 1024).spawn(run).unwrap();
            thread.join().unwrap();
        }
    }
}

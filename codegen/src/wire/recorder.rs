//! A module for a generated crate that calls its builders and records what they send.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::api::Api;
use crate::generate::builders::{ArgumentKind, arguments};
use crate::generate::types::Types;

/// The module `wire_check`: its `main` reads cases from the standard input, and prints a request for each.
pub fn tokens(api: &Api, types: &Types) -> TokenStream {
    let calls = calls(api, types);
    let arms = api.operations.iter().enumerate().map(|(i, _)| {
        let (n, call) = (Literal::usize_unsuffixed(i), format_ident!("call_{i}"));
        quote! { #n => #call(client, arguments).await }
    });
    let head = head();
    let record = record();
    quote! {
        #head

        async fn call(client: &Client, operation: usize, arguments: &Map<String, Value>) -> Result<(), String> {
            match operation {
                #(#arms,)*
                _ => Err("there is no such operation".to_owned()),
            }
        }

        #calls

        #record
    }
}

/// The recorder, and how arguments and answers are read.
fn head() -> TokenStream {
    quote! {
        #![allow(unused, deprecated, clippy::all)]

        use std::io::{Read as _, Write as _};
        use std::sync::{Arc, Mutex};

        use serde_json::{Map, Value, json};

        use crate::generated::{Client, types};

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
                    let reason = api_transport::NotSentReason::Network;
                    Err(api_transport::Failure::NotSent(api_transport::NotSent::new(reason, "recorded")))
                })
            }
        }

        fn value<T: serde::de::DeserializeOwned>(given: &Value) -> Result<T, String> {
            serde_json::from_str(&given.to_string()).map_err(|e| format!("{given} is no {}: {e}", std::any::type_name::<T>()))
        }

        fn text(given: &Value) -> String {
            given.as_str().map_or_else(|| given.to_string(), str::to_owned)
        }

        fn sent<T, E: std::fmt::Debug>(answer: Result<T, api_transport::Error<E>>) -> Result<(), String> {
            match answer {
                Err(api_transport::Error::NotSent(e)) if e.reason() == api_transport::NotSentReason::Network => Ok(()),
                Err(e) => Err(format!("{e:?}")),
                Ok(_) => Ok(()),
            }
        }
    }
}

/// Runs the cases and prints what was recorded.
fn record() -> TokenStream {
    quote! {
        async fn record(cases: Vec<Value>) {
            let recorder = Arc::new(Recorder::default());
            let sender = api_transport::Sender::through(recorder.clone());
            let client = Client::new_with_client("http://wire.example/base", reqwest::Client::new(), sender);
            for case in cases {
                let operation = case["operation"].as_u64().unwrap_or(u64::MAX) as usize;
                let none = Map::new();
                let arguments = case["arguments"].as_object().unwrap_or(&none);
                let outcome = call(&client, operation, arguments).await;
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
            tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(record(cases));
        }
    }
}

/// A function per operation, which sets the arguments that are given, and sends.
fn calls(api: &Api, types: &Types) -> TokenStream {
    let calls = api.operations.iter().zip(&types.operations).enumerate().map(|(i, (operation, types))| {
        let call = format_ident!("call_{i}");
        let method = format_ident!("{}", operation.name);
        let setters = arguments(operation, types).into_iter().map(|argument| {
            let (ident, name) = (&argument.ident, argument.ident.to_string());
            let value = match &argument.kind {
                ArgumentKind::Value(t) | ArgumentKind::Built(t, _) => quote! { value::<#t>(given)? },
                ArgumentKind::Bytes => quote! { text(given) },
                ArgumentKind::File => quote! { ::api_transport::wire::Upload::from(text(given)) },
            };
            quote! {
                if let Some(given) = arguments.get(#name) {
                    builder = builder.#ident(#value);
                }
            }
        });
        quote! {
            async fn #call(client: &Client, arguments: &Map<String, Value>) -> Result<(), String> {
                #[allow(unused_mut)]
                let mut builder = client.#method();
                #(#setters)*
                sent(builder.send().await)
            }
        }
    });
    quote! { #(#calls)* }
}

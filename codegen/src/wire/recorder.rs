//! A module for a generated crate that calls its builders and records what they send.

use std::collections::HashMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use syn::{Item, Type};

use crate::api::Api;
use crate::error::Refusal;
use crate::generate::File;
use crate::generate::document::builder_name;
use crate::generate::passes::argument_of;

/// The module `wire_check`: its `main` reads cases from the standard input, and prints a request for each.
///
/// # Errors
/// A [`Refusal`] when `generated` has no builders.
pub fn tokens(api: &Api, generated: &[File]) -> Result<TokenStream, Refusal> {
    let calls = calls(api, &fields(generated)?);
    let arms = api.operations.iter().enumerate().map(|(i, _)| {
        let (n, call) = (Literal::usize_unsuffixed(i), format_ident!("call_{i}"));
        quote! { #n => #call(client, arguments).await }
    });
    let head = head();
    let record = record();
    Ok(quote! {
        #head

        async fn call(client: &Client, operation: usize, arguments: &Map<String, Value>) -> Result<(), String> {
            match operation {
                #(#arms,)*
                _ => Err("there is no such operation".to_owned()),
            }
        }

        #calls

        #record
    })
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

        fn texts(given: &Value) -> Vec<String> {
            given.as_array().into_iter().flatten().map(text).collect()
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

/// The types of the fields of each builder, by their names.
type Fields = HashMap<String, Vec<(Ident, Type)>>;

fn fields(generated: &[File]) -> Result<Fields, Refusal> {
    let file = generated.iter().find(|file| file.path == "builder.rs");
    let parsed = syn::parse_file(file.map_or("", |file| &file.text)).map_err(|e| {
        Refusal::document(
            format!("the builders are no Rust: {e}"),
            "report it with the document, so that it can be corrected",
        )
    })?;
    let structs = parsed.items.into_iter().filter_map(|item| match item {
        Item::Struct(item) => Some(item),
        _ => None,
    });
    Ok(structs
        .map(|item| {
            let fields = item.fields.into_iter();
            let fields = fields.filter_map(|field| Some((field.ident?, set_type(&field.ty)?)));
            (item.ident.to_string(), fields.collect())
        })
        .collect())
}

/// `T` of a field `Result<T, String>` or `Result<Option<T>, String>`; of a body, not its builder.
fn set_type(field: &Type) -> Option<Type> {
    let result = argument_of(field, "Result")?;
    let inner = argument_of(result, "Option").unwrap_or(result);
    let mut inner = inner.clone();
    if let Type::Path(path) = &mut inner {
        let segments = path
            .path
            .segments
            .iter()
            .filter(|segment| segment.ident != "builder");
        path.path.segments = segments.cloned().collect();
    }
    Some(inner)
}

/// A function per operation, which sets the arguments that are given, and sends.
fn calls(api: &Api, fields: &Fields) -> TokenStream {
    let calls = api.operations.iter().enumerate().map(|(i, operation)| {
        let (call, method) = (
            format_ident!("call_{i}"),
            format_ident!("{}", operation.name),
        );
        let fields = fields.get(&builder_name(operation)).into_iter().flatten();
        let setters = fields.map(|(ident, t)| setter(ident, t));
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

fn setter(ident: &Ident, t: &Type) -> TokenStream {
    let name = ident.to_string();
    let is_bytes = |t: &Type| {
        let last = match t {
            Type::Path(path) => path.path.segments.last(),
            _ => None,
        };
        last.is_some_and(|last| last.ident == "Body" || last.ident == "Upload")
    };
    let value = if is_bytes(t) {
        quote! { text(given) }
    } else if argument_of(t, "Vec").is_some_and(is_bytes) {
        quote! { texts(given) }
    } else {
        quote! { value::<#t>(given)? }
    };
    quote! {
        if let Some(given) = arguments.get(#name) {
            builder = builder.#ident(#value);
        }
    }
}

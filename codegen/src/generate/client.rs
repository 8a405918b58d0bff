//! The client: what a caller holds, and one method per operation.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{answers, docs};
use crate::api::{Api, BodyKind, Operation};
use crate::generate::builders;
use crate::target::Target;

/// The module of the generated client, with its parts.
pub fn tokens(api: &Api, target: &Target) -> TokenStream {
    let answers = answers::any(api).then(|| quote! { pub mod answers; });
    let mock = target.mocks.then(|| {
        quote! {
            #[cfg(feature = "httpmock")]
            pub mod mock;
        }
    });
    let client = client(api);
    let methods = api.operations.iter().map(method);
    quote! {
        #answers
        pub mod builder;
        #mock
        pub mod operations;
        pub mod types;

        #client

        impl Client {
            #(#methods)*
        }
    }
}

fn client(api: &Api) -> TokenStream {
    let version = &api.version;
    let mut doc = format!("Client of {}, version {version}.", api.title.trim());
    if let Some(description) = &api.description {
        doc.push_str("\n\n");
        doc.push_str(description);
    }
    let doc = docs::rustdoc(&doc);
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        pub struct Client {
            pub(crate) baseurl: ::std::string::String,
            pub(crate) client: ::reqwest::Client,
            pub(crate) inner: ::api_transport::Sender,
        }

        impl Client {
            /// A client of the API at `baseurl`, which sends through `inner`.
            ///
            /// `client` builds the requests, and sends them where `inner` is
            /// [`Sender::direct`](::api_transport::Sender::direct).
            #[must_use]
            pub fn new_with_client(
                baseurl: &str,
                client: ::reqwest::Client,
                inner: ::api_transport::Sender,
            ) -> Self {
                Self {
                    baseurl: baseurl.trim_end_matches('/').to_owned(),
                    client,
                    inner,
                }
            }
        }

        impl ::api_transport::ClientInfo<::api_transport::Sender> for Client {
            fn api_version() -> &'static str {
                #version
            }

            fn baseurl(&self) -> &str {
                &self.baseurl
            }

            fn client(&self) -> &::reqwest::Client {
                &self.client
            }

            fn inner(&self) -> &::api_transport::Sender {
                &self.inner
            }
        }

        /// A missing implementation is one clear error here, not one per operation.
        const _: fn() = || {
            fn sends<C: ::api_transport::ClientHooks<::api_transport::Sender>>() {}
            sends::<Client>();
        };
    }
}

fn method(operation: &Operation) -> TokenStream {
    let name = format_ident!("{}", operation.name);
    let builder = builders::name(operation);
    let doc = docs::rustdoc(&description(operation));
    let deprecated = operation.deprecated.then(|| quote! { #[deprecated] });
    let allow = operation
        .deprecated
        .then(|| quote! { #[allow(deprecated)] });
    quote! {
        #[doc = #doc]
        #deprecated
        #allow
        pub fn #name(&self) -> builder::#builder<'_> {
            builder::#builder::new(self)
        }
    }
}

/// What the document says of an operation, and how it is called.
fn description(operation: &Operation) -> String {
    let mut parts = vec![];
    parts.extend(operation.summary.as_deref().map(str::trim).map(|summary| {
        let end = if summary.ends_with(['.', '!', '?']) {
            ""
        } else {
            "."
        };
        format!("{summary}{end}")
    }));
    parts.extend(
        operation
            .description
            .as_deref()
            .map(|d| d.trim().to_owned()),
    );
    parts.push(format!("`{} {}`", operation.method, operation.path));
    let mut arguments = vec![];
    for parameter in &operation.parameters {
        arguments.push(argument(
            &parameter.rust,
            parameter.required,
            parameter.description.as_deref(),
        ));
    }
    if let Some(body) = &operation.body {
        match &body.kind {
            BodyKind::Form(fields) | BodyKind::Multipart(fields) => {
                arguments.extend(
                    fields
                        .iter()
                        .map(|f| argument(&f.rust, f.required, f.description.as_deref())),
                );
            }
            BodyKind::Json { .. } | BodyKind::Raw(_) => {
                arguments.push(argument("body", body.required, body.description.as_deref()));
            }
        }
    }
    if !arguments.is_empty() {
        parts.push(format!("Arguments:\n\n{}", arguments.join("\n")));
    }
    parts.join("\n\n")
}

fn argument(rust: &str, required: bool, description: Option<&str>) -> String {
    let optional = if required { "" } else { " (optional)" };
    let words = description.unwrap_or_default().split_whitespace();
    let description = words.collect::<Vec<_>>().join(" ");
    let colon = if description.is_empty() { "" } else { ": " };
    format!("* `{rust}`{optional}{colon}{description}")
}

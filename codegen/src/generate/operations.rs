//! The table of operations: what whoever authorises, retries or observes requests has to know.

use heck::ToShoutySnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs;
use crate::api::{Api, Content, Operation};

/// The module.
pub fn tokens(api: &Api) -> TokenStream {
    let constants = api.operations.iter().map(constant);
    let names = api.operations.iter().map(name);
    let base_url = address(
        "BASE_URL",
        api.base_url.as_deref(),
        "The base URL of the API",
    );
    let token_url = address("TOKEN_URL", api.token_url.as_deref(), "The token endpoint");
    quote! {
        //! What each operation is: id, method, path template, security.

        use ::api_transport::Operation;

        #base_url
        #token_url

        /// All operations, in the document's order.
        pub static ALL: &[&Operation] = &[#(&#names),*];

        #(#constants)*
    }
}

/// A constant for an address, where the document has it.
fn address(name: &str, url: Option<&str>, what: &str) -> Option<TokenStream> {
    let (name, url) = (format_ident!("{name}"), url?);
    let doc = format!("{what}, as the document has it.");
    Some(quote! {
        #[doc = #doc]
        pub const #name: &str = #url;
    })
}

/// The name of an operation's constant.
pub fn name(operation: &Operation) -> Ident {
    format_ident!("{}", constant_name(operation))
}

fn constant_name(operation: &Operation) -> String {
    match operation.name.to_shouty_snake_case().as_str() {
        taken @ ("ALL" | "BASE_URL" | "TOKEN_URL") => format!("{taken}_"),
        other => other.to_owned(),
    }
}

fn constant(operation: &Operation) -> TokenStream {
    let name = name(operation);
    let label = operation.label();
    let (method, path) = (format_ident!("{}", operation.method), &operation.path);
    let scopes = operation.security.oauth2_scopes.as_ref().map(|scopes| {
        quote! { .scopes(&[#(#scopes),*]) }
    });
    let keys = &operation.security.api_key_headers;
    let keys = (!keys.is_empty()).then(|| quote! { .api_key_headers(&[#(#keys),*]) });
    let streams = operation
        .responses
        .iter()
        .any(|r| r.status.may_succeed() && r.content == Content::Bytes);
    let streams = streams.then(|| quote! { .streaming() });
    let words = operation.summary.as_deref().unwrap_or_default().trim();
    let doc = docs::rustdoc(
        format!("`{} {path}`: {words}", operation.method).trim_end_matches([':', ' ']),
    );
    quote! {
        #[doc = #doc]
        pub static #name: Operation =
            Operation::new(#label, ::reqwest::Method::#method, #path) #scopes #keys #streams;
    }
}

//! Generates the table of operations, which a transport needs for each request.

use heck::ToShoutySnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs;
use super::responses::{self, Outcome};
use crate::api::{
    Api, BodyError, BodyKind, Content, Environment, KnownCode, Operation, Pages, Status,
};

/// The module.
pub(crate) fn tokens(api: &Api) -> TokenStream {
    let errors = body_errors(api);
    let constants = api
        .operations
        .iter()
        .map(|operation| constant(operation, &errors));
    let error_module = error_module(&errors);
    let names = api.operations.iter().map(name);
    let base_url = address(
        "BASE_URL",
        api.base_url.as_deref(),
        "The base URL of the API",
    );
    let token_url = address("TOKEN_URL", api.token_url.as_deref(), "The token endpoint");
    let environments = api.environments.iter().map(environment);
    quote! {
        //! The operations: id, method, path template, security.

        use ::progenitor_client::{ApiEnvironment, Operation};

        #base_url
        #token_url

        /// The environments by name.
        pub static ENVIRONMENTS: &[ApiEnvironment] = &[#(#environments),*];

        /// All operations, in the document's order.
        pub static ALL: &[&Operation] = &[#(&#names),*];

        #(#constants)*

        #error_module
    }
}

/// The distinct body errors; most documents have one for all operations.
fn body_errors(api: &Api) -> Vec<&BodyError> {
    let mut errors = vec![];
    for error in api.operations.iter().filter_map(|o| o.body_error.as_ref()) {
        if !errors.contains(&error) {
            errors.push(error);
        }
    }
    errors
}

/// The name of the constant of a body error. The constants are in a separate module, so that they
/// cannot clash with operations.
fn error_name(index: usize) -> Ident {
    format_ident!("E{}", index + 1)
}

/// The module with the constants of body errors, if there are any.
fn error_module(errors: &[&BodyError]) -> Option<TokenStream> {
    let constants = errors.iter().enumerate().map(|(index, error)| {
        let name = error_name(index);
        let BodyError {
            code,
            success,
            text,
            known,
        } = error;
        let text = text.as_ref().map(|text| quote! { .text(#text) });
        let known: Vec<_> = known.iter().map(known_code).collect();
        let known = (!known.is_empty()).then(|| quote! { .known(&[#(#known),*]) });
        quote! {
            pub static #name: BodyError = BodyError::new(#code, &[#(#success),*]) #text #known;
        }
    });
    let codes = errors.iter().any(|error| !error.known.is_empty());
    let codes = codes.then(|| quote! { use ::progenitor_client::KnownCode; });
    (!errors.is_empty()).then(|| {
        quote! {
            /// How bodies report that an operation failed.
            mod body_errors {
                use ::progenitor_client::BodyError;
                #codes

                #(#constants)*
            }
        }
    })
}

fn known_code(code: &KnownCode) -> TokenStream {
    let KnownCode { value, name, .. } = code;
    let texts = |method: &str, texts: &[(String, String)]| {
        let method = format_ident!("{method}");
        let pairs = texts
            .iter()
            .map(|(language, text)| quote! { (#language, #text) });
        (!texts.is_empty()).then(|| quote! { .#method(&[#(#pairs),*]) })
    };
    let description = texts("description", &code.description);
    let advice = texts("advice", &code.advice);
    let credentials = code.credentials.then(|| quote! { .credentials() });
    quote! { KnownCode::new(#value, #name) #description #advice #credentials }
}

/// A constant for an address, if the document has it.
fn address(name: &str, url: Option<&str>, description: &str) -> Option<TokenStream> {
    let (name, url) = (format_ident!("{name}"), url?);
    let doc = format!("{description}, from the document.");
    Some(quote! {
        #[doc = #doc]
        pub const #name: &str = #url;
    })
}

fn environment(environment: &Environment) -> TokenStream {
    let Environment {
        name,
        base_url,
        token_url,
    } = environment;
    quote! { ApiEnvironment { name: #name, base_url: #base_url, token_url: #token_url } }
}

/// The name of an operation's constant.
pub(crate) fn name(operation: &Operation) -> Ident {
    format_ident!("{}", constant_name(operation))
}

fn constant_name(operation: &Operation) -> String {
    match operation.name.to_shouty_snake_case().as_str() {
        taken @ ("ALL" | "BASE_URL" | "ENVIRONMENTS" | "TOKEN_URL") => format!("{taken}_"),
        other => other.to_owned(),
    }
}

fn constant(operation: &Operation, errors: &[&BodyError]) -> TokenStream {
    let name = name(operation);
    let label = operation.label();
    let (method, path) = (format_ident!("{}", operation.method), &operation.path);
    let scopes = operation.security.oauth2_scopes.as_ref().map(|scopes| {
        quote! { .scopes(&[#(#scopes),*]) }
    });
    let keys = &operation.security.api_key_headers;
    let keys = (!keys.is_empty()).then(|| quote! { .api_key_headers(&[#(#keys),*]) });
    let accept = operation.accept.join(", ");
    let accept = (!accept.is_empty()).then(|| quote! { .accept(#accept) });
    let content_type = operation.body.as_ref().map(|body| content_type(&body.kind));
    let content_type = content_type.map(|media_type| quote! { .content_type(#media_type) });
    let streamed = streamed(operation);
    let streams = (!streamed.is_empty()).then(|| quote! { .streaming(&[#(#streamed),*]) });
    let error = operation.body_error.as_ref();
    let error = errors.iter().position(|listed| Some(*listed) == error);
    let error = error.map(|index| {
        let name = error_name(index);
        quote! { .body_error(&body_errors::#name) }
    });
    let paging = operation.pages.as_ref().map(|pages| {
        let Pages {
            parameter,
            next,
            end,
            rows,
        } = pages;
        let end = (!end.is_empty()).then(|| quote! { .end(&[#(#end),*]) });
        let rows = rows.as_ref().map(|rows| quote! { .rows(#rows) });
        quote! { .paging(&::progenitor_client::Paging::new(#parameter, #next) #end #rows) }
    });
    let summary = operation.summary.as_deref().unwrap_or_default().trim();
    let doc = docs::rustdoc(
        format!("`{} {path}`: {summary}", operation.method).trim_end_matches([':', ' ']),
    );
    quote! {
        #[doc = #doc]
        pub static #name: Operation =
            Operation::new(#label, ::reqwest::Method::#method, #path)
                #scopes #keys #accept #content_type #streams #error #paging;
    }
}

/// The value of `Content-Type`; for a raw body, the first media type that is not a range.
fn content_type(body: &BodyKind) -> &str {
    let mut types = body.media_types().into_iter();
    let concrete = types.find(|media_type| !media_type.contains('*'));
    concrete.unwrap_or("application/octet-stream")
}

/// The ranges of success statuses whose responses are bytes.
fn streamed(operation: &Operation) -> Vec<TokenStream> {
    let successes = responses::with_outcome(operation, Outcome::Success).into_iter();
    let bytes = successes.filter(|response| response.content == Content::Bytes);
    let range = |status| match status {
        Status::Code(code) => quote! { #code..=#code },
        Status::Default => quote! { 200..=299 },
    };
    bytes.map(|response| range(response.status)).collect()
}

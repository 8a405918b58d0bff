//! Typed mocks for `httpmock`, in the shape of progenitor's: per operation a `When` with a method per
//! argument and a `Then` with a method per answer.
//!
//! progenitor's own do not compile where an operation has a list parameter (lists have no `to_string`), know only one way
//! of writing lists, and panic on odd values. These write values as the client does, and match any base path.

use heck::{ToPascalCase, ToSnakeCase};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::builders::{self, Argument, ArgumentKind};
use super::send::{Part, parts};
use super::types::{OperationTypes, Types};
use super::{answers, docs};
use crate::api::{Api, BodyKind, Content, ListFormat, Location, Operation, Response, Status};

/// The module.
pub fn tokens(api: &Api, types: &Types) -> TokenStream {
    let wrappers = api
        .operations
        .iter()
        .zip(&types.operations)
        .map(|(operation, types)| wrappers(operation, types));
    let signature = |operation: &Operation| {
        let (method, when, then) = names(operation);
        quote! {
            fn #method<F>(&self, fill: F) -> ::httpmock::Mock<'_>
            where
                F: FnOnce(operations::#when, operations::#then)
        }
    };
    let declared = api.operations.iter().map(|operation| {
        let signature = signature(operation);
        let doc = docs::rustdoc(&format!("Mocks `{}`.", operation.label()));
        quote! { #[doc = #doc] #signature; }
    });
    let implemented = api.operations.iter().map(|operation| {
        let signature = signature(operation);
        let (_, when, then) = names(operation);
        quote! {
            #signature {
                self.mock(|when, then| fill(operations::#when::new(when), operations::#then::new(then)))
            }
        }
    });
    quote! {
        //! Typed mocks of every operation, for `httpmock`.

        /// Nobody else can implement what gets a method with every new operation.
        mod sealed {
            pub trait Sealed {}
            impl Sealed for ::httpmock::MockServer {}
        }

        /// A mock per operation, on a [`MockServer`](::httpmock::MockServer).
        pub trait MockServerExt: sealed::Sealed {
            #(#declared)*
        }

        impl MockServerExt for ::httpmock::MockServer {
            #(#implemented)*
        }

        pub mod operations {
            //! What each mock waits for and answers. `into_inner` gives httpmock's own, for what the
            //! document does not allow.

            #[allow(unused_imports)]
            use super::super::types;

            #(#wrappers)*
        }
    }
}

fn names(operation: &Operation) -> (Ident, Ident, Ident) {
    let pascal = operation.name.to_pascal_case();
    let method = match operation.name.as_str() {
        // Methods that a mock server has itself.
        "mock" | "url" | "host" | "port" | "address" | "base_url" | "reset" => {
            format!("{}_", operation.name)
        }
        name => name.to_owned(),
    };
    (
        format_ident!("{method}"),
        format_ident!("{pascal}When"),
        format_ident!("{pascal}Then"),
    )
}

fn wrappers(operation: &Operation, types: &OperationTypes) -> TokenStream {
    let (_, when, then) = names(operation);
    let method = &operation.method;
    let any = pattern(operation, None);
    let arguments = builders::arguments(operation, types);
    let expectations = arguments.iter().filter_map(|a| expectation(operation, a));
    let mut taken = vec!["new".to_owned(), "into_inner".to_owned()];
    let replies = operation
        .responses
        .iter()
        .enumerate()
        .map(|(i, response)| reply(response, types, i, &mut taken))
        .collect::<Vec<_>>();
    let label = operation.label();
    let when_doc = docs::rustdoc(&format!("What a mock of `{label}` waits for."));
    let then_doc = docs::rustdoc(&format!("What a mock of `{label}` answers."));
    quote! {
        #[doc = #when_doc]
        pub struct #when(::httpmock::When);

        impl #when {
            /// Waits for the operation, with any arguments.
            pub fn new(inner: ::httpmock::When) -> Self {
                Self(inner.method(#method).path_matches(#any))
            }

            /// httpmock's own.
            pub fn into_inner(self) -> ::httpmock::When {
                self.0
            }

            #(#expectations)*
        }

        #[doc = #then_doc]
        pub struct #then(::httpmock::Then);

        impl #then {
            /// Answers nothing yet.
            pub fn new(inner: ::httpmock::Then) -> Self {
                Self(inner)
            }

            /// httpmock's own.
            pub fn into_inner(self) -> ::httpmock::Then {
                self.0
            }

            #(#replies)*
        }
    }
}

/// A regular expression for the end of the path; `{}` stands for the one parameter that is given.
fn pattern(operation: &Operation, given: Option<&str>) -> String {
    let path = operation.path.split(['?', '#']).next().unwrap_or_default();
    let mut pattern = String::new();
    for part in parts(path) {
        match part {
            Part::Text(text) => {
                for c in text.chars() {
                    if c.is_ascii_punctuation() && !"/-_".contains(c) {
                        pattern.push('\\');
                    }
                    match c {
                        '{' | '}' if given.is_some() => pattern.extend([c, c]),
                        _ => pattern.push(c),
                    }
                }
            }
            Part::Parameter(name) if given == Some(name) => pattern.push_str("{}"),
            Part::Parameter(_) => pattern.push_str("[^/]*"),
        }
    }
    pattern.push('$');
    pattern
}

fn expectation(operation: &Operation, argument: &Argument<'_>) -> Option<TokenStream> {
    let ident = &argument.ident;
    let doc = docs::rustdoc(&format!("Waits for this `{ident}`."));
    let t = match argument.kind {
        ArgumentKind::Value(t) | ArgumentKind::Built(t, _) => t,
        ArgumentKind::Bytes | ArgumentKind::File => return None,
    };
    let parameter = operation.parameters.iter().find(|p| *ident == p.rust);
    let delimiter = |list: ListFormat| match list {
        ListFormat::Delimited(delimiter) => quote! { ::std::option::Option::Some(#delimiter) },
        ListFormat::Multi => quote! { ::std::option::Option::None },
    };
    let never = quote! { Self(self.0.is_true(|_| false)) };
    let (found, missing) = match (parameter, operation.body.as_ref().map(|b| &b.kind)) {
        (Some(parameter), _) if parameter.location == Location::Path => {
            let name = &parameter.name;
            let pattern = pattern(operation, Some(name));
            let separator = match parameter.list {
                ListFormat::Delimited(delimiter) => delimiter,
                ListFormat::Multi => ",",
            };
            let found = quote! {
                match ::api_transport::wire::path(#name, value, #separator) {
                    Ok(text) => Self(self.0.path_matches(::std::format!(#pattern, text.replace('.', "\\.")))),
                    Err(_) => #never,
                }
            };
            (found, TokenStream::new())
        }
        (Some(parameter), _) if parameter.location == Location::Query => {
            let (name, delimiter) = (&parameter.name, delimiter(parameter.list));
            let found = quote! {
                match ::api_transport::wire::fields(#name, value, #delimiter) {
                    Ok(pairs) => Self(pairs.into_iter().fold(self.0, |when, (name, text)| when.query_param(name, text))),
                    Err(_) => #never,
                }
            };
            (found, quote! { Self(self.0.query_param_missing(#name)) })
        }
        (Some(parameter), _) => {
            let (name, delimiter) = (&parameter.name, delimiter(parameter.list));
            let found = quote! {
                match ::api_transport::wire::fields(#name, value, #delimiter) {
                    Ok(pairs) => Self(pairs.into_iter().fold(self.0, |when, (name, text)| when.header(name, text))),
                    Err(_) => #never,
                }
            };
            (found, quote! { Self(self.0.header_missing(#name)) })
        }
        (None, Some(BodyKind::Form(fields))) => {
            let field = fields.iter().find(|f| *ident == f.rust)?;
            let (name, delimiter) = (&field.name, delimiter(field.list));
            let found = quote! {
                match ::api_transport::wire::fields(#name, value, #delimiter) {
                    Ok(pairs) => Self(pairs.into_iter().fold(self.0, |when, (name, text)| when.form_urlencoded_tuple(name, text))),
                    Err(_) => #never,
                }
            };
            (
                found,
                quote! { Self(self.0.form_urlencoded_tuple_missing(#name)) },
            )
        }
        (None, Some(BodyKind::Json { .. })) => (
            quote! { Self(self.0.json_body_obj(value)) },
            quote! { Self(self.0.body("")) },
        ),
        _ => return None,
    };
    Some(if argument.required {
        quote! {
            #[doc = #doc]
            pub fn #ident(self, value: &#t) -> Self {
                #found
            }
        }
    } else {
        quote! {
            #[doc = #doc]
            ///
            /// `None` waits for a request without it.
            pub fn #ident<'v>(self, value: impl Into<::std::option::Option<&'v #t>>) -> Self {
                match value.into() {
                    ::std::option::Option::Some(value) => #found,
                    ::std::option::Option::None => #missing,
                }
            }
        }
    })
}

fn reply(
    response: &Response,
    types: &OperationTypes,
    i: usize,
    taken: &mut Vec<String>,
) -> TokenStream {
    let (mut name, status, parameter) = match response.status {
        Status::Code(code) => (
            answers::reason(code).to_snake_case(),
            quote! { #code },
            TokenStream::new(),
        ),
        Status::Default => (
            "default_response".to_owned(),
            quote! { status },
            quote! { status: u16, },
        ),
    };
    while taken.contains(&name) {
        name.push('_');
    }
    taken.push(name.clone());
    let ident = format_ident!("{name}");
    let words = response.description.as_deref().unwrap_or_default();
    let doc = docs::rustdoc(&match response.status {
        Status::Code(code) => format!("Answers {code}: {words}"),
        Status::Default => format!("Answers with another status: {words}"),
    });
    let (value, body) = match &response.content {
        Content::Json(_) => {
            let t = types.answers.get(&i);
            (
                quote! { value: &#t },
                quote! {
                    .header("content-type", "application/json")
                    .body(::serde_json::to_vec(value).unwrap_or_default())
                },
            )
        }
        Content::Bytes => (
            quote! { value: impl ::std::convert::AsRef<[u8]> },
            quote! { .body(value) },
        ),
        Content::None => (TokenStream::new(), TokenStream::new()),
    };
    quote! {
        #[doc = #doc]
        pub fn #ident(self, #parameter #value) -> Self {
            Self(self.0.status(#status) #body)
        }
    }
}

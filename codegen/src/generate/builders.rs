//! A builder per operation: it collects the arguments and sends the request.
//!
//! The shape is progenitor's (`new`, a setter per argument that accepts anything convertible, `body_map` for bodies
//! with a builder of their own, `send`), with three differences: setters carry the document's words,
//! an optional body can be left out, and `send` is ours (see [`super::send`]).

use heck::ToPascalCase;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::Type;

use super::types::{OperationTypes, Types};
use super::{docs, send};
use crate::api::{Api, BodyKind, Operation};

/// An argument of an operation, whatever its place in the request.
#[derive(Debug)]
pub struct Argument<'a> {
    /// Its name in Rust.
    pub ident: Ident,
    /// Its type; `None` for a raw body.
    pub kind: ArgumentKind<'a>,
    /// Whether a request needs it.
    pub required: bool,
    /// The document's words.
    pub description: Option<&'a str>,
}

/// What an argument is.
#[derive(Debug)]
pub enum ArgumentKind<'a> {
    /// A value of this type.
    Value(&'a Type),
    /// A JSON body that can be filled in place: its type, and its builder's.
    Built(&'a Type, &'a Type),
    /// Bytes.
    Bytes,
    /// A file of a `multipart/form-data` body.
    File,
}

/// The module of builders.
pub fn tokens(api: &Api, types: &Types) -> TokenStream {
    let builders = api
        .operations
        .iter()
        .zip(&types.operations)
        .map(|(operation, types)| builder(operation, types));
    quote! {
        //! One builder per operation: it collects the arguments, and sends the request.

        #[allow(unused_imports)]
        use super::types;

        #(#builders)*
    }
}

/// The name of an operation's builder.
pub fn name(operation: &Operation) -> Ident {
    identifier(&operation.name.to_pascal_case())
}

/// `text` as an identifier, with an underscore where it is a keyword.
pub fn identifier(text: &str) -> Ident {
    if syn::parse_str::<Ident>(text).is_ok() {
        format_ident!("{text}")
    } else {
        format_ident!("{text}_")
    }
}

/// All arguments, in the document's order, the body last.
pub fn arguments<'a>(operation: &'a Operation, types: &'a OperationTypes) -> Vec<Argument<'a>> {
    let mut arguments = vec![];
    let value = |rust: &str| types.arguments.get(rust).map(ArgumentKind::Value);
    for parameter in &operation.parameters {
        if let Some(kind) = value(&parameter.rust) {
            arguments.push(Argument {
                ident: format_ident!("{}", parameter.rust),
                kind,
                required: parameter.required,
                description: parameter.description.as_deref(),
            });
        }
    }
    let Some(body) = &operation.body else {
        return arguments;
    };
    let whole = |kind| Argument {
        ident: format_ident!("body"),
        kind,
        required: body.required,
        description: body.description.as_deref(),
    };
    match &body.kind {
        BodyKind::Json { .. } => {
            if let Some(t) = types.arguments.get("body") {
                arguments.push(whole(match &types.body_builder {
                    Some(builder) => ArgumentKind::Built(t, builder),
                    None => ArgumentKind::Value(t),
                }));
            }
        }
        BodyKind::Raw(_) => arguments.push(whole(ArgumentKind::Bytes)),
        BodyKind::Form(fields) | BodyKind::Multipart(fields) => {
            for field in fields {
                let kind = if field.schema.is_none() {
                    Some(ArgumentKind::File)
                } else {
                    value(&field.rust)
                };
                if let Some(kind) = kind {
                    arguments.push(Argument {
                        ident: format_ident!("{}", field.rust),
                        kind,
                        required: field.required,
                        description: field.description.as_deref(),
                    });
                }
            }
        }
    }
    arguments
}

/// `wanted`, or a longer name where an argument is called so.
pub fn free(wanted: &str, arguments: &[Argument<'_>]) -> Ident {
    let mut name = wanted.to_owned();
    while arguments.iter().any(|a| a.ident == name) {
        name.push('_');
    }
    format_ident!("{name}")
}

fn builder(operation: &Operation, types: &OperationTypes) -> TokenStream {
    let name = name(operation);
    let arguments = arguments(operation, types);
    let client = free("client", &arguments);
    let doc = format!(
        "Builder of [`Client::{0}`](super::Client::{0}).",
        operation.name
    );
    let cloneable = !arguments
        .iter()
        .any(|a| matches!(a.kind, ArgumentKind::Bytes | ArgumentKind::File));
    let clone = cloneable.then(|| quote! { Clone, });
    let fields = arguments.iter().map(field);
    let values = arguments.iter().map(initial);
    let setters = arguments.iter().map(setter);
    let send = send::tokens(operation, types, &arguments, &client);
    quote! {
        #[doc = #doc]
        #[derive(#clone Debug)]
        #[must_use = "nothing is sent before `send` is called and awaited"]
        pub struct #name<'a> {
            #client: &'a super::Client,
            #(#fields,)*
        }

        impl<'a> #name<'a> {
            pub(super) fn new(client: &'a super::Client) -> Self {
                Self {
                    #client: client,
                    #(#values,)*
                }
            }

            #(#setters)*

            #send
        }
    }
}

/// Arguments are kept as they were given, so that a mistake is reported when the request is sent.
fn field(argument: &Argument<'_>) -> TokenStream {
    let ident = &argument.ident;
    let inner = match &argument.kind {
        ArgumentKind::Value(t) => quote! { #t },
        ArgumentKind::Built(_, builder) => quote! { #builder },
        ArgumentKind::Bytes => quote! { ::reqwest::Body },
        ArgumentKind::File => quote! { ::api_transport::wire::Upload },
    };
    quote! {
        #ident: ::std::option::Option<::std::result::Result<#inner, ::std::string::String>>
    }
}

fn initial(argument: &Argument<'_>) -> TokenStream {
    let ident = &argument.ident;
    quote! { #ident: ::std::option::Option::None }
}

fn setter(argument: &Argument<'_>) -> TokenStream {
    let ident = &argument.ident;
    let doc = argument
        .description
        .map_or_else(|| format!("Sets `{ident}`."), docs::rustdoc);
    match &argument.kind {
        ArgumentKind::Value(t) => {
            let failed = format!("{ident}: the value cannot be converted to `{}`", short(t));
            quote! {
                #[doc = #doc]
                pub fn #ident<V>(mut self, value: V) -> Self
                where
                    V: ::std::convert::TryInto<#t>,
                {
                    self.#ident = ::std::option::Option::Some(
                        value.try_into().map_err(|_| #failed.to_owned()),
                    );
                    self
                }
            }
        }
        ArgumentKind::Built(t, builder) => {
            let failed = format!("{ident}: the value is not a `{}`: {{}}", short(t));
            let ready = format!("{ident}: ");
            let map = format_ident!("{ident}_map");
            let _ = ready;
            let map_doc = format!("Sets `{ident}` by filling its builder.");
            quote! {
                #[doc = #doc]
                pub fn #ident<V>(mut self, value: V) -> Self
                where
                    V: ::std::convert::TryInto<#t>,
                    <V as ::std::convert::TryInto<#t>>::Error: ::std::fmt::Display,
                {
                    self.#ident = ::std::option::Option::Some(
                        value
                            .try_into()
                            .map(::std::convert::From::from)
                            .map_err(|e| ::std::format!(#failed, e)),
                    );
                    self
                }

                #[doc = #map_doc]
                pub fn #map<F>(mut self, fill: F) -> Self
                where
                    F: ::std::ops::FnOnce(#builder) -> #builder,
                {
                    self.#ident = ::std::option::Option::Some(
                        self.#ident
                            .unwrap_or_else(|| ::std::result::Result::Ok(::std::default::Default::default()))
                            .map(fill),
                    );
                    self
                }
            }
        }
        ArgumentKind::Bytes => {
            quote! {
                #[doc = #doc]
                pub fn #ident<B>(mut self, value: B) -> Self
                where
                    B: ::std::convert::Into<::reqwest::Body>,
                {
                    self.#ident = ::std::option::Option::Some(::std::result::Result::Ok(value.into()));
                    self
                }
            }
        }
        ArgumentKind::File => {
            quote! {
                #[doc = #doc]
                pub fn #ident<U>(mut self, value: U) -> Self
                where
                    U: ::std::convert::Into<::api_transport::wire::Upload>,
                {
                    self.#ident = ::std::option::Option::Some(::std::result::Result::Ok(value.into()));
                    self
                }
            }
        }
    }
}

/// A type's name for people.
fn short(t: &Type) -> String {
    super::types::text(t)
        .replace("::std::string::", "")
        .replace("::std::vec::", "")
}

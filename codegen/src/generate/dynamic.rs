//! Generates the module `dynamic`, which makes calls from data: it fills the builder of an operation
//! from named values.
//!
//! The types of values are read from the builders and types that progenitor made;
//! `api_transport::dynamic` converts the values.

use std::collections::{BTreeMap, HashMap, HashSet};

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, format_ident, quote};
use syn::{Item, ItemImpl, ItemStruct, ReturnType, Type, parse_quote};

use super::document::{self, Argument, ArgumentLocation};
use super::names::builder_name;
use super::passes::{other_shape, pairs};
use super::responses::Choice;
use super::rust::{
    argument_of, definition_name, idents, last_argument_of, method, serde_attributes, text,
    wire_name,
};
use super::{docs, operations};
use crate::api::{Api, Body, BodyKind, Operation};
use crate::error::DocumentError;

const PASS: &str = "dynamic";

/// All operations with the types of their `builders`.
pub(super) fn calls<'a>(
    api: &'a Api,
    builders: &mut [Item],
) -> Result<Vec<Call<'a>>, DocumentError> {
    pairs(builders, api)?
        .into_iter()
        .map(|(operation, (definition, block))| Call::read(operation, definition, block))
        .collect()
}

/// The module; `types` are those of the client.
pub(super) fn tokens(calls: &[Call<'_>], types: &[Item], choices: &[Choice]) -> TokenStream {
    let (outcomes, call) = (outcomes(calls, choices), call(calls, types));
    quote! {
        //! Calls by data: an operation by its id, values by their names.
        //!
        //! [`api_transport::dynamic`](::progenitor_client::dynamic) documents the names and values.

        #[allow(unused_imports)]
        use ::progenitor_client::dynamic::{Call, Field, Required, send, unknown_operation};
        use ::progenitor_client::{ByteStream, Error, Pages, ResponseValue};
        #[allow(unused_imports)]
        use super::{Client, operations, types};

        pub use ::progenitor_client::dynamic::Values;

        #outcomes

        #call
    }
}

/// The values that calls can return.
fn outcomes(calls: &[Call<'_>], choices: &[Choice]) -> TokenStream {
    let outcomes = calls
        .iter()
        .map(|call| call.variant("A success", &call.success));
    let error_bodies = calls
        .iter()
        .map(|call| call.variant("An error", &call.error));
    let streams = calls.iter().flat_map(|call| call.streams(choices));
    quote! {
        /// The value of a success, by operation.
        #[derive(Debug, ::serde::Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum Outcome { #(#outcomes),* }

        /// The documented body of an error, by operation.
        #[derive(Debug, ::serde::Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum ErrorBody { #(#error_bodies),* }

        impl Outcome {
            /// The content of a response that is a stream of bytes.
            #[must_use]
            pub fn into_stream(self) -> Option<ByteStream> {
                match self {
                    #(#streams,)*
                    #[allow(unreachable_patterns)]
                    _ => None,
                }
            }
        }
    }
}

/// The function that calls an operation.
fn call(calls: &[Call<'_>], types: &[Item]) -> TokenStream {
    let ids: Vec<String> = calls.iter().map(|call| call.operation.label()).collect();
    let arms = calls.iter().map(|call| {
        let id = call.operation.label();
        call.arm(ids.iter().filter(|other| **other == id).count() == 1)
    });
    let bodies = calls.iter().filter_map(|call| call.body.as_ref());
    let required = required(types, bodies.filter_map(|body| body.json.as_ref()));
    let names = required
        .iter()
        .map(|(name, fields)| quote! { (#name, &[#(#fields),*]) });
    quote! {
        #[allow(dead_code)]
        const REQUIRED: Required = &[#(#names),*];

        /// Calls an operation by its id, or by method and path (`GET /things/{id}`).
        ///
        /// # Errors
        /// [`Error::NotSent`] for an unknown operation, or with all unknown names and all missing or invalid values;
        /// else the errors of the operation.
        #[allow(deprecated, unused_variables)]
        pub async fn call(
            client: &Client,
            operation: &str,
            values: Values,
        ) -> Result<ResponseValue<Outcome>, Error<ErrorBody>> {
            match operation {
                #(#arms)*
                _ => Err(unknown_operation(operation, operations::ALL).into()),
            }
        }

        /// The pages of an operation; the parameters are those of [`call`]. An operation without paging has one page.
        /// If the values contain a cursor, the pages start there.
        #[must_use]
        pub fn pages<'a>(
            client: &'a Client,
            operation: &'a str,
            values: Values,
        ) -> Pages<'a, Outcome, ErrorBody> {
            ::progenitor_client::dynamic::pages(operations::ALL, operation, values, move |values| {
                call(client, operation, values)
            })
        }
    }
}

/// An operation with the types of its builder.
pub(super) struct Call<'a> {
    operation: &'a Operation,
    pub arguments: Vec<(Argument<'a>, Type)>,
    /// A body that is not a form.
    pub body: Option<CallBody>,
    pub success: Type,
    pub error: Type,
}

pub(super) struct CallBody {
    required: bool,
    /// The type of a JSON body.
    pub json: Option<Type>,
}

impl<'a> Call<'a> {
    fn read(
        operation: &'a Operation,
        definition: &ItemStruct,
        block: &mut ItemImpl,
    ) -> Result<Self, DocumentError> {
        let unexpected = |problem: &str| other_shape(PASS, &definition.ident.to_string(), problem);
        let arguments = document::arguments(operation).into_iter().map(|argument| {
            let ty = field(definition, argument.rust, argument.required)
                .ok_or_else(|| unexpected("has another type of an argument"))?;
            Ok((argument, ty))
        });
        let send = method(block, "send").ok_or_else(|| unexpected("has no `send`"))?;
        let (success, error) = outcome(&send.sig.output)
            .ok_or_else(|| unexpected("has a `send` that returns something else"))?;
        let body = match &operation.body {
            Some(Body { kind, required, .. }) => match kind {
                BodyKind::Json { .. } => {
                    let ty = field(
                        definition,
                        "body",
                        *required && !has_body_builder(definition),
                    );
                    let ty = ty.ok_or_else(|| unexpected("has another type of the body"))?;
                    Some((*required, Some(built_type(&ty))))
                }
                BodyKind::Raw(_) => Some((*required, None)),
                BodyKind::Form(_) | BodyKind::Multipart(_) => None,
            },
            None => None,
        };
        Ok(Self {
            operation,
            arguments: arguments.collect::<Result<_, DocumentError>>()?,
            body: body.map(|(required, json)| CallBody { required, json }),
            success,
            error,
        })
    }

    /// The name of the operation's variants.
    fn name(&self) -> Ident {
        format_ident!("{}", builder_name(self.operation))
    }

    /// A variant for this operation; `outcome` begins its documentation.
    fn variant(&self, outcome: &str, payload: &Type) -> TokenStream {
        let name = self.name();
        let doc = docs::rustdoc(&format!("{outcome} of `{}`.", self.operation.label()));
        quote! { #[doc = #doc] #name(#payload) }
    }

    /// The arm that calls the operation: by its id, if the id is unique, and by method and path.
    fn arm(&self, unique: bool) -> TokenStream {
        let (label, name) = (self.operation.label(), self.name());
        let path = format!("{} {}", self.operation.method, self.operation.path);
        let id = (unique && label != path).then(|| quote! { #label | });
        let constant = operations::name(self.operation);
        let function = format_ident!("{}", self.operation.name);
        let arguments = self.arguments.iter().map(|(argument, ty)| {
            let (setter, wire) = (format_ident!("{}", argument.rust), argument.name);
            let field = match argument.location {
                ArgumentLocation::Path => quote! { Field::path(#wire) },
                ArgumentLocation::Query => quote! { Field::query(#wire) },
                ArgumentLocation::Header => quote! { Field::header(#wire) },
                ArgumentLocation::FormField | ArgumentLocation::File => {
                    quote! { Field::form(#wire) }
                }
            };
            let required = argument.required && argument.location != ArgumentLocation::Path;
            let required = required.then(|| quote! { .required() });
            let ty = match argument.location {
                ArgumentLocation::File => file_value_type(ty),
                _ => ty.clone(),
            };
            quote! { .set(#field #required, |call, value: #ty| call.#setter(value)) }
        });
        let body = self.body.as_ref().map(|body| {
            let required = body.required;
            let json = body.json.as_ref().map(|ty| {
                quote! { .body(#required, REQUIRED, |call, body: #ty| call.body(body)) }
            });
            json.unwrap_or_else(|| quote! { .content(#required, |call, body| call.body(body)) })
        });
        // A separate future: an unoptimised build keeps the builders of all arms of one function on
        // the stack, which overflows with some hundred operations.
        quote! {
            #id #path => Box::pin(async move {
                let call = Call::new(&operations::#constant, values, client.#function())
                    #(#arguments)*
                    #body;
                send(Box::pin(call.finish()?.send()), Outcome::#name, ErrorBody::#name).await
            }).await,
        }
    }

    /// The patterns of successes that are streams.
    fn streams(&self, choices: &[Choice]) -> Vec<TokenStream> {
        let name = self.name();
        let success = text(&self.success);
        if success == "ByteStream" {
            return vec![quote! { Self::#name(stream) => Some(stream) }];
        }
        let mut choices = choices.iter();
        let Some(choice) = choices.find(|choice| success == format!("types::{}", choice.name))
        else {
            return vec![];
        };
        let enum_name = format_ident!("{}", choice.name);
        let streams = choice.streams().into_iter().map(|variant| {
            let variant = format_ident!("{variant}");
            quote! { Self::#name(types::#enum_name::#variant(stream)) => Some(stream) }
        });
        streams.collect()
    }
}

/// `T` of a field `Result<T, String>`, or of `Result<Option<T>, String>` where it is not required.
fn field(definition: &ItemStruct, name: &str, required: bool) -> Option<Type> {
    let mut fields = definition.fields.iter();
    let field = fields.find(|field| field.ident.as_ref().is_some_and(|ident| ident == name))?;
    let value = argument_of(&field.ty, "Result")?;
    if required {
        Some(value.clone())
    } else {
        argument_of(value, "Option").cloned()
    }
}

/// The type of the value for a file, which is its content.
pub(super) fn file_value_type(file: &Type) -> Type {
    match argument_of(file, "Vec") {
        Some(_) => parse_quote! { Vec<String> },
        None => parse_quote! { String },
    }
}

/// Whether the body is set with a builder; its field is then an `Option`, even if it is required.
fn has_body_builder(definition: &ItemStruct) -> bool {
    let value = field(definition, "body", true);
    value.is_some_and(|value| text(&value).contains("types::builder::"))
}

/// `types::T` for its builder `types::builder::T`, and any other type itself.
fn built_type(ty: &Type) -> Type {
    match ty {
        Type::Path(path) if text(ty).starts_with("types::builder::") => {
            let name = path.path.segments.last();
            parse_quote! { types::#name }
        }
        other => other.clone(),
    }
}

/// `T` and `E` of `Result<ResponseValue<T>, Error<E>>`.
fn outcome(output: &ReturnType) -> Option<(Type, Type)> {
    let ReturnType::Type(_, ty) = output else {
        return None;
    };
    let value = argument_of(argument_of(ty, "Result")?, "ResponseValue")?;
    let error = argument_of(last_argument_of(ty, "Result")?, "Error")?;
    Some((value.clone(), error.clone()))
}

/// The required properties of all structs in bodies, by the names of the structs.
fn required<'a>(
    types: &[Item],
    bodies: impl Iterator<Item = &'a Type>,
) -> BTreeMap<String, Vec<String>> {
    let items: HashMap<String, &Item> = types
        .iter()
        .filter_map(|item| Some((definition_name(item)?.to_string(), item)))
        .collect();
    let (mut seen, mut found) = (HashSet::new(), BTreeMap::new());
    let mut todo: Vec<String> = bodies.flat_map(|ty| idents(ty.to_token_stream())).collect();
    while let Some(name) = todo.pop() {
        let Some(item) = items.get(&name).filter(|_| seen.insert(name.clone())) else {
            continue;
        };
        match item {
            Item::Struct(definition) => {
                let fields = definition.fields.iter();
                todo.extend(
                    fields
                        .clone()
                        .flat_map(|field| idents(field.ty.to_token_stream())),
                );
                let fields: Vec<String> = fields.filter_map(required_name).collect();
                if !fields.is_empty() {
                    found.insert(name, fields);
                }
            }
            other => todo.extend(idents(other.to_token_stream())),
        }
    }
    found
}

/// The wire name of a field that is neither optional nor has a default.
fn required_name(field: &syn::Field) -> Option<String> {
    let words = serde_attributes(&field.attrs).flat_map(|attr| idents(attr.to_token_stream()));
    let optional = argument_of(&field.ty, "Option").is_some()
        || words
            .into_iter()
            .any(|word| word == "default" || word == "flatten");
    wire_name(field).filter(|_| !optional)
}

//! The body of a request: JSON, a form, parts, or bytes.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::Names;
use crate::api::{BodyKind, Field, ListFormat, Operation};

/// What is done before the request is made, on it, and after it for an optional body.
pub(super) fn tokens(
    operation: &Operation,
    names: &Names,
) -> (TokenStream, TokenStream, TokenStream) {
    let none = TokenStream::new;
    let Some(body) = &operation.body else {
        return (none(), none(), none());
    };
    let Names {
        request, fields, ..
    } = names;
    let given = match &body.kind {
        BodyKind::Json { media_type, .. } if media_type == "application/json" => {
            quote! { .json(&body) }
        }
        BodyKind::Json { media_type, .. } => quote! {
            .header(::reqwest::header::CONTENT_TYPE, #media_type)
            .json(&body)
        },
        BodyKind::Raw(media_types) => {
            let content_type = media_types.iter().find(|t| !t.contains('*'));
            let content_type = content_type.map_or("application/octet-stream", String::as_str);
            quote! {
                .header(::reqwest::header::CONTENT_TYPE, #content_type)
                .body(body)
            }
        }
        BodyKind::Form(list) => {
            let prepare = prepare_fields(list, fields);
            // No fields, no body: an empty form would have a content type all the same.
            let later = quote! {
                let #request = if #fields.is_empty() { #request } else { #request.form(&#fields) };
            };
            return (prepare, none(), later);
        }
        BodyKind::Multipart(list) => {
            let prepare = prepare_parts(list, names);
            let later = quote! {
                let #request = match #fields {
                    ::std::option::Option::Some(#fields) => #request.multipart(#fields),
                    ::std::option::Option::None => #request,
                };
            };
            return (prepare, none(), later);
        }
    };
    if body.required {
        (none(), given, none())
    } else {
        let later = quote! {
            let #request = match body {
                ::std::option::Option::Some(body) => #request #given,
                ::std::option::Option::None => #request,
            };
        };
        (none(), none(), later)
    }
}

fn delimiter(field: &Field) -> TokenStream {
    match field.list {
        ListFormat::Delimited(delimiter) => quote! { ::std::option::Option::Some(#delimiter) },
        ListFormat::Multi => quote! { ::std::option::Option::None },
    }
}

fn prepare_fields(list: &[Field], fields: &Ident) -> TokenStream {
    let extend = list.iter().map(|field| {
        let (name, ident) = (&field.name, format_ident!("{}", field.rust));
        let delimiter = delimiter(field);
        quote! {
            #fields.extend(::api_transport::wire::fields(#name, &#ident, #delimiter)?);
        }
    });
    quote! {
        let mut #fields: ::std::vec::Vec<(&'static str, ::std::string::String)> = ::std::vec::Vec::new();
        #(#extend)*
    }
}

fn prepare_parts(list: &[Field], names: &Names) -> TokenStream {
    let Names { fields, value, .. } = names;
    let add = list.iter().map(|field| {
        let (name, ident) = (&field.name, format_ident!("{}", field.rust));
        match (&field.schema, field.required) {
            (Some(_), _) => {
                let delimiter = delimiter(field);
                quote! {
                    for (name, text) in ::api_transport::wire::fields(#name, &#ident, #delimiter)? {
                        #fields = ::std::option::Option::Some(#fields.unwrap_or_default().text(name, text));
                    }
                }
            }
            (None, true) => quote! { #fields = ::std::option::Option::Some(
                    #fields.unwrap_or_default().part(#name, #ident.into_part()?),
                ); },
            (None, false) => quote! {
                if let ::std::option::Option::Some(#value) = #ident {
                    #fields = ::std::option::Option::Some(
                        #fields.unwrap_or_default().part(#name, #value.into_part()?),
                    );
                }
            },
        }
    });
    quote! {
        // No parts, no body.
        let mut #fields: ::std::option::Option<::reqwest::multipart::Form> = ::std::option::Option::None;
        #(#add)*
    }
}

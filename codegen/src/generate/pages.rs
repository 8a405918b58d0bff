//! Paged lists: generates the builder methods `send_pages` and `send_rows`.

use std::collections::HashMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::visit_mut::VisitMut as _;
use syn::{Item, ItemStruct, Type, parse_quote};

use super::document::ArgumentLocation;
use super::dynamic::Call;
use super::operations;
use super::passes::mocks::Qualify;
use super::passes::pairs;
use super::rust::{argument_of, type_name, wire_fields};
use crate::api::Api;
use crate::error::DocumentError;
use crate::pointer;

/// Adds the methods to the builders of operations that have pages; `calls` has one entry for each
/// operation of `api`, in the same order.
pub(super) fn apply(
    calls: &[Call<'_>],
    builders: &mut [Item],
    types: &[Item],
    api: &Api,
) -> Result<(), DocumentError> {
    let (structures, mut names) = (Types::of(types), Qualify::of(types));
    for ((operation, (_, block)), call) in pairs(builders, api)?.into_iter().zip(calls) {
        let Some(pages) = &operation.pages else {
            continue;
        };
        let mut arguments = call.arguments.iter();
        let Some((argument, ty)) = arguments.find(|(argument, _)| {
            argument.location == ArgumentLocation::Query && argument.name == pages.parameter
        }) else {
            continue;
        };
        let setter = format_ident!("{}", argument.rust);
        let first_cursor = if argument.required {
            quote! { self.#setter.as_ref().ok() }
        } else {
            quote! { self.#setter.as_ref().ok().and_then(Option::as_ref) }
        };
        let constant = operations::name(operation);
        let (success, error) = (&call.success, &call.error);
        let name = argument.name;
        let doc = "Sends a request for each page when the stream is polled for it. The stream starts at the \
                   cursor, if one is set.";
        block.items.push(parse_quote! {
            #[doc = #doc]
            pub fn send_pages(self) -> progenitor_client::Pages<'a, #success, #error> {
                let first = #first_cursor.and_then(progenitor_client::dynamic::cursor_text);
                progenitor_client::pages(super::operations::#constant.paging, first, move |cursor| {
                    let call = self.clone();
                    async move {
                        let Some(cursor) = cursor else {
                            return call.send().await;
                        };
                        let cursor: #ty = progenitor_client::dynamic::cursor(#name, cursor)?;
                        call.#setter(cursor).send().await
                    }
                })
            }
        });
        let rows = pages
            .rows
            .as_ref()
            .and_then(|rows| structures.rows(success, rows));
        if let Some((mut row_type, rows_of_page)) = rows {
            names.visit_type_mut(&mut row_type);
            let doc = "The rows of all pages; see [`Self::send_pages`].";
            block.items.push(parse_quote! {
                #[doc = #doc]
                pub fn send_rows(self) -> progenitor_client::Rows<'a, #row_type, #error> {
                    progenitor_client::rows(self.send_pages(), |page| #rows_of_page)
                }
            });
        }
    }
    Ok(())
}

/// The structs of the module `types`.
struct Types<'a>(HashMap<String, &'a ItemStruct>);

impl<'a> Types<'a> {
    fn of(types: &'a [Item]) -> Self {
        let structures = types.iter().filter_map(|item| match item {
            Item::Struct(definition) => Some((definition.ident.to_string(), definition)),
            _ => None,
        });
        Self(structures.collect())
    }

    /// The type of a row, and the expression for the rows of a variable `page`. `page` is the type of
    /// that variable, and `rows` the pointer of the rows in it.
    fn rows(&self, page: &Type, rows: &str) -> Option<(Type, TokenStream)> {
        let (mut ty, mut expr) = (page.clone(), quote! { Some(page) });
        for token in rows.split('/').skip(1) {
            let (field, field_type) = self.field(&ty, &pointer::unescape(token))?;
            (ty, expr) = step(&field_type, &field, &expr);
        }
        // a list that is a separate definition is a tuple struct
        if argument_of(&ty, "Vec").is_none() {
            let inner = self.0.get(&type_name(&ty))?.fields.iter().next()?;
            inner.ident.is_none().then_some(())?;
            ty = inner.ty.clone();
            expr = quote! { #expr.map(|value| value.0) };
        }
        let row = argument_of(&ty, "Vec")?.clone();
        Some((row, quote! { #expr.unwrap_or_default() }))
    }

    /// The field of a property, and its type.
    fn field(&self, ty: &Type, property: &str) -> Option<(Ident, Type)> {
        let mut fields = wire_fields(&self.0.get(&type_name(ty))?.fields);
        let (_, field) = fields.find(|(name, _)| name == property)?;
        Some((field.ident.clone()?, field.ty.clone()))
    }
}

/// The type of a field without `Option` and `Box`, and an expression for the field of the optional
/// value `before`.
fn step(ty: &Type, field: &Ident, before: &TokenStream) -> (Type, TokenStream) {
    let (optional, inner) = match argument_of(ty, "Option") {
        Some(inner) => (true, inner),
        None => (false, ty),
    };
    let (boxed, inner) = match argument_of(inner, "Box") {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let unboxed = boxed.then(|| quote! { .map(|value| *value) });
    let expr = if optional {
        quote! { #before.and_then(|value| value.#field) #unboxed }
    } else {
        quote! { #before.map(|value| value.#field) #unboxed }
    };
    (inner.clone(), expr)
}

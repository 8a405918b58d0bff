//! Extra properties that keep their digits.
//!
//! `#[serde(flatten)]` reads the extra properties of an object through `f64`, which loses digits of
//! exact numbers. If their type can hold such numbers, the run time reads them (see
//! `api_transport::with_extra`).

use std::collections::HashSet;

use quote::ToTokens as _;
use syn::{Field, GenericArgument, Ident, Item, ItemStruct, PathArguments, Type, parse_quote};

use super::extra_properties::is_flattened;
use crate::generate::docs;
use crate::generate::passes::idents;

/// Applies the pass to the items of the module `types`.
pub fn apply(items: &mut Vec<Item>) {
    let types = items.iter().filter_map(type_name).map(ToString::to_string);
    let types: HashSet<_> = types.collect();
    let mut read = vec![];
    for item in items.iter_mut() {
        if let Item::Struct(definition) = item
            && let Some(field) = definition.fields.iter().find(|field| is_flattened(field))
            && let Some(value) = value_type(&field.ty)
            && can_hold_exact_numbers(value, &types)
        {
            read.extend(impls(definition, field, value));
            let name = definition.ident.to_string();
            definition
                .attrs
                .push(parse_quote! { #[serde(remote = #name)] });
        }
    }
    items.extend(read);
}

fn type_name(item: &Item) -> Option<&Ident> {
    match item {
        Item::Struct(definition) => Some(&definition.ident),
        Item::Enum(definition) => Some(&definition.ident),
        _ => None,
    }
}

/// The value type of a `HashMap`.
fn value_type(map: &Type) -> Option<&Type> {
    let Type::Path(path) = map else { return None };
    let last = path.path.segments.last();
    match &last.filter(|segment| segment.ident == "HashMap")?.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.last()? {
            GenericArgument::Type(value) => Some(value),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a type contains one of `types` or an exact number, which is a type of the run time or of the crate. Types of
/// other crates contain none.
fn can_hold_exact_numbers(value: &Type, types: &HashSet<String>) -> bool {
    let names = idents(value.to_token_stream());
    names
        .iter()
        .any(|name| types.contains(name) || name == "progenitor_client" || name == "crate")
}

/// What makes `definition` readable and writable; the derived code is of the type alone, not of the traits.
fn impls(definition: &ItemStruct, field: &Field, value: &Type) -> Vec<Item> {
    let (of, extra) = (&definition.ident, &field.ident);
    let named = definition
        .fields
        .iter()
        .filter(|other| other.ident != field.ident);
    let named = named.filter_map(|field| {
        let ident = field.ident.as_ref()?.to_string();
        Some(docs::renamed(&field.attrs).unwrap_or(ident))
    });
    let made: syn::File = parse_quote! {
        impl<'de> ::serde::Deserialize<'de> for #of {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                ::progenitor_client::with_extra(deserializer)
            }
        }

        impl ::serde::Serialize for #of {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }

        impl<'de> ::progenitor_client::WithExtra<'de> for #of {
            type Value = #value;

            const NAMED: &'static [&'static str] = &[#(#named),*];

            fn named<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }

            fn extra(&mut self) -> &mut ::std::collections::HashMap<::std::string::String, #value> {
                &mut self.#extra
            }
        }
    };
    made.items
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::*;

    #[test]
    fn only_maps_of_exact_numbers_are_read_by_the_run_time() {
        let with = |map: TokenStream| {
            let mut items: Vec<Item> = vec![
                parse_quote! { struct Price(Amount); },
                parse_quote! { struct Value; },
                parse_quote! { struct Bill { #[serde(rename = "n-o")] no: i64, kind: String, #[serde(flatten)] extra: #map } },
            ];
            apply(&mut items);
            quote! { #(#items)* }.to_string()
        };
        for exact in [
            quote!(HashMap<String, Option<Price>>),
            quote!(::std::collections::HashMap<String, ::progenitor_client::Decimal>),
            quote!(HashMap<String, Vec<crate::Amount>>),
        ] {
            let text = with(exact);
            assert!(text.contains("[serde (remote = \"Bill\")]"), "{text}");
            assert!(text.contains("[\"n-o\" , \"kind\"]"), "{text}");
        }
        for other in [
            quote!(HashMap<String, i64>),
            quote!(HashMap<String, Vec<String>>),
            quote!(::serde_json::Map<String, ::serde_json::Value>),
        ] {
            assert!(!with(other).contains("remote"));
        }
    }
}

//! Extra properties that keep their digits.
//!
//! `#[serde(flatten)]` reads the extra properties of an object through `f64`, which loses digits of
//! exact numbers. If their type can hold such numbers, the run time reads them (see
//! `api_transport::with_extra`).

use std::collections::HashSet;

use quote::ToTokens as _;
use syn::{Field, Item, ItemStruct, Type, parse_quote};

use super::extra_properties::is_flattened;
use crate::generate::rust::{definition_name, idents, last_argument_of, wire_fields};

/// Applies the pass to the items of the module `types`.
pub fn apply(items: &mut Vec<Item>) {
    let types = items.iter().filter_map(definition_name);
    let types = types.map(ToString::to_string);
    let types: HashSet<_> = types.collect();
    let mut added = vec![];
    for item in items.iter_mut() {
        if let Item::Struct(definition) = item
            && let Some(field) = definition.fields.iter().find(|field| is_flattened(field))
            && let Some(value) = last_argument_of(&field.ty, "HashMap")
            && can_hold_exact_numbers(value, &types)
        {
            added.extend(impls(definition, field, value));
            let name = definition.ident.to_string();
            definition
                .attrs
                .push(parse_quote! { #[serde(remote = #name)] });
        }
    }
    items.extend(added);
}

/// Whether a type contains one of `types` or an exact number, which is a type of the run time or of the crate. Types of
/// other crates contain none.
fn can_hold_exact_numbers(value: &Type, types: &HashSet<String>) -> bool {
    let names = idents(value.to_token_stream());
    names
        .iter()
        .any(|name| types.contains(name) || name == "progenitor_client" || name == "crate")
}

/// The implementations that read and write `definition`. With `serde(remote)`, the derived functions are those of the
/// type, not of the traits.
fn impls(definition: &ItemStruct, field: &Field, value: &Type) -> Vec<Item> {
    let (ident, extra) = (&definition.ident, &field.ident);
    let named = wire_fields(&definition.fields).filter(|(_, other)| other.ident != field.ident);
    let named = named.map(|(name, _)| name);
    let file: syn::File = parse_quote! {
        impl<'de> ::serde::Deserialize<'de> for #ident {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                ::progenitor_client::with_extra(deserializer)
            }
        }

        impl ::serde::Serialize for #ident {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }

        impl<'de> ::progenitor_client::WithExtra<'de> for #ident {
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
    file.items
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

//! Codes whose known values the document lists, without closing the list.
//!
//! `x-known-values` on an integer or string definition names the values that are known today. They become
//! associated constants of a type that holds any value: a code that a server adds tomorrow is a value, not an
//! error.

use std::collections::HashMap;

use heck::{ToPascalCase, ToShoutySnakeCase};
use quote::{format_ident, quote};
use serde_json::Value;
use syn::{Item, parse_quote};

use super::docs;
use crate::api::Api;

/// Applies the pass to the items of the module `types`.
pub fn apply(items: &mut Vec<Item>, api: &Api) {
    let integers: HashMap<String, &Value> = api
        .schemas
        .iter()
        .filter(|(_, schema)| schema.get("type").and_then(Value::as_str) == Some("integer"))
        .map(|(name, schema)| (name.to_pascal_case(), schema))
        .collect();
    for item in items.iter_mut() {
        if let Item::Struct(definition) = item
            && integers.contains_key(&definition.ident.to_string())
        {
            definition
                .attrs
                .push(parse_quote! { #[derive(Copy, Eq, Hash, Ord, PartialOrd)] });
        }
    }
    for (name, schema) in &api.schemas {
        let values = schema.get("x-known-values").and_then(Value::as_array);
        if let Some(values) = values.filter(|_| integers.contains_key(&name.to_pascal_case())) {
            items.push(constants(
                &format_ident!("{}", name.to_pascal_case()),
                values,
            ));
        }
    }
}

fn constants(ident: &syn::Ident, values: &[Value]) -> Item {
    let mut constants = vec![];
    let mut arms = vec![];
    let mut names = vec![];
    for value in values {
        let code = value.get("value").and_then(Value::as_i64);
        let name = value.get("name").and_then(Value::as_str);
        let (Some(code), Some(name)) = (code, name) else {
            continue;
        };
        let name = format_ident!("{}", name.to_shouty_snake_case());
        let words = value
            .get("description")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let doc = docs::rustdoc(&format!("{code}: {words}"));
        let code = proc_macro2::Literal::i64_unsuffixed(code);
        constants.push(quote! {
            #[doc = #doc]
            pub const #name: Self = Self(#code);
        });
        arms.push(quote! { #code => ::std::option::Option::Some(#words) });
        names.push(quote! { Self::#name });
    }
    parse_quote! {
        impl #ident {
            #(#constants)*

            /// The values that the document knows; a server may send others.
            pub const KNOWN: &'static [Self] = &[#(#names),*];

            /// The document's words for a known value.
            #[must_use]
            pub fn description(self) -> ::std::option::Option<&'static str> {
                match self.0 {
                    #(#arms,)*
                    _ => ::std::option::Option::None,
                }
            }
        }
    }
}

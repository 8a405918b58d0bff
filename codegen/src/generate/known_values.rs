//! Codes whose known values the document lists, without closing the list.
//!
//! `x-known-values` on an integer or string definition names the values that are known today. They become
//! associated constants of a type that holds any value: a code that a server adds tomorrow is a value, not an
//! error.

use std::collections::HashSet;

use heck::ToPascalCase;
use indexmap::IndexMap;
use proc_macro2::Ident;
use quote::{format_ident, quote};
use syn::{Item, parse_quote};

use super::docs;
use crate::api::Api;
use crate::normalise::clashes::{Candidates, spelling, tell_apart};
use crate::normalise::identifiers::is_for_names;
use crate::normalise::names::snake;
use crate::schema::{Kind, KnownValue, Schema};

/// Applies the pass to the items of the module `types`.
pub fn apply(items: &mut Vec<Item>, api: &Api) {
    let integers = api.schemas.iter();
    let integers = integers.filter(|(_, schema)| schema.kind == Some(Kind::Integer));
    let integers: IndexMap<String, &Schema> = integers
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
    for (name, schema) in integers {
        if !schema.known_values.is_empty() {
            items.push(constants(&format_ident!("{name}"), &known(schema)));
        }
    }
}

/// A value that the document knows.
pub(crate) struct Known<'a> {
    /// The name of its constant.
    pub constant: Ident,
    pub code: i64,
    /// The document's words.
    words: &'a str,
}

/// The known values of an integer. Values whose constants would have one name are told apart by their spelling.
pub(crate) fn known(schema: &Schema) -> Vec<Known<'_>> {
    let mut known: Vec<&KnownValue> = vec![];
    for value in &schema.known_values {
        if !known
            .iter()
            .any(|k| (&k.name, k.code) == (&value.name, value.code))
        {
            known.push(value);
        }
    }
    let members: Vec<_> = known
        .iter()
        .map(|value| candidates(&value.name, value.code))
        .collect();
    let names = tell_apart(&members, |_| false, str::to_uppercase);
    names
        .into_iter()
        .zip(known)
        .map(|(name, value)| Known {
            constant: format_ident!("{}", name.to_uppercase()),
            code: value.code,
            words: &value.words,
        })
        .collect()
}

/// The names that a value's constant can have: its plain name, or that with its spelling.
fn candidates(name: &str, code: i64) -> Candidates {
    let mut plain = snake(&name.replace(|c| !is_for_names(c), " "));
    let spelled = format!("{plain}_{}", spelling(&plain, name));
    // The name of the list of all.
    if plain == "known" {
        plain.push_str("_value");
    }
    Candidates::snake(plain, [spelled], &format!("{code} {name}"))
}

fn constants(ident: &Ident, known: &[Known<'_>]) -> Item {
    let mut constants = vec![];
    let mut arms = vec![];
    let mut codes = HashSet::new();
    let names = known.iter().map(|value| &value.constant);
    for Known {
        constant,
        code,
        words,
    } in known
    {
        let doc = docs::rustdoc(&format!("{code}: {words}"));
        let literal = proc_macro2::Literal::i64_unsuffixed(*code);
        constants.push(quote! {
            #[doc = #doc]
            pub const #constant: Self = Self(#literal);
        });
        if codes.insert(code) {
            arms.push(quote! { #literal => ::std::option::Option::Some(#words) });
        }
    }
    parse_quote! {
        impl #ident {
            #(#constants)*

            /// The values that the document knows; a server may send others.
            pub const KNOWN: &'static [Self] = &[#(Self::#names),*];

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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn constants_of(values: &[(&str, i64)]) -> Vec<(String, i64)> {
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect();
        let schema = Schema::read(&json!({"type": "integer", "x-known-values": values}));
        let known = known(&schema);
        known
            .iter()
            .map(|k| (k.constant.to_string(), k.code))
            .collect()
    }

    #[test]
    fn constants_that_clash_are_named_after_their_spelling() {
        let values = [
            ("notFound", 1),
            ("not_found", 2),
            ("2nd", 3),
            ("known", 4),
            ("x²", 5),
        ];
        let named = |name: &str, code| (name.to_owned(), code);
        let mut expected = [
            named("NOT_FOUND_CAMEL", 1),
            named("NOT_FOUND_SNAKE", 2),
            named("N2ND", 3),
            named("KNOWN_VALUE", 4),
            named("X", 5),
        ];
        assert_eq!(constants_of(&values), expected);
        let reversed: Vec<_> = values.into_iter().rev().collect();
        expected.reverse();
        assert_eq!(constants_of(&reversed), expected);
    }

    #[test]
    fn equal_names_are_told_apart_by_value() {
        let constants = constants_of(&[("A", 1), ("A", 2), ("A", 1)]);
        let [(one, 1), (two, 2)] = constants.as_slice() else {
            panic!("{constants:?}");
        };
        assert!(one != two && one.starts_with("A_PASCAL_H"), "{one} {two}");
    }
}

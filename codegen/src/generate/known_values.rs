//! Codes with known values, which may have other values too.
//!
//! `x-known-values` on an integer, or on a string with `x-meaning: code`, lists the currently known
//! values. They become associated constants of a type that holds any value, so that a code which a
//! server adds later is not an error.

use std::collections::HashSet;

use api_transport::meaning::Meaning;
use heck::ToPascalCase;
use indexmap::IndexMap;
use proc_macro2::{Ident, Literal};
use quote::{ToTokens as _, format_ident, quote};
use syn::{Item, parse_quote};

use super::docs;
use crate::api::{Api, text};
use crate::normalise::clashes::{Candidates, resolve_clashes, spelling};
use crate::normalise::identifiers::is_identifier_char;
use crate::normalise::names::snake;
use crate::schema::{Kind, KnownValue, Localized, Schema};

/// Applies the pass to the items of the module `types`.
pub fn apply(items: &mut Vec<Item>, api: &Api) {
    let codes = api.schemas.iter();
    let codes = codes.filter(|(_, schema)| is_code(schema));
    let codes: IndexMap<String, &Schema> = codes
        .map(|(name, schema)| (name.to_pascal_case(), schema))
        .collect();
    for item in items.iter_mut() {
        if let Item::Struct(definition) = item
            && let Some(schema) = codes.get(&definition.ident.to_string())
        {
            let copy = (schema.kind == Some(Kind::Integer)).then(|| quote! { Copy, });
            definition
                .attrs
                .push(parse_quote! { #[derive(#copy Eq, Hash, Ord, PartialOrd)] });
        }
    }
    for (name, schema) in codes {
        if !schema.known_values.is_empty() {
            let is_text = schema.kind == Some(Kind::String);
            items.push(constants(&format_ident!("{name}"), &known(schema), is_text));
        }
    }
}

/// Whether a definition is an integer, or a string that is a code.
fn is_code(schema: &Schema) -> bool {
    match schema.kind {
        Some(Kind::Integer) => matches!(schema.meaning, None | Some(Meaning::Code)),
        Some(Kind::String) => schema.meaning == Some(Meaning::Code),
        _ => false,
    }
}

/// A known value.
pub(crate) struct Known<'a> {
    /// The name of its constant.
    pub constant: Ident,
    /// The value as text.
    pub code: String,
    value: &'a KnownValue,
}

/// The known values of a code. Values whose constants would have the same name are distinguished by
/// their spelling.
pub(crate) fn known(schema: &Schema) -> Vec<Known<'_>> {
    let is_integer = schema.kind == Some(Kind::Integer);
    let mut distinct: Vec<&KnownValue> = vec![];
    let values = schema.known_values.iter();
    for value in values.filter(|value| !is_integer || value.code.is_i64()) {
        if !distinct
            .iter()
            .any(|other| (&other.name, text(&other.code)) == (&value.name, text(&value.code)))
        {
            distinct.push(value);
        }
    }
    let all_candidates: Vec<_> = distinct
        .iter()
        .map(|value| candidates(&value.name, &text(&value.code)))
        .collect();
    let names = resolve_clashes(&all_candidates, |_| false, str::to_uppercase);
    names
        .into_iter()
        .zip(distinct)
        .map(|(name, value)| Known {
            constant: format_ident!("{}", name.to_uppercase()),
            code: text(&value.code),
            value,
        })
        .collect()
}

/// The candidate names of a value's constant: the plain name, and the name with its spelling.
fn candidates(name: &str, code: &str) -> Candidates {
    let mut plain = snake(&name.replace(|c| !is_identifier_char(c), " "));
    let spelled = format!("{plain}_{}", spelling(&plain, name));
    // `KNOWN` is the list of all values.
    if plain == "known" {
        plain.push_str("_value");
    }
    Candidates::snake(plain, [spelled], &format!("{code} {name}"))
}

/// The `impl` block of a code with its known values.
fn constants(ident: &Ident, known: &[Known<'_>], is_text: bool) -> Item {
    let key = if is_text {
        quote! { self.0.as_str() }
    } else {
        quote! { self.0 }
    };
    let literal = |known: &Known<'_>| {
        let integer = known.value.code.as_i64().filter(|_| !is_text);
        integer.map_or_else(|| Literal::string(&known.code), Literal::i64_unsuffixed)
    };
    let constants = known.iter().map(|known| {
        let (constant, literal) = (&known.constant, literal(known));
        let english = in_english(&known.value.description);
        let doc = docs::rustdoc(&format!("{}: {english}", known.code));
        let value = if is_text {
            quote! { ::progenitor_client::meaning::Code::known(#literal) }
        } else {
            literal.to_token_stream()
        };
        quote! {
            #[doc = #doc]
            pub const #constant: Self = Self(#value);
        }
    });
    let names = known.iter().map(|known| &known.constant);
    let mut codes = HashSet::new();
    let distinct: Vec<_> = known
        .iter()
        .filter(|known| codes.insert(&known.code))
        .collect();
    let literals = distinct.iter().map(|known| literal(known));
    let arms = |texts_of: fn(&KnownValue) -> &Localized| {
        let arms = distinct.iter().filter_map(move |known| {
            let (literal, texts) = (literal(known), texts_of(known.value));
            let pairs = texts
                .iter()
                .map(|(language, text)| quote! { (#language, #text) });
            (!texts.is_empty()).then(|| quote! { #literal => &[#(#pairs),*] })
        });
        arms.collect::<Vec<_>>()
    };
    let description = arms(|value| &value.description);
    let advice = arms(|value| &value.advice);
    let advice = (!advice.is_empty()).then(|| {
        quote! {
            /// The remedy for a known value, in a language as for [`Self::description`].
            #[must_use]
            pub fn advice(&self, language: &str) -> ::std::option::Option<&'static str> {
                let texts: &[(&str, &str)] = match #key {
                    #(#advice,)*
                    _ => &[],
                };
                ::progenitor_client::meaning::in_language(texts, language)
            }
        }
    });
    parse_quote! {
        impl #ident {
            #(#constants)*

            /// The values that the document lists; a server may send others.
            pub const KNOWN: &'static [Self] = &[#(Self::#names),*];

            /// Whether the document lists the value.
            #[must_use]
            pub fn is_known(&self) -> bool {
                matches!(#key, #(#literals)|*)
            }

            /// The meaning of a known value, in a language (`en`, `es-ES`) if the document has it, else in English.
            #[must_use]
            pub fn description(&self, language: &str) -> ::std::option::Option<&'static str> {
                let texts: &[(&str, &str)] = match #key {
                    #(#description,)*
                    _ => &[],
                };
                ::progenitor_client::meaning::in_language(texts, language)
            }

            #advice
        }
    }
}

/// The English text, else the first one.
fn in_english(texts: &Localized) -> &str {
    let english = texts.iter().find(|(language, _)| language == "en");
    english.or(texts.first()).map_or("", |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The names and values of the constants for these known values.
    fn constants_of(values: &[(&str, i64)]) -> Vec<(String, i64)> {
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect();
        let schema = Schema::read(&json!({"type": "integer", "x-known-values": values}));
        let known = known(&schema);
        known
            .iter()
            .map(|k| (k.constant.to_string(), k.code.parse().unwrap()))
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
    fn equal_names_are_distinguished_by_value() {
        let constants = constants_of(&[("A", 1), ("A", 2), ("A", 1)]);
        let [(one, 1), (two, 2)] = constants.as_slice() else {
            panic!("{constants:?}");
        };
        assert!(one != two && one.starts_with("A_PASCAL_H"), "{one} {two}");
    }
}

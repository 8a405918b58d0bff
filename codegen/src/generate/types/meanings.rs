//! Strings with a meaning: the type of the run time for each.
//!
//! A flag has a type of its own in the module `types::flags`, with its two texts.

use std::collections::BTreeMap;

use api_transport::meaning::Meaning;
use quote::{format_ident, quote};
use syn::{Item, parse_quote};

use crate::api::Api;
use crate::generate::docs;
use crate::normalise::enum_values;
use crate::normalise::meanings::format;
use crate::schema::{Kind, Schema};
use crate::target::Target;

/// For each meaning in an API, the type and format in the document, and the path of the Rust type.
pub(super) fn conversions(api: &Api, target: &Target) -> Vec<(Kind, String, String)> {
    let flags = flag_names(api);
    let conversions = meanings(api).into_values().filter_map(|(kind, meaning)| {
        if meaning == Meaning::Code {
            let is_text = kind == Kind::String;
            return is_text.then(|| (kind, format(&meaning), format!("{MODULE}::Code")));
        }
        let form = match &meaning {
            Meaning::Amount => format!("AmountComma<{}>", target.amount()),
            Meaning::Percentage => format!("PercentageComma<{}>", target.percentage()),
            Meaning::Date => "CompactDate".to_owned(),
            Meaning::Integer => "Whole".to_owned(),
            Meaning::Flag { .. } => {
                let name = flags.get(&format(&meaning)).map(|(name, ..)| name)?;
                format!("Flag<crate::generated::types::flags::{name}>")
            }
            Meaning::Code => return None,
        };
        let form = format!("{MODULE}::{form}");
        let form = if kind == Kind::String {
            form
        } else {
            format!("{MODULE}::Bare<{form}>")
        };
        Some((kind, format(&meaning), format!("{MODULE}::Text<{form}>")))
    });
    conversions.collect()
}

/// The run time's module.
const MODULE: &str = "::progenitor_client::meaning";

/// The module with the texts of all flags, if there are any.
pub(super) fn flags(api: &Api) -> Option<Item> {
    let flags = flag_names(api);
    let items = flags.values().map(|(name, yes, no)| {
        let ident = format_ident!("{name}");
        let doc = docs::rustdoc(&format!("`{yes}` is true, `{no}` is false."));
        quote! {
            #[doc = #doc]
            #[derive(Debug, Clone, Copy)]
            pub struct #ident;

            impl ::progenitor_client::meaning::FlagTexts for #ident {
                const TRUE: &'static str = #yes;
                const FALSE: &'static str = #no;
            }
        }
    });
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then(|| {
        parse_quote! {
            /// The texts of flags.
            pub mod flags { #(#items)* }
        }
    })
}

/// The flags by their formats: the name in Rust, the text for true, and the text for false.
fn flag_names(api: &Api) -> BTreeMap<String, (String, String, String)> {
    let mut texts = BTreeMap::new();
    for (_, meaning) in meanings(api).into_values() {
        if let Meaning::Flag { yes, no } = &meaning {
            texts.insert(format(&meaning), (yes.clone(), no.clone()));
        }
    }
    let words: Vec<String> = texts
        .values()
        .map(|(yes, no)| format!("{yes} or {no}"))
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let names = enum_values::names(&words);
    let all = texts.into_iter().zip(names);
    all.map(|((format, (yes, no)), name)| (format, (name, yes, no)))
        .collect()
}

/// All meanings with their type in the document, without duplicates.
fn meanings(api: &Api) -> BTreeMap<(&'static str, String), (Kind, Meaning)> {
    let mut found = BTreeMap::new();
    api.clone().each_schema(|_, schema| {
        if let Schema {
            kind: Some(kind),
            meaning: Some(meaning),
            ..
        } = schema
        {
            let key = (kind.as_str(), format(meaning));
            found.insert(key, (*kind, meaning.clone()));
        }
    });
    found
}

//! `Eq` and `Hash` of objects, if a later document cannot remove them.
//!
//! typify's objects implement only `PartialEq`, because a number may be an `f64`. If all numbers
//! are exact, each object can be compared and be the key of a map. If they are not, an added
//! property could remove both traits from its object, so objects do not get them.

use std::collections::HashSet;

use quote::ToTokens as _;
use syn::{Attribute, Field, Ident, Item, ItemStruct, parse_quote};

use super::extra_properties::is_flattened;
use crate::generate::rust::{definition, idents, text};
use crate::target::Target;

/// Applies the pass to the items of the module `types`.
pub fn apply(items: &mut Vec<Item>, target: &Target) {
    if !target.is_own {
        return;
    }
    let not_eq = types_with(items, &["f32", "f64", "ByteStream"], |_| true);
    let not_hash = types_with(items, &["HashMap"], |field| !is_flattened(field));
    let mut hashes: Vec<Item> = vec![];
    for item in items.iter_mut() {
        let manual_hash = match item {
            Item::Struct(definition) if definition.fields.iter().any(is_flattened) => {
                Some(hash(definition))
            }
            _ => None,
        };
        let Some((name, attrs)) = definition(item) else {
            continue;
        };
        let name = name.to_string();
        if !derives(attrs, "PartialEq") || derives(attrs, "Eq") || not_eq.contains(&name) {
            continue;
        }
        let is_hashable = !not_hash.contains(&name);
        attrs.push(if is_hashable && manual_hash.is_none() {
            parse_quote! { #[derive(Eq, Hash)] }
        } else {
            parse_quote! { #[derive(Eq)] }
        });
        hashes.extend(manual_hash.filter(|_| is_hashable));
    }
    items.extend(hashes);
}

/// `Hash` for an object with extra properties in a `HashMap`: the extra properties are not hashed.
fn hash(definition: &ItemStruct) -> Item {
    let name = &definition.ident;
    let named = definition
        .fields
        .iter()
        .filter(|field| !is_flattened(field));
    let named = named.map(|field| &field.ident);
    parse_quote! {
        impl ::std::hash::Hash for #name {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                #(::std::hash::Hash::hash(&self.#named, state);)*
            }
        }
    }
}

/// The types with one of the types `wanted` in a relevant field, directly or through other types.
fn types_with(
    items: &[Item],
    wanted: &[&str],
    is_relevant: impl Fn(&Field) -> bool,
) -> HashSet<String> {
    let mut found: HashSet<String> = HashSet::new();
    loop {
        let matches = |name: &String| wanted.contains(&name.as_str()) || found.contains(name);
        let holds = |field: &Field| idents(field.ty.to_token_stream()).iter().any(matches);
        let more: Vec<String> = items
            .iter()
            .filter_map(|item| {
                let (name, fields) = fields(item)?;
                let mut fields = fields.into_iter().filter(|field| is_relevant(field));
                fields.any(holds).then(|| name.to_string())
            })
            .filter(|name| !found.contains(name))
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

/// The name and all fields of a struct or enum.
fn fields(item: &Item) -> Option<(&Ident, Vec<&Field>)> {
    match item {
        Item::Struct(definition) => Some((&definition.ident, definition.fields.iter().collect())),
        Item::Enum(definition) => {
            let variants = definition.variants.iter();
            let fields = variants.flat_map(|variant| &variant.fields).collect();
            Some((&definition.ident, fields))
        }
        _ => None,
    }
}

fn derives(attrs: &[Attribute], name: &str) -> bool {
    let mut derives = attrs.iter().filter(|attr| attr.path().is_ident("derive"));
    derives.any(|attr| {
        let list = text(&attr.meta);
        list.split(['(', ',', ')']).any(|derived| derived == name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    /// The text of a module `types` after the pass, without spaces.
    fn applied(target: &Target) -> String {
        let before = quote! {
            #[derive(Clone, PartialEq)]
            pub struct Bill { pub total: crate::Amount, pub items: ::std::vec::Vec<Item> }
            #[derive(Clone, PartialEq)]
            pub struct Item { pub name: ::std::string::String, #[serde(flatten)] pub extra: ::std::collections::HashMap<String, Bill> }
            #[derive(Clone, PartialEq)]
            pub struct Names(::std::collections::HashMap<String, String>);
            #[derive(Clone, PartialEq)]
            pub struct Rate { pub rate: f64 }
            #[derive(Clone, PartialEq)]
            pub enum Either { Rate(Rate), Bill(Bill) }
            #[derive(Clone, Eq, Hash, PartialEq)]
            pub struct Code(String);
            #[derive(Debug)]
            pub enum ByStatus { Ok(Bill) }
        };
        let mut file: syn::File = syn::parse2(before).unwrap();
        apply(&mut file.items, target);
        text(&file)
    }

    #[test]
    fn objects_of_exact_numbers_can_be_compared_and_be_keys() {
        let target = Target::classifications();
        let after = applied(&target);
        for (declaration, expected) in [
            ("structBill", Some("#[derive(Eq,Hash)]")),
            ("structItem", Some("#[derive(Eq)]")),
            ("structNames", Some("#[derive(Eq)]")),
            ("structRate", None),
            ("enumEither", None),
            ("structCode", None),
            ("enumByStatus", None),
        ] {
            let before = after.split(&format!("pub{declaration}")).next().unwrap();
            let derive = &before[before.rfind("#[derive(").unwrap()..];
            let added = derive.starts_with("#[derive(Eq");
            assert_eq!(added.then_some(derive), expected, "{declaration}: {after}");
        }
        assert_eq!(after.matches("::std::hash::Hash::hash").count(), 1);
        assert!(
            after.contains("::std::hash::Hash::hash(&self.name,state)"),
            "{after}"
        );
        let other_target = Target {
            is_own: false,
            ..target
        };
        assert!(!applied(&other_target).contains("derive(Eq,Hash)]"));
    }
}

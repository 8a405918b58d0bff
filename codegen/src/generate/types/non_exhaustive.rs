//! Structs and enums that a later document can extend.
//!
//! A document may add a property without breaking callers: `#[non_exhaustive]` requires that values are made with builders.
//! typify derives `Default` for objects without required properties. A later required property would remove it, so it is
//! removed here.

use syn::punctuated::Punctuated;
use syn::{Attribute, Fields, Item, Path, Token, parse_quote};

use crate::generate::rust::implements;

/// Applies the pass to the items of the module `types`.
pub fn apply(items: &mut Vec<Item>) {
    items.retain(|item| !matches!(item, Item::Impl(block) if implements(block, "Default")));
    for item in items {
        match item {
            Item::Struct(definition) if matches!(definition.fields, Fields::Named(_)) => {
                definition.attrs.iter_mut().for_each(remove_default);
                definition.attrs.push(parse_quote! { #[non_exhaustive] });
            }
            Item::Enum(definition) => definition.attrs.push(parse_quote! { #[non_exhaustive] }),
            _ => {}
        }
    }
}

fn names_default(path: &Path) -> bool {
    let last = path.segments.last();
    last.is_some_and(|segment| segment.ident == "Default")
}

fn remove_default(attribute: &mut Attribute) {
    if !attribute.path().is_ident("derive") {
        return;
    }
    let derived = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
    // an attribute that is not a list of traits stays, so that the compiler reports it
    if let Ok(derived) = derived
        && derived.iter().any(names_default)
    {
        let others = derived.iter().filter(|path| !names_default(path));
        *attribute = parse_quote! { #[derive(#(#others),*)] };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structs_are_non_exhaustive_and_have_no_default() {
        let file: syn::File = parse_quote! {
            #[derive(Clone, Default, Debug)]
            pub struct Pet { pub name: ::std::option::Option<String> }
            impl ::std::default::Default for Pet {
                fn default() -> Self { Self { name: None } }
            }
            pub struct Code(pub i64);
        };
        let mut items = file.items;
        apply(&mut items);
        let expected: syn::File = parse_quote! {
            #[derive(Clone, Debug)]
            #[non_exhaustive]
            pub struct Pet { pub name: ::std::option::Option<String> }
            pub struct Code(pub i64);
        };
        assert_eq!(items, expected.items);
    }
}

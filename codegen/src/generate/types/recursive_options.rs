//! Recursive optional properties that can be absent.
//!
//! typify breaks the recursion with `Box<Option<T>>`, which is written as `null`; a document
//! without `x-nullable` does not allow `null`. `Option<Box<T>>` breaks it as well and can be left
//! out.

use syn::visit_mut::{self, VisitMut};
use syn::{Field, Item, Type, parse_quote};

use crate::generate::rust::{argument_of, serde_attributes, text};

/// Applies the pass to the items of the module `types`.
pub fn apply(items: &mut [Item]) {
    for item in items {
        if let Item::Struct(definition) = item {
            definition.fields.iter_mut().for_each(skip_absent);
        }
        Swap.visit_item_mut(item);
    }
}

/// Makes serde skip an absent value of a field whose type is changed.
fn skip_absent(field: &mut Field) {
    let is_skipped =
        serde_attributes(&field.attrs).any(|attr| text(attr).contains("skip_serializing_if"));
    if boxed_option(&field.ty).is_some() && !is_skipped {
        field.attrs.push(parse_quote! {
            #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        });
    }
}

/// Changes each `Box<Option<T>>` into `Option<Box<T>>`.
struct Swap;

impl VisitMut for Swap {
    fn visit_type_mut(&mut self, node: &mut Type) {
        visit_mut::visit_type_mut(self, node);
        if let Some(inner) = boxed_option(node) {
            *node = parse_quote! { ::std::option::Option<::std::boxed::Box<#inner>> };
        }
    }
}

/// `T` of `Box<Option<T>>`.
fn boxed_option(ty: &Type) -> Option<&Type> {
    argument_of(argument_of(ty, "Box")?, "Option")
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn an_absent_property_is_not_written() {
        let before = quote! {
            pub struct Node {
                #[serde(default)]
                pub next: ::std::boxed::Box<::std::option::Option<Node>>,
                pub name: ::std::option::Option<String>,
                pub list: ::std::boxed::Box<Node>,
            }
            mod builder {
                struct Node { next: Result<::std::boxed::Box<::std::option::Option<super::Node>>, String> }
            }
        };
        let after = quote! {
            pub struct Node {
                #[serde(default)]
                #[serde(skip_serializing_if = "::std::option::Option::is_none")]
                pub next: ::std::option::Option<::std::boxed::Box<Node>>,
                pub name: ::std::option::Option<String>,
                pub list: ::std::boxed::Box<Node>,
            }
            mod builder {
                struct Node { next: Result<::std::option::Option<::std::boxed::Box<super::Node>>, String> }
            }
        };
        let mut file: syn::File = syn::parse2(before).unwrap();
        apply(&mut file.items);
        let expected: syn::File = syn::parse2(after).unwrap();
        assert_eq!(
            prettyplease::unparse(&file),
            prettyplease::unparse(&expected)
        );
    }
}

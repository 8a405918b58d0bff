//! Enums and structs that can grow.
//!
//! A document may add a property or a value without breaking anybody: `#[non_exhaustive]` says so to the
//! compiler, and types are made with their builders.

use syn::{Fields, Item, parse_quote};

use crate::target::Target;

/// Applies the pass to the items of the module `types`.
pub fn apply(items: &mut [Item], _: &Target) {
    for item in items {
        match item {
            Item::Struct(definition) if matches!(definition.fields, Fields::Named(_)) => {
                definition.attrs.push(parse_quote! { #[non_exhaustive] });
            }
            Item::Enum(definition) => definition.attrs.push(parse_quote! { #[non_exhaustive] }),
            _ => {}
        }
    }
}

//! Structs that can grow.
//!
//! A document may add a property without breaking anybody: `#[non_exhaustive]` says so to the compiler, and values
//! are made with their builders.

use syn::{Fields, Item, parse_quote};

/// Applies the pass to the items of the module `types`.
pub fn apply(items: &mut [Item]) {
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

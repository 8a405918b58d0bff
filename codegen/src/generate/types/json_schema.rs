//! `schemars::JsonSchema`, derived behind the feature `schemars` of the generated crate.
//!
//! typify derives without condition, so the attribute is added to the types that it made.

use syn::{Item, parse_quote};

/// Adds the derive to all structs and enums of the module `types`.
pub fn apply(items: &mut [Item]) {
    for item in items {
        let attrs = match item {
            Item::Struct(definition) => &mut definition.attrs,
            Item::Enum(definition) => &mut definition.attrs,
            _ => continue,
        };
        attrs.push(parse_quote! {
            #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
        });
    }
}

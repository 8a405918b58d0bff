//! Builders that start without extra properties.
//!
//! An object that has properties and allows more has a map for those, and typify's builder requires
//! it. Here a builder starts with an empty map, so that a document that starts to allow extra
//! properties breaks no caller.

use std::collections::HashMap;

use quote::ToTokens as _;
use syn::visit_mut::{self, VisitMut};
use syn::{Field, Ident, Item, ItemImpl, ItemMod, Member, Type, parse_quote};

/// Applies the pass to the items of the module `types`.
pub fn apply(items: &mut [Item]) {
    let maps: HashMap<Ident, Ident> = items.iter().filter_map(map_field).collect();
    let builders = items.iter_mut().filter_map(|item| match item {
        Item::Mod(ItemMod { ident, content, .. }) if ident == "builder" => content.as_mut(),
        _ => None,
    });
    for item in builders.flat_map(|(_, items)| items) {
        if let Item::Impl(block) = item
            && let Some(field) = default_of(block).and_then(|name| maps.get(name))
        {
            Empty(field.clone()).visit_item_impl_mut(block);
        }
    }
}

/// The name of a type, and its flattened field.
fn map_field(item: &Item) -> Option<(Ident, Ident)> {
    let Item::Struct(definition) = item else {
        return None;
    };
    let field = definition.fields.iter().find(|field| is_flattened(field))?;
    Some((definition.ident.clone(), field.ident.clone()?))
}

/// Whether a field is the map of extra properties.
pub(super) fn is_flattened(field: &Field) -> bool {
    let mut serde = field
        .attrs
        .iter()
        .filter(|attr| attr.path().is_ident("serde"));
    // subtypes are flattened as well, and those are required
    let is_map = field.ty.to_token_stream().to_string().contains("Map");
    is_map && serde.any(|attr| attr.to_token_stream().to_string().contains("flatten"))
}

/// The builder of which a block implements `Default`.
fn default_of(block: &ItemImpl) -> Option<&Ident> {
    let (_, of, _) = block.trait_.as_ref()?;
    if of.segments.last()?.ident != "Default" {
        return None;
    }
    match &*block.self_ty {
        Type::Path(path) => path.path.get_ident(),
        _ => None,
    }
}

/// Writes an empty map instead of the error about a missing one.
struct Empty(Ident);

impl VisitMut for Empty {
    fn visit_field_value_mut(&mut self, field: &mut syn::FieldValue) {
        if matches!(&field.member, Member::Named(name) if *name == self.0) {
            field.expr =
                parse_quote! { ::std::result::Result::Ok(::std::default::Default::default()) };
        }
        visit_mut::visit_field_value_mut(self, field);
    }
}

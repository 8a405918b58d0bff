//! Builders that start without extra properties.
//!
//! An object that has properties and allows more has a map for those, and typify's builder requires
//! it. Here a builder starts with an empty map, so that a document that starts to allow extra
//! properties breaks no caller.

use std::collections::HashMap;

use syn::visit_mut::{self, VisitMut};
use syn::{Field, Ident, Item, Member, parse_quote};

use crate::generate::rust::{implements, module, serde_attributes, text, type_name};

/// Applies the pass to the items of the module `types`.
pub fn apply(items: &mut [Item]) {
    let maps: HashMap<String, Ident> = items.iter().filter_map(map_field).collect();
    for item in module(items, "builder").into_iter().flatten() {
        if let Item::Impl(block) = item
            && implements(block, "Default")
            && let Some(field) = maps.get(&type_name(&block.self_ty))
        {
            Empty(field.clone()).visit_item_impl_mut(block);
        }
    }
}

/// The name of a type, and its flattened field.
fn map_field(item: &Item) -> Option<(String, Ident)> {
    let Item::Struct(definition) = item else {
        return None;
    };
    let field = definition.fields.iter().find(|field| is_flattened(field))?;
    Some((definition.ident.to_string(), field.ident.clone()?))
}

/// Whether a field is the map of extra properties.
pub(super) fn is_flattened(field: &Field) -> bool {
    // subtypes are flattened as well, and those are required
    let is_map = text(&field.ty).contains("Map");
    is_map && serde_attributes(&field.attrs).any(|attr| text(attr).contains("flatten"))
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

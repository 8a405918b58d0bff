//! Restores the wire names of properties that `normalise::property_names` renamed.

use syn::{Item, parse_quote};

use super::docs;
use crate::api::Api;

/// Applies the pass to the items of the module `types`.
pub fn apply(items: &mut [Item], api: &Api) {
    for item in items {
        let Item::Struct(definition) = item else {
            continue;
        };
        let Some(schema) = api.schemas.get(&definition.ident.to_string()) else {
            continue;
        };
        for field in &mut definition.fields {
            let Some(ident) = &field.ident else { continue };
            let known = docs::renamed(&field.attrs).unwrap_or_else(|| ident.to_string());
            if let Some(wire) = schema.wire_names.get(&known) {
                docs::drop_rename(&mut field.attrs);
                field.attrs.push(parse_quote! { #[serde(rename = #wire)] });
            }
        }
    }
}

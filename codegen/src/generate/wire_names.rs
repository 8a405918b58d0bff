//! Puts back what properties are called on the wire where `normalise::property_names` had to rename them.

use std::collections::HashMap;

use serde_json::{Map, Value};
use syn::{Item, parse_quote};

use super::docs;
use crate::api::Api;

/// Applies the pass to the items of the module `types`.
pub fn apply(items: &mut [Item], api: &Api) {
    let renamed: HashMap<&str, &Map<String, Value>> = api
        .schemas
        .iter()
        .filter_map(|(name, schema)| {
            Some((name.as_str(), schema.get("x-wire-names")?.as_object()?))
        })
        .collect();
    for item in items {
        let Item::Struct(definition) = item else {
            continue;
        };
        let Some(names) = renamed.get(definition.ident.to_string().as_str()) else {
            continue;
        };
        for field in &mut definition.fields {
            let Some(ident) = &field.ident else { continue };
            let known = docs::renamed(&field.attrs).unwrap_or_else(|| ident.to_string());
            if let Some(wire) = names.get(&known).and_then(Value::as_str) {
                docs::drop_rename(&mut field.attrs);
                field.attrs.push(parse_quote! { #[serde(rename = #wire)] });
            }
        }
    }
}

//! Sorts the fields of structs in the order of the document's properties.
//!
//! typify sorts them by name. The document's order is easier to read, in types and in JSON written
//! from them.

use indexmap::IndexMap;
use syn::{Field, Fields, Item};

use super::docs;
use crate::api::Api;
use crate::schema::Schema;

/// Applies the pass to the items of the module `types`, before fields get their wire names back.
pub fn apply(items: &mut [Item], api: &Api) {
    for item in items {
        let Item::Struct(definition) = item else {
            continue;
        };
        let schema = api.schemas.get(&definition.ident.to_string());
        let properties = schema.and_then(|schema| schema.properties.as_ref());
        if let (Some(properties), Fields::Named(fields)) = (properties, &mut definition.fields) {
            let mut sorted: Vec<Field> = fields.named.iter().cloned().collect();
            sorted.sort_by_key(|field| position(field, properties));
            fields.named = sorted.into_iter().collect();
        }
    }
}

/// The document's position of a field's property; unknown fields come last.
fn position(field: &Field, properties: &IndexMap<String, Schema>) -> usize {
    let ident = field
        .ident
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let name = docs::renamed(&field.attrs).unwrap_or(ident);
    let found = properties.keys().position(|key| *key == name);
    found.unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::{ToTokens, quote};

    #[test]
    fn fields_follow_the_document_and_others_come_last() {
        let oas2 = serde_json::json!({"swagger": "2.0", "info": {"title": "a", "version": "1"}, "paths": {}});
        let mut api = Api::read(
            &oas2,
            &serde_json::json!({}),
            &mut crate::report::Report::default(),
        );
        let schema = serde_json::json!({"properties": {"vatNo": {}, "country": {}, "name": {}}});
        api.schemas
            .insert("Debtor".to_owned(), Schema::read(&schema));
        let before = quote! { struct Debtor { country: C, extra: E, name: N, #[serde(rename = "vatNo")] vat_no: T } };
        let mut items = vec![syn::parse2::<Item>(before).unwrap()];
        apply(&mut items, &api);
        let after = quote! { struct Debtor { #[serde(rename = "vatNo")] vat_no: T, country: C, name: N, extra: E } };
        let after = syn::parse2::<Item>(after).unwrap();
        assert_eq!(
            items[0].to_token_stream().to_string().replace(" , }", " }"),
            after.to_token_stream().to_string()
        );
    }
}

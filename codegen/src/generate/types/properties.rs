//! Fields in the order of the document's properties, with their wire names.
//!
//! typify sorts fields by name. The document's order is easier to read, in types and in JSON written from them. Properties
//! that `normalise::property_names` renamed get their wire names back.

use syn::{Field, Fields, Item, parse_quote};

use crate::api::Api;
use crate::generate::rust::{remove_rename, wire_name};

/// Applies the pass to the items of the module `types`.
pub fn apply(items: &mut [Item], api: &Api) {
    for item in items {
        let Item::Struct(definition) = item else {
            continue;
        };
        let (Some(schema), Fields::Named(fields)) = (
            api.schemas.get(&definition.ident.to_string()),
            &mut definition.fields,
        ) else {
            continue;
        };
        if let Some(properties) = &schema.properties {
            let mut sorted: Vec<Field> = fields.named.iter().cloned().collect();
            // other fields come last
            sorted.sort_by_key(|field| {
                let index = wire_name(field).and_then(|name| properties.get_index_of(&name));
                index.unwrap_or(usize::MAX)
            });
            fields.named = sorted.into_iter().collect();
        }
        for field in &mut fields.named {
            let name = wire_name(field);
            if let Some(wire) = name.and_then(|name| schema.wire_names.get(&name)) {
                remove_rename(&mut field.attrs);
                field.attrs.push(parse_quote! { #[serde(rename = #wire)] });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;
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

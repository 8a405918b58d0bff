//! Gives every schema that becomes a type a unique identifier.
//!
//! Inline objects, enums and constrained strings become types too, and the generator invents their
//! names without regard to definitions. So [`super::inline_types`] moves them to the definitions,
//! and this pass turns all names into identifiers that differ in more than case. Clashing types are
//! distinguished by their kind or spelling (see [`super::clashes`]). References that only rename
//! another definition are resolved.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::clashes::resolve_clashes;
use super::identifiers::is_taken;
use super::inline_types::InlineTypes;
use crate::api::Api;
use crate::report::Report;
use crate::schema::Schema;

/// Runs the pass.
pub fn run(api: &mut Api, report: &mut Report) {
    let aliases = aliases(&api.schemas);
    let mut schemas = std::mem::take(&mut api.schemas);
    schemas.retain(|name, _| !aliases.contains_key(name));

    let inline = InlineTypes::move_from(&mut schemas, &mut api.operations);
    schemas.extend(inline.schemas);
    let names = resolve_clashes(&inline.candidates, is_taken, str::to_lowercase);
    for ((member, name), at) in inline.candidates.iter().zip(&names).zip(inline.locations) {
        if name != member.plain() {
            let plain = member.plain();
            report.record(
                "type_names",
                at,
                format!("another type is called {plain} in Rust; this one becomes {name}"),
            );
        }
    }
    let renamed: HashMap<String, String> = inline.keys.into_iter().zip(names).collect();
    api.schemas = schemas
        .into_iter()
        .filter_map(|(old, schema)| Some((renamed.get(&old)?.clone(), schema)))
        .collect();
    api.each_schema(|_, schema| {
        let target = schema.reference.as_ref();
        let new_name = target.and_then(|name| renamed.get(aliases.get(name).unwrap_or(name)));
        if let Some(name) = new_name {
            schema.reference = Some(name.clone());
        }
    });
}

/// The definitions that are only a reference, each with the definition at the end of its references.
fn aliases(schemas: &IndexMap<String, Schema>) -> HashMap<String, String> {
    let mut found = HashMap::new();
    for (name, schema) in schemas {
        let mut target = schema;
        // Validation has refused cycles; the bound protects against those of a converter.
        for _ in 0..100 {
            let Some(next) = target.target(schemas) else {
                break;
            };
            let last = target.reference.clone().filter(|last| last != name);
            found.extend(last.map(|last| (name.clone(), last)));
            target = next;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn named(document: &Value) -> Vec<String> {
        let oas3 = crate::convert::convert(document).unwrap();
        let mut report = Report::default();
        let mut api = Api::read(document, &oas3, &mut report);
        super::super::names::run(&mut api, &mut report);
        run(&mut api, &mut report);
        api.schemas.keys().cloned().collect()
    }

    fn of_definitions(definitions: &Value) -> Vec<String> {
        named(&json!({
            "swagger": "2.0", "info": {"title": "T", "version": "1"}, "paths": {}, "definitions": definitions,
        }))
    }

    #[test]
    fn names_are_identifiers_and_differ() {
        let text = json!({"type": "string"});
        let names = of_definitions(&json!({
            "java.lang.String": text, "pet": text, "PET": text, "String": text, "2fa": text, "aB": text, "x-y-z": text,
        }));
        assert_eq!(
            names,
            [
                "JavaLangString",
                "PetLower",
                "PetUpper",
                "StringType",
                "N2fa",
                "Ab",
                "Xyz",
            ]
        );
    }

    #[test]
    fn inline_types_move() {
        let names = of_definitions(&json!({"Pet": {"type": "object", "properties": {
            "status": {"type": "string", "enum": ["a"], "description": "d"},
            "tags": {"type": "array", "items": {"type": "object", "properties": {"x": {"type": "string"}}}},
        }}}));
        assert_eq!(names, ["Pet", "PetStatus", "PetTagsItem"]);
    }

    #[test]
    fn parts_of_a_body_have_the_operation_and_the_innermost_property_in_their_names() {
        let object = |properties: Value| json!({"type": "object", "properties": properties});
        let code = json!({"type": "string", "pattern": "^[A-Z]{2}$"});
        let rating = object(json!({
            "debtor": object(json!({"country": code})),
            "owner": object(json!({"home": object(json!({"country": code}))})),
        }));
        let body = object(json!({"debtor": object(json!({"name": {"type": "string"}}))}));
        let list =
            object(json!({"page": object(json!({"ratings": {"type": "array", "items": rating}}))}));
        let names = named(&json!({
            "swagger": "2.0", "info": {"title": "T", "version": "1"},
            "paths": {"/r": {"post": {
                "operationId": "rate",
                "parameters": [{"name": "body", "in": "body", "schema": body}],
                "responses": {"200": {"description": "d", "schema": list}},
            }}},
        }));
        assert_eq!(
            names,
            [
                "RateBodyDebtor",
                "RateBody",
                "RateResponsePageRatingsItemDebtorCountry",
                "RateResponseDebtor",
                "RateResponsePageRatingsItemOwnerHomeCountry",
                "RateResponseHome",
                "RateResponseOwner",
                "RateResponseRating",
                "RateResponsePage",
                "RateResponse",
            ]
        );
    }

    #[test]
    fn inline_types_are_distinguished_by_their_kind() {
        let values = json!({"type": "string", "enum": ["a"]});
        let names = of_definitions(&json!({
            "PetTagsItem": {"type": "string"},
            "Pet": {"type": "object", "properties": {"tags": {"type": "array", "items": values}, "tagsItem": values}},
        }));
        assert_eq!(
            names,
            [
                "PetTagsItemDefinition",
                "Pet",
                "PetTagsPropertyItem",
                "PetTagsItemProperty",
            ]
        );
    }
}

//! Every schema that becomes a type has a name of its own that is an identifier.
//!
//! Inline objects, enums and constrained strings become types too, and the generator makes up their names without
//! looking whether a definition has the same. So they are moved to the definitions here, named after where
//! they stand (`PetStatus`, `QueryPetsSort`), and all names are made identifiers that differ in more than their
//! letters' case. Types that clash are told apart by their kind and spelling (see [`super::clashes`]). References that only rename another definition are followed.

use std::collections::HashMap;

use heck::{ToPascalCase, ToSnakeCase};
use serde_json::{Map, Value};

use super::clashes::{Candidates, settled, spelling, tell_apart};
use super::shared_types;
use crate::api::{Api, BodyKind, Content, Operation, Status};
use crate::pointer::{self, percent_decode, set};
use crate::report::Report;
use crate::schemas::{component, kind, reference};

/// Names that generated code uses for something else.
const TAKEN: &[&str] = &[
    "String",
    "Option",
    "Vec",
    "Box",
    "Result",
    "Ok",
    "Err",
    "Some",
    "None",
    "Default",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "Clone",
    "Copy",
    "Debug",
    "Display",
    "Eq",
    "PartialEq",
    "Ord",
    "PartialOrd",
    "Hash",
    "ToString",
    "Self",
    "Send",
    "Sync",
    "Sized",
    "Drop",
    "Fn",
    "FnOnce",
    "FnMut",
    "Iterator",
    "AsRef",
    "ToOwned",
    "Deserialize",
    "Serialize",
];

/// Runs the pass.
pub fn run(api: &mut Api, report: &mut Report) {
    let aliases = aliases(&api.schemas);
    let mut schemas = std::mem::take(&mut api.schemas);
    schemas.retain(|name, _| !aliases.contains_key(name));

    let mut hoister = Hoister::default();
    for (name, schema) in &mut schemas {
        let place = Place::of_definition(name);
        hoister.below(schema, &place);
        let kind = shared_types::made_for(name).map_or("definition", |_| "parameter");
        hoister.add(name.clone(), &place, kind);
    }
    for operation in &mut api.operations {
        hoister.operation(operation);
    }
    schemas.extend(hoister.made);
    let names = tell_apart(
        &hoister.candidates,
        |name| TAKEN.contains(&name),
        str::to_lowercase,
    );
    for ((member, name), at) in hoister.candidates.iter().zip(&names).zip(hoister.places) {
        if name != member.plain() {
            let plain = member.plain();
            report.give_up(
                "type_names",
                at,
                format!("another type is called {plain} in Rust; this one becomes {name}"),
            );
        }
    }
    let renamed: HashMap<String, String> = hoister.keys.into_iter().zip(names).collect();
    api.schemas = schemas
        .into_iter()
        .filter_map(|(old, schema)| Some((renamed.get(&old)?.clone(), schema)))
        .collect();
    api.each_schema(|_, schema| redirect(schema, &renamed, &aliases));
}

/// `name` as a Rust type's name, the same that the generator would make of it.
pub fn identifier(name: &str) -> String {
    let cleaned: String = name
        .chars()
        .filter(|c| *c != '\'')
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let name = cleaned.to_pascal_case();
    let name = match name.chars().next() {
        Some(first) if first.is_alphabetic() => name,
        Some(_) => format!("N{name}"),
        None => "X".to_owned(),
    };
    settled(name)
}

/// Definitions that are only another's name.
fn aliases(schemas: &Map<String, Value>) -> HashMap<String, String> {
    let mut found = HashMap::new();
    for (name, schema) in schemas {
        let mut target = schema;
        let mut last = None;
        // Validation has refused circles; the bound guards against a converter's.
        for _ in 0..100 {
            let Some(next) = component(target).map(unescape) else {
                break;
            };
            let Some(schema) = schemas.get(&next) else {
                break;
            };
            target = schema;
            last = Some(next);
        }
        if let Some(last) = last.filter(|last| last != name) {
            found.insert(name.clone(), last);
        }
    }
    found
}

fn unescape(name: &str) -> String {
    percent_decode(&name.replace("~1", "/").replace("~0", "~"))
}

fn redirect(
    schema: &mut Value,
    renamed: &HashMap<String, String>,
    aliases: &HashMap<String, String>,
) {
    crate::schemas::each("", schema, &mut |_, schema| {
        if let Some(name) = component(schema).map(unescape) {
            let name = aliases.get(&name).unwrap_or(&name);
            if let Some(name) = renamed.get(name) {
                set(schema, "$ref", format!("#/components/schemas/{name}"));
            }
        }
    });
}

/// Where a schema is.
struct Place {
    /// What it is named after.
    plain: String,
    /// The same with the kind of each step.
    full: String,
    /// Its pointer.
    at: String,
    /// What no other schema has, in whatever order parameters are.
    identity: String,
}

impl Place {
    fn of_definition(name: &str) -> Self {
        let word = shared_types::made_for(name).unwrap_or(name);
        let mut plain = identifier(word);
        let mut full = plain.clone();
        if plain != word && word == name {
            let spelling = spelling(&plain.to_snake_case(), name).to_pascal_case();
            full = format!("{plain}Spelled{spelling}");
        }
        if TAKEN.contains(&plain.as_str()) {
            plain.push_str("Type");
        }
        let at = if word == name {
            pointer::join("/definitions", name)
        } else {
            "/paths".to_owned()
        };
        let identity = name.to_owned();
        Self {
            plain,
            full,
            at,
            identity,
        }
    }

    /// A part that `name` names, and that is a `kind`.
    fn part(&self, name: &str, kind: &str, at: &str) -> Self {
        Self {
            plain: format!("{} {name}", self.plain),
            full: format!("{} {name} {kind}", self.full),
            at: at.to_owned(),
            identity: format!("{}/{kind} {name}", self.identity),
        }
    }
}

/// Moves inline schemas that become types to the definitions, under keys that [`run`] replaces by names.
#[derive(Default)]
struct Hoister {
    made: Map<String, Value>,
    keys: Vec<String>,
    candidates: Vec<Candidates>,
    places: Vec<String>,
}

impl Hoister {
    fn add(&mut self, key: String, place: &Place, kind: &str) {
        let full = identifier(&format!("{} {kind}", place.full));
        let member = Candidates::pascal(identifier(&place.plain), full, &place.identity);
        self.candidates.push(member);
        self.places.push(place.at.clone());
        self.keys.push(key);
    }

    fn operation(&mut self, operation: &mut Operation) {
        let name = operation.name.to_pascal_case();
        let place = Place {
            plain: name.clone(),
            full: name,
            at: operation.pointer.clone(),
            identity: operation.pointer.clone(),
        };
        for parameter in &mut operation.parameters {
            let kind = format!("{} parameter", parameter.location.as_str());
            let part = place.part(&parameter.name, &kind, &parameter.pointer);
            self.whole(&mut parameter.schema, &part);
        }
        match operation.body.as_mut().map(|b| (&b.pointer, &mut b.kind)) {
            Some((at, BodyKind::Json { schema, .. })) => {
                self.whole(schema, &place.part("body", "", at));
            }
            Some((_, BodyKind::Form(fields) | BodyKind::Multipart(fields))) => {
                for field in fields {
                    if let Some(schema) = &mut field.schema {
                        self.whole(schema, &place.part(&field.name, "field", &field.pointer));
                    }
                }
            }
            Some((_, BodyKind::Raw(_))) | None => {}
        }
        for response in &mut operation.responses {
            let (label, key) = match response.status {
                Status::Code(200) => ("response".to_owned(), "200".to_owned()),
                Status::Code(code) => {
                    let reason = crate::api::Status::Code(code).name();
                    (format!("{reason} response"), code.to_string())
                }
                Status::Default => ("default response".to_owned(), "default".to_owned()),
            };
            if let Content::Json(schema) = &mut response.content {
                let at = format!("{}/responses/{key}/schema", operation.pointer);
                self.whole(schema, &place.part(&label, "", &at));
            }
        }
    }

    /// A schema that stands alone: it moves if it becomes a type.
    fn whole(&mut self, schema: &mut Value, place: &Place) {
        self.below(schema, place);
        if !becomes_a_type(schema) {
            return;
        }
        // No definition has a colon in its name.
        let key = format!("{}:", self.keys.len());
        let mut moved = std::mem::replace(schema, reference(&key));
        // What belongs to the place stays at the place.
        for key in ["description", "nullable"] {
            if let Some(value) = moved.get(key) {
                set(schema, key, value.clone());
            }
        }
        if let Some(members) = moved.as_object_mut() {
            members.shift_remove("nullable");
        }
        self.add(key.clone(), place, "");
        self.made.insert(key, moved);
    }

    fn below(&mut self, schema: &mut Value, place: &Place) {
        let Some(members) = schema.as_object_mut() else {
            return;
        };
        for (key, member) in members {
            let at = pointer::join(&place.at, key);
            match (key.as_str(), member) {
                ("properties", Value::Object(properties)) => {
                    for (property, schema) in properties {
                        let at = pointer::join(&at, property);
                        self.whole(schema, &place.part(property, "property", &at));
                    }
                }
                ("items", items) => self.whole(items, &place.part("item", "", &at)),
                ("additionalProperties", values @ Value::Object(_)) => {
                    self.whole(values, &place.part("value", "", &at));
                }
                ("allOf", Value::Array(parts)) => {
                    for (i, part) in parts.iter_mut().enumerate() {
                        let place = Place {
                            plain: place.plain.clone(),
                            full: place.full.clone(),
                            at: format!("{at}/{i}"),
                            identity: format!("{}/{i}", place.identity),
                        };
                        self.below(part, &place);
                    }
                }
                _ => {}
            }
        }
    }
}

fn becomes_a_type(schema: &Value) -> bool {
    let has = |key: &str| schema.get(key).is_some();
    match kind(schema) {
        Some("string") => ["enum", "pattern", "minLength", "maxLength"]
            .into_iter()
            .any(has),
        Some("object") | None => has("properties") || has("allOf"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn named(document: &Value) -> Vec<String> {
        let oas3 = crate::convert::convert(document).unwrap();
        let mut report = Report::default();
        let mut api = Api::read(document, &oas3, &mut report);
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
                "PetSpelledLowerDefinition",
                "PetSpelledUpperDefinition",
                "StringType",
                "N2fa",
                "Ab",
                "Xyz",
            ]
        );
        assert_eq!(identifier(&identifier("eBayItem")), identifier("eBayItem"));
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
    fn inline_types_are_told_apart_by_their_kind() {
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

//! Every schema that becomes a type has a name of its own that is an identifier.
//!
//! Inline objects, enums and constrained strings become types too, and the generator makes up their names without
//! looking whether a definition has the same. So they are moved to the definitions here, named after where
//! they stand (`PetStatus`, `QueryPetsSort`), and all names are made identifiers that differ in more than their
//! letters' case. References that only rename another definition are followed.

use std::collections::{HashMap, HashSet};

use heck::ToPascalCase;
use serde_json::{Map, Value};

use super::schemas::{component, kind, reference};
use crate::api::{Api, BodyKind, Content, Operation, Status};
use crate::pointer::{percent_decode, set};
use crate::report::Report;

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
pub fn run(api: &mut Api, _: &mut Report) {
    let mut names = Names::default();
    let renamed: HashMap<String, String> = api
        .schemas
        .keys()
        .map(|old| (old.clone(), names.take(old)))
        .collect();
    let aliases = aliases(&api.schemas);
    let schemas = std::mem::take(&mut api.schemas);
    api.schemas = schemas
        .into_iter()
        .filter(|(old, _)| !aliases.contains_key(old))
        .filter_map(|(old, schema)| Some((renamed.get(&old)?.clone(), schema)))
        .collect();
    api.each_schema(|_, schema| redirect(schema, &renamed, &aliases));

    let mut hoister = Hoister {
        names,
        made: Map::new(),
    };
    let mut schemas = std::mem::take(&mut api.schemas);
    for (name, schema) in &mut schemas {
        hoister.below(schema, name);
    }
    for operation in &mut api.operations {
        hoister.operation(operation);
    }
    schemas.extend(hoister.made);
    api.schemas = schemas;
}

/// Names that are taken, by what they are whatever their case.
#[derive(Default)]
struct Names(HashSet<String>);

impl Names {
    fn take(&mut self, wanted: &str) -> String {
        let wanted = identifier(wanted);
        let mut name = wanted.clone();
        let mut count = 2;
        while TAKEN.contains(&name.as_str()) || !self.0.insert(name.to_lowercase()) {
            name = if TAKEN.contains(&name.as_str()) {
                format!("{wanted}Type")
            } else {
                count += 1;
                format!("{wanted}{}", count - 1)
            };
        }
        name
    }
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

/// `aB` is `AB` in Pascal case, and `AB` is `Ab`: the generator does it once more, so it is done until it changes nothing.
fn settled(mut name: String) -> String {
    for _ in 0..8 {
        let next = name.to_pascal_case();
        if next == name {
            break;
        }
        name = next;
    }
    name
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
    super::schemas::each("", schema, &mut |_, schema| {
        if let Some(name) = component(schema).map(unescape) {
            let name = aliases.get(&name).unwrap_or(&name);
            if let Some(name) = renamed.get(name) {
                set(schema, "$ref", format!("#/components/schemas/{name}"));
            }
        }
    });
}

/// Moves inline schemas that become types to the definitions.
struct Hoister {
    names: Names,
    made: Map<String, Value>,
}

impl Hoister {
    fn operation(&mut self, operation: &mut Operation) {
        let name = operation.name.to_pascal_case();
        for parameter in &mut operation.parameters {
            let name = format!("{name} {}", parameter.name);
            self.whole(&mut parameter.schema, &name);
        }
        match operation.body.as_mut().map(|body| &mut body.kind) {
            Some(BodyKind::Json { schema, .. }) => self.whole(schema, &format!("{name} body")),
            Some(BodyKind::Form(fields) | BodyKind::Multipart(fields)) => {
                for field in fields {
                    if let Some(schema) = &mut field.schema {
                        self.whole(schema, &format!("{name} {}", field.name));
                    }
                }
            }
            Some(BodyKind::Raw(_)) | None => {}
        }
        for response in &mut operation.responses {
            let label = match response.status {
                Status::Code(200) => "response".to_owned(),
                Status::Code(code) => {
                    format!("{} response", crate::generate::responses::reason(code))
                }
                Status::Default => "default response".to_owned(),
            };
            if let Content::Json(schema) = &mut response.content {
                self.whole(schema, &format!("{name} {label}"));
            }
        }
    }

    /// A schema that stands alone: it moves if it becomes a type.
    fn whole(&mut self, schema: &mut Value, name: &str) {
        self.below(schema, name);
        if !becomes_a_type(schema) {
            return;
        }
        let name = self.names.take(name);
        let mut moved = std::mem::replace(schema, reference(&name));
        // What belongs to the place stays at the place.
        for key in ["description", "nullable"] {
            if let Some(value) = moved.get(key) {
                set(schema, key, value.clone());
            }
        }
        if let Some(members) = moved.as_object_mut() {
            members.shift_remove("nullable");
        }
        self.made.insert(name, moved);
    }

    fn below(&mut self, schema: &mut Value, name: &str) {
        let Some(members) = schema.as_object_mut() else {
            return;
        };
        for (key, member) in members {
            match (key.as_str(), member) {
                ("properties", Value::Object(properties)) => {
                    for (property, schema) in properties {
                        self.whole(schema, &format!("{name} {property}"));
                    }
                }
                ("items", items) => self.whole(items, &format!("{name} item")),
                ("additionalProperties", values @ Value::Object(_)) => {
                    self.whole(values, &format!("{name} value"));
                }
                ("allOf", Value::Array(parts)) => {
                    for part in parts {
                        self.below(part, name);
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
    use super::*;

    #[test]
    fn names_are_identifiers_and_differ() {
        let mut names = Names::default();
        assert_eq!(names.take("java.lang.String[]"), "JavaLangString");
        assert_eq!(names.take("pet"), "Pet");
        assert_eq!(names.take("PET"), "Pet2");
        assert_eq!(names.take("String"), "StringType");
        assert_eq!(names.take("2fa"), "N2fa");
        assert_eq!(names.take("aB"), "Ab");
        assert_eq!(names.take("x y z"), "Xyz");
        assert_eq!(identifier(&identifier("eBayItem")), identifier("eBayItem"));
    }

    #[test]
    fn inline_types_move() {
        let mut hoister = Hoister {
            names: Names::default(),
            made: Map::new(),
        };
        let mut schema = serde_json::json!({"type": "object", "properties": {
            "status": {"type": "string", "enum": ["a"], "description": "d", "nullable": true},
            "tags": {"type": "array", "items": {"type": "object", "properties": {"x": {"type": "string"}}}},
        }});
        hoister.below(&mut schema, "Pet");
        assert_eq!(
            schema["properties"]["status"],
            serde_json::json!({
                "$ref": "#/components/schemas/PetStatus", "description": "d", "nullable": true,
            })
        );
        assert_eq!(
            hoister.made.keys().collect::<Vec<_>>(),
            ["PetStatus", "PetTagsItem"]
        );
    }
}

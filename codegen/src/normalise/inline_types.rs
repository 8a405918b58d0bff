//! Moves inline schemas that become types to the definitions.
//!
//! Each is named after its location (`PetStatus`, `QueryPetsSort`). In the body of an operation,
//! the name consists of the operation and the innermost property (`QueryPetsResponseOwner`); outer
//! properties are added only if another type has that name. A part of a definition to which
//! references refer is a definition already, with its pointer as name (see [`crate::repair`]).

use std::cmp::Reverse;
use std::collections::HashMap;

use api_transport::meaning::Meaning;
use heck::{ToLowerCamelCase, ToPascalCase, ToSnakeCase};
use indexmap::IndexMap;

use super::clashes::{Candidates, spelling};
use super::identifiers::{identifier, is_taken};
use super::shared_types;
use crate::api::{Body, BodyKind, Content, Operation, Status};
use crate::pointer::{self, unescape};
use crate::repair::definition_names::decode;
use crate::schema::{Kind, Schema};

/// The location of a schema.
#[derive(Clone)]
struct SchemaLocation {
    /// The name by location.
    plain: String,
    /// The same name with the kind of each step.
    full: String,
    /// In the body of an operation: the common prefix of the names of its parts, and the word for this
    /// part, which is empty for the body itself.
    body: Option<(String, String)>,
    /// Its pointer.
    at: String,
    /// A unique key that does not depend on the order of parameters.
    identity: String,
}

impl SchemaLocation {
    /// The location of a definition, and its name if others have the same plain name.
    fn of_definition(key: &str) -> (Self, String) {
        if let Some(name) = shared_types::parameter_of(key) {
            let mut location = Self::named(name, &name.to_lower_camel_case(), "/parameters");
            key.clone_into(&mut location.identity);
            let full = identifier(&format!("{} parameter", location.full));
            return (location, full);
        }
        let name = decode(key);
        let mut location = Self::of_pointer(&name).unwrap_or_else(|| {
            let plain = identifier(&name);
            Self::named(&name, &plain, "/definitions")
        });
        key.clone_into(&mut location.identity);
        let has_spelling = location.full != location.plain;
        let kind = if has_spelling { "" } else { "definition" };
        let full = identifier(&format!("{} {kind}", location.full));
        (location, full)
    }

    /// The location of a named schema. The name includes its spelling, unless that is the `usual`
    /// one.
    fn named(name: &str, usual: &str, below: &str) -> Self {
        let plain = identifier(name);
        let mut full = plain.clone();
        if name != usual {
            full.push_str(&spelling(&plain.to_snake_case(), name).to_pascal_case());
        }
        Self {
            plain,
            full,
            body: None,
            at: pointer::join(below, name),
            identity: String::new(),
        }
    }

    /// The location of a part of a definition, by its pointer.
    fn of_pointer(to: &str) -> Option<Self> {
        let steps = to.strip_prefix('/')?.split('/');
        let steps: Vec<_> = steps.map(unescape).collect();
        Self::in_definition(&steps).or_else(|| {
            let structural = ["definitions", "properties", "schema"];
            let words = steps
                .iter()
                .filter(|step| !structural.contains(&step.as_str()));
            let words: Vec<_> = words.map(String::as_str).collect();
            Some(Self {
                plain: words.join(" "),
                full: steps.join(" "),
                body: None,
                at: to.to_owned(),
                identity: String::new(),
            })
        })
    }

    /// The location of a part of a definition, by the tokens of its pointer; `None` for other parts.
    fn in_definition(steps: &[String]) -> Option<Self> {
        let [first, name, steps @ ..] = steps else {
            return None;
        };
        if first != "definitions" {
            return None;
        }
        let (mut location, _) = Self::of_definition(name);
        let mut steps = steps.iter();
        while let Some(step) = steps.next() {
            let at = pointer::join(&location.at, step);
            location = match step.as_str() {
                "properties" => {
                    let name = steps.next()?;
                    location.part(name, "property", &pointer::join(&at, name))
                }
                "items" => location.item(&at),
                "additionalProperties" => location.part("value", "", &at),
                "allOf" => location.of_all(&pointer::join(&at, steps.next()?)),
                _ => return None,
            };
        }
        Some(location)
    }

    /// The part called `name`, which is a `kind`.
    fn part(&self, name: &str, kind: &str, at: &str) -> Self {
        Self {
            plain: format!("{} {name}", self.plain),
            full: format!("{} {name} {kind}", self.full),
            body: self
                .body
                .as_ref()
                .map(|(body, _)| (body.clone(), name.to_owned())),
            at: at.to_owned(),
            identity: format!("{}/{kind} {name}", self.identity),
        }
    }

    /// The items of a list.
    fn item(&self, at: &str) -> Self {
        let mut item = self.part("item", "", at);
        if let (Some((_, list)), Some((_, word))) = (&self.body, &mut item.body) {
            *word = singular(list).unwrap_or_else(|| format!("{list} item"));
        }
        item
    }

    /// The body of a request or response.
    fn of_body(&self, name: &str, at: &str) -> Self {
        let mut location = self.part(name, "", at);
        location.body = Some((location.plain.clone(), String::new()));
        location
    }

    /// The short name of a part of a body.
    fn short(&self) -> Option<String> {
        let (body, word) = self.body.as_ref()?;
        (!word.trim().is_empty()).then(|| identifier(&format!("{body} {word}")))
    }

    /// A part of an `allOf`, which has the names of the whole.
    fn of_all(&self, at: &str) -> Self {
        let i = at.rsplit('/').next().unwrap_or_default();
        Self {
            at: at.to_owned(),
            identity: format!("{}/{i}", self.identity),
            ..self.clone()
        }
    }
}

/// The types of an API, under keys that `type_names` replaces by names.
#[derive(Default)]
pub(super) struct InlineTypes {
    /// The schemas that moved.
    pub schemas: IndexMap<String, Schema>,
    /// The key of each type, whether it was moved or not.
    pub keys: Vec<String>,
    /// The candidate names of each.
    pub candidates: Vec<Candidates>,
    /// The pointer of each.
    pub locations: Vec<String>,
    /// The parts of definitions to which references refer: key and content, by their pointers in the
    /// document.
    referred: HashMap<String, (String, Schema)>,
}

impl InlineTypes {
    /// Moves inline types out of definitions and operations.
    pub fn move_from(
        definitions: &mut IndexMap<String, Schema>,
        operations: &mut [Operation],
    ) -> Self {
        let mut types = Self::default();
        // `None` for a definition that is not a part of another
        let depth = |key: &str| {
            let name = decode(key);
            name.starts_with('/').then(|| name.matches('/').count())
        };
        let mut ordered: Vec<_> = definitions.iter_mut().collect();
        // Referenced parts come before the definitions that contain them.
        ordered.sort_by_key(|(key, _)| Reverse(depth(key)));
        for (key, schema) in ordered {
            let (location, full) = SchemaLocation::of_definition(key);
            let referred = depth(key).is_some();
            types.parts(schema, &location, referred);
            if referred {
                let part = (key.clone(), content(schema));
                types.referred.insert(location.at.clone(), part);
            }
            types.add(key.clone(), &location, full);
        }
        for operation in operations {
            types.operation(operation);
        }
        types
    }

    /// Adds a type; `full` is the last of its candidate names.
    fn add(&mut self, key: String, location: &SchemaLocation, full: String) {
        let mut plain = identifier(&location.plain);
        if is_taken(&plain) {
            plain.push_str("Type");
        }
        let member = match location.short().filter(|short| *short != plain) {
            Some(short) => Candidates::pascal(short, [plain, full], &location.identity),
            None => Candidates::pascal(plain, [full], &location.identity),
        };
        self.candidates.push(member);
        self.locations.push(location.at.clone());
        self.keys.push(key);
    }

    fn operation(&mut self, operation: &mut Operation) {
        let name = operation.name.to_pascal_case();
        let location = SchemaLocation {
            plain: name.clone(),
            full: name,
            body: None,
            at: operation.pointer.clone(),
            identity: operation.pointer.clone(),
        };
        for parameter in &mut operation.parameters {
            let kind = format!("{} parameter", parameter.location.as_str());
            let part = location.part(&parameter.name, &kind, &parameter.pointer);
            self.schema(&mut parameter.schema, &part, false);
        }
        if let Some(Body { pointer, kind, .. }) = &mut operation.body
            && let BodyKind::Json { schema, .. } = kind
        {
            self.schema(schema, &location.of_body("body", pointer), false);
        }
        for field in operation.fields_mut() {
            if let Some(schema) = &mut field.schema {
                let part = location.part(&field.name, "field", &field.pointer);
                self.schema(schema, &part, false);
            }
        }
        for response in &mut operation.responses {
            let (label, key) = match response.status {
                Status::Code(200) => ("response".to_owned(), "200".to_owned()),
                Status::Code(code) => {
                    let reason = Status::Code(code).name();
                    (format!("{reason} response"), code.to_string())
                }
                Status::Default => ("default response".to_owned(), "default".to_owned()),
            };
            if let Content::Json(schema) = &mut response.content {
                let at = format!("{}/responses/{key}/schema", operation.pointer);
                self.schema(schema, &location.of_body(&label, &at), false);
            }
        }
    }

    /// Moves a schema if it becomes a type. `referred` means that it is in a definition to which
    /// references refer, see [`Self::referred`].
    fn schema(&mut self, schema: &mut Schema, location: &SchemaLocation, referred: bool) {
        self.parts(schema, location, referred);
        if !becomes_a_type(schema) {
            return;
        }
        let moved = content(schema);
        let part = self.referred.get(&location.at);
        if let Some((key, _)) = part.filter(|(_, content)| *content == moved) {
            *schema = schema.reference_to(key);
            return;
        }
        // No definition has a colon in its name.
        let key = format!("{}:inline", self.keys.len());
        *schema = schema.reference_to(&key);
        self.add(key.clone(), location, identifier(&location.full));
        if referred {
            let part = (key.clone(), moved.clone());
            self.referred.insert(location.at.clone(), part);
        }
        self.schemas.insert(key, moved);
    }

    /// Moves the parts of a schema that become types.
    fn parts(&mut self, schema: &mut Schema, location: &SchemaLocation, referred: bool) {
        let at = &location.at;
        for (i, part) in schema.all_of.iter_mut().enumerate() {
            self.parts(part, &location.of_all(&format!("{at}/allOf/{i}")), referred);
        }
        if let Some(items) = &mut schema.items {
            self.schema(items, &location.item(&format!("{at}/items")), referred);
        }
        for (property, inner) in schema.properties.iter_mut().flatten() {
            let wire = schema.wire_names.get(property).unwrap_or(property);
            let at = pointer::join(&format!("{at}/properties"), wire);
            self.schema(inner, &location.part(property, "property", &at), referred);
        }
        if let Some(values) = &mut schema.additional {
            let at = format!("{at}/additionalProperties");
            self.schema(values, &location.part("value", "", &at), referred);
        }
    }
}

/// A schema without `nullable`, which belongs to its location and not to the type.
fn content(schema: &Schema) -> Schema {
    Schema {
        nullable: false,
        ..schema.clone()
    }
}

/// The singular of an English or Spanish plural, if it is obvious.
fn singular(list: &str) -> Option<String> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| list.ends_with(ending));
    let without = |count: usize| list.get(..list.len() - count).map(str::to_owned);
    if list.len() < 4 || ends(&["ss", "us", "is"]) {
        None
    } else if list.ends_with("ies") {
        Some(format!("{}y", without(3)?))
    } else if ends(&[
        "sses", "xes", "ches", "shes", "ciones", "siones", "dores", "dades",
    ]) {
        without(2)
    } else if list.ends_with('s') {
        without(1)
    } else {
        None
    }
}

/// Whether the generator makes a type of a schema.
fn becomes_a_type(schema: &Schema) -> bool {
    match schema.kind {
        Some(Kind::String | Kind::Integer) if schema.meaning == Some(Meaning::Code) => true,
        Some(Kind::String) => schema.is_constrained(),
        Some(Kind::Object) | None => schema.properties.is_some() || !schema.all_of.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_has_the_singular_name_of_its_list() {
        for (list, item) in [
            ("classifications", Some("classification")),
            ("clasificaciones", Some("clasificacion")),
            ("policies", Some("policy")),
            ("addresses", Some("address")),
            ("deudores", Some("deudor")),
            ("premises", Some("premise")),
            ("status", None),
            ("list", None),
            ("ids", None),
            ("\u{e9}s", None),
        ] {
            assert_eq!(singular(list).as_deref(), item, "{list}");
        }
    }
}

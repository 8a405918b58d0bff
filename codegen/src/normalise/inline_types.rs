//! Inline schemas that become types move to the definitions.
//!
//! Each is named after where it stands (`PetStatus`, `QueryPetsSort`). In the body of an operation that is the operation
//! and the innermost property (`QueryPetsResponseOwner`), with the properties around it only where another type has
//! that name. A part of a definition that references lead to
//! is a definition already (see [`crate::mend`]): it has the name of its place, and the place refers to it.

use std::cmp::Reverse;
use std::collections::HashMap;

use api_transport::meaning::Meaning;
use heck::{ToLowerCamelCase, ToPascalCase, ToSnakeCase};
use indexmap::IndexMap;

use super::clashes::{Candidates, spelling};
use super::identifiers::{identifier, is_taken};
use super::shared_types;
use crate::api::{BodyKind, Content, Operation, Status};
use crate::mend::definition_names::decode;
use crate::pointer::{self, unescape};
use crate::schema::{Kind, Schema};

/// Where a schema is.
#[derive(Clone)]
struct Place {
    /// What it is named after.
    plain: String,
    /// The same with the kind of each step.
    full: String,
    /// In the body of an operation: what all its parts are named after, and the property that this one is in.
    body: Option<(String, String)>,
    /// Its pointer.
    at: String,
    /// What no other schema has, in whatever order parameters are.
    identity: String,
}

impl Place {
    /// The place of a definition, and its name where others have its plain name.
    fn of_definition(key: &str) -> (Self, String) {
        if let Some(name) = shared_types::made_for(key) {
            let mut place = Self::named(name, &name.to_lower_camel_case(), "/parameters");
            key.clone_into(&mut place.identity);
            let full = identifier(&format!("{} parameter", place.full));
            return (place, full);
        }
        let name = decode(key);
        let mut place = Self::of_pointer(&name).unwrap_or_else(|| {
            let plain = identifier(&name);
            Self::named(&name, &plain, "/definitions")
        });
        key.clone_into(&mut place.identity);
        let spelled = place.full != place.plain;
        let kind = if spelled { "" } else { "definition" };
        let full = identifier(&format!("{} {kind}", place.full));
        (place, full)
    }

    /// The place of a schema with a name of its own. It is named after its spelling, too, unless that is the `usual`
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

    /// The place that a reference into the middle of something leads to.
    fn of_pointer(to: &str) -> Option<Self> {
        let steps = to.strip_prefix('/')?.split('/');
        let steps: Vec<_> = steps.map(unescape).collect();
        Self::in_definition(&steps).or_else(|| {
            let structure = ["definitions", "properties", "schema"];
            let words = steps
                .iter()
                .filter(|step| !structure.contains(&step.as_str()));
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

    fn in_definition(steps: &[String]) -> Option<Self> {
        let [first, name, steps @ ..] = steps else {
            return None;
        };
        if first != "definitions" {
            return None;
        }
        let (mut place, _) = Self::of_definition(name);
        let mut steps = steps.iter();
        while let Some(step) = steps.next() {
            let at = pointer::join(&place.at, step);
            place = match step.as_str() {
                "properties" => {
                    let name = steps.next()?;
                    place.part(name, "property", &pointer::join(&at, name))
                }
                "items" => place.item(&at),
                "additionalProperties" => place.part("value", "", &at),
                "allOf" => place.of_all(&pointer::join(&at, steps.next()?)),
                _ => return None,
            };
        }
        Some(place)
    }

    /// A part that `name` names, and that is a `kind`.
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

    /// A part that stands for each item of a list.
    fn item(&self, at: &str) -> Self {
        let mut item = self.part("item", "", at);
        if let (Some((_, list)), Some((_, word))) = (&self.body, &mut item.body) {
            *word = singular(list).unwrap_or_else(|| format!("{list} item"));
        }
        item
    }

    /// The body of a request or response.
    fn of_body(&self, name: &str, at: &str) -> Self {
        let mut place = self.part(name, "", at);
        place.body = Some((place.plain.clone(), String::new()));
        place
    }

    /// The short name of a part of a body.
    fn short(&self) -> Option<String> {
        let (body, word) = self.body.as_ref()?;
        (!word.trim().is_empty()).then(|| identifier(&format!("{body} {word}")))
    }

    /// A part that belongs to what it is a part of.
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
    /// The key of each type, moved or not.
    pub keys: Vec<String>,
    /// The names that each can have.
    pub candidates: Vec<Candidates>,
    /// The pointer of each.
    pub places: Vec<String>,
    /// The types in definitions that references lead to, by their pointers in the document.
    referred: HashMap<String, (String, Schema)>,
}

impl InlineTypes {
    /// Moves what becomes a type out of definitions and operations.
    pub fn move_from(
        definitions: &mut IndexMap<String, Schema>,
        operations: &mut [Operation],
    ) -> Self {
        let mut types = Self::default();
        let depth = |key: &str| {
            let name = decode(key);
            name.starts_with('/').then(|| name.matches('/').count())
        };
        let mut ordered: Vec<_> = definitions.iter_mut().collect();
        // What references lead to comes before what contains it.
        ordered.sort_by_key(|(key, _)| Reverse(depth(key)));
        for (key, schema) in ordered {
            let (place, full) = Place::of_definition(key);
            let referred = depth(key).is_some();
            types.below(schema, &place, referred);
            if referred {
                let found = (key.clone(), content(schema));
                types.referred.insert(place.at.clone(), found);
            }
            types.add(key.clone(), &place, full);
        }
        for operation in operations {
            types.operation(operation);
        }
        types
    }

    fn add(&mut self, key: String, place: &Place, full: String) {
        let mut plain = identifier(&place.plain);
        if is_taken(&plain) {
            plain.push_str("Type");
        }
        let member = match place.short().filter(|short| *short != plain) {
            Some(short) => Candidates::pascal(short, [plain, full], &place.identity),
            None => Candidates::pascal(plain, [full], &place.identity),
        };
        self.candidates.push(member);
        self.places.push(place.at.clone());
        self.keys.push(key);
    }

    fn operation(&mut self, operation: &mut Operation) {
        let name = operation.name.to_pascal_case();
        let place = Place {
            plain: name.clone(),
            full: name,
            body: None,
            at: operation.pointer.clone(),
            identity: operation.pointer.clone(),
        };
        for parameter in &mut operation.parameters {
            let kind = format!("{} parameter", parameter.location.as_str());
            let part = place.part(&parameter.name, &kind, &parameter.pointer);
            self.whole(&mut parameter.schema, &part, false);
        }
        match operation.body.as_mut().map(|b| (&b.pointer, &mut b.kind)) {
            Some((at, BodyKind::Json { schema, .. })) => {
                self.whole(schema, &place.of_body("body", at), false);
            }
            Some((_, BodyKind::Form(fields) | BodyKind::Multipart(fields))) => {
                for field in fields {
                    if let Some(schema) = &mut field.schema {
                        let part = place.part(&field.name, "field", &field.pointer);
                        self.whole(schema, &part, false);
                    }
                }
            }
            Some((_, BodyKind::Raw(_))) | None => {}
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
                self.whole(schema, &place.of_body(&label, &at), false);
            }
        }
    }

    /// A schema that stands alone: it moves if it becomes a type.
    fn whole(&mut self, schema: &mut Schema, place: &Place, referred: bool) {
        self.below(schema, place, referred);
        if !becomes_a_type(schema) {
            return;
        }
        let moved = content(schema);
        let known = self.referred.get(&place.at);
        if let Some((key, _)) = known.filter(|(_, known)| *known == moved) {
            *schema = schema.referred(key);
            return;
        }
        // No definition has a colon in its name.
        let key = format!("{}:inline", self.keys.len());
        *schema = schema.referred(&key);
        self.add(key.clone(), place, identifier(&place.full));
        if referred {
            let found = (key.clone(), moved.clone());
            self.referred.insert(place.at.clone(), found);
        }
        self.schemas.insert(key, moved);
    }

    fn below(&mut self, schema: &mut Schema, place: &Place, referred: bool) {
        let at = &place.at;
        for (i, part) in schema.all_of.iter_mut().enumerate() {
            self.below(part, &place.of_all(&format!("{at}/allOf/{i}")), referred);
        }
        if let Some(items) = &mut schema.items {
            self.whole(items, &place.item(&format!("{at}/items")), referred);
        }
        for (property, inner) in schema.properties.iter_mut().flatten() {
            let wire = schema.wire_names.get(property).unwrap_or(property);
            let at = pointer::join(&format!("{at}/properties"), wire);
            self.whole(inner, &place.part(property, "property", &at), referred);
        }
        if let Some(values) = &mut schema.additional {
            let at = format!("{at}/additionalProperties");
            self.whole(values, &place.part("value", "", &at), referred);
        }
    }
}

/// What belongs to a schema wherever it stands.
fn content(schema: &Schema) -> Schema {
    Schema {
        nullable: false,
        ..schema.clone()
    }
}

/// The English or Spanish word for one of what a list is called after, if that is plain to see.
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
    fn one_of_a_list_is_named_in_the_singular() {
        for (list, one) in [
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
            assert_eq!(singular(list).as_deref(), one, "{list}");
        }
    }
}

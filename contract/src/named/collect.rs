//! Collects the fields of an operation.

use serde_json::{Map, Value};

use crate::document::Document;
use crate::operation::{BodyKind, Location, Operation, Parameter, RequestBody};
use crate::schema::MergedSchema;
use crate::violation::Direction;

use super::lookup::qualifier;
use super::{Facts, Field, FieldLocation, name};

/// The largest depth of objects that are split into fields.
const MAX_DEPTH: usize = 8;

/// Keywords that [`Facts::keywords`] does not have: other fields have them, or they do not describe
/// a single value.
const NOT_FACTS: &[&str] = &["type", "enum", "description", "required", "title"];

/// The fields of an operation's request, with unique names.
pub(super) fn fields(document: &Document, operation: &Operation) -> Vec<Field> {
    let mut fields: Vec<Field> = operation
        .parameters
        .iter()
        .map(|found| parameter(document, found))
        .collect();
    if let Some(body) = &operation.body {
        add_body(document, body, &mut fields);
    }
    let names: Vec<String> = fields
        .iter()
        .map(|field| name::join(&field.steps))
        .collect();
    for (field, name) in fields.iter_mut().zip(&names) {
        let ambiguous = names.iter().filter(|other| *other == name).count() > 1;
        field.name = match field.location {
            FieldLocation::Body => name.clone(),
            location if ambiguous => format!("{}.{name}", qualifier(location)),
            _ => name.clone(),
        };
    }
    fields
}

fn parameter(document: &Document, parameter: &Parameter) -> Field {
    let at = parameter.pointer.as_str();
    let name = document.text(&format!("{at}/name")).ok().flatten();
    let location = match parameter.location {
        Location::Path => FieldLocation::Path,
        Location::Query => FieldLocation::Query,
        Location::Header => FieldLocation::Header,
        Location::Cookie => FieldLocation::Cookie,
    };
    let schema = parameter.schema_pointer(document);
    let mut field = field(document, location, (at, &schema));
    let example = parameter.example(document);
    if let Some(example) = example.and_then(|at| document.get(&at)) {
        let keywords = &mut field.facts.keywords;
        keywords.insert("example".to_owned(), example.clone());
    }
    Field {
        required: parameter.required,
        steps: vec![name.unwrap_or(&parameter.name).to_owned()],
        ..field
    }
}

/// The field at a pointer, with the pointer of its schema. A description and extensions beside the
/// schema have precedence over those of the schema.
fn field(document: &Document, location: FieldLocation, (at, schema): (&str, &str)) -> Field {
    let (facts, mut description, mut extensions) = schema_facts(document, schema, 0);
    if at != schema {
        let outer = document.text(&format!("{at}/description")).ok().flatten();
        description = outer.map(str::to_owned).or(description);
        extensions.extend(own_extensions(document, at));
    }
    Field {
        name: String::new(),
        location,
        pointer: at.to_owned(),
        required: false,
        in_optional_body: false,
        description,
        facts,
        extensions,
        steps: Vec::new(),
    }
}

fn add_body(document: &Document, body: &RequestBody, fields: &mut Vec<Field>) {
    let Some((content, kind)) = body.content.preferred() else {
        return;
    };
    let target = format!("{}/schema", content.pointer);
    fields.push(Field {
        required: body.required,
        in_optional_body: !body.required,
        steps: vec!["body".to_owned()],
        ..field(document, FieldLocation::Body, (&body.pointer, &target))
    });
    if content.schema.is_none() {
        return;
    }
    let mut walk = Walk {
        document,
        location: match kind {
            BodyKind::Json => FieldLocation::Property,
            _ => FieldLocation::Form,
        },
        in_optional_body: !body.required,
        parents: Vec::new(),
        fields,
    };
    walk.properties(&target, &[], true);
}

/// A walk through the properties of a body.
struct Walk<'a> {
    document: &'a Document,
    location: FieldLocation,
    in_optional_body: bool,
    /// The pointers of the enclosing objects, which end the walk of a recursive schema.
    parents: Vec<String>,
    fields: &'a mut Vec<Field>,
}

impl Walk<'_> {
    /// Adds the properties of the object at a pointer. Returns whether it has any.
    fn properties(&mut self, at: &str, steps: &[String], required: bool) -> bool {
        let Ok(target) = self.document.follow(at) else {
            return false;
        };
        if self.parents.len() >= MAX_DEPTH || self.parents.contains(&target) {
            return false;
        }
        let properties = properties(self.document, &target, 0);
        self.parents.push(target);
        for (name, at, is_required) in &properties {
            let steps = [steps, std::slice::from_ref(name)].concat();
            let required = required && *is_required;
            let nests = self.location == FieldLocation::Property;
            if !(nests && self.properties(at, &steps, required)) {
                self.leaf(at, steps, required);
            }
        }
        self.parents.pop();
        !properties.is_empty()
    }

    fn leaf(&mut self, at: &str, steps: Vec<String>, required: bool) {
        self.fields.push(Field {
            required,
            in_optional_body: self.in_optional_body,
            steps,
            ..field(self.document, self.location, (at, at))
        });
    }
}

/// The properties of an object with their pointers, and whether they are required. Properties of
/// alternatives are never required.
fn properties(document: &Document, at: &str, depth: usize) -> Vec<(String, String, bool)> {
    let Ok(schema) = MergedSchema::of(document, at, Direction::Request) else {
        return Vec::new();
    };
    let mut found: Vec<(String, String, bool)> = schema
        .properties
        .iter()
        .map(|(name, at)| (name.clone(), at.clone(), schema.required.contains(name)))
        .collect();
    if depth < MAX_DEPTH {
        for alternative in &schema.alternatives {
            for (name, at, _) in properties(document, alternative, depth + 1) {
                if !found.iter().any(|(known, ..)| *known == name) {
                    found.push((name, at, false));
                }
            }
        }
    }
    found
}

/// The facts, the description and the extensions of the schema at a pointer.
fn schema_facts(
    document: &Document,
    at: &str,
    depth: usize,
) -> (Facts, Option<String>, Map<String, Value>) {
    let mut facts = Facts {
        kind: "string".to_owned(),
        values: Vec::new(),
        keywords: Map::new(),
        items: None,
    };
    let Ok(schema) = MergedSchema::of(document, at, Direction::Request) else {
        return (facts, None, Map::new());
    };
    schema.kind().clone_into(&mut facts.kind);
    facts.values = schema.listed().unwrap_or_default().to_vec();
    let mut extensions = Map::new();
    for (keyword, value) in schema.keywords() {
        if keyword.starts_with("x-") {
            extensions.insert(keyword.to_owned(), value.clone());
        } else if !NOT_FACTS.contains(&keyword) {
            facts.keywords.insert(keyword.to_owned(), value.clone());
        }
    }
    if schema.nullable {
        facts
            .keywords
            .insert("nullable".to_owned(), Value::Bool(true));
    }
    if let (Some(items), true) = (&schema.items, depth < MAX_DEPTH) {
        facts.items = Some(Box::new(schema_facts(document, items, depth + 1).0));
    }
    extensions.extend(own_extensions(document, at));
    let outer = document.text(&format!("{at}/description")).ok().flatten();
    let description = outer.or_else(|| schema.text("description"));
    (facts, description.map(str::to_owned), extensions)
}

/// The extensions of the object at a pointer, also beside a reference.
fn own_extensions(document: &Document, at: &str) -> Vec<(String, Value)> {
    let Some(Value::Object(members)) = document.get(at) else {
        return Vec::new();
    };
    let extensions = members.iter().filter(|(key, _)| key.starts_with("x-"));
    extensions
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

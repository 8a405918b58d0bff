//! Collects the fields of an operation.

use serde_json::{Map, Value};

use crate::document::Document;
use crate::operation::{BodyKind, Location, Operation, Parameter, RequestBody};
use crate::schema::Merged;
use crate::violation::Direction;

use super::lookup::qualifier;
use super::{Facts, Field, FieldLocation, name};

/// Objects nested deeper than this are not split into fields.
const DEEPEST: usize = 8;

/// Keywords that do not describe a single value.
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
    let at = &parameter.pointer;
    let text = |keyword: &str| document.text(&format!("{at}/{keyword}")).ok().flatten();
    let name = text("name").unwrap_or(&parameter.name).to_owned();
    let schema = parameter.schema_pointer(document);
    let (mut facts, description, mut extensions) = schema_facts(document, &schema, 0);
    let example = parameter.example(document);
    if let Some(example) = example.and_then(|at| document.get(&at)) {
        facts.keywords.insert("example".to_owned(), example.clone());
    }
    extensions.extend(own_extensions(document, at));
    Field {
        name: String::new(),
        location: match parameter.location {
            Location::Path => FieldLocation::Path,
            Location::Query => FieldLocation::Query,
            Location::Header => FieldLocation::Header,
            Location::Cookie => FieldLocation::Cookie,
        },
        pointer: at.clone(),
        required: parameter.required,
        in_optional_body: false,
        description: text("description").map(str::to_owned).or(description),
        facts,
        extensions,
        steps: vec![name],
    }
}

fn add_body(document: &Document, body: &RequestBody, fields: &mut Vec<Field>) {
    let Some((content, kind)) = body.content.preferred() else {
        return;
    };
    let target = format!("{}/schema", content.pointer);
    let (facts, description, mut extensions) = schema_facts(document, &target, 0);
    extensions.extend(own_extensions(document, &body.pointer));
    let own = document.text(&format!("{}/description", body.pointer));
    fields.push(Field {
        name: String::new(),
        location: FieldLocation::Body,
        pointer: body.pointer.clone(),
        required: body.required,
        in_optional_body: !body.required,
        description: own.ok().flatten().map(str::to_owned).or(description),
        facts,
        extensions,
        steps: vec!["body".to_owned()],
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
        above: Vec::new(),
        fields,
    };
    walk.properties(&target, &[], true);
}

/// A walk through the properties of a body.
struct Walk<'a> {
    document: &'a Document,
    location: FieldLocation,
    in_optional_body: bool,
    /// The pointers of the enclosing objects, so that recursive schemas end.
    above: Vec<String>,
    fields: &'a mut Vec<Field>,
}

impl Walk<'_> {
    /// Adds the properties of the object at a pointer; returns whether there were any.
    fn properties(&mut self, at: &str, steps: &[String], required: bool) -> bool {
        let Ok(target) = self.document.follow(at) else {
            return false;
        };
        if self.above.len() >= DEEPEST || self.above.contains(&target) {
            return false;
        }
        let properties = properties(self.document, &target, 0);
        self.above.push(target);
        for (name, at, own) in &properties {
            let steps = [steps, std::slice::from_ref(name)].concat();
            let required = required && *own;
            let nests = self.location == FieldLocation::Property;
            if !(nests && self.properties(at, &steps, required)) {
                self.leaf(at, steps, required);
            }
        }
        self.above.pop();
        !properties.is_empty()
    }

    fn leaf(&mut self, at: &str, steps: Vec<String>, required: bool) {
        let (facts, description, extensions) = schema_facts(self.document, at, 0);
        self.fields.push(Field {
            name: String::new(),
            location: self.location,
            pointer: at.to_owned(),
            required,
            in_optional_body: self.in_optional_body,
            description,
            facts,
            extensions,
            steps,
        });
    }
}

/// The properties of an object with their pointers, and whether they are required; properties of
/// alternatives are not.
fn properties(document: &Document, at: &str, depth: usize) -> Vec<(String, String, bool)> {
    let Ok(schema) = Merged::of(document, at, Direction::Request) else {
        return Vec::new();
    };
    let mut found: Vec<(String, String, bool)> = schema
        .properties
        .iter()
        .map(|(name, at)| (name.clone(), at.clone(), schema.required.contains(name)))
        .collect();
    if depth < DEEPEST {
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

/// The facts of the schema at a pointer about a value, its description and its extensions.
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
    let Ok(schema) = Merged::of(document, at, Direction::Request) else {
        return (facts, None, Map::new());
    };
    schema.kind().clone_into(&mut facts.kind);
    if let Some(Value::Array(values)) = schema.get("enum") {
        facts.values.clone_from(values);
    }
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
    if let (Some(items), true) = (&schema.items, depth < DEEPEST) {
        facts.items = Some(Box::new(schema_facts(document, items, depth + 1).0));
    }
    extensions.extend(own_extensions(document, at));
    let own = document.text(&format!("{at}/description")).ok().flatten();
    let description = own.or_else(|| schema.text("description"));
    (facts, description.map(str::to_owned), extensions)
}

/// The extensions beside a reference or in the object at a pointer itself.
fn own_extensions(document: &Document, at: &str) -> Vec<(String, Value)> {
    let Some(Value::Object(members)) = document.get(at) else {
        return Vec::new();
    };
    let extensions = members.iter().filter(|(key, _)| key.starts_with("x-"));
    extensions
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

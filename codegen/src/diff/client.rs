//! The Rust names of a client, and their meanings on the wire.
//!
//! A name that is removed, has another type, or has another meaning on the wire (another
//! path, parameter, property or value) breaks a caller, whatever changed in the document. For
//! example, a new operation can take a type's name, and a reordered list can swap two properties
//! with the same Rust name.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use heck::{ToPascalCase, ToSnakeCase};
use indexmap::IndexMap;

use super::{Differ, Direction, Rule};
use crate::api::{Api, Body, BodyKind, Content, Operation, Status};
use crate::generate::responses::{self, Outcome};
use crate::generate::{known_values, open_enums};
use crate::normalise::keywords::DECIMAL;
use crate::schema::{Kind, Schema};
use crate::target::Target;

/// The meaning of a name.
#[derive(Debug)]
pub struct Item {
    /// Its Rust type, or its kind, such as `method`.
    pub rust: String,
    /// Its wire form; empty if it is not sent.
    wire: String,
}

/// All names of a client for `target`: `get_pet`, `get_pet.limit`, `types::Pet`, `types::Pet.name`, `types::Mood::Calm`.
pub fn names(api: &Api, target: &Target) -> BTreeMap<String, Item> {
    let mut names = Names {
        target,
        in_responses: open_enums::in_responses(api),
        boxed: boxed(&api.schemas),
        items: BTreeMap::new(),
    };
    for operation in &api.operations {
        names.operation(operation);
    }
    for (name, schema) in &api.schemas {
        names.definition(name, schema);
    }
    names.items
}

/// The maximum number of new names that a change lists.
const LISTED: usize = 10;

/// The wire form of the field for properties that the document does not name.
const OTHERS: &str = "all other properties";

struct Names<'a> {
    target: &'a Target,
    /// The definitions that occur in responses, whose enums are open.
    in_responses: HashSet<&'a str>,
    /// The properties that refer to a type that contains them.
    boxed: BTreeSet<(&'a str, &'a str)>,
    items: BTreeMap<String, Item>,
}

impl<'a> Names<'a> {
    fn add(&mut self, name: String, rust: impl Into<String>, wire: impl Into<String>) {
        let (rust, wire) = (rust.into(), wire.into());
        self.items.insert(name, Item { rust, wire });
    }

    fn operation(&mut self, operation: &'a Operation) {
        let name = &operation.name;
        let parts: Vec<_> = operation.path.split(['{', '}']).collect();
        let literal: Vec<_> = parts.iter().step_by(2).copied().collect();
        let wire = format!("{} {}", operation.method, literal.join("{}"));
        self.add(name.clone(), "method", wire);
        for parameter in &operation.parameters {
            let location = parameter.location.as_str();
            let wire = match location {
                "path" => {
                    let mut names = parts.iter().skip(1).step_by(2);
                    let position = names.position(|part| *part == parameter.name);
                    format!(
                        "number {} of the path",
                        position.map_or(0, |position| position + 1)
                    )
                }
                "header" => format!("header {}", parameter.name.to_ascii_lowercase()),
                _ => format!("{location} {}", parameter.name),
            };
            let rust = self.type_of(&parameter.schema);
            self.add(format!("{name}.{}", parameter.rust), rust, wire);
        }
        if let Some(body) = &operation.body {
            self.body(name, body);
        }
        for outcome in [Outcome::Success, Outcome::Error] {
            self.results(operation, outcome);
        }
    }

    fn body(&mut self, name: &str, body: &Body) {
        match &body.kind {
            BodyKind::Json { schema, .. } => {
                let rust = self.type_of(schema);
                self.add(format!("{name}.body"), rust, "body");
            }
            BodyKind::Form(fields) | BodyKind::Multipart(fields) => {
                for field in fields {
                    let rust = field.schema.as_ref().map(|schema| self.type_of(schema));
                    let files = if field.several_files {
                        "files"
                    } else {
                        "a file"
                    };
                    let rust = rust.unwrap_or_else(|| files.to_owned());
                    let wire = format!("form field {}", field.name);
                    self.add(format!("{name}.{}", field.rust), rust, wire);
                }
            }
            BodyKind::Raw(_) => self.add(format!("{name}.body"), "bytes", "body"),
        }
    }

    /// Adds the type of all successes or of all errors; if they have several types, that of each status.
    fn results(&mut self, operation: &Operation, outcome: Outcome) {
        let success = outcome == Outcome::Success;
        let mut responses = responses::with_outcome(operation, outcome);
        responses.retain(|response| success || response.content.is_json());
        let types = responses.into_iter().map(|response| {
            let rust = match &response.content {
                Content::None => "()".to_owned(),
                Content::Bytes => "bytes".to_owned(),
                Content::Json(schema) => self.type_of(schema),
            };
            (response.status, rust)
        });
        let types: Vec<_> = types.collect();
        let outcome_name = if success { "success" } else { "error" };
        let name = format!("{} -> {outcome_name}", operation.name);
        let distinct: BTreeSet<_> = types.iter().map(|(_, rust)| rust.clone()).collect();
        if distinct.len() <= 1 {
            let absent = if success { "()" } else { "none" };
            self.add(name, distinct.first().map_or(absent, String::as_str), "");
            return;
        }
        self.add(name.clone(), "one of several", "");
        for (status, rust) in types {
            let status = match status {
                Status::Code(code) => code.to_string(),
                Status::Default => "default".to_owned(),
            };
            self.add(format!("{name} {status}"), rust, "");
        }
    }

    fn definition(&mut self, definition: &'a str, schema: &'a Schema) {
        let name = format!("types::{definition}");
        let mut replaced = self.target.replacements().iter();
        if let Some((_, path)) = replaced.find(|(name, _)| *name == definition) {
            self.add(name, *path, "");
            return;
        }
        let texts = schema.texts();
        if !texts.is_empty() {
            let open = self.in_responses.contains(definition);
            self.add(
                name.clone(),
                if open {
                    "an open enum"
                } else {
                    "a closed enum"
                },
                "",
            );
            for (variant, value) in open_enums::variants(&texts) {
                self.add(format!("{name}::{variant}"), "variant", value);
            }
            return;
        }
        if schema.kind == Some(Kind::String) && schema.is_constrained() {
            self.add(name, "a checked string", "");
        } else if schema.properties.is_some() {
            self.add(name.clone(), "a struct", "");
            self.fields(definition, &name, schema);
        } else {
            let rust = self.type_of(schema);
            self.add(name.clone(), rust, "");
            for known in known_values::known(schema) {
                let constant = format!("{name}::{}", known.constant);
                self.add(constant, "constant", known.code);
            }
        }
    }

    fn fields(&mut self, definition: &'a str, name: &str, schema: &'a Schema) {
        for (key, property) in schema.properties.iter().flatten() {
            let inner = self.type_of(property);
            let inner = inner
                .strip_prefix("Option<")
                .and_then(|inner| inner.strip_suffix('>'));
            let optional = inner.is_some() || !schema.required.contains(key);
            let mut rust = inner.map_or_else(|| self.type_of(property), str::to_owned);
            if self.boxed.contains(&(definition, key.as_str())) {
                rust = format!("Box<{rust}>");
            }
            let rust = if optional {
                format!("Option<{rust}>")
            } else {
                rust
            };
            let wire = schema.wire_names.get(key).unwrap_or(key);
            self.add(format!("{name}.{}", key.to_snake_case()), rust, wire);
        }
        if let Some(values) = &schema.additional {
            let rust = format!("a map of {}", self.type_of(values));
            self.add(format!("{name}.extra"), rust, OTHERS);
        }
    }

    fn type_of(&self, schema: &Schema) -> String {
        let rust = self.type_without_null(schema);
        if schema.nullable {
            format!("Option<{rust}>")
        } else {
            rust
        }
    }

    fn type_without_null(&self, schema: &Schema) -> String {
        let only = match schema.all_of.as_slice() {
            [only] => only,
            _ => schema,
        };
        if let Some(name) = &only.reference {
            return format!("types::{}", name.to_pascal_case());
        }
        let format = schema.format.as_deref().unwrap_or_default();
        let type_of_inner = |inner: &Option<Box<Schema>>| match inner {
            Some(inner) => self.type_of(inner),
            None => self.type_of(&Schema::default()),
        };
        match (schema.kind, format) {
            (Some(kind), _) if format.starts_with("x-") && schema.meaning.is_some() => {
                let name = format.trim_start_matches("x-");
                format!("a {name} in a {}", kind.as_str())
            }
            (Some(Kind::String), "date" | "date-time" | "uuid") => format!("a {format}"),
            (Some(Kind::String), _) => "String".to_owned(),
            (Some(Kind::Integer), "int32") => "i32".to_owned(),
            (Some(Kind::Integer), "uint32") => "u32".to_owned(),
            (Some(Kind::Integer), "uint64") => "u64".to_owned(),
            (Some(Kind::Integer), _) => "i64".to_owned(),
            (Some(Kind::Number), format) if format == DECIMAL || self.target.is_own => {
                "an exact decimal".to_owned()
            }
            (Some(Kind::Array), _) => format!("Vec<{}>", type_of_inner(&schema.items)),
            (Some(Kind::Object), _) => format!("a map of {}", type_of_inner(&schema.additional)),
            (Some(other), _) => other.as_str().to_owned(),
            (None, _) => "any value".to_owned(),
        }
    }
}

/// The properties that would make a type contain itself. As in the generator, which properties these
/// are depends on the order of the definitions.
fn boxed(schemas: &IndexMap<String, Schema>) -> BTreeSet<(&str, &str)> {
    let mut found = BTreeSet::new();
    let mut visited = HashSet::new();
    for start in schemas.keys() {
        let mut active: Vec<&str> = vec![];
        let mut todo = vec![(start.as_str(), true)];
        while let Some((name, enters)) = todo.pop() {
            if !enters {
                active.pop();
                continue;
            }
            if !visited.insert(name) {
                continue;
            }
            active.push(name);
            todo.push((name, false));
            let properties = schemas
                .get(name)
                .and_then(|schema| schema.properties.as_ref());
            for (property, schema) in properties.into_iter().flatten() {
                let wrapped = schema.all_of.first().unwrap_or(schema);
                let target = wrapped.reference.as_ref();
                let target = target.and_then(|target| schemas.get_key_value(target));
                if let Some((target, _)) = target {
                    if active.contains(&target.as_str()) {
                        found.insert((name, property.as_str()));
                    } else {
                        todo.push((target, true));
                    }
                }
            }
        }
    }
    found
}

impl Differ<'_> {
    /// Compares the names of both clients.
    pub(super) fn clients(&mut self) {
        let target = self.target;
        let [before, now] = [&self.old, &self.new].map(|side| names(side.api, target));
        let mut removed: Vec<&str> = vec![];
        for (name, item) in &before {
            let Some(new_item) = now.get(name) else {
                if !removed.iter().any(|above| below(name, above)) {
                    removed.push(name);
                }
                continue;
            };
            let (rule, message) = if item.rust != new_item.rust && !converts(name, item, new_item) {
                let message = format!("`{name}` is {}, was {}", new_item.rust, item.rust);
                (Rule::RustTypeChanged, message)
            } else if item.wire != new_item.wire {
                let message = format!(
                    "`{name}` stands for {}, before for {}",
                    new_item.wire, item.wire
                );
                (Rule::RustNameRedirected, message)
            } else {
                continue;
            };
            self.note(rule, "", Direction::None, message);
        }
        for name in removed {
            let message = format!("`{name}` was removed");
            self.note(Rule::RustNameRemoved, "", Direction::None, message);
        }
        let mut added: Vec<&str> = vec![];
        for (name, item) in now.iter().filter(|(name, _)| !before.contains_key(*name)) {
            // properties that the document does not name were allowed before, too
            let is_implied = item.wire == OTHERS && item.rust == "a map of any value";
            if !is_implied && !added.iter().any(|above| below(name, above)) {
                added.push(name);
            }
        }
        if !added.is_empty() {
            let more = added.len().saturating_sub(LISTED);
            added.truncate(LISTED);
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            let message = format!("the client gains `{}`{more}", added.join("`, `"));
            self.note(Rule::RustNameAdded, "", Direction::None, message);
        }
    }
}

/// Whether a name is a setter that accepts the values of both types. A setter converts integers, and
/// refuses at run time those that do not fit; changed limits have their own rules.
fn converts(name: &str, old: &Item, new: &Item) -> bool {
    let is_setter = name.contains('.') && !name.starts_with("types::");
    let is_integer = |item: &Item| ["i32", "i64", "u32", "u64"].contains(&item.rust.as_str());
    is_setter && is_integer(old) && is_integer(new)
}

/// Whether a name belongs to the type or method `above`.
fn below(name: &str, above: &str) -> bool {
    name.strip_prefix(above)
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

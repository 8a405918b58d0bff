//! Operations: by method and path, with parameters, bodies and media types.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::schema::{Schema, canonical};
use super::{Differ, Direction, Rule, Side, object};
use crate::api::{BodyKind, Operation, text};
use crate::pointer;

/// An operation and what belongs to it.
#[derive(Clone)]
pub(super) struct Found<'a> {
    pub at: String,
    pub members: &'a Map<String, Value>,
    /// By location and name; those of the path by their position in it.
    parameters: IndexMap<(String, String), (String, &'a Value)>,
}

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// What a parameter of the path is that no one declares.
static UNDECLARED: LazyLock<Value> = LazyLock::new(|| json!({"type": "string"}));

impl<'a> Side<'a> {
    /// All operations by method and path, whatever the path's parameters are called.
    fn operations(&self) -> BTreeMap<String, Found<'a>> {
        let mut found = BTreeMap::new();
        for (path, item) in self
            .members("paths")
            .iter()
            .filter(|(path, _)| !path.starts_with("x-"))
        {
            let (at, item) = self.resolve(pointer::join("/paths", path), item);
            for (method, value) in object(Some(item)) {
                let Some(members) = value.as_object() else {
                    continue;
                };
                if METHODS.contains(&method.to_ascii_lowercase().as_str()) {
                    let (shape, names) = template(path);
                    let mut key = format!("{} {shape}", method.to_uppercase());
                    while found.contains_key(&key) {
                        key.push('\'');
                    }
                    let at = pointer::join(&at, method);
                    let owners = [
                        (at.rsplit_once('/').map_or("", |(item, _)| item), item),
                        (&at, value),
                    ];
                    let parameters = self.parameters(owners, &names);
                    found.insert(
                        key,
                        Found {
                            at,
                            members,
                            parameters,
                        },
                    );
                }
            }
        }
        found
    }

    /// The parameters of a path and its operation, of which the latter replace the former.
    fn parameters(
        &self,
        owners: [(&str, &'a Value); 2],
        names: &[String],
    ) -> IndexMap<(String, String), (String, &'a Value)> {
        let mut found = IndexMap::new();
        for (i, _) in names.iter().enumerate() {
            let key = ("path".to_owned(), i.to_string());
            found.insert(key, (owners[1].0.to_owned(), &*UNDECLARED));
        }
        for (at, owner) in owners {
            let list = owner.get("parameters").and_then(Value::as_array);
            for (i, parameter) in list.into_iter().flatten().enumerate() {
                let (at, parameter) = self.resolve(format!("{at}/parameters/{i}"), parameter);
                let of = |key: &str| parameter.get(key).map(text);
                let (Some(location), Some(name)) = (of("in"), of("name")) else {
                    continue;
                };
                let name = match location.as_str() {
                    "body" => String::new(),
                    "header" => name.to_ascii_lowercase(),
                    "path" => {
                        let exact = names.iter().position(|n| *n == name);
                        let letters = || names.iter().position(|n| n.eq_ignore_ascii_case(&name));
                        match exact.or_else(letters) {
                            Some(position) => position.to_string(),
                            None => continue,
                        }
                    }
                    _ => name,
                };
                found.insert((location, name), (at, parameter));
            }
        }
        found
    }

    /// The operation as the client has it.
    fn operation(&self, at: &str) -> Option<&Operation> {
        let api = self.api.as_ref().ok()?;
        api.operations.get(*self.operations.get(at)?)
    }
}

/// A path without the names of its parameters, and those.
fn template(path: &str) -> (String, Vec<String>) {
    let mut names = vec![];
    let mut shape = String::new();
    let mut rest = path;
    while let Some((before, inside)) = rest.split_once('{') {
        let Some((name, after)) = inside.split_once('}') else {
            break;
        };
        shape.push_str(before);
        shape.push_str("{}");
        names.push(name.to_owned());
        rest = after;
    }
    shape.push_str(rest);
    (shape, names)
}

impl<'a> Differ<'a> {
    /// Compares all operations.
    pub(super) fn operations(&mut self) {
        let (old, new) = (self.old.operations(), self.new.operations());
        for (key, found) in &old {
            if let Some(other) = new.get(key) {
                self.operation(found, other);
            } else {
                let words = format!("{key} was removed");
                self.note(Rule::OperationRemoved, &found.at, Direction::None, words);
            }
        }
        for (key, found) in new.iter().filter(|(key, _)| !old.contains_key(*key)) {
            let words = format!("{key} was added");
            self.note(Rule::OperationAdded, &found.at, Direction::None, words);
        }
        let (before, now) = (self.old.members("paths"), self.new.members("paths"));
        for (path, item) in now
            .iter()
            .chain(before.iter().filter(|(path, _)| !now.contains_key(*path)))
        {
            let at = pointer::join("/paths", path);
            if path.starts_with("x-") {
                self.unknown(&at, path, before.get(path) != now.get(path));
            } else if let Some(other) = before.get(path) {
                let known: Vec<_> = METHODS.into_iter().chain(["parameters", "$ref"]).collect();
                let (_, other) = self.old.resolve(at.clone(), other);
                let (_, item) = self.new.resolve(at.clone(), item);
                self.rest(&at, object(Some(other)), object(Some(item)), &known);
            }
        }
    }

    fn operation(&mut self, old: &Found<'a>, new: &Found<'a>) {
        let (at, a, b) = (&new.at, old.members, new.members);
        let known = [
            "operationId",
            "deprecated",
            "security",
            "parameters",
            "consumes",
            "produces",
            "schemes",
            "responses",
        ];
        self.rest(at, a, b, &known);
        if a.get("operationId") != b.get("operationId") {
            let id = |members: &Map<String, Value>| {
                members
                    .get("operationId")
                    .map_or("not set".to_owned(), text)
            };
            let words = format!("operationId is {}, was {}", id(b), id(a));
            let at = pointer::join(at, "operationId");
            self.note(Rule::OperationId, at, Direction::None, words);
        }
        let deprecated =
            |members: &Map<String, Value>| members.get("deprecated") == Some(&Value::Bool(true));
        if deprecated(a) != deprecated(b) {
            let words = if deprecated(b) {
                "it is deprecated"
            } else {
                "it is not deprecated any more"
            };
            let at = pointer::join(at, "deprecated");
            self.note(Rule::OperationDeprecated, at, Direction::None, words);
        }
        if a.contains_key("schemes") || b.contains_key("schemes") {
            self.transfer_schemes(at, a.get("schemes"), b.get("schemes"));
        }
        self.security(at, a.get("security"), b.get("security"));
        self.all_parameters(old, new);
        self.media_types(old, new);
        self.responses(old, new);
    }

    fn all_parameters(&mut self, old: &Found<'a>, new: &Found<'a>) {
        let (mut before, mut now) = (old.parameters.clone(), new.parameters.clone());
        // the same name in another place, unless it was there before as well
        let moved: Vec<_> = before
            .keys()
            .filter(|key| !now.contains_key(*key) && key.0 != "path" && key.0 != "body")
            .filter_map(|key| {
                let same = |other: &&(String, String)| {
                    other.0 != "path"
                        && other.0 != key.0
                        && other.1.eq_ignore_ascii_case(&key.1)
                        && !before.contains_key(*other)
                };
                Some((key.clone(), now.keys().find(same)?.clone()))
            })
            .collect();
        for (from, to) in moved {
            let parameters = before.shift_remove(&from).zip(now.shift_remove(&to));
            if let Some((old, new)) = parameters {
                let words = format!("it is sent in {}, was sent in {}", to.0, from.0);
                let at = pointer::join(&new.0, "in");
                self.note(Rule::ParameterMoved, at, Direction::Request, words);
                self.parameter(&to.0, old, new);
            }
        }
        for ((location, name), (at, parameter)) in before {
            if let Some(other) = now.shift_remove(&(location.clone(), name)) {
                self.parameter(&location, (at, parameter), other);
            } else {
                let words = format!("{} was removed", label(&location, parameter));
                self.note(Rule::ParameterRemoved, at, Direction::Request, words);
            }
        }
        for ((location, _), (at, parameter)) in now {
            let (rule, words) = if is_required(parameter) {
                (Rule::ParameterAddedRequired, "is new and required")
            } else {
                (Rule::ParameterAdded, "is new")
            };
            let words = format!("{} {words}", label(&location, parameter));
            self.note(rule, at, Direction::Request, words);
        }
    }

    fn parameter(&mut self, location: &str, old: (String, &'a Value), new: (String, &'a Value)) {
        let required = |parameter: &Value| location == "path" || is_required(parameter);
        let (rule, words) = match (required(old.1), required(new.1)) {
            (false, true) => (Rule::ParameterBecameRequired, "is required"),
            (true, false) => (Rule::ParameterBecameOptional, "is optional"),
            _ => (Rule::Rewritten, ""),
        };
        if rule != Rule::Rewritten {
            let words = format!("{} {words}", label(location, new.1));
            self.note(rule, &new.0, Direction::Request, words);
        }
        let (before, now) = (self.old.document, self.new.document);
        let (before, now) = if location == "body" {
            let known = ["name", "in", "required", "schema"];
            self.rest(&new.0, object(Some(old.1)), object(Some(new.1)), &known);
            let schema = |document, (at, parameter): (String, &'a Value)| {
                let node = parameter
                    .get("schema")
                    .map(|schema| (pointer::join(&at, "schema"), schema));
                Schema::of(document, node.into_iter().collect())
            };
            (schema(before, old), schema(now, new))
        } else {
            (
                Schema::of_parameter(before, &old.0, old.1),
                Schema::of_parameter(now, &new.0, new.1),
            )
        };
        self.null(&before, &now, Direction::Request);
        self.schemas((before, now), Direction::Request);
    }

    /// Compares what callers send and accept, and then what the documents list.
    fn media_types(&mut self, old: &Found<'_>, new: &Found<'_>) {
        let operations = (self.old.operation(&old.at), self.new.operation(&new.at));
        let (sent, accepted) = match operations {
            (Some(a), Some(b)) => (
                disjoint(&content_types(a), &content_types(b)),
                disjoint(&a.accept, &b.accept),
            ),
            _ => (false, false),
        };
        let sends = |found: &Found<'_>| {
            found
                .parameters
                .keys()
                .any(|(place, _)| place == "body" || place == "formData")
        };
        let receives = |found: &Found<'_>| {
            let responses = object(found.members.get("responses")).values();
            let mut responses = responses.filter(|response| {
                response.get("$ref").is_some() || response.get("schema").is_some()
            });
            responses.next().is_some()
        };
        for (key, rule, broken, matters) in [
            (
                "consumes",
                Rule::ContentTypeChanged,
                sent,
                sends(old) && sends(new),
            ),
            (
                "produces",
                Rule::AcceptChanged,
                accepted,
                receives(old) && receives(new),
            ),
        ] {
            let types = |side: &Side<'_>, found: &Found<'_>| -> BTreeSet<String> {
                let list = found.members.get(key).or_else(|| side.document.get(key));
                let list = list.and_then(Value::as_array).into_iter().flatten();
                list.map(|value| text(value).trim().to_ascii_lowercase())
                    .collect()
            };
            let (before, now) = (types(&self.old, old), types(&self.new, new));
            if matters && before != now {
                let all =
                    |types: BTreeSet<String>| types.into_iter().collect::<Vec<_>>().join(", ");
                let words = format!("{key} {}, was {}", all(now), all(before));
                let rule = if broken { rule } else { Rule::MediaTypes };
                let direction = if key == "consumes" {
                    Direction::Request
                } else {
                    Direction::Response
                };
                self.note(rule, pointer::join(&new.at, key), direction, words);
            }
        }
    }
}

/// Whether a parameter has to be sent.
fn is_required(parameter: &Value) -> bool {
    parameter.get("required") == Some(&Value::Bool(true))
}

/// How messages name a parameter.
fn label(location: &str, parameter: &Value) -> String {
    match location {
        "body" => "the body".to_owned(),
        _ => parameter.get("name").map(text).unwrap_or_default(),
    }
}

/// Under which media types the client sends a body.
fn content_types(operation: &Operation) -> Vec<String> {
    match operation.body.as_ref().map(|body| &body.kind) {
        None => vec![],
        Some(BodyKind::Json { media_type, .. }) => vec![media_type.clone()],
        Some(BodyKind::Form(_)) => vec!["application/x-www-form-urlencoded".to_owned()],
        Some(BodyKind::Multipart(_)) => vec!["multipart/form-data".to_owned()],
        Some(BodyKind::Raw(types)) => types.clone(),
    }
}

/// Whether there are media types before and after, and none remains; parameters of a media type aside.
fn disjoint(old: &[String], new: &[String]) -> bool {
    let essence = |media_type: &String| {
        let essence = media_type.split(';').next().unwrap_or_default();
        essence.trim().to_ascii_lowercase()
    };
    let new: BTreeSet<_> = new.iter().map(essence).collect();
    !old.is_empty() && !new.is_empty() && !old.iter().any(|old| new.contains(&essence(old)))
}

/// The texts of a list.
pub(super) fn texts(list: Option<&Value>) -> BTreeSet<String> {
    let list = list.and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .map(|value| canonical(value).trim_matches('"').to_owned())
        .collect()
}

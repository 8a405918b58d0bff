//! Operations: by method and path, with parameters, bodies and media types.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::schema::{Schema, canonical};
use super::{Differ, Direction, Pair, Rule, Side, is_one_of, object, paired};
use crate::api::{
    BodyKind, DescribedOperation, METHODS, Operation, Part, described_operations, effective,
    essence, path_parts, text,
};
use crate::pointer;

/// An operation and its parts.
#[derive(Clone)]
pub(super) struct Found<'a> {
    /// Its pointer.
    pub at: String,
    /// The operation.
    pub value: &'a Value,
    /// The members of `value`.
    pub members: &'a Map<String, Value>,
    /// The parameters with their pointers, by location and name. A path parameter has its position in
    /// the path instead of its name.
    parameters: IndexMap<(String, String), (String, &'a Value)>,
}

/// A path parameter that is not declared.
static UNDECLARED: LazyLock<Value> = LazyLock::new(|| json!({"type": "string"}));

impl<'a> Side<'a> {
    /// All operations by method and path, with the names of path parameters removed.
    fn operations(&self) -> BTreeMap<String, Found<'a>> {
        let mut found = BTreeMap::new();
        let oas2 = self.document;
        for described in described_operations(oas2) {
            let (shape, names) = template(described.path);
            let mut key = format!("{} {shape}", described.method.to_uppercase());
            while found.contains_key(&key) {
                key.push('\'');
            }
            let operation = Found {
                value: described.value,
                members: object(Some(described.value)),
                parameters: parameters(oas2, &described, &names),
                at: described.at,
            };
            found.insert(key, operation);
        }
        found
    }
}

/// The parameters of an operation, and those of its path item. `names` are the path's parameters.
fn parameters<'a>(
    oas2: &'a Value,
    operation: &DescribedOperation<'a>,
    names: &[&str],
) -> IndexMap<(String, String), (String, &'a Value)> {
    let mut found = IndexMap::new();
    for (i, _) in names.iter().enumerate() {
        let key = ("path".to_owned(), i.to_string());
        found.insert(key, (operation.at.clone(), &*UNDECLARED));
    }
    for (at, parameter) in effective(oas2, operation) {
        let member = |key: &str| parameter.get(key).map(text);
        let (Some(location), Some(name)) = (member("in"), member("name")) else {
            continue;
        };
        let name = match location.as_str() {
            "body" => String::new(),
            "header" => name.to_ascii_lowercase(),
            "path" => {
                let exact = names.iter().position(|n| *n == name);
                let ignoring_case = || names.iter().position(|n| n.eq_ignore_ascii_case(&name));
                match exact.or_else(ignoring_case) {
                    Some(position) => position.to_string(),
                    None => continue,
                }
            }
            _ => name,
        };
        found.insert((location, name), (at, parameter));
    }
    found
}

/// A path with `{}` for each parameter, and the parameters' names.
fn template(path: &str) -> (String, Vec<&str>) {
    let (mut shape, mut names) = (String::new(), vec![]);
    for part in path_parts(path) {
        match part {
            Part::Text(text) => shape.push_str(text),
            Part::Parameter(name) => {
                shape.push_str("{}");
                names.push(name);
            }
        }
    }
    (shape, names)
}

impl<'a> Differ<'a> {
    /// Compares all operations.
    pub(super) fn operations(&mut self) {
        for (key, pair) in paired(self.old.operations(), self.new.operations()) {
            let (rule, at, message) = match pair {
                Pair::Both(old, new) => {
                    self.operation(&old, &new);
                    continue;
                }
                Pair::Removed(old) => (Rule::OperationRemoved, old.at, "was removed"),
                Pair::Added(new) => (Rule::OperationAdded, new.at, "was added"),
            };
            self.note(rule, at, Direction::None, format!("{key} {message}"));
        }
        let (old, new) = (self.old.members("paths"), self.new.members("paths"));
        self.members_without_rule("/paths", old, new, |path| !path.starts_with("x-"));
        let known = [&METHODS[..], &["parameters", "$ref"]].concat();
        for (path, pair) in paired(old, new).filter(|(path, _)| !path.starts_with("x-")) {
            if let Pair::Both(old, new) = pair {
                let at = pointer::join("/paths", path);
                let (_, old) = self.old.resolve(at.clone(), old);
                let (_, new) = self.new.resolve(at.clone(), new);
                let (old, new) = (object(Some(old)), object(Some(new)));
                self.members_without_rule(&at, old, new, |key| known.contains(&key));
            }
        }
    }

    fn operation(&mut self, old: &Found<'a>, new: &Found<'a>) {
        let (at, a, b) = (&new.at, old.members, new.members);
        let known =
            "operationId deprecated security parameters consumes produces schemes responses";
        self.members_without_rule(at, a, b, is_one_of(known));
        if a.get("operationId") != b.get("operationId") {
            let id = |members: &Map<String, Value>| {
                members
                    .get("operationId")
                    .map_or("not set".to_owned(), text)
            };
            let message = format!("operationId is {}, was {}", id(b), id(a));
            let at = pointer::join(at, "operationId");
            self.note(Rule::OperationId, at, Direction::None, message);
        }
        let deprecated =
            |members: &Map<String, Value>| members.get("deprecated") == Some(&Value::Bool(true));
        self.toggled(
            pointer::join(at, "deprecated"),
            Direction::None,
            "it",
            (deprecated(a), deprecated(b)),
            (Rule::OperationDeprecated, "is deprecated"),
            (Rule::OperationDeprecated, "is no longer deprecated"),
        );
        if a.contains_key("schemes") || b.contains_key("schemes") {
            self.transfer_schemes(at, a.get("schemes"), b.get("schemes"));
        }
        self.security(old, new);
        self.all_parameters(old, new);
        self.media_types(old, new);
        self.responses(old, new);
    }

    fn all_parameters(&mut self, old: &Found<'a>, new: &Found<'a>) {
        let (mut before, mut now) = (old.parameters.clone(), new.parameters.clone());
        // the same name in another location is a move, unless it was there before as well
        let moved: Vec<_> = before
            .keys()
            .filter(|key| !now.contains_key(*key) && key.0 != "path" && key.0 != "body")
            .filter_map(|key| {
                let is_target = |other: &&(String, String)| {
                    other.0 != "path"
                        && other.0 != key.0
                        && other.1.eq_ignore_ascii_case(&key.1)
                        && !before.contains_key(*other)
                };
                Some((key.clone(), now.keys().find(is_target)?.clone()))
            })
            .collect();
        for (from, to) in moved {
            let parameters = before.shift_remove(&from).zip(now.shift_remove(&to));
            if let Some((old, new)) = parameters {
                let message = format!("it is sent in {}, was sent in {}", to.0, from.0);
                let at = pointer::join(&new.0, "in");
                self.note(Rule::ParameterMoved, at, Direction::Request, message);
                self.parameter(&to.0, old, new);
            }
        }
        for ((location, _), pair) in paired(before, now) {
            let (rule, message, (at, parameter)) = match pair {
                Pair::Both(old, new) => {
                    self.parameter(&location, old, new);
                    continue;
                }
                Pair::Removed(old) => (Rule::ParameterRemoved, "was removed", old),
                Pair::Added(new) if is_required(new.1) => {
                    (Rule::ParameterAddedRequired, "is new and required", new)
                }
                Pair::Added(new) => (Rule::ParameterAdded, "is new", new),
            };
            let message = format!("{} {message}", label(&location, parameter));
            self.note(rule, at, Direction::Request, message);
        }
    }

    fn parameter(&mut self, location: &str, old: (String, &'a Value), new: (String, &'a Value)) {
        let required = |parameter: &Value| location == "path" || is_required(parameter);
        self.toggled(
            &new.0,
            Direction::Request,
            &label(location, new.1),
            (required(old.1), required(new.1)),
            (Rule::ParameterBecameRequired, "is required"),
            (Rule::ParameterBecameOptional, "is optional"),
        );
        let is_body = location == "body";
        if is_body {
            let (a, b) = (object(Some(old.1)), object(Some(new.1)));
            self.members_without_rule(&new.0, a, b, is_one_of("name in required schema"));
        }
        let schema = |side: &Side<'a>, (at, parameter): (String, &'a Value)| {
            if is_body {
                Schema::of_member(side.document, &at, parameter)
            } else {
                Schema::of_parameter(side.document, &at, parameter)
            }
        };
        let (before, now) = (schema(&self.old, old), schema(&self.new, new));
        self.nullability(&before, &now, Direction::Request);
        self.schemas((before, now), Direction::Request);
    }

    /// Compares the media types that the documents list. A change is breaking if the new client
    /// sends no type that the old one sent, or accepts none that the old one accepted.
    fn media_types(&mut self, old: &Found<'a>, new: &Found<'a>) {
        let (a, b) = (
            self.old.operations.get(&*old.at),
            self.new.operations.get(&*new.at),
        );
        let both = a.zip(b);
        let sent_types = |operation: &'a Operation| {
            let kind = operation.body.as_ref().map(|body| &body.kind);
            kind.map(BodyKind::media_types).unwrap_or_default()
        };
        let sends_others = both.is_some_and(|(a, b)| disjoint(&sent_types(a), &sent_types(b)));
        let accepts_others = both.is_some_and(|(a, b)| disjoint(&a.accept, &b.accept));
        let has_body = |found: &Found<'_>| {
            let mut locations = found
                .parameters
                .keys()
                .map(|(location, _)| location.as_str());
            locations.any(|location| ["body", "formData"].contains(&location))
        };
        let has_response_body = |found: &Found<'_>| {
            let responses = object(found.members.get("responses")).values();
            let mut responses = responses.filter(|response| {
                response.get("$ref").is_some() || response.get("schema").is_some()
            });
            responses.next().is_some()
        };
        let request = (sends_others, Rule::ContentTypeChanged, Direction::Request);
        let response = (accepts_others, Rule::AcceptChanged, Direction::Response);
        for (key, applies, (is_breaking, rule, direction)) in [
            ("consumes", has_body(old) && has_body(new), request),
            (
                "produces",
                has_response_body(old) && has_response_body(new),
                response,
            ),
        ] {
            let types = |side: &Side<'_>, found: &Found<'_>| -> BTreeSet<String> {
                let list = found.members.get(key).or_else(|| side.document.get(key));
                let list = list.and_then(Value::as_array).into_iter().flatten();
                list.map(|value| text(value).trim().to_ascii_lowercase())
                    .collect()
            };
            let (before, now) = (types(&self.old, old), types(&self.new, new));
            if applies && before != now {
                let joined =
                    |types: BTreeSet<String>| types.into_iter().collect::<Vec<_>>().join(", ");
                let message = format!("{key} {}, was {}", joined(now), joined(before));
                let rule = if is_breaking { rule } else { Rule::MediaTypes };
                self.note(rule, pointer::join(&new.at, key), direction, message);
            }
        }
    }
}

/// Whether a parameter is required.
fn is_required(parameter: &Value) -> bool {
    parameter.get("required") == Some(&Value::Bool(true))
}

/// The name of a parameter in messages.
fn label(location: &str, parameter: &Value) -> String {
    match location {
        "body" => "the body".to_owned(),
        _ => parameter.get("name").map(text).unwrap_or_default(),
    }
}

/// Whether there are media types before and after, and none in common; parameters of media types
/// are ignored.
fn disjoint<T: AsRef<str>>(old: &[T], new: &[T]) -> bool {
    let new: BTreeSet<_> = new.iter().map(|new| essence(new.as_ref())).collect();
    !old.is_empty()
        && !new.is_empty()
        && !old.iter().any(|old| new.contains(&essence(old.as_ref())))
}

/// The items of a list as text, numbers in canonical form.
pub(super) fn texts(list: Option<&Value>) -> BTreeSet<String> {
    let list = list.and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .map(|value| canonical(value).trim_matches('"').to_owned())
        .collect()
}

//! A schema with references and `allOf` resolved, as the comparison needs it.
//!
//! A value must satisfy all parts. So a limit is the tightest of all parts, and a property's schema
//! consists of all its descriptions. Extracting, inlining or splitting a schema changes nothing.

use std::collections::{BTreeSet, HashSet};

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::decimal::Decimal;
use super::is_one_of;
use crate::normalise::odd_types;
use crate::pointer;

/// An object of the document, with its pointer.
type Part<'a> = (String, &'a Map<String, Value>);

/// A schema.
#[derive(Debug, Clone)]
pub(super) struct Schema<'a> {
    document: &'a Value,
    pub(super) parts: Vec<Part<'a>>,
    /// Whether it is a parameter or header outside the body, or an item of one.
    pub(super) is_parameter: bool,
}

/// The additional properties of an object.
pub(super) enum Additional<'a> {
    Any,
    Closed,
    Typed(Schema<'a>),
}

/// The keywords with rules.
const KEYWORDS: &str = "$ref type format items properties required additionalProperties allOf enum default minLength \
    maxLength pattern minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minItems maxItems \
    uniqueItems minProperties maxProperties readOnly discriminator x-nullable nullable";

/// The keywords of parameters and headers.
const PARAMETER_KEYWORDS: &str = "name in schema allowEmptyValue collectionFormat";

impl<'a> Schema<'a> {
    /// The schema of values that satisfy all `nodes`, which are given with their pointers.
    pub(super) fn of(document: &'a Value, nodes: Vec<(String, &'a Value)>) -> Self {
        let mut parts = vec![];
        let mut seen = HashSet::new();
        let mut todo: Vec<_> = nodes.into_iter().rev().collect();
        while let Some((at, node)) = todo.pop() {
            let Some(members) = node.as_object().filter(|_| seen.insert(at.clone())) else {
                continue;
            };
            if members.keys().any(|key| key != "$ref" && key != "allOf") {
                parts.push((at.clone(), members));
            }
            todo.extend(pointer::target(document, node));
            let all = members.get("allOf").and_then(Value::as_array);
            let all = all
                .map(Vec::as_slice)
                .unwrap_or_default()
                .iter()
                .enumerate();
            todo.extend(all.rev().map(|(i, part)| (format!("{at}/allOf/{i}"), part)));
        }
        Self {
            document,
            parts,
            is_parameter: false,
        }
    }

    /// The schema of a body or response, from its member `schema`. Without that member it has no
    /// parts.
    pub(super) fn of_member(document: &'a Value, at: &str, owner: &'a Value) -> Self {
        let schema = owner.get("schema").into_iter();
        Self::of(
            document,
            schema
                .map(|schema| (pointer::join(at, "schema"), schema))
                .collect(),
        )
    }

    /// The schema of a parameter outside the body, or of a header.
    pub(super) fn of_parameter(document: &'a Value, at: &str, node: &'a Value) -> Self {
        let inner = node.get("schema").filter(|_| node.get("type").is_none());
        let mut nodes = vec![(at.to_owned(), node)];
        nodes.extend(inner.map(|schema| (pointer::join(at, "schema"), schema)));
        Self {
            is_parameter: true,
            ..Self::of(document, nodes)
        }
    }

    /// All values of a keyword.
    pub(super) fn all<'b>(&'b self, key: &'b str) -> impl Iterator<Item = &'a Value> + 'b {
        self.parts.iter().filter_map(move |(_, part)| part.get(key))
    }

    pub(super) fn is_true(&self, key: &str) -> bool {
        self.all(key).any(|value| value == &Value::Bool(true))
    }

    /// The pointer of a keyword in the first part that has it.
    pub(super) fn location(&self, key: &str) -> Option<String> {
        let part = self.parts.iter().find(|(_, part)| part.contains_key(key));
        part.map(|(at, _)| pointer::join(at, key))
    }

    /// The pointer of the first part, if there is one.
    pub(super) fn first_location(&self) -> Option<String> {
        self.parts.first().map(|(at, _)| at.clone())
    }

    /// The pointers of all parts, separated by spaces.
    pub(super) fn locations(&self) -> String {
        let locations: Vec<_> = self.parts.iter().map(|(at, _)| at.as_str()).collect();
        locations.join(" ")
    }

    /// The values of all keywords without a rule, by keyword.
    pub(super) fn members_without_rule(&self) -> IndexMap<&'a str, BTreeSet<String>> {
        let mut found: IndexMap<&str, BTreeSet<String>> = IndexMap::new();
        for (key, value) in self.parts.iter().flat_map(|(_, part)| part.iter()) {
            let is_known =
                is_one_of(KEYWORDS)(key) || self.is_parameter && is_one_of(PARAMETER_KEYWORDS)(key);
            if !is_known {
                found.entry(key).or_default().insert(canonical(value));
            }
        }
        found
    }

    /// The type, or the one that the keywords imply.
    pub(super) fn kind(&self) -> &'a str {
        let named_type = |value: &'a Value| match value {
            Value::String(name) => {
                odd_types::intended_type(name).or((name == "file").then_some("file"))
            }
            Value::Array(names) => {
                let mut names = names.iter().filter_map(Value::as_str);
                names
                    .find(|name| *name != "null")
                    .and_then(odd_types::intended_type)
            }
            _ => None,
        };
        let is_file = self.all("type").any(|value| value == "file");
        let declared = || self.all("type").find_map(named_type);
        let implied = || {
            let has = |keys: &[&str]| keys.iter().any(|key| self.all(key).next().is_some());
            let are_strings = |value: &Value| {
                let values = value.as_array().filter(|values| !values.is_empty());
                values.is_some_and(|values| values.iter().all(Value::is_string))
            };
            if has(&["properties", "additionalProperties", "discriminator"]) {
                "object"
            } else if has(&["items"]) {
                "array"
            } else if has(&["pattern"]) || self.all("enum").any(are_strings) {
                "string"
            } else {
                "anything"
            }
        };
        if is_file {
            "file"
        } else {
            declared().unwrap_or_else(implied)
        }
    }

    pub(super) fn is_nullable(&self) -> bool {
        let lists_null = |value: &Value| matches!(value, Value::Array(names) if names.iter().any(|name| name == "null"));
        self.is_true("x-nullable") || self.is_true("nullable") || self.all("type").any(lists_null)
    }

    /// The values of a keyword in canonical form.
    pub(super) fn texts(&self, key: &str) -> BTreeSet<String> {
        self.all(key).map(canonical).collect()
    }

    /// The formats of strings and numbers; the format of an integer is a limit, see
    /// [`Self::limit`].
    pub(super) fn formats(&self) -> BTreeSet<String> {
        let without_effect = match self.kind() {
            "string" => "password",
            "number" => "double",
            _ => return BTreeSet::new(),
        };
        let formats = self.all("format").filter_map(Value::as_str);
        let formats = formats.filter(|format| !format.is_empty() && *format != without_effect);
        formats.map(str::to_owned).collect()
    }

    /// The patterns, all of which must match.
    pub(super) fn patterns(&self) -> BTreeSet<String> {
        let patterns = self.all("pattern").filter_map(Value::as_str);
        patterns.map(str::to_owned).collect()
    }

    /// Whether the client checks strings for this keyword.
    pub(super) fn is_checked(&self, key: &str) -> bool {
        let usable =
            |pattern: &String| !pattern.starts_with('/') && regress::Regex::new(pattern).is_ok();
        self.kind() == "string" && (key != "pattern" || self.patterns().iter().any(usable))
    }

    /// The schema under `key` in all parts. A list with one item stands for the item.
    pub(super) fn member_schema(&self, key: &str) -> Self {
        let nodes = self.parts.iter().filter_map(|(at, part)| {
            let (at, value) = (pointer::join(at, key), part.get(key)?);
            match value.as_array().map(Vec::as_slice) {
                Some([only]) => Some((format!("{at}/0"), only)),
                _ => Some((at, value)),
            }
        });
        Self {
            is_parameter: self.is_parameter,
            ..Self::of(self.document, nodes.collect())
        }
    }

    pub(super) fn required(&self) -> BTreeSet<&'a str> {
        let lists = self.all("required").filter_map(Value::as_array);
        lists.flatten().filter_map(Value::as_str).collect()
    }

    /// The properties, each with all its descriptions.
    pub(super) fn properties(&self) -> IndexMap<&'a str, Self> {
        let mut nodes: IndexMap<&str, Vec<(String, &Value)>> = IndexMap::new();
        for (at, part) in &self.parts {
            let at = pointer::join(at, "properties");
            for (name, property) in super::object(part.get("properties")) {
                let location = pointer::join(&at, name);
                nodes.entry(name).or_default().push((location, property));
            }
        }
        let schema = |nodes| Self::of(self.document, nodes);
        nodes
            .into_iter()
            .map(|(name, nodes)| (name, schema(nodes)))
            .collect()
    }

    pub(super) fn additional(&self) -> Additional<'a> {
        let typed = self.member_schema("additionalProperties");
        let is_limiting =
            |(_, part): &Part<'_>| !part.keys().all(|key| super::is_documentation(key));
        if typed.parts.iter().any(is_limiting) {
            Additional::Typed(typed)
        } else if self
            .all("additionalProperties")
            .any(|value| value == &Value::Bool(false))
        {
            Additional::Closed
        } else {
            Additional::Any
        }
    }
}

/// A value in canonical form, so that equal values have equal text: numbers by value, members
/// sorted by name.
pub(super) fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => Decimal::of(number).to_string(),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members
                .iter()
                .map(|(key, value)| format!("{}:{}", Value::from(key.as_str()), canonical(value)))
                .collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        other => other.to_string(),
    }
}

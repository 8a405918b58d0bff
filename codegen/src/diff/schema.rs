//! A schema as the comparison sees it: all that it is made of, with references and `allOf` resolved.
//!
//! Its parts hold together: a value has to satisfy each. So a limit is the tightest of all parts, a property's schema is
//! made of all its descriptions, and what is extracted, inlined or split in parts stays the same.

use std::collections::{BTreeSet, HashSet};

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::decimal::Decimal;
use crate::normalise::odd_types;
use crate::pointer;

/// One object of the document, and its place.
type Part<'a> = (String, &'a Map<String, Value>);

/// A schema.
#[derive(Debug, Clone)]
pub(super) struct Schema<'a> {
    document: &'a Value,
    pub(super) parts: Vec<Part<'a>>,
    /// Whether it is a parameter or header outside the body, or an item of one.
    pub(super) is_parameter: bool,
}

/// What an object may contain beside its properties.
pub(super) enum Additional<'a> {
    Any,
    Closed,
    Typed(Schema<'a>),
}

/// The keywords that the comparison knows.
const KEYWORDS: &[&str] = &[
    "$ref",
    "type",
    "format",
    "items",
    "properties",
    "required",
    "additionalProperties",
    "allOf",
    "enum",
    "default",
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "readOnly",
    "discriminator",
    "x-nullable",
    "nullable",
];

/// Those of parameters and headers.
const OF_PARAMETERS: &[&str] = &[
    "name",
    "in",
    "schema",
    "allowEmptyValue",
    "collectionFormat",
];

impl<'a> Schema<'a> {
    /// The schema that all of `nodes` describe.
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
            todo.extend(target(document, node));
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
    fn all<'b>(&'b self, key: &'b str) -> impl Iterator<Item = &'a Value> + 'b {
        self.parts.iter().filter_map(move |(_, part)| part.get(key))
    }

    fn says(&self, key: &str) -> bool {
        self.all(key).any(|value| value == &Value::Bool(true))
    }

    /// Where a keyword stands.
    pub(super) fn place(&self, key: &str) -> Option<String> {
        let part = self.parts.iter().find(|(_, part)| part.contains_key(key));
        part.map(|(at, _)| pointer::join(at, key))
    }

    /// All parts' places.
    pub(super) fn places(&self) -> String {
        let places: Vec<_> = self.parts.iter().map(|(at, _)| at.as_str()).collect();
        places.join(" ")
    }

    /// The values of all keywords that no rule is about, by keyword.
    pub(super) fn unknown(&self) -> IndexMap<&'a str, BTreeSet<String>> {
        let mut found: IndexMap<&str, BTreeSet<String>> = IndexMap::new();
        for (key, value) in self.parts.iter().flat_map(|(_, part)| part.iter()) {
            let is_known = KEYWORDS.contains(&key.as_str())
                || self.is_parameter && OF_PARAMETERS.contains(&key.as_str());
            if !is_known {
                found.entry(key).or_default().insert(canonical(value));
            }
        }
        found
    }

    /// The type, or the one that the keywords imply.
    pub(super) fn kind(&self) -> &'a str {
        let known = |value: &'a Value| match value {
            Value::String(name) => odd_types::known(name).or((name == "file").then_some("file")),
            Value::Array(names) => {
                let mut names = names.iter().filter_map(Value::as_str);
                names
                    .find(|name| *name != "null")
                    .and_then(odd_types::known)
            }
            _ => None,
        };
        let file = self.all("type").any(|value| value == "file");
        let said = || self.all("type").find_map(known);
        let implied = || {
            let has = |keys: &[&str]| keys.iter().any(|key| self.all(key).next().is_some());
            let texts = |value: &Value| {
                let values = value.as_array().filter(|values| !values.is_empty());
                values.is_some_and(|values| values.iter().all(Value::is_string))
            };
            if has(&["properties", "additionalProperties", "discriminator"]) {
                "object"
            } else if has(&["items"]) {
                "array"
            } else if has(&["pattern"]) || self.all("enum").any(texts) {
                "string"
            } else {
                "anything"
            }
        };
        if file {
            "file"
        } else {
            said().unwrap_or_else(implied)
        }
    }

    pub(super) fn is_nullable(&self) -> bool {
        let null = |value: &Value| matches!(value, Value::Array(names) if names.iter().any(|name| name == "null"));
        self.says("x-nullable") || self.says("nullable") || self.all("type").any(null)
    }

    pub(super) fn is_read_only(&self) -> bool {
        self.says("readOnly")
    }

    pub(super) fn has_unique_items(&self) -> bool {
        self.says("uniqueItems")
    }

    pub(super) fn allows_empty_value(&self) -> bool {
        self.says("allowEmptyValue")
    }

    /// The values of a keyword, each as text that is the same for the same value.
    pub(super) fn texts(&self, key: &str) -> BTreeSet<String> {
        self.all(key).map(canonical).collect()
    }

    /// The formats of strings and numbers; that of an integer is a limit, see [`Self::bound`].
    pub(super) fn formats(&self) -> BTreeSet<String> {
        let means_nothing = match self.kind() {
            "string" => "password",
            "number" => "double",
            _ => return BTreeSet::new(),
        };
        let formats = self.all("format").filter_map(Value::as_str);
        let formats = formats.filter(|format| !format.is_empty() && *format != means_nothing);
        formats.map(str::to_owned).collect()
    }

    /// The patterns; each has to match.
    pub(super) fn patterns(&self) -> BTreeSet<String> {
        let patterns = self.all("pattern").filter_map(Value::as_str);
        patterns.map(str::to_owned).collect()
    }

    /// Whether the client refuses strings by this keyword.
    pub(super) fn is_checked(&self, key: &str) -> bool {
        let usable =
            |pattern: &String| !pattern.starts_with('/') && regress::Regex::new(pattern).is_ok();
        self.kind() == "string" && (key != "pattern" || self.patterns().iter().any(usable))
    }

    /// A limit of lengths and counts; one that limits nothing is none.
    pub(super) fn count(&self, key: &str) -> Option<Decimal> {
        let limits = self.all(key).filter_map(Value::as_number).map(Decimal::of);
        if key.starts_with("min") {
            limits.max().filter(|limit| *limit > Decimal::zero())
        } else {
            limits.min()
        }
    }

    /// The limit of a number from above or below, and whether it is itself excluded.
    pub(super) fn bound(&self, upper: bool) -> Option<(Decimal, bool)> {
        let (key, exclusive_key) = if upper {
            ("maximum", "exclusiveMaximum")
        } else {
            ("minimum", "exclusiveMinimum")
        };
        let is_integer = self.kind() == "integer";
        let said = self.parts.iter().flat_map(|(_, part)| {
            let exclusive = part.get(exclusive_key);
            let limit = part.get(key).and_then(Value::as_number);
            let limit = limit.map(|n| (Decimal::of(n), exclusive == Some(&Value::Bool(true))));
            let own = exclusive.and_then(Value::as_number);
            limit.into_iter().chain(own.map(|n| (Decimal::of(n), true)))
        });
        let said = said.map(|(limit, exclusive)| {
            if is_integer {
                limit.of_integers(upper, exclusive)
            } else {
                (limit, exclusive)
            }
        });
        let formats = self
            .all("format")
            .filter(|_| is_integer)
            .filter_map(Value::as_str);
        let ranges = formats.filter_map(range).map(|(low, high)| {
            let limit = if upper { high } else { low };
            (Decimal::parse(&limit.to_string()), false)
        });
        let all = said.chain(ranges);
        if upper {
            all.min_by(|(a, x), (b, y)| a.cmp(b).then(y.cmp(x)))
        } else {
            all.max_by(|(a, x), (b, y)| a.cmp(b).then(x.cmp(y)))
        }
    }

    /// What numbers have to be multiples of.
    pub(super) fn multiples(&self) -> BTreeSet<Decimal> {
        let one = Decimal::parse("1");
        let all = self
            .all("multipleOf")
            .filter_map(Value::as_number)
            .map(Decimal::of);
        all.filter(|of| !(of.is_zero() || self.kind() == "integer" && one.is_multiple_of(of)))
            .collect()
    }

    /// The listed values that satisfy the limits as well; nothing where all values are allowed.
    pub(super) fn listed(&self) -> Option<IndexMap<String, &'a Value>> {
        let mut lists = self
            .all("enum")
            .filter_map(Value::as_array)
            .filter(|list| !list.is_empty());
        let by_text = |list: &'a Vec<Value>| -> IndexMap<String, &'a Value> {
            list.iter().map(|value| (canonical(value), value)).collect()
        };
        let mut listed = by_text(lists.next()?);
        for list in lists {
            let other = by_text(list);
            listed.retain(|text, _| other.contains_key(text));
        }
        listed.retain(|_, value| self.accepts(value));
        let all =
            self.kind() == "boolean" && ["true", "false"].iter().all(|v| listed.contains_key(*v));
        (!all).then_some(listed)
    }

    /// Whether the limits accept a number or a string.
    pub(super) fn accepts(&self, value: &Value) -> bool {
        match value {
            Value::Number(number) => {
                let number = Decimal::of(number);
                let beyond = |upper: bool| {
                    self.bound(upper).is_some_and(|(limit, exclusive)| {
                        let beyond = if upper {
                            number > limit
                        } else {
                            number < limit
                        };
                        beyond || exclusive && number == limit
                    })
                };
                let is_multiple = self.multiples().iter().all(|of| number.is_multiple_of(of));
                !beyond(true) && !beyond(false) && is_multiple
            }
            Value::String(text) => {
                let length = Decimal::parse(&text.chars().count().to_string());
                let matches = |pattern: &String| {
                    regress::Regex::new(pattern).map_or(true, |regex| regex.find(text).is_some())
                };
                self.count("minLength").is_none_or(|limit| length >= limit)
                    && self.count("maxLength").is_none_or(|limit| length <= limit)
                    && self.patterns().iter().all(matches)
            }
            _ => true,
        }
    }

    /// The schema at `key` of all parts.
    pub(super) fn at(&self, key: &str) -> Self {
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
                let place = pointer::join(&at, name);
                nodes.entry(name).or_default().push((place, property));
            }
        }
        let made = |nodes| Self::of(self.document, nodes);
        nodes
            .into_iter()
            .map(|(name, nodes)| (name, made(nodes)))
            .collect()
    }

    pub(super) fn additional(&self) -> Additional<'a> {
        let typed = self.at("additionalProperties");
        let limits = |(_, part): &Part<'_>| !part.keys().all(|key| super::is_documentation(key));
        if typed.parts.iter().any(limits) {
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

/// The range of an integer format.
fn range(format: &str) -> Option<(i128, i128)> {
    Some(match format {
        "int8" | "byte" => (i8::MIN.into(), i8::MAX.into()),
        "int16" | "short" => (i16::MIN.into(), i16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        "uint64" => (0, u64::MAX.into()),
        _ => return None,
    })
}

/// Where a reference leads, one step far.
fn target<'a>(document: &'a Value, node: &'a Value) -> Option<(String, &'a Value)> {
    let reference = node.get("$ref")?.as_str()?;
    let at = reference.strip_prefix('#')?;
    match document.pointer(at) {
        Some(target) => Some((at.to_owned(), target)),
        None => Some((
            pointer::percent_decode(at),
            pointer::follow(document, reference)?,
        )),
    }
}

/// `value` or what it refers to, with its pointer.
pub(super) fn resolve<'a>(
    document: &'a Value,
    at: String,
    value: &'a Value,
) -> (String, &'a Value) {
    let mut found = (at, value);
    for _ in 0..crate::load::DEPTH_LIMIT {
        let Some(next) = target(document, found.1) else {
            break;
        };
        found = next;
    }
    found
}

/// A value as text that is the same for the same value: numbers by value, members in order of their names.
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

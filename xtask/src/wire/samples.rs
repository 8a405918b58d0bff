//! Values for arguments, made from the OAS2 document's own schemas.

use serde_json::{Map, Value, json};

use crate::pointer;

/// Which values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Only what is required.
    Minimal,
    /// Everything.
    Full,
    /// Everything, with strings and numbers that are easily spoilt.
    Awkward,
    /// What is required, and empty lists.
    Empty,
}

/// All of them.
pub const KINDS: &[Kind] = &[Kind::Minimal, Kind::Full, Kind::Awkward, Kind::Empty];

/// A string with everything that some part of a URL gives a meaning.
const AWKWARD: &str = "a/b c?d&e=f#g%2Fh+i;\u{f1}\u{20ac}\"";

/// An argument as the document names it.
#[derive(Debug, Clone)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// `path`, `query`, `header`, `formData` or `body`.
    pub location: String,
    /// The parameter's object.
    pub parameter: Value,
    /// The value.
    pub value: Value,
}

/// Follows references, as far as they lead.
pub fn resolve<'a>(oas2: &'a Value, value: &'a Value) -> &'a Value {
    let mut value = value;
    for _ in 0..50 {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
            break;
        };
        let Some(target) = pointer::follow(oas2, reference) else {
            break;
        };
        value = target;
    }
    value
}

/// The parameters of the operation at `at`, those of its path included.
pub fn parameters<'a>(oas2: &'a Value, at: &str) -> Vec<&'a Value> {
    let path = at.rsplit_once('/').map_or("", |(path, _)| path);
    let of = |at: &str| {
        let list = oas2.pointer(at).and_then(|o| o.get("parameters"));
        list.and_then(Value::as_array).into_iter().flatten()
    };
    let mut found: Vec<&Value> = vec![];
    for parameter in of(at).chain(of(path)) {
        let parameter = resolve(oas2, parameter);
        let same = |p: &&Value| {
            p.get("in") == parameter.get("in") && p.get("name") == parameter.get("name")
        };
        if !found.iter().any(same) {
            found.push(parameter);
        }
    }
    found
}

/// Values for the operation at `at`; nothing where a required one cannot be made up.
pub fn values(oas2: &Value, at: &str, kind: Kind) -> Option<Vec<Argument>> {
    let mut arguments = vec![];
    let mut has_body = false;
    for parameter in parameters(oas2, at) {
        let text = |key: &str| {
            parameter
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let location = text("in");
        let name = parameter
            .get("name")
            .map(crate::api::text)
            .unwrap_or_default();
        if location == "body" && std::mem::replace(&mut has_body, true) {
            continue;
        }
        let required = location == "path" || parameter.get("required") == Some(&json!(true));
        let list = text("type") == "array";
        let wanted = required
            || match kind {
                Kind::Minimal => false,
                Kind::Full | Kind::Awkward => true,
                Kind::Empty => list,
            };
        if !wanted || name.is_empty() {
            continue;
        }
        let schema = parameter.get("schema").unwrap_or(parameter);
        if location == "body" && sends_bytes(oas2, at) {
            arguments.push(Argument {
                name,
                location: location.to_owned(),
                parameter: parameter.clone(),
                value: json!("<bytes>\u{f1}</bytes>"),
            });
            continue;
        }
        let value = if kind == Kind::Empty && list && location != "path" {
            Some(json!([]))
        } else {
            Maker {
                oas2,
                kind,
                header: location == "header",
            }
            .value(schema, 0)
        };
        match value {
            Some(value) => arguments.push(Argument {
                name,
                location: location.to_owned(),
                parameter: parameter.clone(),
                value,
            }),
            None if required => return None,
            None => {}
        }
    }
    Some(arguments)
}

/// Whether the body is neither JSON nor a form: whatever it holds, it is bytes to a client.
fn sends_bytes(oas2: &Value, at: &str) -> bool {
    let own = oas2
        .pointer(at)
        .and_then(|operation| operation.get("consumes"));
    let types = own
        .or_else(|| oas2.get("consumes"))
        .and_then(Value::as_array);
    let types: Vec<_> = types
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let structured = ["json", "form", "*/*"];
    !types.is_empty()
        && !types
            .iter()
            .any(|t| structured.iter().any(|s| t.contains(s)))
}

struct Maker<'a> {
    oas2: &'a Value,
    kind: Kind,
    header: bool,
}

impl Maker<'_> {
    fn value(&self, schema: &Value, depth: usize) -> Option<Value> {
        let schema = resolve(self.oas2, schema);
        if depth > 8 {
            return None;
        }
        if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
            return self.all_of(schema, parts, depth);
        }
        let kind = schema.get("type").and_then(Value::as_str);
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            let usable = |v: &&Value| match kind {
                Some("integer" | "number") => v.is_number(),
                Some("boolean") => v.is_boolean(),
                Some("array" | "object") => false,
                _ => v.is_string(),
            };
            let mut usable = values.iter().filter(usable);
            let chosen = if self.kind == Kind::Awkward {
                usable.next_back()
            } else {
                usable.next()
            };
            if let Some(chosen) = chosen {
                return Some(chosen.clone());
            }
        }
        match kind.map(str::to_ascii_lowercase).as_deref() {
            Some("integer" | "int" | "long") => Some(self.integer(schema)),
            Some("number" | "float" | "double") => {
                Some(json!(if self.kind == Kind::Awkward { 0.1 } else { 1.5 }))
            }
            Some("boolean" | "bool") => Some(json!(true)),
            Some("array") => self.array(schema, depth),
            Some("object") => self.object(schema, depth),
            Some("string" | "file" | "date" | "datetime" | "date-time" | "timestamp" | "uuid") => {
                self.string(schema)
            }
            None if schema.get("properties").is_some()
                || schema.get("additionalProperties").is_some() =>
            {
                self.object(schema, depth)
            }
            None if schema.get("items").is_some() => self.array(schema, depth),
            None if schema.get("pattern").is_some() => self.string(schema),
            _ => Some(json!("any")),
        }
    }

    fn integer(&self, schema: &Value) -> Value {
        let long =
            !matches!(schema.get("format").and_then(Value::as_str), Some(f) if !f.contains("64"));
        match (self.kind, long) {
            (Kind::Awkward, true) => json!(9_007_199_254_740_993_i64),
            (Kind::Awkward, false) => json!(120),
            _ => json!(1),
        }
    }

    fn array(&self, schema: &Value, depth: usize) -> Option<Value> {
        if self.kind == Kind::Empty && depth > 0 {
            return Some(json!([]));
        }
        let any = json!({});
        let items = match schema.get("items") {
            Some(Value::Array(items)) => items.first().unwrap_or(&any),
            Some(items) => items,
            None => &any,
        };
        let item = self.value(items, depth + 1);
        match (item, self.kind) {
            (Some(item), Kind::Minimal | Kind::Empty) => Some(json!([item])),
            (Some(item), _) => Some(json!([item, item])),
            (None, _) if depth > 0 => Some(json!([])),
            (None, _) => None,
        }
    }

    fn object(&self, schema: &Value, depth: usize) -> Option<Value> {
        let mut made = Map::new();
        let required = |name: &str| {
            let names = schema.get("required").and_then(Value::as_array);
            names.is_some_and(|names| names.iter().any(|n| n.as_str() == Some(name)))
        };
        for (name, property) in schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let wanted = matches!(self.kind, Kind::Full | Kind::Awkward);
            if !wanted && !required(name) {
                continue;
            }
            match self.value(property, depth + 1) {
                Some(value) => {
                    made.insert(name.clone(), value);
                }
                None if required(name) => return None,
                None => {}
            }
        }
        if let Some(values @ Value::Object(_)) = schema.get("additionalProperties")
            && matches!(self.kind, Kind::Full | Kind::Awkward)
            && let Some(value) = self.value(values, depth + 1)
        {
            made.insert("additional key".to_owned(), value);
        }
        Some(Value::Object(made))
    }

    fn all_of(&self, schema: &Value, parts: &[Value], depth: usize) -> Option<Value> {
        let mut own = schema.clone();
        if let Some(members) = own.as_object_mut() {
            members.remove("allOf");
        }
        let mut made: Option<Value> = None;
        let describes = |part: &Value| {
            let part = resolve(self.oas2, part);
            ["type", "properties", "allOf", "enum"]
                .iter()
                .any(|key| part.get(key).is_some())
        };
        for part in parts.iter().chain([&own]).filter(|part| describes(part)) {
            let value = self.value(part, depth + 1)?;
            match (&mut made, value) {
                (Some(Value::Object(made)), Value::Object(more)) => made.extend(more),
                (made, value) => *made = Some(value),
            }
        }
        Some(made.unwrap_or_else(|| json!({})))
    }

    fn string(&self, schema: &Value) -> Option<Value> {
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        let length = |key: &str| {
            schema
                .get(key)
                .and_then(Value::as_u64)
                .and_then(|n| usize::try_from(n).ok())
        };
        let own = [
            schema.get("example"),
            schema.get("x-example"),
            schema.get("default"),
        ];
        let own = own.into_iter().flatten().filter_map(Value::as_str);
        if let Some(pattern) = text("pattern")
            && let Ok(pattern) = regress::Regex::new(pattern)
        {
            let long = "a".repeat(length("minLength").unwrap_or(1));
            let digits = "1".repeat(length("minLength").unwrap_or(1));
            let candidates = [
                "a",
                "A",
                "1",
                "ab",
                "AB",
                "12",
                "abc",
                "ABC",
                "123",
                "1234",
                "12345",
                "abcd1234",
                "123456",
                "12345678",
                "1234567890",
                "a1",
                "a-b",
                "ES",
                "EUR",
                "2026-01-15",
                "2026-01-15T10:00:00Z",
                "1.0",
                "1.0.0",
                "/a",
                "a.b",
                "a@b.example",
                "http://a.example/b",
                "00000000-0000-4000-8000-000000000000",
                "0123456789abcdef0123456789abcdef",
                "0x01",
                "true",
                "10.0.0.1",
                "10.0.0.0/8",
                "ABC123",
                "507f1f77bcf86cd799439011",
                "1:2",
                "a:b",
                "10:00",
            ];
            let fits = |text: &&str| {
                let count = text.chars().count();
                pattern.find(text).is_some()
                    && count >= length("minLength").unwrap_or(0)
                    && count <= length("maxLength").unwrap_or(usize::MAX)
            };
            let found = own
                .chain(candidates)
                .chain([long.as_str(), digits.as_str()])
                .find(fits);
            return found.map(|text| json!(text));
        }
        let made = match text("format") {
            Some("date") => "2026-01-15".to_owned(),
            Some("date-time") => "2026-01-15T10:00:00Z".to_owned(),
            Some("uuid") => "00000000-0000-4000-8000-000000000000".to_owned(),
            _ if self.kind == Kind::Awkward && !self.header => AWKWARD.to_owned(),
            _ => "text".to_owned(),
        };
        let mut made: String = made
            .chars()
            .take(length("maxLength").unwrap_or(usize::MAX))
            .collect();
        while made.chars().count() < length("minLength").unwrap_or(0) {
            made.push('x');
        }
        Some(json!(made))
    }
}

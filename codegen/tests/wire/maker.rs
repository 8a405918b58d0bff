//! Generates a value for a schema.

use serde_json::{Map, Value, json};

use super::samples::{Kind, resolve};

/// A string with the special characters of all parts of a URL.
const AWKWARD: &str = "a/b c?d&e=f#g%2Fh+i;\u{f1}\u{20ac}\"";

/// Strings that match the patterns of real documents.
const CANDIDATES: &str = "a A 1 ab AB 12 abc ABC 123 1234 12345 abcd1234 123456 12345678 1234567890 a1 a-b ES EUR 2026-01-15 \
    2026-01-15T10:00:00Z 1.0 1.0.0 /a a.b a@b.example http://a.example/b \
    00000000-0000-4000-8000-000000000000 0123456789abcdef0123456789abcdef 0x01 true 10.0.0.1 10.0.0.0/8 \
    ABC123 507f1f77bcf86cd799439011 1:2 a:b 10:00";

/// The type; of several, which OAS2 does not allow, the one that is not null.
fn only_type(schema: &Value) -> Option<&str> {
    match schema.get("type")? {
        Value::Array(types) => {
            let mut types = types.iter().filter_map(Value::as_str);
            types.find(|name| *name != "null")
        }
        other => other.as_str(),
    }
}

/// Generates values of one kind.
pub(super) struct Maker<'a> {
    /// The document, for references.
    pub oas2: &'a Value,
    /// The kind of values.
    pub kind: Kind,
    /// Whether values are for a header.
    pub header: bool,
}

impl Maker<'_> {
    /// A value for a schema at nesting depth `depth`; `None` if none can be generated.
    pub fn value(&self, schema: &Value, depth: usize) -> Option<Value> {
        let schema = resolve(self.oas2, schema);
        if depth > 8 {
            return None;
        }
        if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
            return self.all_of(schema, parts, depth);
        }
        let kind = only_type(schema);
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
        let mut members = Map::new();
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
                    members.insert(name.clone(), value);
                }
                None if required(name) => return None,
                None => {}
            }
        }
        if let Some(values @ Value::Object(_)) = schema.get("additionalProperties")
            && matches!(self.kind, Kind::Full | Kind::Awkward)
            && let Some(value) = self.value(values, depth + 1)
        {
            members.insert("additional key".to_owned(), value);
        }
        Some(Value::Object(members))
    }

    fn all_of(&self, schema: &Value, parts: &[Value], depth: usize) -> Option<Value> {
        let mut beside = schema.clone();
        if let Some(members) = beside.as_object_mut() {
            members.remove("allOf");
        }
        let has = |part: &Value, keys: &[&str]| keys.iter().any(|key| part.get(key).is_some());
        let mut described: Vec<Value> = parts
            .iter()
            .map(|part| resolve(self.oas2, part).clone())
            .filter(|part| has(part, &["type", "properties", "allOf", "enum"]))
            .collect();
        // A type beside `allOf` only repeats or contradicts those of its parts.
        if described.is_empty() || has(&beside, &["properties", "enum"]) {
            described.push(beside.clone());
        }
        // A property that one part requires may be described by another.
        let required: Vec<Value> = parts
            .iter()
            .map(|part| resolve(self.oas2, part))
            .chain([&beside])
            .filter_map(|part| part.get("required")?.as_array())
            .flatten()
            .cloned()
            .collect();
        let mut merged: Option<Value> = None;
        for mut part in described {
            if let Some(members) = part.as_object_mut().filter(|_| !required.is_empty()) {
                members.insert("required".to_owned(), Value::Array(required.clone()));
            }
            let value = self.value(&part, depth + 1)?;
            match (&mut merged, value) {
                (Some(Value::Object(members)), Value::Object(more)) => members.extend(more),
                (merged, value) => *merged = Some(value),
            }
        }
        Some(merged.unwrap_or_else(|| json!({})))
    }

    fn string(&self, schema: &Value) -> Option<Value> {
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        let length = |key: &str| {
            schema
                .get(key)
                .and_then(Value::as_u64)
                .and_then(|n| usize::try_from(n).ok())
        };
        let examples = [
            schema.get("example"),
            schema.get("x-example"),
            schema.get("default"),
        ];
        let examples = examples.into_iter().flatten().filter_map(Value::as_str);
        if let Some(pattern) = text("pattern")
            && let Ok(pattern) = regress::Regex::new(pattern)
        {
            let long = "a".repeat(length("minLength").unwrap_or(1));
            let digits = "1".repeat(length("minLength").unwrap_or(1));
            let fits = |text: &&str| {
                let count = text.chars().count();
                pattern.find(text).is_some()
                    && count >= length("minLength").unwrap_or(0)
                    && count <= length("maxLength").unwrap_or(usize::MAX)
            };
            let found = examples
                .chain(CANDIDATES.split(' '))
                .chain([long.as_str(), digits.as_str()])
                .find(fits);
            return found.map(|text| json!(text));
        }
        let sample = match text("format") {
            Some("date") => "2026-01-15".to_owned(),
            Some("date-time") => "2026-01-15T10:00:00Z".to_owned(),
            Some("uuid") => "00000000-0000-4000-8000-000000000000".to_owned(),
            _ if self.kind == Kind::Awkward && !self.header => AWKWARD.to_owned(),
            _ => "text".to_owned(),
        };
        let mut sample: String = sample
            .chars()
            .take(length("maxLength").unwrap_or(usize::MAX))
            .collect();
        while sample.chars().count() < length("minLength").unwrap_or(0) {
            sample.push('x');
        }
        Some(json!(sample))
    }
}

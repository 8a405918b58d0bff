//! A schema as the passes and the generator use it: the keywords that choose a type, in one form.
//!
//! It is read once from JSON, leniently, and written once for progenitor.

use api_transport::meaning::Meaning;
use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use crate::pointer;

/// A schema.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Schema {
    /// The definition that `$ref` refers to.
    pub reference: Option<String>,
    /// The description.
    pub description: Option<String>,
    /// Whether null is allowed.
    pub nullable: bool,
    /// The values of `x-known-values`, which do not close the list.
    pub known_values: Vec<KnownValue>,
    /// The meaning of a string: `x-meaning`.
    pub meaning: Option<Meaning>,
    /// The wire names of properties that have other keys here.
    pub wire_names: IndexMap<String, String>,
    /// `allOf`.
    pub all_of: Vec<Schema>,
    /// `type`, if it is one of OAS2's.
    pub kind: Option<Kind>,
    /// `format`.
    pub format: Option<String>,
    /// `enum`.
    pub values: Vec<Value>,
    /// `minLength`.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern`.
    pub pattern: Option<String>,
    /// `items`.
    pub items: Option<Box<Schema>>,
    /// `properties`; `Some` and empty if the object has an empty `properties`.
    pub properties: Option<IndexMap<String, Schema>>,
    /// The names of properties that are `required`.
    pub required: Vec<String>,
    /// `additionalProperties`, if they are allowed.
    pub additional: Option<Box<Schema>>,
    /// Whether `additionalProperties` is `false`.
    pub closed: bool,
    /// Whether there is a `discriminator`.
    pub discriminator: bool,
    /// Other members, and those with an invalid value.
    pub others: Map<String, Value>,
}

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `string`.
    String,
    /// `integer`.
    Integer,
    /// `number`.
    Number,
    /// `boolean`.
    Boolean,
    /// `array`.
    Array,
    /// `object`.
    Object,
}

impl Kind {
    const ALL: [Self; 6] = [
        Self::String,
        Self::Integer,
        Self::Number,
        Self::Boolean,
        Self::Array,
        Self::Object,
    ];

    pub(crate) fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The keyword in JSON Schema.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

/// A known value of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownValue {
    /// The value, an integer or a text.
    pub code: Value,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: Localized,
    /// The remedy for a caller.
    pub advice: Localized,
}

/// A text in several languages: language and text. The language is empty if the document has only
/// one text.
pub type Localized = Vec<(String, String)>;

impl KnownValue {
    /// Reads an item of `x-known-values`; `None` if it is invalid.
    pub(crate) fn read(value: &Value) -> Option<Self> {
        let code = value.get("value")?;
        Some(Self {
            code: code.clone(),
            name: value.get("name")?.as_str()?.to_owned(),
            description: localized(value.get("description")),
            advice: localized(value.get("advice")),
        })
        .filter(|_| code.is_string() || code.as_i64().is_some())
    }
}

/// The texts of `value`, which is a text or an object with a text per language; empty for any other
/// value.
pub(crate) fn localized(value: Option<&Value>) -> Localized {
    match value {
        Some(Value::String(text)) => vec![(String::new(), text.clone())],
        Some(Value::Object(texts)) => {
            let texts = texts.iter();
            let texts =
                texts.filter_map(|(key, text)| Some((key.clone(), text.as_str()?.to_owned())));
            texts.collect()
        }
        _ => vec![],
    }
}

impl Schema {
    /// A schema with only a type.
    pub(crate) fn of(kind: Kind) -> Self {
        Self {
            kind: Some(kind),
            ..Self::default()
        }
    }

    /// A reference to a definition.
    pub(crate) fn reference(name: impl Into<String>) -> Self {
        Self {
            reference: Some(name.into()),
            ..Self::default()
        }
    }

    /// A reference to a definition, with the members of this schema that belong beside it.
    pub(crate) fn reference_to(&self, name: &str) -> Self {
        Self {
            description: self.description.clone(),
            nullable: self.nullable,
            ..Self::reference(name)
        }
    }

    /// The number of members that the schema has.
    pub(crate) fn member_count(&self) -> usize {
        let written = self.write().as_object().map_or(0, Map::len);
        let more = [
            self.closed,
            self.discriminator,
            self.meaning.is_some(),
            !self.known_values.is_empty(),
        ];
        written + more.into_iter().filter(|present| *present).count() + self.others.len()
    }

    /// The definition that the schema refers to.
    pub(crate) fn target<'a>(&self, schemas: &'a IndexMap<String, Self>) -> Option<&'a Self> {
        schemas.get(self.reference.as_ref()?)
    }

    /// Reads a schema in OAS2 or OAS3 form. An invalid schema allows anything.
    pub fn read(value: &Value) -> Self {
        let mut schema = Self::default();
        for (key, value) in value.as_object().into_iter().flatten() {
            schema.read_member(key, value);
        }
        schema
    }

    /// Reads a member of a schema.
    pub(crate) fn read_member(&mut self, key: &str, value: &Value) {
        let boxed = |value: &Value| Some(Box::new(Self::read(value)));
        match (key, value) {
            ("$ref", Value::String(to)) => self.reference = Some(definition(to)),
            ("description", Value::String(text)) => self.description = Some(text.clone()),
            ("nullable" | "x-nullable", _) => self.nullable |= *value == json!(true),
            ("x-known-values", Value::Array(values)) => {
                self.known_values = values.iter().filter_map(KnownValue::read).collect();
            }
            ("x-meaning", value) if Meaning::read(value).is_ok() => {
                self.meaning = Meaning::read(value).ok();
            }
            ("allOf", Value::Array(parts)) => {
                self.all_of = parts.iter().map(Self::read).collect();
            }
            ("type", Value::String(name)) if Kind::read(name).is_some() => {
                self.kind = Kind::read(name);
            }
            ("format", Value::String(format)) => self.format = Some(format.clone()),
            ("enum", Value::Array(values)) if !values.is_empty() => self.values.clone_from(values),
            ("minLength", Value::Number(length)) if length.is_u64() => {
                self.min_length = length.as_u64();
            }
            ("maxLength", Value::Number(length)) if length.is_u64() => {
                self.max_length = length.as_u64();
            }
            ("pattern", Value::String(pattern)) => self.pattern = Some(pattern.clone()),
            ("items", Value::Array(items)) => match items.as_slice() {
                // some documents have a list with one schema
                [only] => self.items = boxed(only),
                _ => self.items = Some(Box::default()),
            },
            ("items", items) => self.items = boxed(items),
            ("properties", properties) => {
                let properties = properties.as_object().into_iter().flatten();
                let read = properties.map(|(name, schema)| (name.clone(), Self::read(schema)));
                self.properties = Some(read.collect());
            }
            ("required", Value::Array(names)) if names.iter().any(Value::is_string) => {
                let names = names.iter().filter_map(Value::as_str);
                self.required = names.map(str::to_owned).collect();
            }
            ("additionalProperties", Value::Object(_) | Value::Bool(true)) => {
                self.additional = boxed(value);
            }
            ("additionalProperties", _) => self.closed = true,
            ("discriminator", _) => self.discriminator = true,
            _ => {
                self.others.insert(key.to_owned(), value.clone());
            }
        }
    }

    /// Writes a schema in OAS3 form, without [`Self::others`].
    pub fn write(&self) -> Value {
        let mut schema = json!({});
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                pointer::set(&mut schema, key, value);
            }
        };
        let write_all = |schemas: &IndexMap<String, Self>| {
            let written = schemas.iter().map(|(name, s)| (name.clone(), s.write()));
            Value::Object(written.collect())
        };
        let list = |values: Vec<Value>| (!values.is_empty()).then_some(Value::Array(values));
        let pointer_to = |name| json!(format!("#/components/schemas/{name}"));
        put("$ref", self.reference.as_ref().map(pointer_to));
        put("description", self.description.as_ref().map(|d| json!(d)));
        put("nullable", self.nullable.then(|| json!(true)));
        put("allOf", list(self.all_of.iter().map(Self::write).collect()));
        put("type", self.kind.map(|kind| json!(kind.as_str())));
        put("format", self.format.as_ref().map(|f| json!(f)));
        put("enum", list(self.values.clone()));
        put("minLength", self.min_length.map(Value::from));
        put("maxLength", self.max_length.map(Value::from));
        put("pattern", self.pattern.as_ref().map(|p| json!(p)));
        put("items", self.items.as_ref().map(|items| items.write()));
        put("properties", self.properties.as_ref().map(write_all));
        let names = self.required.iter().map(|name| json!(name));
        put("required", list(names.collect()));
        put(
            "additionalProperties",
            self.additional.as_ref().map(|values| values.write()),
        );
        schema
    }

    /// Calls `visit` for each schema below this one, then for itself, with its pointer.
    pub(crate) fn each(&mut self, at: &str, visit: &mut impl FnMut(&str, &mut Self)) {
        for (i, part) in self.all_of.iter_mut().enumerate() {
            part.each(&format!("{at}/allOf/{i}"), visit);
        }
        if let Some(items) = &mut self.items {
            items.each(&format!("{at}/items"), visit);
        }
        for (name, property) in self.properties.iter_mut().flatten() {
            property.each(&pointer::join(&format!("{at}/properties"), name), visit);
        }
        if let Some(values) = &mut self.additional {
            values.each(&format!("{at}/additionalProperties"), visit);
        }
        visit(at, self);
    }

    /// The direct subschemas.
    pub(crate) fn children(&self) -> impl Iterator<Item = &Self> {
        let properties = self.properties.iter().flat_map(IndexMap::values);
        let boxes = self.items.iter().chain(&self.additional);
        self.all_of
            .iter()
            .chain(boxes.map(AsRef::as_ref))
            .chain(properties)
    }

    /// The values of an enum that are strings.
    pub(crate) fn texts(&self) -> Vec<&str> {
        self.values.iter().filter_map(Value::as_str).collect()
    }

    /// Whether a string has a list of values, a pattern or a length.
    pub(crate) fn is_constrained(&self) -> bool {
        let has_length = self.min_length.is_some() || self.max_length.is_some();
        has_length || self.pattern.is_some() || !self.values.is_empty()
    }
}

/// The name of the definition that a reference refers to.
fn definition(to: &str) -> String {
    let prefixes = ["#/components/schemas/", "#/definitions/"];
    let name = prefixes.iter().find_map(|prefix| to.strip_prefix(prefix));
    pointer::percent_decode(&pointer::unescape(name.unwrap_or(to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_is_visited_innermost_first() {
        let mut schema = Schema::read(&json!({
            "properties": {"items": {"items": [{}]}, "type": 5},
            "additionalProperties": {"allOf": [{}]},
            "example": {"items": {}},
        }));
        let mut locations = vec![];
        schema.each("", &mut |at, _| locations.push(at.to_owned()));
        assert_eq!(
            locations,
            [
                "/properties/items/items",
                "/properties/items",
                "/properties/type",
                "/additionalProperties/allOf/0",
                "/additionalProperties",
                "",
            ]
        );
    }

    #[test]
    fn valid_members_are_written_as_they_were_read() {
        let schema = json!({
            "description": "d", "nullable": true, "type": "object", "required": ["a"],
            "allOf": [{"$ref": "#/components/schemas/A"}],
            "properties": {
                "a": {"type": "string", "enum": ["x", null]},
                "b": {"type": "string", "minLength": 1, "maxLength": 2, "pattern": "^a$"},
                "c": {"type": "array", "items": {"type": "integer", "format": "int32"}},
            },
            "additionalProperties": {},
        });
        assert_eq!(Schema::read(&schema).write(), schema);
    }

    #[test]
    fn invalid_members_are_kept_in_others() {
        let odd = json!({
            "type": ["string"], "format": 5, "enum": [], "minLength": 1.5, "required": true, "title": "t",
        });
        let read = Schema::read(&odd);
        assert_eq!(Value::Object(read.others.clone()), odd);
        assert_eq!(read.write(), json!({}));
        assert_eq!(
            Schema::read(&json!({"items": [{}, {}]})).items,
            Some(Box::default())
        );
        assert_eq!(Schema::read(&json!(5)), Schema::default());
    }
}

//! A schema of a document with its references followed and its `allOf` merged.

use serde_json::{Map, Value};

/// How deep references are followed.
const DEPTH: usize = 16;

/// What an OpenAPI 3.0 schema says, in one place.
#[derive(Debug, Clone, Default)]
pub struct Schema(Map<String, Value>);

impl Schema {
    /// Reads the schema `node` of `document`.
    #[must_use]
    pub fn of(document: &Value, node: &Value) -> Self {
        let mut merged = Map::new();
        merge(document, node, &mut merged, 0);
        Self(merged)
    }

    /// A keyword's value.
    #[must_use]
    pub fn keyword(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// A keyword that is a text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.keyword(name).and_then(Value::as_str)
    }

    /// A keyword that is a count.
    #[must_use]
    pub fn count(&self, name: &str) -> Option<usize> {
        let count = self.keyword(name).and_then(Value::as_u64);
        count.and_then(|count| usize::try_from(count).ok())
    }

    /// Whether a flag is set.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        self.keyword(name) == Some(&Value::Bool(true))
    }

    /// The type; an object where only properties tell so.
    #[must_use]
    pub fn kind(&self) -> &str {
        let implied = if self.0.contains_key("properties") {
            "object"
        } else {
            ""
        };
        self.text("type").unwrap_or(implied)
    }

    /// The properties of an object.
    pub fn properties(&self) -> impl Iterator<Item = (&str, &Value)> {
        let properties = self.keyword("properties").and_then(Value::as_object);
        let properties = properties.into_iter().flatten();
        properties.map(|(name, schema)| (name.as_str(), schema))
    }

    /// Whether a property is required.
    #[must_use]
    pub fn requires(&self, name: &str) -> bool {
        let required = self.keyword("required").and_then(Value::as_array);
        required.is_some_and(|names| names.iter().any(|n| n == name))
    }

    /// The values that are listed.
    #[must_use]
    pub fn listed(&self) -> &[Value] {
        let listed = self.keyword("enum").and_then(Value::as_array);
        listed.map_or(&[], Vec::as_slice)
    }
}

fn merge(document: &Value, node: &Value, into: &mut Map<String, Value>, depth: usize) {
    let Some(members) = node.as_object().filter(|_| depth < DEPTH) else {
        return;
    };
    if let Some(target) = reference(document, node) {
        merge(document, target, into, depth + 1);
        return;
    }
    for part in members
        .get("allOf")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        merge(document, part, into, depth + 1);
    }
    for (name, value) in members.iter().filter(|(name, _)| *name != "allOf") {
        match (into.get_mut(name), value) {
            (Some(Value::Object(there)), Value::Object(more)) => there.extend(more.clone()),
            (Some(Value::Array(there)), Value::Array(more)) if name == "required" => {
                there.extend(more.iter().cloned());
            }
            _ => {
                into.insert(name.clone(), value.clone());
            }
        }
    }
}

/// What a node refers to, when it is a reference.
#[must_use]
pub fn reference<'d>(document: &'d Value, node: &Value) -> Option<&'d Value> {
    let pointer = node.get("$ref")?.as_str()?.strip_prefix('#')?;
    document.pointer(pointer)
}

/// A node, or what it refers to.
#[must_use]
pub fn follow<'d>(document: &'d Value, node: &'d Value) -> &'d Value {
    reference(document, node).unwrap_or(node)
}

/// A node with everything that it refers to in its place: equal for two documents exactly when both
/// say the same of it.
#[must_use]
pub fn expand(document: &Value, node: &Value) -> Value {
    fn within(document: &Value, node: &Value, depth: usize) -> Value {
        if depth > DEPTH {
            return Value::Null;
        }
        match (reference(document, node), node) {
            (Some(target), _) => within(document, target, depth + 1),
            (None, Value::Array(items)) => items
                .iter()
                .map(|item| within(document, item, depth))
                .collect(),
            (None, Value::Object(members)) => {
                let members = members.iter();
                let members = members.map(|(n, v)| (n.clone(), within(document, v, depth)));
                Value::Object(members.collect())
            }
            (None, other) => other.clone(),
        }
    }
    within(document, node, 0)
}

/// A name as part of a JSON pointer.
#[must_use]
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The operations of a document: pointer of the path item, method, operation.
pub fn operations(document: &Value) -> impl Iterator<Item = Operation<'_>> {
    const METHODS: [&str; 8] = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ];
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(move |(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        let methods = methods.filter(|(name, _)| METHODS.contains(&name.as_str()));
        methods.map(move |(method, node)| Operation {
            path,
            item,
            method,
            node,
            pointer: format!("/paths/{}/{method}", escape(path)),
        })
    })
}

/// An operation as the document has it.
#[derive(Debug, Clone)]
pub struct Operation<'d> {
    /// The path template.
    pub path: &'d str,
    /// The path item.
    pub item: &'d Value,
    /// The method, in lower case.
    pub method: &'d str,
    /// The operation object.
    pub node: &'d Value,
    /// Its JSON pointer.
    pub pointer: String,
}

impl<'d> Operation<'d> {
    /// The `operationId`, or nothing.
    #[must_use]
    pub fn id(&self) -> &'d str {
        self.node["operationId"].as_str().unwrap_or_default()
    }

    /// The parameters, those of the path item first, references followed.
    #[must_use]
    pub fn parameters(&self, document: &'d Value) -> Vec<&'d Value> {
        let own = [&self.item["parameters"], &self.node["parameters"]];
        let nodes = own.into_iter().filter_map(Value::as_array).flatten();
        nodes.map(|node| follow(document, node)).collect()
    }

    /// The responses by status, references followed.
    #[must_use]
    pub fn responses(&self, document: &'d Value) -> Vec<(&'d str, &'d Value)> {
        let responses = self.node["responses"].as_object().into_iter().flatten();
        let followed = responses.map(|(status, node)| (status.as_str(), follow(document, node)));
        followed.collect()
    }
}

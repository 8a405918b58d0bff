//! Parameters in the path, the query and the headers, and how their lists are written.

use serde_json::{Map, Value};

use super::{Documents, text};
use crate::pointer;
use crate::report::Report;

/// Where a parameter stands in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path template.
    Path,
    /// In the query.
    Query,
    /// In the headers.
    Header,
}

impl Location {
    /// As OAS2 writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
        }
    }
}

/// How a list is written (OAS2, `collectionFormat`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListFormat {
    /// The items in one text, separated by this.
    Delimited(&'static str),
    /// One pair per item.
    Multi,
}

impl ListFormat {
    fn read(parameter: &Value) -> Self {
        match parameter.get("collectionFormat").and_then(Value::as_str) {
            Some("ssv") => Self::Delimited(" "),
            Some("tsv") => Self::Delimited("\t"),
            Some("pipes") => Self::Delimited("|"),
            Some("multi") => Self::Multi,
            _ => Self::Delimited(","),
        }
    }
}

/// A parameter in the path, the query or a header.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Its name in Rust; empty until it is given one (see `normalise::names`).
    pub rust: String,
    /// Where it stands.
    pub location: Location,
    /// Whether a request needs it.
    pub required: bool,
    /// Its schema, in OAS3's form.
    pub schema: Value,
    /// How lists are written; for scalars it has no meaning.
    pub list: ListFormat,
    /// What it is for.
    pub description: Option<String>,
    /// The key under the document's `parameters`, where it is a shared one.
    pub shared: Option<String>,
    /// Its place in the OAS2 document.
    pub pointer: String,
}

impl Parameter {
    /// Reads `parameter`, found at `pointer` in the OAS2 document.
    pub(super) fn read(at: String, parameter: &Value) -> Option<Self> {
        let location = match parameter.get("in").and_then(Value::as_str)? {
            "path" => Location::Path,
            "query" => Location::Query,
            "header" => Location::Header,
            _ => return None,
        };
        Self::read_as(at, parameter, location)
    }

    /// The same, whatever `in` says: form fields are read like parameters.
    pub(super) fn read_as(at: String, parameter: &Value, location: Location) -> Option<Self> {
        let name = text(parameter.get("name")?);
        let required = location == Location::Path
            || parameter.get("required").and_then(Value::as_bool) == Some(true);
        let shared = at
            .strip_prefix("/parameters/")
            .map(|key| key.replace("~1", "/").replace("~0", "~"));
        Some(Self {
            list: ListFormat::read(parameter),
            description: description(parameter),
            schema: simple_schema(parameter),
            shared,
            pointer: at,
            rust: String::new(),
            name,
            location,
            required,
        })
    }
}

/// A description that says something.
pub(super) fn description(value: &Value) -> Option<String> {
    let text = value.get("description").map(text)?;
    (!text.trim().is_empty()).then_some(text)
}

/// The schema of a parameter, header or form field: what OAS2 writes beside its name. A few real
/// documents write a `schema` there instead, as OAS3 does.
pub(super) fn simple_schema(parameter: &Value) -> Value {
    if parameter.get("type").is_none()
        && let Some(schema) = parameter.get("schema")
    {
        return schema3(schema);
    }
    let keywords = [
        "type",
        "format",
        "items",
        "default",
        "maximum",
        "exclusiveMaximum",
        "minimum",
        "exclusiveMinimum",
        "maxLength",
        "minLength",
        "pattern",
        "maxItems",
        "minItems",
        "uniqueItems",
        "enum",
        "multipleOf",
    ];
    let mut schema = Map::new();
    for keyword in keywords {
        if let Some(value) = parameter.get(keyword) {
            let value = if keyword == "items" {
                simple_schema(value)
            } else {
                value.clone()
            };
            schema.insert(keyword.to_owned(), value);
        }
    }
    Value::Object(schema)
}

/// A schema of the OAS2 document with references as the converted document has them; what else differs
/// between the two forms is the normalising passes' business.
pub(super) fn schema3(schema: &Value) -> Value {
    let mut schema = schema.clone();
    rewrite_references(&mut schema);
    schema
}

/// Points references to where OAS3 keeps schemas.
fn rewrite_references(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::String(to) if key == "$ref" => {
                        if let Some(name) = to.strip_prefix("#/definitions/") {
                            *to = format!("#/components/schemas/{name}");
                        }
                    }
                    other => rewrite_references(other),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(rewrite_references),
        _ => {}
    }
}

/// Records lists that cannot be written: OAS2 joins the levels of a list of lists, each by its own `collectionFormat`, and
/// a list of files has a part per file.
pub(super) fn record_lists(at: &str, parameter: &Value, report: &mut Report) {
    if parameter.get("type").and_then(Value::as_str) != Some("array") {
        return;
    }
    let items = parameter.get("items");
    let says = |key: &str| {
        items
            .and_then(|items| items.get(key))
            .and_then(Value::as_str)
    };
    let text = match (says("type"), says("format")) {
        (Some("array"), _) => "a list of lists: a call that gives a value is refused",
        (Some("file"), _) | (Some("string"), Some("binary")) => {
            "a list of files: they are sent as text, and bytes that are not UTF-8 cannot be sent"
        }
        _ => return,
    };
    let name = parameter.get("name").map(super::text).unwrap_or_default();
    report.give_up("read", at, format!("{name} is {text}"));
}

/// All parameters of an operation, shared ones followed: those of its path first, then its own, which
/// replace those of the path with the same name and place.
pub(super) fn effective<'a>(
    documents: &Documents<'a>,
    path: (&str, &'a Value),
    operation: (&str, &'a Value),
) -> Vec<(String, &'a Value)> {
    let mut found: Vec<(String, &Value)> = vec![];
    let key = |p: &Value| (p.get("in").cloned(), p.get("name").cloned());
    for (at, owner) in [path, operation] {
        let at = pointer::join(at, "parameters");
        let parameters = owner.get("parameters").and_then(Value::as_array);
        for (i, parameter) in parameters.into_iter().flatten().enumerate() {
            let (at, parameter) = documents.resolve(&format!("{at}/{i}"), parameter);
            if !parameter.is_object() {
                continue;
            }
            match found.iter_mut().find(|(_, p)| key(p) == key(parameter)) {
                Some(same) => *same = (at, parameter),
                None => found.push((at, parameter)),
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lists_that_cannot_be_written_are_recorded() {
        let recorded = |items: Value| {
            let mut report = Report::default();
            let list = json!({"name": "a", "in": "formData", "type": "array", "items": items});
            record_lists("/a", &list, &mut report);
            let mut texts = report.entries().iter().map(|entry| entry.text.clone());
            texts.next().unwrap_or_default()
        };
        let lists = json!({"type": "array", "items": {"type": "string"}});
        assert!(recorded(lists).starts_with("a is a list of lists"));
        for files in [
            json!({"type": "string", "format": "binary"}),
            json!({"type": "file"}),
        ] {
            assert!(recorded(files).starts_with("a is a list of files"));
        }
        assert_eq!(recorded(json!({"type": "string"})), "");
    }
}

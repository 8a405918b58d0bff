//! The extensions of the overlay, as the document carries them. What is not of the documented form is
//! ignored: `import` reports it.

use classifications_contract::{FieldLocation, Values};
use serde_json::{Map, Value};

use super::ApiOption;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub title: String,
    /// The flattened name of the value in a row.
    pub value: String,
}

/// A command word of an operation; without a name, the operation itself.
#[derive(Default)]
pub(super) struct Word {
    pub(super) name: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) presets: Values,
}

/// A text of an object.
pub(super) fn text(object: &Value, key: &str) -> Option<String> {
    object.get(key)?.as_str().map(str::to_owned)
}

/// A scalar extension as text.
pub(super) fn scalar(extensions: &Map<String, Value>, key: &str) -> Option<String> {
    match extensions.get(key)? {
        Value::String(text) => Some(text.clone()),
        number @ (Value::Number(_) | Value::Bool(_)) => Some(number.to_string()),
        _ => None,
    }
}

/// `x-commands`.
pub(super) fn words(operation: &Value) -> Vec<Word> {
    let word = |value: &Value| {
        let presets = value.get("values").and_then(Value::as_object);
        Some(Word {
            name: Some(text(value, "name")?),
            summary: text(value, "summary"),
            presets: presets.cloned().unwrap_or_default(),
        })
    };
    objects(operation, "x-commands").filter_map(word).collect()
}

/// `x-columns`.
pub(super) fn columns(operation: &Value) -> Vec<Column> {
    let column = |value: &Value| {
        let name = text(value, "value")?;
        Some(Column {
            title: text(value, "title").unwrap_or_else(|| name.clone()),
            value: name,
        })
    };
    objects(operation, "x-columns").filter_map(column).collect()
}

/// `x-since`.
pub(super) fn since(operation: &Value) -> Vec<String> {
    texts(operation.get("x-since"))
}

/// `key` of `x-batch`.
pub(super) fn key(operation: &Value) -> Vec<String> {
    texts(operation.get("x-batch").and_then(|batch| batch.get("key")))
}

fn texts(list: Option<&Value>) -> Vec<String> {
    let names = list.and_then(Value::as_array);
    let names = names.into_iter().flatten().filter_map(Value::as_str);
    names.map(str::to_owned).collect()
}

/// The option of the parameter of `x-pages`.
pub(super) fn cursor(operation: &Value, options: &[ApiOption]) -> Option<String> {
    let parameter = text(operation.get("x-pages")?, "parameter")?;
    let is_meant = |option: &&ApiOption| {
        let name = &option.field.name;
        option.field.location == FieldLocation::Query
            && (*name == parameter || *name == format!("query.{parameter}"))
    };
    Some(options.iter().find(is_meant)?.name.clone())
}

fn objects<'v>(operation: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    let items = operation.get(key).and_then(Value::as_array);
    items.into_iter().flatten()
}

//! Reads the extensions that the overlay adds to the document. Invalid extensions are ignored here: `import` reports them.

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

/// An entry of `x-commands`. An operation without entries has one command, whose entry has no name.
#[derive(Default)]
pub(super) struct CommandEntry {
    pub(super) name: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) presets: Values,
}

/// The string member of an object.
pub(super) fn text(object: &Value, key: &str) -> Option<String> {
    object.get(key)?.as_str().map(str::to_owned)
}

/// A JSON value as text; a string is not quoted.
pub fn value_text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// A scalar extension as text.
pub(super) fn scalar(extensions: &Map<String, Value>, key: &str) -> Option<String> {
    let value = extensions.get(key)?;
    let is_scalar = value.is_string() || value.is_number() || value.is_boolean();
    is_scalar.then(|| value_text(value))
}

/// The values of `x-known-values`, with their descriptions.
pub fn known_values(extension: Option<&Value>) -> Vec<(String, Option<String>)> {
    let values = extension.and_then(Value::as_array).into_iter().flatten();
    let value = |known: &Value| {
        let description = known.get("description");
        let description = description.map(|texts| texts.get("en").unwrap_or(texts));
        let description = description.and_then(Value::as_str).map(str::to_owned);
        Some((value_text(known.get("value")?), description))
    };
    values.filter_map(value).collect()
}

/// The entries of `x-commands`.
pub(super) fn command_entries(operation: &Value) -> Vec<CommandEntry> {
    let entry = |value: &Value| {
        let presets = value.get("values").and_then(Value::as_object);
        Some(CommandEntry {
            name: Some(text(value, "name")?),
            summary: text(value, "summary"),
            presets: presets.cloned().unwrap_or_default(),
        })
    };
    items(operation, "x-commands").filter_map(entry).collect()
}

/// The columns of `x-columns`.
pub(super) fn columns(operation: &Value) -> Vec<Column> {
    let column = |value: &Value| {
        let name = text(value, "value")?;
        Some(Column {
            title: text(value, "title").unwrap_or_else(|| name.clone()),
            value: name,
        })
    };
    items(operation, "x-columns").filter_map(column).collect()
}

/// The names of `x-since`.
pub(super) fn since(operation: &Value) -> Vec<String> {
    texts(operation.get("x-since"))
}

/// `currency` of `x-batch`.
pub(super) fn currency(operation: &Value) -> Option<String> {
    text(operation.get("x-batch")?, "currency")
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

/// The name of the option for the parameter of `x-pages`.
pub(super) fn cursor(operation: &Value, options: &[ApiOption]) -> Option<String> {
    let parameter = text(operation.get("x-pages")?, "parameter")?;
    let is_cursor = |option: &&ApiOption| {
        let name = &option.field.name;
        option.field.location == FieldLocation::Query
            && (*name == parameter || *name == format!("query.{parameter}"))
    };
    Some(options.iter().find(is_cursor)?.name.clone())
}

/// The items of a list extension; none if it is absent or not a list.
fn items<'v>(operation: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    let list = operation.get(key).and_then(Value::as_array);
    list.into_iter().flatten()
}

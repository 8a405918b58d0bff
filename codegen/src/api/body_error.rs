//! `x-failure`: how response bodies report a failed operation, and the meanings of their codes.

use serde_json::Value;

use super::text;
use crate::fields;
use crate::schema::{Localized, localized};

/// How a body reports that its operation failed.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyError {
    /// The JSON pointer of the code.
    pub code: String,
    /// The codes that mean success.
    pub success: Vec<String>,
    /// The JSON pointer of the server's message.
    pub text: Option<String>,
    /// The known codes.
    pub known: Vec<KnownCode>,
}

/// A code that the document lists.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownCode {
    /// The code.
    pub value: String,
    /// Its name.
    pub name: String,
    /// Its meaning, by language.
    pub description: Localized,
    /// The remedy, by language.
    pub advice: Localized,
    /// Whether the code means that the credentials were refused.
    pub credentials: bool,
}

impl BodyError {
    /// Reads the entry of an operation, without known codes.
    ///
    /// # Errors
    /// The reason why the entry is invalid.
    pub(crate) fn parse(entry: &Value) -> Result<Self, String> {
        let success = entry.get("success").and_then(Value::as_array);
        let success = success.filter(|values| !values.is_empty() && values.iter().all(is_scalar));
        Ok(Self {
            code: pointer(entry, "code")?.ok_or("`code` is missing")?,
            success: success
                .ok_or("`success` is not a list of values")?
                .iter()
                .map(text)
                .collect(),
            text: pointer(entry, "text")?,
            known: vec![],
        })
    }

    /// Reads the entry of an operation of a document, with the known codes.
    pub(super) fn of(document: &Value, operation: &Value) -> Option<Self> {
        let mut error = Self::parse(operation.get("x-failure")?).ok()?;
        let responses = operation.get("responses").and_then(Value::as_object);
        let mut lists = responses.into_iter().flatten().filter_map(|(_, response)| {
            let schema = fields::resolve(document, response).get("schema")?;
            let code = fields::schema_at(document, schema, &error.code)?;
            // members beside a reference are read, too
            let list = code.get("x-known-values");
            list.or_else(|| fields::resolve(document, code).get("x-known-values"))?
                .as_array()
        });
        let entries = lists.next().into_iter().flatten();
        error.known = entries.filter_map(KnownCode::read).collect();
        Some(error)
    }
}

impl KnownCode {
    fn read(entry: &Value) -> Option<Self> {
        let value = text(entry.get("value").filter(|value| is_scalar(value))?);
        let name = entry.get("name").and_then(Value::as_str);
        Some(Self {
            name: name.unwrap_or(&value).to_owned(),
            description: localized(entry.get("description")),
            advice: localized(entry.get("advice")),
            credentials: entry.get("credentials") == Some(&Value::Bool(true)),
            value,
        })
    }
}

pub(super) fn is_scalar(value: &Value) -> bool {
    matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_))
}

/// The JSON pointer under `key`; `None` if the entry has no such member.
///
/// # Errors
/// A message if the member is not a JSON pointer.
pub(super) fn pointer(entry: &Value, key: &str) -> Result<Option<String>, String> {
    match entry.get(key) {
        None => Ok(None),
        Some(Value::String(pointer)) if pointer.starts_with('/') => Ok(Some(pointer.clone())),
        Some(_) => Err(format!("`{key}` is not a JSON pointer")),
    }
}

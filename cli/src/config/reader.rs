//! Reads keys of a configuration file, with errors that name the line.

use std::collections::BTreeSet;
use std::path::Path;

use toml_edit::{Document, Item, Key, TableLike, Value};

use super::ConfigError;
use super::error::{nearest, question};
use super::rules::is_secret;
use crate::tr;

/// The names of options and fields of the document.
pub(super) type Names = BTreeSet<String>;

/// Reads one file.
pub(super) struct Reader<'r> {
    pub(super) file: &'r Path,
    pub(super) document: Document<String>,
    /// The valid keys of `values`; `None` if these keys are not checked.
    pub(super) names: Option<&'r Names>,
}

impl<'r> Reader<'r> {
    pub(super) fn new(
        file: &'r Path,
        text: &str,
        names: Option<&'r Names>,
    ) -> Result<Self, ConfigError> {
        let line_at = |offset: usize| {
            text.get(..offset)
                .map_or(1, |before| before.matches('\n').count() + 1)
        };
        let parsed = Document::parse(text.to_owned());
        let document = parsed.map_err(|error| {
            // the complete message quotes the line, which can contain a secret
            let line = error.span().map(|span| line_at(span.start));
            let text = tr!(
                "not-toml",
                "invalid TOML: {reason}",
                reason = error.message()
            );
            ConfigError::at(file, line, text)
        })?;
        Ok(Self {
            file,
            document,
            names,
        })
    }

    pub(super) fn table<'i>(
        &self,
        key: &Key,
        item: &'i Item,
    ) -> Result<&'i dyn TableLike, ConfigError> {
        item.as_table_like()
            .ok_or_else(|| self.invalid(key, &tr!("to-be-table", "must be a table")))
    }

    pub(super) fn text(&self, key: &Key, item: &Item) -> Result<String, ConfigError> {
        let text = item.as_str();
        self.checked(
            key,
            text.ok_or_else(|| self.invalid(key, &tr!("to-be-string", "must be a string")))?,
        )
    }

    /// Reads a string, an integer, a boolean, or a list of them.
    pub(super) fn texts(&self, key: &Key, item: &Item) -> Result<Vec<String>, ConfigError> {
        let scalar = |value: &Value| match value {
            Value::String(text) => self.checked(key, text.value()),
            Value::Integer(_) | Value::Boolean(_) => Ok(value.to_string().trim().to_owned()),
            Value::Float(_) | Value::Datetime(_) | Value::Array(_) | Value::InlineTable(_) => {
                Err(self.invalid(key, &tr!("to-be-quoted", "must be a string, in quotes")))
            }
        };
        match item.as_value() {
            Some(Value::Array(list)) => list.iter().map(scalar).collect(),
            Some(value) => Ok(vec![scalar(value)?]),
            None => Err(self.invalid(
                key,
                &tr!("to-be-strings", "must be a string or a list of strings"),
            )),
        }
    }

    /// The text, which must not be empty or contain control characters.
    pub(super) fn checked(&self, key: &Key, text: &str) -> Result<String, ConfigError> {
        if text.is_empty() {
            return Err(self.invalid(key, &tr!("is-empty", "is empty")));
        }
        if text.contains(char::is_control) {
            return Err(self.invalid(
                key,
                &tr!(
                    "control-character",
                    "contains a line end or another control character"
                ),
            ));
        }
        Ok(text.to_owned())
    }

    /// The error for an invalid value. The message does not quote the value, which may be a secret.
    pub(super) fn invalid(&self, key: &Key, text: &str) -> ConfigError {
        let text = format!("`{}` {text}", key.get());
        ConfigError::at(self.file, Some(self.line(key)), text)
    }

    /// The error for an unknown key; `of` describes its table.
    pub(super) fn unknown<'k>(
        &self,
        key: &Key,
        of: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> ConfigError {
        let line = Some(self.line(key));
        let name = key.get();
        let nearest = nearest(name, known);
        let is_misspelt = nearest.is_some_and(|(_, similarity)| similarity > 0.8);
        if is_secret(name) && !is_misspelt {
            let text = tr!(
                "would-be-secret",
                "`{name}` would be a secret, which this file must not contain; name a source in `credentials`: `exec`, `files`, \
                 `file` or `variables`",
                name = name
            );
            return ConfigError::at(self.file, line, text);
        }
        let of = if of.is_empty() {
            String::new()
        } else {
            format!(" {of}")
        };
        let text = tr!(
            "unknown-key",
            "unknown key `{name}`{of}{question}",
            name,
            of,
            question = question(nearest)
        );
        ConfigError::at(self.file, line, text)
    }

    pub(super) fn line(&self, key: &Key) -> usize {
        let before = key
            .span()
            .and_then(|span| self.document.raw().get(..span.start));
        before.map_or(1, |before| before.matches('\n').count() + 1)
    }
}

/// The keys of a table with their items, in the order of the file.
pub(super) fn members(table: &dyn TableLike) -> impl Iterator<Item = (&Key, &Item)> {
    table
        .iter()
        .filter_map(|(name, _)| table.get_key_value(name))
}

//! A classification in one notation, for comparisons.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// A row of a response. Its values are texts in one notation, whatever the notation of the server: `40000.00`, `2026-01-15`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The values by flattened name. An absent value has no entry.
    pub fields: BTreeMap<String, String>,
    /// The names of values without the documented form, which are kept as received.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub unread: BTreeSet<String>,
}

/// A value of a row, converted to a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading<'r, T> {
    /// The value is absent.
    Absent,
    /// The value.
    Known(T),
    /// A text that cannot be converted.
    Unreadable(&'r str),
}

impl<T> Reading<'_, T> {
    /// The value, if it is known.
    pub fn known(self) -> Option<T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Absent | Self::Unreadable(_) => None,
        }
    }
}

impl Row {
    /// The value with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    /// The value with this name, converted by `read`.
    pub(crate) fn read<T>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Reading<'_, T> {
        match self.get(name) {
            None => Reading::Absent,
            Some(text) if self.unread.contains(name) => Reading::Unreadable(text),
            Some(text) => read(text).map_or(Reading::Unreadable(text), Reading::Known),
        }
    }
}

//! Derives the roles of properties of rows from the cases: the key, the values of requests that are keys, and the state.
//!
//! The document does not contain the roles in a machine-readable form.

use std::collections::{BTreeMap, BTreeSet};

use classifications_contract::split_name;
use serde_json::Value;

use super::case::Case;
use super::json::{get, same, scalars};
use crate::output::Json;

/// The properties of rows by their roles.
#[derive(Default)]
pub struct Rows {
    /// The flattened names of the scalars of rows.
    names: Vec<String>,
    /// The name of the property that identifies a row.
    key: Option<String>,
    /// The operations and names of request values that are keys of rows.
    references: BTreeSet<(String, String)>,
    /// The properties that every row has and some call changes.
    state: Vec<String>,
    /// The names of properties whose values are codes or flags.
    codes: BTreeSet<String>,
}

impl Rows {
    /// Derives the roles from the cases, and the codes from the document.
    pub fn of(cases: &[Case], document: &Value) -> Self {
        let mut codes = BTreeSet::new();
        collect_codes(document, &mut codes);
        let mut names = Vec::new();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let rows = || {
            cases
                .iter()
                .flat_map(|case| case.given.iter().chain(case.then.iter().flatten()))
        };
        for (name, _) in rows().flat_map(scalars) {
            if !counts.contains_key(&name) {
                names.push(name.clone());
            }
            *counts.entry(name).or_default() += 1;
        }
        let total = rows().count();
        let is_in_all_rows = |name: &&String| counts.get(*name) == Some(&total);
        let mut candidates = names.iter().filter(is_in_all_rows);
        let key = candidates.find(|name| identifies(cases, name)).cloned();
        let state = names.iter().filter(is_in_all_rows);
        let state =
            state.filter(|name| key.as_ref().is_some_and(|key| is_changed(cases, key, name)));
        Self {
            state: state.cloned().collect(),
            references: key
                .as_ref()
                .map(|key| references(cases, key))
                .unwrap_or_default(),
            names,
            key,
            codes,
        }
    }

    /// The key of a row.
    pub fn key<'j>(&self, row: &'j Json) -> Option<&'j Json> {
        get(row, self.key.as_ref()?)
    }

    /// The number of rows that have all values of a body for which rows have a property.
    pub fn count_matching(&self, operation: &str, body: &Json, rows: &[Json]) -> usize {
        let values = scalars(body).into_iter();
        let values =
            values.filter_map(|(name, value)| Some((self.column(operation, &name)?, value)));
        let values: Vec<(&str, &Json)> = values.collect();
        let has_all = |row: &&Json| {
            let mut values = values.iter();
            values.all(|(column, value)| get(row, column).is_some_and(|found| same(found, value)))
        };
        let rows = rows.iter().filter(|_| !values.is_empty());
        rows.filter(has_all).count()
    }

    /// The row with this key.
    pub fn find<'j>(&self, rows: &'j [Json], key: &Json) -> Option<&'j Json> {
        let has_key = |row: &&Json| self.key(row).is_some_and(|found| same(found, key));
        rows.iter().find(has_key)
    }

    /// Whether a value of a request is the key of a row.
    pub fn is_reference(&self, operation: &str, name: &str) -> bool {
        let reference = (operation.to_owned(), name.to_owned());
        self.references.contains(&reference)
    }

    /// The property of a row that a value of a request refers to: the key, the property of the same name, or the only
    /// property whose name has the same last step.
    pub fn column(&self, operation: &str, name: &str) -> Option<&str> {
        if self.is_reference(operation, name) {
            return self.key.as_deref();
        }
        let same_name = self.names.iter().find(|column| *column == name);
        let last = |name: &str| split_name(name).pop();
        let mut similar = self
            .names
            .iter()
            .filter(|column| last(column) == last(name));
        let only = similar.next().filter(|_| similar.next().is_none());
        same_name.or(only).map(String::as_str)
    }

    /// Whether two rows are in the same state. Properties for which the user gives values are ignored.
    pub fn is_in_same_state(
        &self,
        one: &Json,
        other: &Json,
        user_values: &BTreeMap<String, String>,
    ) -> bool {
        let state = self
            .state
            .iter()
            .filter(|name| !user_values.contains_key(*name));
        // texts other than codes, such as dates and names, can differ between rows in the same state
        let mut state = state.filter(|name| {
            let is_code = split_name(name)
                .pop()
                .is_some_and(|last| self.codes.contains(&last));
            is_code || !matches!(get(one, name), Some(Json::String(_)))
        });
        state.all(|name| match (get(one, name), get(other, name)) {
            (Some(one), Some(other)) => same(one, other),
            (one, other) => one.is_none() && other.is_none(),
        })
    }

    /// A description of the state of a row.
    pub fn state_of(&self, row: &Json) -> String {
        let values = self.state.iter().filter_map(|name| {
            let value = get(row, name)?;
            Some(format!("{name} {}", value.text()))
        });
        values.collect::<Vec<_>>().join(", ")
    }
}

/// Collects the names of properties whose values are codes or flags, by `x-meaning` or `enum`.
fn collect_codes(document: &Value, codes: &mut BTreeSet<String>) {
    let is_code = |schema: &Value| {
        let meaning = schema.get("x-meaning");
        let is_flag = meaning.and_then(|meaning| meaning.get("kind")).is_some();
        is_flag || meaning.is_some_and(|meaning| meaning == "code") || schema.get("enum").is_some()
    };
    let properties = document.get("properties").and_then(Value::as_object);
    for (name, schema) in properties.into_iter().flatten() {
        if is_code(schema) {
            codes.insert(name.clone());
        }
    }
    match document {
        Value::Object(members) => members
            .values()
            .for_each(|member| collect_codes(member, codes)),
        Value::Array(items) => items.iter().for_each(|item| collect_codes(item, codes)),
        _ => {}
    }
}

/// Whether the values of a property are different in all rows of each case, and a case has several rows.
fn identifies(cases: &[Case], name: &str) -> bool {
    let mut compared = false;
    for case in cases {
        let values = case.given.iter().filter_map(|row| get(row, name));
        let values: Vec<String> = values.map(Json::text).collect();
        let distinct: BTreeSet<&String> = values.iter().collect();
        if distinct.len() < values.len() {
            return false;
        }
        compared |= values.len() > 1;
    }
    compared
}

/// Whether any call changes a property of a row.
fn is_changed(cases: &[Case], key: &str, name: &str) -> bool {
    let pairs = cases.iter().flat_map(|case| {
        let after = case.then.iter().flatten();
        after.flat_map(|after| case.given.iter().map(move |before| (before, after)))
    });
    let mut pairs = pairs.filter(|(before, after)| get(before, key) == get(after, key));
    pairs.any(|(before, after)| get(before, name) != get(after, name))
}

/// The request values that are the key of a given row in more than half of the successful calls.
fn references(cases: &[Case], key: &str) -> BTreeSet<(String, String)> {
    let mut counts: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    for case in cases.iter().filter(|case| case.is_success()) {
        let body = case.body.iter().flat_map(scalars);
        let others = case.path_values.iter().chain(&case.query);
        let others = others.map(|(name, value)| (name.clone(), value));
        for (name, value) in body.chain(others) {
            let (all, keys) = counts.entry((case.operation.clone(), name)).or_default();
            let mut given = case.given.iter().filter_map(|row| get(row, key));
            *all += 1;
            *keys += usize::from(given.any(|key| same(key, value)));
        }
    }
    let references = counts
        .into_iter()
        .filter(|(_, (all, keys))| keys * 2 > *all);
    references.map(|(name, _)| name).collect()
}

//! The stored resources: collections, each with resources by kind and key.

use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::{Dynamic, Map};

use super::value::{self, Rows};

/// How many collections a model without fixed ones can fill.
const MOST_COLLECTIONS: usize = 10_000;

/// The value of a resource's key property. Numbers come before texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Number(i64),
    Text(String),
}

impl Key {
    pub(crate) fn of(value: &Dynamic) -> Option<Self> {
        let number = value.as_int().ok().map(Self::Number);
        number.or_else(|| {
            let text = value.as_immutable_string_ref().ok()?;
            Some(Self::Text(text.to_string()))
        })
    }
}

type Kinds = BTreeMap<String, BTreeMap<Key, Arc<Map>>>;

/// All that a model keeps.
#[derive(Debug, Clone, Default)]
pub(crate) struct Store {
    collections: BTreeMap<String, Kinds>,
    /// The next number of each kind that is numbered; all collections share it.
    next: BTreeMap<String, i64>,
}

impl Store {
    /// Gives the kind's resources numbers from `first` on.
    pub(crate) fn number_from(&mut self, kind: &str, first: i64) {
        self.next.insert(kind.to_owned(), first);
    }

    pub(crate) fn next_number(&self, kind: &str) -> Option<i64> {
        self.next.get(kind).copied()
    }

    pub(crate) fn collections(&self) -> impl Iterator<Item = &str> {
        self.collections.keys().map(String::as_str)
    }

    pub(crate) fn has(&self, collection: &str) -> bool {
        self.collections.contains_key(collection)
    }

    /// Makes an empty collection, unless there is one.
    pub(crate) fn add_collection(&mut self, collection: &str) {
        if !self.has(collection) {
            self.collections.insert(collection.to_owned(), Kinds::new());
        }
        if self.collections.len() > MOST_COLLECTIONS {
            self.collections.pop_first();
        }
    }

    /// Removes all resources of a kind from a collection.
    pub(crate) fn clear(&mut self, collection: &str, kind: &str) {
        let kinds = self.collections.get_mut(collection);
        if let Some(resources) = kinds.and_then(|kinds| kinds.get_mut(kind)) {
            resources.clear();
        }
    }

    fn resources(&self, collection: &str, kind: &str) -> Option<&BTreeMap<Key, Arc<Map>>> {
        self.collections.get(collection)?.get(kind)
    }

    pub(crate) fn get(&self, collection: &str, kind: &str, key: &Key) -> Option<&Arc<Map>> {
        self.resources(collection, kind)?.get(key)
    }

    /// The resources of a kind that have these values, by key. A filter without a value does not
    /// count; one with a list matches any item of it.
    pub(crate) fn list(
        &self,
        collection: &str,
        kind: &str,
        filters: &[(&[String], Dynamic)],
    ) -> Rows {
        let resources = self.resources(collection, kind);
        let resources = resources.into_iter().flat_map(BTreeMap::values);
        let matches = |resource: &&Arc<Map>| filters.iter().all(|filter| fits(resource, filter));
        Rows(resources.filter(matches).cloned().collect())
    }

    /// Stores a resource in place of the one with its key. Beyond `most` the one with the lowest
    /// key is forgotten.
    pub(crate) fn put(&mut self, collection: &str, kind: &str, key: Key, map: Map, most: usize) {
        if let (Key::Number(number), Some(next)) = (&key, self.next.get_mut(kind)) {
            *next = (*next).max(number.saturating_add(1));
        }
        self.add_collection(collection);
        let kinds = self.collections.entry(collection.to_owned()).or_default();
        let resources = kinds.entry(kind.to_owned()).or_default();
        resources.insert(key, Arc::new(map));
        if resources.len() > most.max(1) {
            resources.pop_first();
        }
    }

    pub(crate) fn remove(&mut self, collection: &str, kind: &str, key: &Key) {
        let kinds = self.collections.get_mut(collection);
        if let Some(resources) = kinds.and_then(|kinds| kinds.get_mut(kind)) {
            resources.remove(key);
        }
    }
}

fn fits(resource: &Map, (path, wanted): &(&[String], Dynamic)) -> bool {
    if wanted.is_unit() {
        return true;
    }
    let found = at(resource, path).unwrap_or(Dynamic::UNIT);
    match wanted.read_lock::<rhai::Array>() {
        Some(any) => any.iter().any(|wanted| value::same(&found, wanted)),
        None => value::same(&found, wanted),
    }
}

/// The value at a path of property names.
fn at(map: &Map, path: &[String]) -> Option<Dynamic> {
    let (first, rest) = path.split_first()?;
    let value = map.get(first.as_str())?;
    if rest.is_empty() {
        return Some(value.clone());
    }
    at(&*value.read_lock::<Map>()?, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resource(json: &str) -> Map {
        value::map_of_tree(&json.parse().unwrap())
    }

    #[test]
    fn resources_are_listed_by_key_and_the_lowest_are_forgotten() {
        let mut store = Store::default();
        store.number_from("thing", 1);
        for number in [3, 1, 2, 4] {
            let map = resource(&format!(
                r#"{{"no":{number},"of":{{"x":"{}"}}}}"#,
                number % 2
            ));
            store.put("c", "thing", Key::Number(number), map, 3);
        }
        let numbers = |filters: &[(&[String], Dynamic)]| -> Vec<i64> {
            let rows = store.list("c", "thing", filters);
            rows.0
                .iter()
                .filter_map(|row| row.get("no")?.as_int().ok())
                .collect()
        };
        assert_eq!(numbers(&[]), [2, 3, 4]);
        let path = ["of".to_owned(), "x".to_owned()];
        assert_eq!(numbers(&[(&path, "0".into())]), [2, 4]);
        assert_eq!(numbers(&[(&path, Dynamic::UNIT)]), [2, 3, 4]);
        let any: rhai::Array = vec!["1".into(), "7".into()];
        assert_eq!(numbers(&[(&path, any.into())]), [3]);
        assert_eq!(store.next_number("thing"), Some(5));
        assert!(store.list("d", "thing", &[]).0.is_empty());
    }
}

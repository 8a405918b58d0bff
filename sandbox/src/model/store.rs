//! The stored resources: collections, each with resources by kind and key.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use rhai::{Dynamic, Map};

use super::dates;
use super::file::{First, Kind};
use crate::value::{self, Rows};

/// The maximum number of collections.
const MAX_COLLECTIONS: usize = 10_000;

/// The value of a resource's key property. Numbers sort before texts.
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

    /// The number of the key, also if it is a text of digits.
    fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.parse().ok(),
        }
    }
}

type Kinds = BTreeMap<String, BTreeMap<Key, Arc<Map>>>;

/// All stored resources.
#[derive(Debug, Clone, Default)]
pub(crate) struct Store {
    collections: BTreeMap<String, Kinds>,
    /// The next number of each numbered kind, common to all collections.
    next: BTreeMap<String, Next>,
    /// The resources that change with time, by that time.
    due: BTreeSet<Due>,
}

#[derive(Debug, Clone, Copy)]
struct Next {
    number: i64,
    is_text: bool,
}

/// A resource that changes with time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Due {
    pub(crate) at: DateTime<Utc>,
    pub(crate) collection: String,
    pub(crate) kind: String,
    pub(crate) key: Key,
}

impl Store {
    /// Sets the first number of the kind's resources. Does nothing if `first` is not a number.
    pub(super) fn number_from(&mut self, kind: &str, first: &First) {
        let (number, is_text) = match first {
            First::Number(number) => (Some(*number), false),
            First::Text(text) => (text.parse().ok(), true),
        };
        if let Some(number) = number {
            self.next.insert(kind.to_owned(), Next { number, is_text });
        }
    }

    /// The next number, as the value of the kind's key.
    pub(crate) fn next_number(&self, kind: &str) -> Option<Dynamic> {
        let next = self.next.get(kind)?;
        Some(if next.is_text {
            next.number.to_string().into()
        } else {
            next.number.into()
        })
    }

    /// The resource that is due first; `None` if none is due at `now`.
    pub(crate) fn due(&self, now: DateTime<Utc>) -> Option<&Due> {
        self.due.first().filter(|due| due.at <= now)
    }

    pub(crate) fn collections(&self) -> impl Iterator<Item = &str> {
        self.collections.keys().map(String::as_str)
    }

    pub(crate) fn has(&self, collection: &str) -> bool {
        self.collections.contains_key(collection)
    }

    /// Creates an empty collection if it does not exist. Beyond [`MAX_COLLECTIONS`], the other
    /// collection with the lowest name is removed.
    pub(crate) fn add_collection(&mut self, collection: &str) {
        if !self.has(collection) {
            self.collections.insert(collection.to_owned(), Kinds::new());
        }
        if self.collections.len() <= MAX_COLLECTIONS {
            return;
        }
        let mut others = self.collections.keys().filter(|name| *name != collection);
        if let Some(removed) = others.next().cloned() {
            self.collections.remove(&removed);
            self.due.retain(|due| due.collection != removed);
        }
    }

    /// Removes all resources of a kind from a collection.
    pub(crate) fn clear(&mut self, collection: &str, kind: &str) {
        let kinds = self.collections.get_mut(collection);
        if let Some(resources) = kinds.and_then(|kinds| kinds.get_mut(kind)) {
            resources.clear();
        }
        self.due
            .retain(|due| due.collection != collection || due.kind != kind);
    }

    /// All resources of a kind, as JSON.
    pub(crate) fn json(&self, collection: &str, kind: &str, order: &value::Order) -> Vec<String> {
        let rows = self.list(collection, kind, &[]);
        let rows = rows.0.iter();
        rows.map(|row| value::map_to_json(row, order)).collect()
    }

    fn resources(&self, collection: &str, kind: &str) -> Option<&BTreeMap<Key, Arc<Map>>> {
        self.collections.get(collection)?.get(kind)
    }

    pub(crate) fn get(&self, collection: &str, kind: &str, key: &Key) -> Option<&Arc<Map>> {
        self.resources(collection, kind)?.get(key)
    }

    /// The resources of a kind that have these values, by key. A filter without a value is ignored;
    /// one with a list matches any item of it.
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

    /// Stores a resource of the kind `name`, and replaces the one with its key. If the kind is
    /// full, the resource with the lowest key is removed.
    pub(super) fn put(
        &mut self,
        collection: &str,
        name: &str,
        key: Key,
        map: Arc<Map>,
        kind: &Kind,
    ) {
        if let (Some(number), Some(next)) = (key.number(), self.next.get_mut(name)) {
            next.number = next.number.max(number.saturating_add(1));
        }
        self.add_collection(collection);
        self.remove_due(collection, name, &key, kind);
        let time = kind.due.as_ref().and_then(|due| due_time(&map, &due.at));
        if let Some(at) = time {
            self.due.insert(Due {
                at,
                collection: collection.to_owned(),
                kind: name.to_owned(),
                key: key.clone(),
            });
        }
        let Some(kinds) = self.collections.get_mut(collection) else {
            return;
        };
        if !kinds.contains_key(name) {
            kinds.insert(name.to_owned(), BTreeMap::new());
        }
        let Some(resources) = kinds.get_mut(name) else {
            return;
        };
        resources.insert(key, map);
        let surplus = resources.len() > kind.keep.max(1);
        if surplus && let Some(lowest) = resources.keys().next().cloned() {
            self.remove(collection, name, &lowest, kind);
        }
    }

    pub(super) fn remove(&mut self, collection: &str, name: &str, key: &Key, kind: &Kind) {
        self.remove_due(collection, name, key, kind);
        let kinds = self.collections.get_mut(collection);
        if let Some(resources) = kinds.and_then(|kinds| kinds.get_mut(name)) {
            resources.remove(key);
        }
    }

    /// Removes the entry of a resource that changes with time.
    fn remove_due(&mut self, collection: &str, name: &str, key: &Key, kind: &Kind) {
        let Some(due) = &kind.due else {
            return;
        };
        let stored = self.get(collection, name, key);
        if let Some(at) = stored.and_then(|stored| due_time(stored, &due.at)) {
            self.due.remove(&Due {
                at,
                collection: collection.to_owned(),
                kind: name.to_owned(),
                key: key.clone(),
            });
        }
    }
}

/// The time that a property contains; `None` if it contains none.
pub(crate) fn due_time(resource: &Map, property: &str) -> Option<DateTime<Utc>> {
    let text = resource.get(property)?.as_immutable_string_ref().ok()?;
    dates::time(&text)
}

fn fits(resource: &Map, (path, wanted): &(&[String], Dynamic)) -> bool {
    if wanted.is_unit() {
        return true;
    }
    let found = value_at(resource, path).unwrap_or(Dynamic::UNIT);
    match wanted.read_lock::<rhai::Array>() {
        Some(alternatives) => alternatives
            .iter()
            .any(|wanted| value::same(&found, wanted)),
        None => value::same(&found, wanted),
    }
}

/// The value at a path of property names.
fn value_at(map: &Map, path: &[String]) -> Option<Dynamic> {
    let (first, rest) = path.split_first()?;
    let value = map.get(first.as_str())?;
    if rest.is_empty() {
        return Some(value.clone());
    }
    value_at(&*value.read_lock::<Map>()?, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resource(json: &str) -> Map {
        value::map_of_tree(json.parse().unwrap())
    }

    #[test]
    fn a_new_collection_is_not_removed_when_there_are_too_many() {
        let mut store = Store::default();
        for number in 0..MAX_COLLECTIONS {
            store.add_collection(&format!("b{number:05}"));
        }
        store.add_collection("a");
        assert!(store.has("a") && !store.has("b00000") && store.has("b00001"));
        assert_eq!(store.collections().count(), MAX_COLLECTIONS);
    }

    #[test]
    fn resources_are_listed_by_key_and_the_lowest_are_removed() {
        let mut store = Store::default();
        store.number_from("thing", &First::Number(1));
        let kind: Kind = serde_json::from_str(r#"{"key":"no","keep":3}"#).unwrap();
        for number in [3, 1, 2, 4] {
            let map = resource(&format!(
                r#"{{"no":{number},"of":{{"x":"{}"}}}}"#,
                number % 2
            ));
            store.put("c", "thing", Key::Number(number), map.into(), &kind);
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
        assert_eq!(store.next_number("thing").unwrap().as_int(), Ok(5));
        assert!(store.list("d", "thing", &[]).0.is_empty());

        store.number_from("text", &First::Text("0701".to_owned()));
        let text = resource(r#"{"no":"805"}"#);
        store.put("c", "text", Key::Text("805".to_owned()), text.into(), &kind);
        let next = store.next_number("text").unwrap();
        assert_eq!(next.into_string().as_deref(), Ok("806"));
    }
}

//! Changes stored resources when the clock reaches a time that they contain.

use chrono::{DateTime, Utc};
use rhai::{Dynamic, Map, Scope};

use super::evaluate::{Rejected, failed};
use super::store::{Due, Store, due_time};
use super::{Model, key_of};

impl Model {
    /// Changes the resources that are due. In the script of the change, `now` is the time when the
    /// resource was due.
    ///
    /// # Errors
    /// If a script fails, changes the key of its resource, or leaves a resource that is due again
    /// at the same time.
    pub(crate) fn settle(&self, store: &mut Store, now: DateTime<Utc>) -> Result<(), Rejected> {
        while let Some(due) = store.due(now) {
            let due = due.clone();
            let location = format!("resources.{}.due", due.kind);
            let changed = self.changed(store, &due)?;
            let map = changed.ok_or_else(|| failed(&location, "the resource has another key"))?;
            let kind = self.kinds.get(&due.kind);
            let kind = kind.ok_or_else(|| failed(&location, "there is no such kind"))?;
            let again = kind.due.as_ref().and_then(|rule| due_time(&map, &rule.at));
            if again.is_some_and(|again| again <= due.at) {
                return Err(failed(&location, "the resource is due again at once"));
            }
            store.put(&due.collection, &due.kind, due.key, map.into(), kind);
        }
        Ok(())
    }

    /// The resource as the script of its kind changes it; `None` if its key changed, or if the
    /// resource or the script does not exist.
    fn changed(&self, store: &Store, due: &Due) -> Result<Option<Map>, Rejected> {
        let resource = store.get(&due.collection, &due.kind, &due.key);
        let (Some(resource), Some(script)) = (resource, self.due.get(&due.kind)) else {
            return Ok(None);
        };
        let mut scope = Scope::new();
        let name = due.kind.as_str();
        scope.push_dynamic(name, Dynamic::from_map(Map::clone(resource)));
        scope.push("collection", due.collection.clone());
        scope.push("today", due.at.date_naive().to_string());
        scope.push("now", due.at.to_rfc3339());
        // The return value of the script is ignored.
        let _ = self.eval(script, &mut scope)?;
        let map = scope.get_value::<Map>(name);
        let key = self.kinds.get(name).map(|kind| &kind.key);
        Ok(map.filter(|map| {
            let found = key.and_then(|key| key_of(map, key));
            found.as_ref() == Some(&due.key)
        }))
    }
}

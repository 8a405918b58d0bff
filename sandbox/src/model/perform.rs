//! Performs a request: conditions first, then all changes or none.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use classifications_contract::RequestValues;
use rhai::{Dynamic, Map, Scope};

use super::evaluate::{Rejected, failed, text_of};
use super::store::{Key, Store};
use super::{Model, Operation, key_of};
use crate::value::Row;

/// A request that the document allows.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) values: RequestValues,
    pub(crate) now: DateTime<Utc>,
    /// A collection to use instead of the one that the request names.
    pub(crate) collection: Option<&'a str>,
}

/// A request with the variables of its scripts, which are made before the store is locked.
#[derive(Debug)]
pub(crate) struct Prepared<'a> {
    model: &'a Model,
    operation: &'a Operation,
    scope: Scope<'static>,
    now: DateTime<Utc>,
    collection: Option<&'a str>,
}

/// The result of a request that was processed.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) status: u16,
    pub(crate) body: Option<Dynamic>,
}

impl Model {
    /// Prepares a request to an operation of the model.
    pub(crate) fn prepare<'a>(&'a self, operation: &'a Operation, call: Call<'a>) -> Prepared<'a> {
        Prepared {
            model: self,
            operation,
            scope: self.variables(call.values, call.now),
            now: call.now,
            collection: call.collection,
        }
    }

    /// The collection of a request.
    fn collection_of(&self, store: &Store, scope: &mut Scope<'_>) -> Result<String, Rejected> {
        let Some(script) = &self.collection else {
            return Ok(String::new());
        };
        let collection = text_of(self.eval(script, scope)?);
        match &self.unknown {
            Some(unknown) if !store.has(&collection) => Err(self.rejected(unknown, scope)),
            _ => Ok(collection),
        }
    }
}

impl Prepared<'_> {
    /// Performs the request.
    ///
    /// # Errors
    /// [`Rejected`], if a condition is not met or a script fails.
    pub(crate) fn perform(&mut self, store: &mut Store) -> Result<Done, Rejected> {
        let Self {
            model,
            operation,
            scope,
            ..
        } = self;
        model.settle(store, self.now)?;
        let collection = match self.collection {
            Some(collection) => collection.to_owned(),
            None => model.collection_of(store, scope)?,
        };
        let run = Run {
            model,
            operation,
            collection,
        };
        run.list(store, scope)?;
        let found = run.find(store, scope)?;
        for requirement in &operation.require {
            let holds = model.eval(&requirement.that, scope)?;
            let holds = holds.as_bool().map_err(|kind| {
                failed(
                    &requirement.that.location,
                    format!("{kind} is not a boolean"),
                )
            })?;
            if !holds {
                return Err(model.rejected(&requirement.otherwise, scope));
            }
        }
        run.change(store, scope, found)
    }
}

/// The state of one request.
struct Run<'a> {
    model: &'a Model,
    operation: &'a Operation,
    collection: String,
}

/// A resource that the scripts have as a variable and may change.
struct Loaded<'a> {
    name: &'a str,
    kind: &'a str,
    /// The key of the stored resource; `None` for a new one.
    key: Option<Key>,
}

/// The kind, the key and the new value of a resource.
type Change<'a> = (&'a str, Key, Arc<Map>);

impl<'a> Run<'a> {
    fn find(&self, store: &Store, scope: &mut Scope<'_>) -> Result<Vec<Loaded<'a>>, Rejected> {
        let mut loaded = vec![];
        for find in &self.operation.find {
            let key = Key::of(&self.model.eval(&find.key, scope)?);
            let resource = key
                .as_ref()
                .and_then(|key| store.get(&self.collection, &find.kind, key));
            let Some(resource) = resource else {
                return Err(self.model.rejected(&find.otherwise, scope));
            };
            scope.push_dynamic(find.name.as_str(), Dynamic::from_map(Map::clone(resource)));
            loaded.push(Loaded {
                name: &find.name,
                kind: &find.kind,
                key,
            });
        }
        Ok(loaded)
    }

    fn list(&self, store: &Store, scope: &mut Scope<'_>) -> Result<(), Rejected> {
        for list in &self.operation.lists {
            let mut filters = vec![];
            for (path, script) in &list.filters {
                filters.push((path.as_slice(), self.model.eval(script, scope)?));
            }
            let rows = store.list(&self.collection, &list.kind, &filters);
            scope.push(list.name.as_str(), rows);
        }
        Ok(())
    }

    fn change(
        &self,
        store: &mut Store,
        scope: &mut Scope<'_>,
        mut loaded: Vec<Loaded<'a>>,
    ) -> Result<Done, Rejected> {
        let Operation {
            create,
            change,
            delete,
            ..
        } = self.operation;
        if let Some(kind) = create {
            let mut created = Map::new();
            let key = self.model.kinds.get(kind).map(|kind| kind.key.as_str());
            if let (Some(number), Some(key)) = (store.next_number(kind), key) {
                created.insert(key.into(), number);
            }
            scope.push_dynamic(kind.as_str(), Dynamic::from_map(created));
            loaded.push(Loaded {
                name: kind,
                kind,
                key: None,
            });
        }
        if let Some(script) = change {
            // The return value of a script of changes is ignored.
            let _ = self.model.eval(script, scope)?;
        }
        let changes_something = change.is_some() || create.is_some();
        let template = self.operation.body.as_ref();
        // A response that is one of the resources shares it with the store.
        let shown_index = template.and_then(|template| {
            let index = loaded
                .iter()
                .position(|resource| template.is_variable(resource.name));
            index.filter(|_| changes_something)
        });
        let mut body = match template {
            Some(template) if shown_index.is_none() => Some(self.model.body(template, scope)?),
            _ => None,
        };
        let changes = if changes_something {
            self.changes(&loaded, scope)?
        } else {
            vec![]
        };
        // No statement below fails, so that all changes are made or none.
        if let Some((.., map)) = shown_index.and_then(|index| changes.get(index)) {
            body = Some(Dynamic::from(Row(Arc::clone(map))));
        }
        for (name, key, map) in changes {
            if let Some(kind) = self.model.kinds.get(name) {
                store.put(&self.collection, name, key, map, kind);
            }
        }
        let deleted = loaded.iter();
        let deleted = deleted.filter(|resource| delete.iter().any(|name| name == resource.name));
        for Loaded {
            kind: name, key, ..
        } in deleted
        {
            if let (Some(key), Some(kind)) = (key, self.model.kinds.get(*name)) {
                store.remove(&self.collection, name, key, kind);
            }
        }
        Ok(Done {
            status: self.operation.status,
            body,
        })
    }

    /// The loaded resources with the values that the scripts gave them.
    fn changes(
        &self,
        loaded: &[Loaded<'a>],
        scope: &mut Scope<'_>,
    ) -> Result<Vec<Change<'a>>, Rejected> {
        let mut changes = Vec::with_capacity(loaded.len());
        for Loaded { name, kind, key } in loaded {
            let failed = |problem: &str| {
                let location = format!("operations.{}.change", self.operation.id);
                failed(&location, format!("{name} {problem}"))
            };
            let value = scope.remove::<Map>(name);
            let map = value.ok_or_else(|| failed("is no longer an object"))?;
            let property = self.model.kinds.get(*kind).map(|kind| &kind.key);
            let new_key = property.and_then(|property| key_of(&map, property));
            let new_key = new_key.ok_or_else(|| failed("has no key"))?;
            if key.as_ref().is_some_and(|key| *key != new_key) {
                return Err(failed("has another key than before"));
            }
            changes.push((*kind, new_key, Arc::new(map)));
        }
        Ok(changes)
    }
}

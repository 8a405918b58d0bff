//! Performs a request: conditions first, then all changes or none.

use std::mem::take;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use classifications_contract::RequestValues;
use rhai::{Array, Dynamic, Map, Scope};

use super::store::{Key, Store};
use super::value::{self, Row, map_of_trees, of_tree};
use super::{Model, Operation, RejectionTemplate, Script, Template, key_of};

/// A request that the document allows.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) values: RequestValues,
    pub(crate) now: DateTime<Utc>,
    /// The collection, if the request does not name one.
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

/// The reason why a request was not processed; nothing has changed.
#[derive(Debug)]
pub(crate) struct Rejected {
    pub(crate) status: u16,
    pub(crate) reason: String,
    /// The body, if the model has one for refusals.
    pub(crate) body: Option<Dynamic>,
}

impl Rejected {
    /// Whether a script failed, as opposed to a condition of the model.
    pub(super) fn is_fault(&self) -> bool {
        self.status == 500 && self.body.is_none() && self.reason.starts_with(FAULT)
    }
}

/// The start of the reason if a script failed.
const FAULT: &str = "the model fails at ";

/// The error of a script that failed.
pub(super) fn failed(location: &str, what: impl std::fmt::Display) -> Rejected {
    Rejected {
        status: 500,
        reason: format!("{FAULT}{location}: {what}"),
        body: None,
    }
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

    /// The collection that a request works on.
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

    pub(super) fn eval(&self, script: &Script, scope: &mut Scope<'_>) -> Result<Dynamic, Rejected> {
        if let Some(value) = value_at(scope, &script.path) {
            return Ok(value);
        }
        let known = scope.len();
        let result = self.engine.eval_ast_with_scope(scope, &script.ast);
        scope.rewind(known);
        result.map_err(|error| failed(&script.location, error))
    }

    fn rejected(&self, rejection: &RejectionTemplate, scope: &mut Scope<'_>) -> Rejected {
        let known = scope.len();
        let refused = self.try_rejected(rejection, scope);
        scope.rewind(known);
        refused.unwrap_or_else(|failed| failed)
    }

    fn try_rejected(
        &self,
        rejection: &RejectionTemplate,
        scope: &mut Scope<'_>,
    ) -> Result<Rejected, Rejected> {
        let reason = text_of(self.eval(&rejection.reason, scope)?);
        let code = rejection.code.as_ref();
        let code = code.map(|code| self.eval(code, scope)).transpose()?;
        let Some(code) = code.map(|code| code.to_string()) else {
            return Ok(Rejected {
                status: rejection.status.unwrap_or(400),
                reason,
                body: None,
            });
        };
        let described = format!("{code}: {reason}");
        scope.push("code", code);
        scope.push("reason", reason);
        let (status, body) = self
            .rejection
            .as_ref()
            .map_or((None, None), |(s, b)| (*s, b.as_ref()));
        let body = body.map(|body| self.body(body, scope)).transpose()?;
        Ok(Rejected {
            status: rejection.status.or(status).unwrap_or(400),
            reason: described,
            body,
        })
    }

    /// The variables of every script.
    pub(super) fn variables(&self, values: RequestValues, now: DateTime<Utc>) -> Scope<'static> {
        let object = |values| Dynamic::from_map(map_of_trees(values));
        let RequestValues {
            mut path,
            mut query,
            mut header,
            mut body,
            ..
        } = values;
        let mut scope = Scope::new();
        for name in &self.variables {
            let value = match *name {
                "path" => object(take(&mut path)),
                "query" => object(take(&mut query)),
                "header" => object(take(&mut header)),
                "body" => body.take().map_or(Dynamic::UNIT, of_tree),
                "today" => now.date_naive().to_string().into(),
                "now" => now.to_rfc3339().into(),
                _ => continue,
            };
            scope.push_dynamic(*name, value);
        }
        scope
    }

    pub(super) fn body(
        &self,
        template: &Template,
        scope: &mut Scope<'_>,
    ) -> Result<Dynamic, Rejected> {
        Ok(match template {
            Template::Script(script) => self.eval(script, scope)?,
            Template::Value(value) => value.clone(),
            Template::Object(members) => {
                let members = members.iter();
                let members = members
                    .map(|(name, value)| Ok((name.as_str().into(), self.body(value, scope)?)));
                Dynamic::from_map(members.collect::<Result<Map, Rejected>>()?)
            }
            Template::Array(items) => {
                let items = items.iter().map(|item| self.body(item, scope));
                Dynamic::from_array(items.collect::<Result<Array, _>>()?)
            }
        })
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

/// A value as a text; the text of a string is not copied.
fn text_of(value: Dynamic) -> String {
    if value.is_string() {
        return value.into_string().unwrap_or_default();
    }
    value.to_string()
}

/// The value at a path. `None` if the path is empty or leads through a value that is not an object;
/// the engine then decides.
fn value_at(scope: &Scope<'_>, path: &[String]) -> Option<Dynamic> {
    let (variable, names) = path.split_first()?;
    value_in(scope.get(variable)?, names)
}

fn value_in(value: &Dynamic, names: &[String]) -> Option<Dynamic> {
    let Some((name, rest)) = names.split_first() else {
        return Some(value.flatten_clone());
    };
    let map = value.read_lock::<Map>()?;
    match map.get(name.as_str()) {
        Some(value) => value_in(value, rest),
        None => rest.is_empty().then_some(Dynamic::UNIT),
    }
}

/// The state of one request.
struct Run<'a> {
    model: &'a Model,
    operation: &'a Operation,
    collection: String,
}

/// A resource that a script may change.
struct Held<'a> {
    name: &'a str,
    kind: &'a str,
    /// The key under which it is stored; `None` for a new one.
    key: Option<Key>,
}

/// The name, the key and the new value of a resource.
type Change<'a> = (&'a str, Key, Arc<Map>);

impl<'a> Run<'a> {
    fn find(&self, store: &Store, scope: &mut Scope<'_>) -> Result<Vec<Held<'a>>, Rejected> {
        let mut held = vec![];
        for find in &self.operation.find {
            let key = Key::of(&self.model.eval(&find.key, scope)?);
            let resource = key
                .as_ref()
                .and_then(|key| store.get(&self.collection, &find.kind, key));
            let Some(resource) = resource else {
                return Err(self.model.rejected(&find.otherwise, scope));
            };
            scope.push_dynamic(find.name.as_str(), Dynamic::from_map(Map::clone(resource)));
            held.push(Held {
                name: &find.name,
                kind: &find.kind,
                key,
            });
        }
        Ok(held)
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
        mut held: Vec<Held<'a>>,
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
            held.push(Held {
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
        let shown = template.and_then(|template| {
            let shown = held.iter().position(|held| template.is_variable(held.name));
            shown.filter(|_| changes_something)
        });
        let mut body = match template {
            Some(template) if shown.is_none() => Some(self.model.body(template, scope)?),
            _ => None,
        };
        // From here on nothing can fail.
        let changes = if changes_something {
            self.changes(&held, scope)?
        } else {
            vec![]
        };
        if let Some((.., map)) = shown.and_then(|shown| changes.get(shown)) {
            body = Some(Dynamic::from(Row(Arc::clone(map))));
        }
        for (name, key, map) in changes {
            if let Some(kind) = self.model.kinds.get(name) {
                store.put(&self.collection, name, key, map, kind);
            }
        }
        for held in held
            .iter()
            .filter(|held| delete.iter().any(|d| d == held.name))
        {
            if let (Some(key), Some(kind)) = (&held.key, self.model.kinds.get(held.kind)) {
                store.remove(&self.collection, held.kind, key, kind);
            }
        }
        Ok(Done {
            status: self.operation.status,
            body,
        })
    }

    /// The changed resources.
    fn changes(
        &self,
        held: &[Held<'a>],
        scope: &mut Scope<'_>,
    ) -> Result<Vec<Change<'a>>, Rejected> {
        let mut changes = Vec::with_capacity(held.len());
        for held in held {
            let failed = |what: &str| {
                let location = format!("operations.{}.change", self.operation.id);
                failed(&location, format!("{} {what}", held.name))
            };
            let value = scope.remove::<Map>(held.name);
            let map = value.ok_or_else(|| failed("is no longer an object"))?;
            let property = self.model.kinds.get(held.kind).map(|kind| &kind.key);
            let key = property.and_then(|property| key_of(&map, property));
            let key = key.ok_or_else(|| failed("has no key"))?;
            if held.key.as_ref().is_some_and(|before| *before != key) {
                return Err(failed("has another key than before"));
            }
            changes.push((held.kind, key, Arc::new(map)));
        }
        Ok(changes)
    }
}

impl Store {
    /// All resources of a kind, as JSON.
    pub(crate) fn json(&self, collection: &str, kind: &str, order: &value::Order) -> Vec<String> {
        let rows = self.list(collection, kind, &[]);
        let rows = rows.0.iter();
        rows.map(|row: &Arc<Map>| value::map_to_json(row, order))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use classifications_contract::Tree;

    use super::super::{engine::engine, names};
    use super::*;

    #[test]
    fn a_path_look_up_agrees_with_the_engine() {
        let tree: Tree = r#"{"a":{"b":[1,2.50,"x"],"n":null,"b c":1}}"#.parse().unwrap();
        let mut scope = Scope::new();
        scope.push_dynamic("body", of_tree(tree));
        scope.push("path", Map::new());
        let engine = engine();
        for (script, found) in [
            ("body", true),
            ("body.a", true),
            ("body.a.b", true),
            ("body.a.n", true),
            ("body.a.x", true),
            ("path.x", true),
            ("body.a.x.y", false),
            ("body.a.b.x", false),
            ("body.a.b.len", false),
            ("other", false),
            ("true", false),
        ] {
            let value = value_at(&scope, &names::path(script).unwrap());
            assert_eq!(value.is_some(), found, "{script}");
            if let Some(value) = value {
                let evaluated = engine.eval_expression_with_scope::<Dynamic>(&mut scope, script);
                assert_eq!(format!("{value:?}"), format!("{:?}", evaluated.unwrap()));
            }
        }
    }
}

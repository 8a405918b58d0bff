//! The model: the behaviour of operations as data (stored resources, conditions, changes,
//! responses).
//!
//! * [`file`]: the form of the model file.
//! * [`compile`]: compiles its scripts once, and sets aside the parts that the document does not
//!   have ([`names`], [`trial`]).
//! * [`engine`], [`dates`], [`texts`]: the language of the scripts; its values are in [`crate::value`].
//! * [`evaluate`]: evaluates scripts; [`perform`]: performs a request on the [`store`].
//! * [`due`]: changes that time causes.

mod compile;
mod dates;
mod due;
mod engine;
mod evaluate;
mod file;
mod names;
mod perform;
mod store;
mod texts;
mod trial;

use std::collections::HashMap;

use classifications_contract::Tree;
use indexmap::IndexMap;
use rhai::{AST, Dynamic, Engine, Map};
use serde_json::value::RawValue;

use crate::api::Api;
use crate::value;
use crate::yaml::{self, YamlError};
use compile::Compiler;
use file::ModelFile;
use store::Key;

pub(crate) use perform::Call;
pub(crate) use store::Store;

/// An error in a model.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The text is not YAML.
    #[error("the model is not YAML")]
    Yaml(#[from] YamlError),
    /// The text does not have the form of a model file.
    #[error("the model does not have the form that spec/README.md describes")]
    Form(#[from] serde_json::Error),
    /// A script cannot be compiled.
    #[error("the model's script {location} cannot be compiled: {problem}")]
    Script {
        /// The path of the script in the file.
        location: String,
        /// The error, with line and column in the script.
        problem: String,
    },
    /// The model refers to a part that does not exist, or a resource does not fit the model.
    #[error("the model's {location}: {problem}")]
    Unknown {
        /// The path in the file.
        location: String,
        /// The missing part, or the problem of the resource.
        problem: String,
    },
}

/// A compiled model.
#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) notes: Vec<String>,
    pub(crate) spanish: file::Texts,
    pub(crate) source: String,
    /// Messages about the parts that were set aside.
    pub(crate) notices: Vec<String>,
    /// The variables that the model's text uses. Others are not created.
    variables: Vec<&'static str>,
    engine: Engine,
    kinds: IndexMap<String, file::Kind>,
    /// The collection of a request.
    collection: Option<Script>,
    /// The rejection of a request whose collection does not exist.
    unknown: Option<RejectionTemplate>,
    /// The scripts of the kinds whose resources change with time.
    due: HashMap<String, Script>,
    /// The status and the body of refusals that have a code.
    rejection: Option<(Option<u16>, Option<Template>)>,
    operations: HashMap<String, Operation>,
    seed: Store,
}

#[derive(Debug)]
struct Script {
    ast: AST,
    /// The names if the script is only a path, such as `body.debtor.name`; empty for other scripts.
    /// Most scripts are paths, and a look-up takes a tenth of the time of an evaluation.
    path: Vec<String>,
    /// The path of the script in the file.
    location: String,
}

#[derive(Debug)]
enum Template {
    Script(Script),
    Value(Dynamic),
    Object(Vec<(String, Template)>),
    Array(Vec<Template>),
}

impl Template {
    /// Whether the template is only this variable.
    fn is_variable(&self, name: &str) -> bool {
        matches!(self, Self::Script(script) if matches!(script.path.as_slice(), [only] if only == name))
    }
}

#[derive(Debug)]
struct RejectionTemplate {
    status: Option<u16>,
    code: Option<Script>,
    reason: Script,
}

#[derive(Debug)]
struct Find {
    name: String,
    kind: String,
    key: Script,
    otherwise: RejectionTemplate,
}

#[derive(Debug)]
struct List {
    name: String,
    kind: String,
    filters: Vec<(Vec<String>, Script)>,
}

#[derive(Debug)]
struct Requirement {
    that: Script,
    otherwise: RejectionTemplate,
}

/// The model of an operation.
#[derive(Debug)]
pub(crate) struct Operation {
    id: String,
    find: Vec<Find>,
    lists: Vec<List>,
    require: Vec<Requirement>,
    create: Option<String>,
    change: Option<Script>,
    delete: Vec<String>,
    status: u16,
    body: Option<Template>,
}

impl Model {
    /// Compiles the text of a model for a document.
    ///
    /// # Errors
    /// [`ModelError`], with the location in the file. Parts that the document does not have are not
    /// an error; they are set aside with a notice.
    pub(crate) fn new(text: &str, api: &Api) -> Result<Self, ModelError> {
        let file: ModelFile = serde_json::from_str(&yaml::to_json(text)?)?;
        let engine = engine::engine();
        let functions = engine
            .compile(&file.functions)
            .map_err(|error| ModelError::Script {
                location: "functions".to_owned(),
                problem: error.to_string(),
            })?;
        let mut notices = vec![];
        let mut compiler = Compiler {
            engine: &engine,
            functions: &functions,
            kinds: &file.resources,
            notices: &mut notices,
        };
        let key = file.collections.as_ref().map(|c| c.key.as_str());
        let mut operations = HashMap::new();
        for (id, operation) in &file.operations {
            let Some(document) = api.operation(id) else {
                let notice = format!("{id}: set aside, as the document has no such operation");
                compiler.notices.push(notice);
                continue;
            };
            if let Some(compiled) = compiler.operation(key, id, operation, document)? {
                operations.insert(id.clone(), compiled);
            }
        }
        let groups = names::GROUPS.map(str::to_owned);
        let location = |name: &str| format!("collections.{name}");
        let collections = file.collections.as_ref();
        let collection = collections.map(|c| compiler.script(&c.key, &groups, location("key")));
        let unknown = collections.and_then(|c| {
            let texts = (c.unknown.as_ref()?, c.code.as_ref());
            Some(compiler.rejection(texts, c.status, &groups, "collections.unknown"))
        });
        let rejection = file.rejection.as_ref();
        let rejection = rejection.map(|response| compiler.refusal_response(response));
        let mut model = Self {
            collection: collection.transpose()?,
            unknown: unknown.transpose()?,
            due: compiler.due()?,
            rejection: rejection.transpose()?,
            title: file.title,
            description: file.description,
            notes: file.notes,
            spanish: file.spanish,
            source: file.source,
            notices,
            variables: names::variables(text),
            engine,
            kinds: file.resources,
            operations,
            seed: Store::default(),
        };
        model.seed = model.seeded(&file.seed)?;
        model.try_out(api);
        Ok(model)
    }

    /// Whether the model describes the operation.
    pub(crate) fn covers(&self, operation: &str) -> bool {
        self.operations.contains_key(operation)
    }

    /// The model's rules for an operation.
    pub(crate) fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.get(id)
    }

    /// The initial resources.
    pub(crate) fn seed(&self) -> &Store {
        &self.seed
    }

    /// A store without resources, with the initial numbers of the model.
    pub(crate) fn empty_store(&self) -> Store {
        let mut store = Store::default();
        for (name, kind) in &self.kinds {
            if let Some(first) = &kind.first {
                store.number_from(name, first);
            }
        }
        store
    }

    /// The kinds of stored resources, in the model's order.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = &str> {
        self.kinds.keys().map(String::as_str)
    }

    /// Replaces the resources of a kind in a collection, which is created if necessary.
    ///
    /// # Errors
    /// [`ModelError`], if the kind is not known, or a resource is not an object with a key.
    pub(crate) fn fill(
        &self,
        store: &mut Store,
        collection: &str,
        kind: &str,
        resources: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<(), ModelError> {
        let invalid = |problem: String| ModelError::Unknown {
            location: format!("resources of {collection:?}"),
            problem,
        };
        let definition = self.kinds.get(kind);
        let definition =
            definition.ok_or_else(|| invalid(format!("{kind:?} is not a kind in `resources`")))?;
        store.add_collection(collection);
        store.clear(collection, kind);
        for resource in resources {
            let tree: Tree = resource.as_ref().parse().map_err(invalid)?;
            let map = value::map_of_tree(tree);
            let key = key_of(&map, &definition.key);
            let key = key.ok_or_else(|| {
                invalid(format!(
                    "a {kind} has no {} of digits or text",
                    definition.key
                ))
            })?;
            store.put(collection, kind, key, map.into(), definition);
        }
        Ok(())
    }

    /// Replaces the resources of the first kind in a collection, which is created if necessary.
    ///
    /// # Errors
    /// As [`Model::fill`], and if there are resources but the model has no kind.
    pub(crate) fn fill_first(
        &self,
        store: &mut Store,
        collection: &str,
        resources: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<(), ModelError> {
        store.add_collection(collection);
        let mut resources = resources.into_iter().peekable();
        match self.kinds().next() {
            Some(kind) => self.fill(store, collection, kind, resources),
            None if resources.peek().is_none() => Ok(()),
            None => Err(ModelError::Unknown {
                location: "resources".to_owned(),
                problem: "the model has no kind of resources".to_owned(),
            }),
        }
    }

    fn seeded(
        &self,
        seed: &IndexMap<String, IndexMap<String, Vec<Box<RawValue>>>>,
    ) -> Result<Store, ModelError> {
        let mut store = self.empty_store();
        for (collection, kinds) in seed {
            store.add_collection(collection);
            for (kind, resources) in kinds {
                let resources = resources.iter().map(|resource| resource.get());
                self.fill(&mut store, collection, kind, resources)?;
            }
        }
        Ok(store)
    }
}

fn key_of(map: &Map, property: &str) -> Option<Key> {
    Key::of(map.get(property).unwrap_or(&Dynamic::UNIT))
}

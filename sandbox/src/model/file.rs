//! The form of the model file; see `spec/README.md`.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::value::RawValue;

/// The model file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ModelFile {
    pub(super) title: String,
    #[serde(default)]
    pub(super) description: String,
    #[serde(default)]
    pub(super) notes: Vec<String>,
    #[serde(default, rename = "x-es")]
    pub(super) spanish: Texts,
    #[serde(default, rename = "x-source")]
    pub(super) source: String,
    pub(super) collections: Option<Collections>,
    pub(super) rejection: Option<Response>,
    #[serde(default)]
    pub(super) resources: IndexMap<String, Kind>,
    #[serde(default)]
    pub(super) functions: String,
    #[serde(default)]
    pub(super) operations: IndexMap<String, Operation>,
    #[serde(default)]
    pub(super) seed: IndexMap<String, IndexMap<String, Vec<Box<RawValue>>>>,
}

/// The texts for people, in another language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Texts {
    #[serde(default)]
    pub(crate) description: String,
    #[serde(default)]
    pub(crate) notes: Vec<String>,
}

/// The collection of a request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Collections {
    pub(super) key: String,
    pub(super) unknown: Option<String>,
    pub(super) code: Option<String>,
    pub(super) status: Option<u16>,
}

/// A kind of stored resources.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kind {
    pub(super) key: String,
    pub(super) first: Option<First>,
    #[serde(default = "max_resources")]
    /// The maximum number of resources in a collection.
    pub(super) keep: usize,
    pub(super) due: Option<Due>,
}

/// The first number of a resource, and whether numbers are stored as texts.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum First {
    Number(i64),
    Text(String),
}

/// A change of a resource at a time, without a request.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Due {
    /// The property that holds the time.
    pub(super) at: String,
    pub(super) change: String,
}

fn max_resources() -> usize {
    10_000
}

/// The behaviour of an operation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Operation {
    #[serde(default)]
    pub(super) find: IndexMap<String, Find>,
    #[serde(default)]
    pub(super) lists: IndexMap<String, List>,
    #[serde(default)]
    pub(super) require: Vec<Requirement>,
    pub(super) create: Option<String>,
    pub(super) change: Option<String>,
    #[serde(default)]
    pub(super) delete: Vec<String>,
    #[serde(default)]
    pub(super) response: Response,
}

/// A resource that the request names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Find {
    /// The kind; by default the name of the entry.
    pub(super) of: Option<String>,
    pub(super) key: String,
    pub(super) otherwise: String,
    pub(super) code: Option<String>,
    pub(super) status: Option<u16>,
}

/// The resources that have the values of the request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    pub(super) of: String,
    #[serde(default, rename = "where")]
    pub(super) filters: IndexMap<String, String>,
}

/// A condition, and the rejection if it is not met.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Requirement {
    pub(super) that: String,
    pub(super) otherwise: String,
    pub(super) code: Option<String>,
    pub(super) status: Option<u16>,
}

/// The response to a request that is processed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Response {
    pub(super) status: Option<u16>,
    pub(super) body: Option<Box<RawValue>>,
}

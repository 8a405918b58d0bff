//! The form of the data files: names and values of a document, with the steps that use them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// A data file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    pub errors: Option<Errors>,
    pub situations: Option<Situations>,
    pub pages: Option<Pages>,
    pub stories: BTreeMap<String, Story>,
}

/// Where the document lists the codes of errors, and where a response has one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Errors {
    pub listed: String,
    pub at: String,
    pub none: String,
}

/// The properties of a resource that are its key and its situation, and the situations that cases lead to and leave.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Situations {
    pub key: String,
    pub at: String,
    pub entered: String,
    pub left: String,
}

/// Calls in order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// The values of names in braces; the story is told once for each.
    #[serde(default)]
    pub each: Vec<BTreeMap<String, String>>,
    pub steps: Vec<Step>,
}

/// A call; a name in braces stands for its value.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The time that the sandbox's clock shows from here on.
    pub clock: Option<String>,
    pub call: Call,
    /// Values of the response, by name and pointer, for later steps.
    #[serde(default)]
    pub keep: BTreeMap<String, String>,
    /// The values of the response, by pointer; null for one that is absent or null.
    #[serde(default)]
    pub expect: BTreeMap<String, Value>,
    /// Pointers that the response has, whatever their values.
    #[serde(default)]
    pub has: Vec<String>,
    /// Texts that the response does not contain.
    #[serde(default)]
    pub without: Vec<String>,
    /// A text that the stored resources contain.
    pub stored: Option<String>,
    /// Whether the request had its effect, by the ledger.
    pub processed: Option<bool>,
}

/// What is sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    pub operation: String,
    pub path: BTreeMap<String, String>,
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    pub body: Option<Value>,
}

/// A call that is repeated with the cursor of the page before, until that says that there is no more.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pages {
    pub call: Call,
    pub expect: BTreeMap<String, Value>,
    /// The pointer to the next cursor, and the one after the last page.
    pub cursor: String,
    pub end: String,
    /// The pointer to the rows, absent or null on the last page, and the property that is their key.
    pub rows: String,
    pub key: String,
    pub count: usize,
    pub keys: Vec<String>,
}

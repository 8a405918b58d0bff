//! The form of the data files: names and values of a document, and sequences of calls that use
//! them.

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

/// The location of error codes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Errors {
    /// The pointer to the list of codes in the document.
    pub listed: String,
    /// The pointer to the code in a response.
    pub at: String,
    /// The code of a response without an error.
    pub none: String,
}

/// The situations of resources.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Situations {
    /// The property with the key.
    pub key: String,
    /// The property with the situation.
    pub at: String,
    /// The situations that cases enter, separated by spaces.
    pub entered: String,
    /// The situations that cases leave, separated by spaces.
    pub left: String,
}

/// A sequence of calls.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// The values of names in braces; the story runs once for each set.
    #[serde(default)]
    pub each: Vec<BTreeMap<String, String>>,
    pub steps: Vec<Step>,
}

/// A call; a name in braces stands for its value.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The time of the sandbox's clock from this call on.
    pub clock: Option<String>,
    pub call: Call,
    /// Values of the response, by name and pointer, for later steps.
    #[serde(default)]
    pub keep: BTreeMap<String, String>,
    /// The expected values of the response, by pointer; null for a value that is absent or null.
    #[serde(default)]
    pub expect: BTreeMap<String, Value>,
    /// Pointers that the response must have, with any value.
    #[serde(default)]
    pub has: Vec<String>,
    /// Texts that the response must not contain.
    #[serde(default)]
    pub without: Vec<String>,
    /// A text that the stored resources must contain.
    pub stored: Option<String>,
    /// Whether the ledger has to show that the request was processed.
    pub processed: Option<bool>,
}

/// The request of a call.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    pub operation: String,
    pub path: BTreeMap<String, String>,
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    pub body: Option<Value>,
}

/// A call that is repeated with the cursor of the previous page until there is no next page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pages {
    pub call: Call,
    pub expect: BTreeMap<String, Value>,
    /// The pointer to the next cursor.
    pub cursor: String,
    /// The cursor of the last page.
    pub end: String,
    /// The pointer to the rows, which are absent or null on the last page.
    pub rows: String,
    /// The key property of a row.
    pub key: String,
    /// The number of pages.
    pub count: usize,
    /// The keys of all rows, in their order.
    pub keys: Vec<String>,
}

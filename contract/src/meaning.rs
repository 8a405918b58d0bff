//! Converts named values to the form that their meaning defines: `100000`, as a user gives it,
//! becomes `"100000,00"`, as the request has it.
//!
//! The meaning of a string is the `x-meaning` of its schema. Named values are converted to the
//! documented form before they are checked, as in the generated client. Messages are checked
//! unchanged.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use api_transport::meaning::{Given, Invalid, Meaning};

use crate::document::Document;
use crate::pointer;
use crate::schema::{Finding, MergedSchema, Tree};
use crate::violation::{Direction, Rule};

/// The extension with a meaning.
pub(crate) const KEYWORD: &str = "x-meaning";

/// The meaning of a single value, and whether its type is a number.
pub(crate) fn of(schema: &MergedSchema<'_>) -> Option<(Meaning, bool)> {
    let meaning = Meaning::read(schema.get(KEYWORD)?).ok()?;
    match schema.kind() {
        "string" => Some((meaning, false)),
        "integer" | "number" => Some((meaning, true)),
        _ => None,
    }
}

/// A single value in the documented form; `None` for null, a list or an object.
pub(crate) fn documented(
    (meaning, is_number): &(Meaning, bool),
    value: &Tree,
) -> Option<Result<Tree, Invalid>> {
    let given = match value {
        Tree::String(text) => Given::Text(text),
        Tree::Number(digits) => Given::Number(digits),
        Tree::Bool(true) => Given::Text("true"),
        Tree::Bool(false) => Given::Text("false"),
        Tree::Null | Tree::Array(_) | Tree::Object(_) => return None,
    };
    Some(if *is_number {
        meaning.normalise_number(given).map(|text| {
            if crate::number::is_json_number(&text) {
                Tree::Number(text)
            } else {
                Tree::String(text)
            }
        })
    } else {
        meaning.normalise(given).map(Tree::String)
    })
}

/// The meanings of a document by the pointers of schemas, cached when a value is first checked.
#[derive(Debug, Default)]
pub(crate) struct Meanings(RwLock<HashMap<String, Option<Arc<Node>>>>);

/// The meaning of a schema, and the pointers of its parts.
#[derive(Debug)]
struct Node {
    meaning: Option<(Meaning, bool)>,
    items: Option<String>,
    properties: BTreeMap<String, String>,
    additional: Option<String>,
}

impl Meanings {
    /// Converts `value`, whose schema is at `location`, and all values in it to the documented form.
    /// Returns a finding for each value that has no such form.
    pub(crate) fn convert(
        &self,
        document: &Document,
        location: &str,
        value: &mut Tree,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        self.walk(document, location, (value, ""), &mut findings);
        findings
    }

    fn node(&self, document: &Document, location: &str) -> Option<Arc<Node>> {
        let cache = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(node) = cache.get(location) {
            return node.clone();
        }
        drop(cache);
        let schema = MergedSchema::of(document, location, Direction::Request).ok();
        let node = schema.map(|schema| {
            Arc::new(Node {
                meaning: of(&schema),
                items: schema.items,
                properties: schema.properties,
                additional: schema.additional,
            })
        });
        let mut cache = self.0.write().unwrap_or_else(PoisonError::into_inner);
        cache.insert(location.to_owned(), node.clone());
        node
    }

    fn walk(
        &self,
        document: &Document,
        location: &str,
        (value, at): (&mut Tree, &str),
        findings: &mut Vec<Finding>,
    ) {
        let Some(schema) = self.node(document, location) else {
            return;
        };
        match value {
            Tree::Array(items) => {
                if let Some(location) = &schema.items {
                    for (index, item) in items.iter_mut().enumerate() {
                        let at = format!("{at}/{index}");
                        self.walk(document, location, (item, &at), findings);
                    }
                }
            }
            Tree::Object(members) => {
                for (name, member) in members {
                    let location = schema.properties.get(name).or(schema.additional.as_ref());
                    if let Some(location) = location {
                        let at = pointer::join(at, name);
                        self.walk(document, location, (member, &at), findings);
                    }
                }
            }
            single => match schema
                .meaning
                .as_ref()
                .and_then(|meaning| documented(meaning, single))
            {
                Some(Ok(documented)) => *single = documented,
                Some(Err(invalid)) => findings.push(Finding {
                    at: at.to_owned(),
                    rule: Rule::Format,
                    document_pointer: format!("{location}/{KEYWORD}"),
                    text: invalid.to_string(),
                }),
                None => {}
            },
        }
    }
}

//! Values by what they mean: a person gives `100000`, and a request has `"100000,00"`.
//!
//! A schema says with `x-meaning` what its text stands for. Named values are brought into the documented form before they are
//! judged, as the generated client does it. Messages are judged as they are.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use api_transport::meaning::{Given, Invalid, Meaning};

use crate::document::Document;
use crate::pointer;
use crate::schema::{Finding, Merged, Tree};
use crate::violation::{Direction, Rule};

/// The keyword.
pub(crate) const KEYWORD: &str = "x-meaning";

/// The meaning of a single value, and whether the document has a number there.
pub(crate) fn of(schema: &Merged<'_>) -> Option<(Meaning, bool)> {
    let meaning = Meaning::read(schema.get(KEYWORD)?).ok()?;
    match schema.kind() {
        "string" => Some((meaning, false)),
        "integer" | "number" => Some((meaning, true)),
        _ => None,
    }
}

/// A single value in the documented form; nothing of a null, a list or an object.
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
            let number = crate::number::is_json_number(&text);
            if number {
                Tree::Number(text)
            } else {
                Tree::String(text)
            }
        })
    } else {
        meaning.normalise(given).map(Tree::String)
    })
}

/// The meanings of a document, found where a value is judged for the first time.
#[derive(Debug, Default)]
pub(crate) struct Meanings(RwLock<HashMap<String, Option<Arc<Node>>>>);

/// What a schema says of meanings, and where the schemas of its parts are.
#[derive(Debug)]
struct Node {
    meaning: Option<(Meaning, bool)>,
    items: Option<String>,
    properties: BTreeMap<String, String>,
    additional: Option<String>,
}

impl Meanings {
    /// Brings all values below `value`, whose schema stands at `place`, into the documented form; says which have none.
    pub(crate) fn settle(
        &self,
        document: &Document,
        place: &str,
        value: &mut Tree,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        self.walk(document, place, (value, ""), &mut findings);
        findings
    }

    fn at(&self, document: &Document, place: &str) -> Option<Arc<Node>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(node) = known.get(place) {
            return node.clone();
        }
        drop(known);
        let schema = Merged::of(document, place, Direction::Request).ok();
        let node = schema.map(|schema| {
            Arc::new(Node {
                meaning: of(&schema),
                items: schema.items,
                properties: schema.properties,
                additional: schema.additional,
            })
        });
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(place.to_owned(), node.clone());
        node
    }

    fn walk(
        &self,
        document: &Document,
        place: &str,
        (value, at): (&mut Tree, &str),
        findings: &mut Vec<Finding>,
    ) {
        let Some(schema) = self.at(document, place) else {
            return;
        };
        match value {
            Tree::Array(items) => {
                if let Some(place) = &schema.items {
                    for (index, item) in items.iter_mut().enumerate() {
                        let at = format!("{at}/{index}");
                        self.walk(document, place, (item, &at), findings);
                    }
                }
            }
            Tree::Object(members) => {
                for (name, member) in members {
                    let place = schema.properties.get(name).or(schema.additional.as_ref());
                    if let Some(place) = place {
                        let at = pointer::join(at, name);
                        self.walk(document, place, (member, &at), findings);
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
                    document_pointer: format!("{place}/{KEYWORD}"),
                    text: invalid.to_string(),
                }),
                None => {}
            },
        }
    }
}

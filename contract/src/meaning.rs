//! Values by what they mean: a person gives `100000`, and a request has `"100000,00"`.
//!
//! A schema says with `x-meaning` what its text stands for. Named values are brought into the documented form before they are
//! judged, as the generated client does it. Messages are judged as they are.

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

/// Brings all values below `value`, whose schema stands at `place`, into the documented form; says which have none.
pub(crate) fn settle(document: &Document, place: &str, value: &mut Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    walk(document, place, value, "", &mut findings);
    findings
}

fn walk(document: &Document, place: &str, value: &mut Tree, at: &str, findings: &mut Vec<Finding>) {
    let Ok(schema) = Merged::of(document, place, Direction::Request) else {
        return;
    };
    match value {
        Tree::Array(items) => {
            if let Some(place) = &schema.items {
                for (index, item) in items.iter_mut().enumerate() {
                    walk(document, place, item, &format!("{at}/{index}"), findings);
                }
            }
        }
        Tree::Object(members) => {
            for (name, member) in members {
                let place = schema.properties.get(name).or(schema.additional.as_ref());
                if let Some(place) = place {
                    walk(document, place, member, &pointer::join(at, name), findings);
                }
            }
        }
        single => {
            let meaning = of(&schema);
            match meaning.and_then(|meaning| documented(&meaning, single)) {
                Some(Ok(documented)) => *single = documented,
                Some(Err(invalid)) => findings.push(Finding {
                    at: at.to_owned(),
                    rule: Rule::Format,
                    document_pointer: format!("{place}/{KEYWORD}"),
                    text: invalid.to_string(),
                }),
                None => {}
            }
        }
    }
}

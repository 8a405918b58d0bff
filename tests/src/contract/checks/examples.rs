//! The document's own examples.

use classifications_contract::{Checked, Direction};
use serde_json::Value;

use super::Subject;
use crate::contract::json::Json;
use crate::contract::judge::Judge;
use crate::contract::schema::{Schema, escape, expand};

/// An example, and the schema it is one of.
#[derive(Debug)]
struct Example {
    schema: String,
    value: Json,
    directions: &'static [Direction],
}

/// All examples keep to their schemas.
pub(super) fn keep_to_the_document(subject: &Subject<'_>) -> Vec<String> {
    let mut examples = vec![];
    find(subject.document, subject.document, "", &mut examples);
    if examples.len() < 60 {
        return vec![format!("only {} examples", examples.len())];
    }
    if let Some(original) = subject.original {
        let mut before = vec![];
        find(original, original, "", &mut before);
        let meaning = |document: &Value, e: &Example| {
            let schema = document.pointer(&e.schema);
            (schema.map(|node| expand(document, node)), e.value.clone())
        };
        let before: Vec<_> = before
            .iter()
            .map(|e| (&e.schema, meaning(original, e)))
            .collect();
        examples.retain(|e| !before.contains(&(&e.schema, meaning(subject.document, e))));
        if examples.is_empty() {
            return vec![];
        }
    }
    let judge = match Judge::of(subject.document, examples.iter().map(|e| e.schema.as_str())) {
        Ok(judge) => judge,
        Err(what) => return vec![what],
    };
    let mut wrong = vec![];
    for Example {
        schema,
        value,
        directions,
    } in &examples
    {
        let checked = directions
            .iter()
            .filter_map(|d| judge.check(schema, *d, value));
        let checked: Vec<_> = checked.collect();
        if let Some(refused) = checked
            .first()
            .filter(|_| !checked.iter().any(Checked::is_ok))
        {
            wrong.push(format!("{schema}: {value}: {refused}"));
        }
    }
    wrong
}

/// Walks through the document.
fn find(document: &Value, node: &Value, at: &str, found: &mut Vec<Example>) {
    let Some(members) = node.as_object() else {
        let items = node.as_array().into_iter().flatten().enumerate();
        items.for_each(|(index, item)| find(document, item, &format!("{at}/{index}"), found));
        return;
    };
    let directions: &[Direction] = match at {
        _ if at.contains("/requestBody/") || at.contains("/parameters/") => &[Direction::Request],
        _ if at.contains("/responses/") => &[Direction::Response],
        // a schema may be used both ways
        _ => &[Direction::Request, Direction::Response],
    };
    let below = at.contains("/schema") && !members.contains_key("schema");
    let schema = if below {
        at.to_owned()
    } else {
        format!("{at}/schema")
    };
    if let (Some(example), Some(own)) = (members.get("example"), document.pointer(&schema)) {
        found.push(Example {
            value: value(document, own, example, !below),
            schema: schema.clone(),
            directions,
        });
    }
    let examples = members
        .get("examples")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    for (_, example) in examples {
        found.push(Example {
            value: Json::from(&example["value"]),
            schema: schema.clone(),
            directions,
        });
    }
    for (name, inner) in members {
        if name != "example" && name != "examples" {
            find(document, inner, &format!("{at}/{}", escape(name)), found);
        }
    }
}

/// The value of an example; a parameter's list is given as it is sent, in one text.
fn value(document: &Value, schema: &Value, example: &Value, sent: bool) -> Json {
    let schema = Schema::of(document, schema);
    match example.as_str() {
        Some(text) if sent && schema.kind() == "array" => {
            Json::List(text.split(',').map(Json::number).collect())
        }
        _ => Json::from(example),
    }
}

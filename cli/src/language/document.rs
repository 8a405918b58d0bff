//! Translates the texts of a document or a script: a member of `x-es` replaces the member with the same name beside `x-es`.

use serde_json::Value;

use super::is_spanish;

/// The key of the Spanish texts of an object.
const SPANISH: &str = "x-es";

/// The member whose texts `verify` translates itself.
const ASSUMPTIONS: &str = "x-assumptions";

/// The document with texts in the user's language.
pub fn localised(mut document: Value) -> Value {
    if is_spanish() {
        localise(&mut document);
    }
    document
}

fn localise(part: &mut Value) {
    match part {
        Value::Object(members) => {
            if let Some(Value::Object(texts)) = members.remove(SPANISH) {
                let texts = texts.into_iter().filter(|(_, text)| is_text(text));
                members.extend(texts);
            }
            if let Some(values) = members.get_mut("x-known-values") {
                localise_values(values);
            }
            let others = members.iter_mut().filter(|(name, _)| *name != ASSUMPTIONS);
            others.for_each(|(_, member)| localise(member));
        }
        Value::Array(items) => items.iter_mut().for_each(localise),
        _ => {}
    }
}

/// Whether a value is a text or a list of texts.
fn is_text(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().all(Value::is_string),
        other => other.is_string(),
    }
}

/// Replaces the descriptions of codes, which the document has in several languages, by the Spanish ones.
fn localise_values(values: &mut Value) {
    for value in values.as_array_mut().into_iter().flatten() {
        if let Some(description) = value.get_mut("description")
            && let Some(spanish) = description.get("es")
        {
            *description = spanish.clone();
        }
    }
}

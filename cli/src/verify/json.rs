//! Flattened names in JSON: the scalars of a value, and a copy with another value at one pointer.

use classifications_contract::split_name;
use classifications_sandbox::cases::compare;

use crate::output::Json;

/// The scalars below a value by flattened name, in their order. Lists are left out.
pub fn scalars(json: &Json) -> Vec<(String, &Json)> {
    let mut found = Vec::new();
    add(json, "", &mut found);
    found
}

fn add<'j>(json: &'j Json, name: &str, found: &mut Vec<(String, &'j Json)>) {
    match json {
        Json::Object(members) => {
            for (member, value) in members {
                let member = member.replace('\\', "\\\\").replace('.', "\\.");
                let dot = if name.is_empty() { "" } else { "." };
                add(value, &format!("{name}{dot}{member}"), found);
            }
        }
        Json::Array(_) => {}
        scalar => found.push((name.to_owned(), scalar)),
    }
}

/// The value with this flattened name.
pub fn get<'j>(json: &'j Json, name: &str) -> Option<&'j Json> {
    json.at(&split_name(name))
}

/// The value with another one at these steps, where it has one there.
pub fn with(json: &Json, steps: &[String], value: &Json) -> Json {
    let Some((first, rest)) = steps.split_first() else {
        return value.clone();
    };
    match json {
        Json::Object(members) => {
            let members = members.iter().map(|(name, inner)| {
                let inner = if name == first {
                    with(inner, rest, value)
                } else {
                    inner.clone()
                };
                (name.clone(), inner)
            });
            Json::Object(members.collect())
        }
        other => other.clone(),
    }
}

/// Whether two values mean the same: `40000` and `40000.00` do.
pub fn same(one: &Json, other: &Json) -> bool {
    compare(&one.to_string(), &other.to_string()).is_empty()
}

/// Parses a text as JSON; a text that is not JSON becomes a string.
pub fn of_body(body: &[u8]) -> Json {
    Json::of_body(body).unwrap_or_else(|| Json::String(String::new()))
}

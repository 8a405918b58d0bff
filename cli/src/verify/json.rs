//! JSON values by flattened names.

use classifications_contract::split_name;
use classifications_sandbox::cases::compare;

use crate::output::{Json, member_name};

/// The scalars of a value by flattened name, in their order, except those in lists.
pub fn scalars(json: &Json) -> Vec<(String, &Json)> {
    let mut scalars = Vec::new();
    add_scalars(json, "", &mut scalars);
    scalars
}

fn add_scalars<'j>(json: &'j Json, name: &str, scalars: &mut Vec<(String, &'j Json)>) {
    match json {
        Json::Object(members) => {
            for (member, value) in members {
                add_scalars(value, &member_name(name, member), scalars);
            }
        }
        Json::Array(_) => {}
        scalar => scalars.push((name.to_owned(), scalar)),
    }
}

/// The value with this flattened name.
pub fn get<'j>(json: &'j Json, name: &str) -> Option<&'j Json> {
    json.at(&split_name(name))
}

/// A copy of a value in which the value at a path is replaced. An absent value is not added.
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

/// Whether two values are equal. Numbers are compared by value: `40000` equals `40000.00`.
pub fn same(one: &Json, other: &Json) -> bool {
    compare(&one.to_string(), &other.to_string()).is_empty()
}

/// Parses a body. A body that is not JSON becomes a string.
pub fn of_body(body: &[u8]) -> Json {
    Json::of_body(body).unwrap_or_else(|| Json::String(String::new()))
}

//! Functions for typed mocks of generated clients: values are matched in their wire form.

use httpmock::{Then, When};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::Operation;
use crate::wire::{QueryParam, encode_path};

/// Expects a path parameter: `pattern` is the path as a regular expression, with `{}` for the value.
#[must_use]
pub fn path<T: Serialize>(
    when: When,
    pattern: &str,
    name: &str,
    value: &T,
    delimiter: &str,
) -> When {
    match encode_path(name, value, delimiter) {
        Ok(text) => when.path_matches(pattern.replace("{}", &text.replace('.', "\\."))),
        Err(_) => never(when),
    }
}

/// Expects a JSON body.
#[must_use]
pub fn json_body<T: Serialize>(when: When, value: &T) -> When {
    match serde_json::to_value(value) {
        Ok(value) => when.json_body(value),
        Err(_) => never(when),
    }
}

/// Expects a query parameter.
#[must_use]
pub fn query<T: Serialize>(when: When, parameter: &QueryParam<'_, T>) -> When {
    match parameter.pairs() {
        Ok(pairs) => pairs
            .into_iter()
            .fold(when, |when, (name, text)| when.query_param(name, text)),
        Err(_) => never(when),
    }
}

/// Expects a header parameter.
#[must_use]
pub fn header<T: Serialize>(when: When, parameter: &QueryParam<'_, T>) -> When {
    match parameter.pairs() {
        Ok(pairs) => pairs
            .into_iter()
            .fold(when, |when, (name, text)| when.header(name, text)),
        Err(_) => never(when),
    }
}

/// Expects a form field.
#[must_use]
pub fn form<T: Serialize>(when: When, parameter: &QueryParam<'_, T>) -> When {
    match parameter.pairs() {
        Ok(pairs) => pairs.into_iter().fold(when, |when, (name, text)| {
            when.form_urlencoded_tuple(name, text)
        }),
        Err(_) => never(when),
    }
}

/// Responds with a JSON body.
#[must_use]
pub fn json<T: Serialize + ?Sized>(then: Then, value: &T) -> Then {
    then.header("content-type", "application/json")
        .body(serde_json::to_vec(value).unwrap_or_default())
}

/// Responds with a body that reports an error of `operation`.
#[must_use]
pub fn body_error(then: Then, operation: &Operation, code: &str, text: &str) -> Then {
    let mut body = Value::Null;
    if let Some(error) = operation.body_error {
        put(&mut body, error.code, code);
        if let Some(pointer) = error.text {
            put(&mut body, pointer, text);
        }
    }
    json(then, &body)
}

/// Sets a text at a JSON pointer, and creates missing parent objects.
fn put(mut value: &mut Value, pointer: &str, text: &str) {
    for token in pointer.split('/').skip(1) {
        if !value.is_object() {
            *value = Value::Object(Map::new());
        }
        let Value::Object(members) = value else {
            return;
        };
        let token = token.replace("~1", "/").replace("~0", "~");
        value = members.entry(token).or_insert(Value::Null);
    }
    *value = text.into();
}

/// Matches no request, as the client does not send such a value.
fn never(when: When) -> When {
    when.is_true(|_| false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_parent_objects_are_created() {
        let mut body = Value::Null;
        put(&mut body, "/error/co~1de", "E1");
        put(&mut body, "/error/text", "words");
        assert_eq!(
            body.to_string(),
            r#"{"error":{"co/de":"E1","text":"words"}}"#
        );
    }
}

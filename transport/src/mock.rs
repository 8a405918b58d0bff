//! What typed mocks of generated clients call: values are matched as a client writes them.

use httpmock::{Then, When};
use serde::Serialize;

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

/// Expects what no request is: the client refuses to send the value.
fn never(when: When) -> When {
    when.is_true(|_| false)
}

//! Gives an id to every operation without one, because command line, calls by data and cases refer
//! to operations by id.
//!
//! The id is made from a short, unique summary (`Accept Deny Premium`: `acceptDenyPremium`), else
//! from method and path (`get_contracts_by_contract_no`).

use std::collections::HashMap;

use heck::ToLowerCamelCase as _;
use serde_json::Value;

use crate::api::METHODS;
use crate::normalise::names::{snake, wire_words};
use crate::pointer::set;

/// The maximum number of words in a short summary, without articles.
const WORDS: usize = 4;

const ARTICLES: [&str; 9] = ["a", "an", "the", "el", "la", "los", "las", "un", "una"];

/// Gives an id to each operation of a document that has none.
pub(crate) fn complete(document: &mut Value) {
    let mut uses: HashMap<String, usize> = HashMap::new();
    each_operation(document, |_, _, operation| {
        let names = [
            id(operation).map(|id| snake(&id)),
            id_from_summary(operation).map(|id| snake(&id)),
        ];
        for name in names.into_iter().flatten() {
            *uses.entry(name).or_default() += 1;
        }
    });
    each_operation(document, |path, method, operation| {
        if id(operation).is_none() {
            let short = id_from_summary(operation).filter(|id| uses.get(&snake(id)) == Some(&1));
            let id = short.unwrap_or_else(|| snake(&wire_words(method, path)));
            set(operation, "operationId", id);
        }
    });
}

/// Calls `visit` with path, method and value of each operation.
fn each_operation(document: &mut Value, mut visit: impl FnMut(&str, &str, &mut Value)) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            let lower = method.to_ascii_lowercase();
            if METHODS.contains(&lower.as_str()) && operation.is_object() {
                visit(path, method, operation);
            }
        }
    }
}

/// The operation's id, unless it is empty.
fn id(operation: &Value) -> Option<String> {
    let id = operation.get("operationId").filter(|id| !id.is_null());
    id.map(crate::api::text).filter(|id| !id.trim().is_empty())
}

/// The id of an operation without one, if it has a short summary.
fn id_from_summary(operation: &Value) -> Option<String> {
    if id(operation).is_some() {
        return None;
    }
    let summary = operation.get("summary")?.as_str()?;
    let summary: String = summary.chars().filter_map(without_accent).collect();
    let words = summary.split(|c: char| !c.is_alphanumeric());
    let words: Vec<_> = words
        .filter(|word| !word.is_empty() && !ARTICLES.contains(&word.to_lowercase().as_str()))
        .collect();
    let is_short = (1..=WORDS).contains(&words.len()) && words.iter().all(|word| word.is_ascii());
    let name = words.join(" ").to_lower_camel_case();
    (is_short && name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(name)
}

/// A letter without its accent; `None` for an apostrophe.
fn without_accent(c: char) -> Option<char> {
    Some(match c {
        '\'' | '\u{2019}' => return None,
        'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        'Á' => 'A',
        'É' => 'E',
        'Í' => 'I',
        'Ó' => 'O',
        'Ú' => 'U',
        'Ñ' => 'N',
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The ids of operations of `/a/{b-c}`, by method.
    fn ids(operations: &Value) -> Vec<String> {
        let mut document = json!({"paths": {"/a/{b-c}": operations}});
        complete(&mut document);
        let mut ids = vec![];
        each_operation(&mut document, |_, _, operation| {
            ids.push(id(operation).unwrap());
        });
        ids
    }

    #[test]
    fn a_short_summary_that_is_unique_makes_the_id() {
        let operations = json!({
            "parameters": [],
            "get": {"summary": "Consulta de las Clasificación"},
            "put": {"summary": "Accept or deny the premium", "operationId": " "},
            "post": {"operationId": "kept", "summary": "Other"},
        });
        assert_eq!(
            ids(&operations),
            ["consultaDeClasificacion", "acceptOrDenyPremium", "kept"]
        );
    }

    #[test]
    fn a_method_in_capital_letters_gets_an_id() {
        assert_eq!(ids(&json!({"GET": {}})), ["get_a_by_b_c"]);
    }

    #[test]
    fn without_a_short_unique_summary_method_and_path_make_the_id() {
        let by_path = |method: &str| format!("{method}_a_by_b_c");
        for summary in [
            "Same",
            "one two three four five",
            "",
            "查询",
            "2 things",
            "take it",
        ] {
            let operations = json!({
                "get": {"summary": summary}, "put": {"summary": "SAME"}, "post": {"operationId": "takeIt"}, "patch": {},
            });
            let expected = if summary == "Same" {
                by_path("put")
            } else {
                "same".to_owned()
            };
            assert_eq!(
                ids(&operations),
                [
                    by_path("get"),
                    expected,
                    "takeIt".to_owned(),
                    by_path("patch")
                ]
            );
        }
    }
}

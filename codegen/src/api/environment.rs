//! `x-environments`: the addresses of an API by environment.

use serde_json::Value;

use super::has_placeholder;
use crate::pointer;
use crate::report::Report;

/// An environment: a base URL and the token endpoint that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// The name, for example `sandbox`.
    pub name: String,
    /// The base URL, without a trailing slash.
    pub base_url: String,
    /// The token endpoint.
    pub token_url: String,
}

const KEY: &str = "x-environments";

/// Reads all environments, in the document's order. Invalid ones are left out and recorded in `report`.
pub(super) fn read_all(oas2: &Value, report: &mut Report) -> Vec<Environment> {
    let Some(value) = oas2.get(KEY) else {
        return vec![];
    };
    let mut environments = vec![];
    let Some(members) = value.as_object() else {
        report.record(
            "read",
            format!("/{KEY}"),
            "`x-environments` is not an object: it is ignored",
        );
        return environments;
    };
    for (name, value) in members {
        match (address(value, "base"), address(value, "token")) {
            (Ok(base), Ok(token)) => environments.push(Environment {
                name: name.clone(),
                base_url: base.trim_end_matches('/').to_owned(),
                token_url: token.to_owned(),
            }),
            (Err(problem), _) | (_, Err(problem)) => {
                let at = pointer::join(&format!("/{KEY}"), name);
                report.record(
                    "read",
                    at,
                    format!("{problem}: the environment is left out"),
                );
            }
        }
    }
    environments
}

/// The URL under `key`, or the reason why there is none.
fn address<'a>(environment: &'a Value, key: &str) -> Result<&'a str, String> {
    match environment.get(key) {
        None => Err(format!("{key} is missing")),
        Some(Value::String(url)) if is_address(url) => Ok(url),
        Some(other) => Err(format!(
            "{key} is {other}, not a URL that begins with https:// or http://"
        )),
    }
}

fn is_address(url: &str) -> bool {
    let authority = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    authority.is_some_and(|rest| !rest.is_empty()) && !has_placeholder(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The environments as text, and the pointers of the recorded entries.
    fn read(value: &Value) -> (Vec<String>, Vec<String>) {
        let mut report = Report::default();
        let all = read_all(&json!({KEY: value}), &mut report);
        let shown = all
            .into_iter()
            .map(|e| format!("{} {} {}", e.name, e.base_url, e.token_url));
        let reported = report.entries().iter().map(|entry| entry.pointer.clone());
        (shown.collect(), reported.collect())
    }

    #[test]
    fn the_order_of_environments_is_kept() {
        let value = json!({
            "b": {"base": "https://h/b/", "token": "https://h/t"},
            "a": {"base": "http://127.0.0.1:1", "token": "http://127.0.0.1:1/t"},
        });
        assert_eq!(
            read(&value),
            (
                vec![
                    "b https://h/b https://h/t".to_owned(),
                    "a http://127.0.0.1:1 http://127.0.0.1:1/t".to_owned()
                ],
                vec![]
            )
        );
    }

    #[test]
    fn an_invalid_environment_is_reported_and_left_out() {
        for value in [
            json!({"a": {"base": "https://h"}}),
            json!({"a": {"base": "https://h", "token": 1}}),
            json!({"a": {"base": "h/v1", "token": "https://h/t"}}),
            json!({"a": {"base": "https://{tenant}/v1", "token": "https://h/t"}}),
            json!({"a": "https://h"}),
            json!(["https://h"]),
        ] {
            let (environments, reported) = read(&value);
            assert!(environments.is_empty() && reported.len() == 1, "{value}");
        }
    }
}

//! Renames path parameters to the names in the targets of an overlay.
//!
//! The names of path parameters are not sent, and exports use several names for the same parameter.
//! With one name, setters, options and cases stay the same.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::target;

/// Renames the parameters of paths to those in `targets`, except where a path has the new name
/// already. Renames nothing if the targets have several names for one parameter of the document.
pub(super) fn rename<'a>(targets: impl Iterator<Item = &'a str>, document: &mut Value) {
    let mut renamed = BTreeMap::new();
    // `wanted` belongs to the target, `own` to the document
    for (wanted, own) in targets.flat_map(|target| target::paths(target, document)) {
        let (wanted, own) = (placeholders(&wanted), placeholders(&own));
        for (wanted, own) in wanted.iter().rev().zip(own.iter().rev()) {
            let chosen = renamed.entry(own.clone()).or_insert_with(|| wanted.clone());
            if chosen != wanted {
                return;
            }
        }
    }
    renamed.retain(|own, wanted| own != wanted && !has_parameter(document, wanted));
    if !renamed.is_empty() {
        replace(document, &renamed);
    }
}

/// The names of the parameters in a path.
fn placeholders(path: &str) -> Vec<String> {
    let parts = path.split('{').skip(1);
    let names = parts.filter_map(|part| Some(part.split_once('}')?.0.to_owned()));
    names.collect()
}

fn has_parameter(document: &Value, name: &str) -> bool {
    let paths = document.get("paths").and_then(Value::as_object);
    let mut paths = paths.into_iter().flat_map(Map::keys);
    paths.any(|path| placeholders(path).iter().any(|other| other == name))
}

fn replace(document: &mut Value, renamed: &BTreeMap<String, String>) {
    if let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) {
        let items = std::mem::take(paths).into_iter();
        *paths = items
            .map(|(path, item)| (renamed_path(&path, renamed), item))
            .collect();
    }
    rename_in_parameters(document, renamed);
}

fn renamed_path(path: &str, renamed: &BTreeMap<String, String>) -> String {
    let mut path = path.to_owned();
    for (own, wanted) in renamed {
        path = path.replace(&format!("{{{own}}}"), &format!("{{{wanted}}}"));
    }
    path
}

fn rename_in_parameters(value: &mut Value, renamed: &BTreeMap<String, String>) {
    match value {
        Value::Object(members) => {
            if members.get("in").and_then(Value::as_str) == Some("path")
                && let Some(Value::String(name)) = members.get_mut("name")
                && let Some(wanted) = renamed.get(name)
            {
                name.clone_from(wanted);
            }
            let members = members.values_mut();
            members.for_each(|member| rename_in_parameters(member, renamed));
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| rename_in_parameters(item, renamed)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn renamed(mut document: Value) -> Value {
        let target = "$.paths['/c/{contractNo}/d'].get";
        rename([target].into_iter(), &mut document);
        document
    }

    #[test]
    fn a_parameter_is_renamed_at_every_path() {
        let document = |name: &str| {
            json!({
                "parameters": {"c": {"name": name, "in": "path"}, "q": {"name": "no", "in": "query"}},
                "paths": {
                    format!("/v1/c/{{{name}}}/d"): {"get": {"parameters": [{"$ref": "#/parameters/c"}]}},
                    format!("/c/{{{name}}}/d/{{id}}"): {"parameters": [{"name": name, "in": "path"}]},
                },
            })
        };
        assert_eq!(renamed(document("no")), document("contractNo"));
        assert_eq!(renamed(document("contractNo")), document("contractNo"));
    }

    #[test]
    fn no_path_gets_one_name_twice() {
        let document = json!({"paths": {"/c/{no}/d": {}, "/c/{no}/e/{contractNo}": {}}});
        assert_eq!(renamed(document.clone()), document);
    }
}

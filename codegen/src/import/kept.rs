//! The values of the current document that an import keeps because the new one lacks them: our
//! `x-source` marks on unchanged parts, the base URL and the token endpoint.
//!
//! The portal exports documents without `host`, or with `127.0.0.1`, and shows the real base URL
//! only on its pages. Then the whole base URL is kept, because the `basePath` of such an export is
//! only a part of the real one.

use serde_json::{Map, Value, json};

use super::token_endpoint;
use crate::api;
use crate::overlay::KeptValues;
use crate::pointer;

/// The key of our marks.
const MARK: &str = "x-source";

/// The values to add to `new`, where `old` is the current document with its overlay; adds notes for
/// the user to `notes`.
pub(super) fn values(old: &Value, new: &Value, notes: &mut Vec<String>) -> Vec<KeptValues> {
    let mut kept = vec![];
    kept.extend(base_url(old, new, notes));
    kept.extend(token_endpoint::kept(old, new, notes));
    let count = kept.len();
    keep_marks(old, new, String::new(), &mut |at, mark| {
        kept.push(KeptValues {
            at,
            replaced: vec![],
            values: json!({MARK: mark}),
        });
    });
    let marks = kept.len() - count;
    if marks > 0 {
        notes.push(format!(
            "{marks} source marks are kept, as their parts are unchanged"
        ));
    }
    kept
}

/// The base URL of `old`, if the host of `new` is not a public server.
fn base_url(old: &Value, new: &Value, notes: &mut Vec<String>) -> Option<KeptValues> {
    let reason = missing_host(new)?;
    let Some(current) = api::base_url(old).filter(|_| missing_host(old).is_none()) else {
        notes.push(format!(
            "{reason}, and the current document has no base URL either: callers must provide it"
        ));
        return None;
    };
    let (mut replaced, mut values) = (vec![], Map::new());
    // without a `basePath`, the current base path is empty, and replaces that of the new document
    let empty = new.get("basePath").map(|_| json!("/"));
    for (key, value) in [
        ("host", old.get("host").cloned()),
        ("basePath", old.get("basePath").cloned().or(empty)),
        ("schemes", old.get("schemes").cloned()),
    ] {
        if let Some(value) = value
            && new.get(key) != Some(&value)
        {
            if value.is_array() && new.get(key).is_some() {
                replaced.push(key.to_owned());
            }
            values.insert(key.to_owned(), value);
        }
    }
    notes.push(format!(
        "{reason}: the base URL of the current document is kept, {current}"
    ));
    if let Some(base_path) = new.get("basePath").and_then(Value::as_str)
        && !current.ends_with(base_path.trim_end_matches('/'))
    {
        notes.push(format!(
            "check that base URL: the new document's basePath is {base_path}, which it does not end with"
        ));
    }
    for endpoint in
        endpoints(new).filter(|endpoint| !current.starts_with(endpoint.trim_end_matches('/')))
    {
        notes.push(format!(
            "check that base URL: the new document's x-ibm-endpoints name {endpoint}, which it does not begin with"
        ));
    }
    Some(KeptValues {
        at: String::new(),
        replaced,
        values: Value::Object(values),
    })
}

/// The reason why the host of a document is not a public server; `None` if it may be one.
fn missing_host(document: &Value) -> Option<String> {
    let host = document
        .get("host")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let host = host.trim();
    if host.is_empty() {
        return Some("the document has no host".to_owned());
    }
    // exports of API Connect can have a placeholder, such as `$(catalog.host)`
    let local = ["127.", "localhost", "[::1]", "0.0.0.0"]
        .iter()
        .any(|local| host.starts_with(local));
    (local || host.contains('$')).then(|| format!("the document's host is {host}"))
}

/// The gateway addresses in an export of API Connect.
fn endpoints(document: &Value) -> impl Iterator<Item = &str> {
    let endpoints = document.get("x-ibm-endpoints").and_then(Value::as_array);
    let endpoints = endpoints.into_iter().flatten();
    let urls = endpoints.filter_map(|endpoint| endpoint.get("endpointUrl")?.as_str());
    urls.map(str::trim).filter(|url| !url.is_empty())
}

/// Calls `keep` with each mark of `old` that the unchanged part in `new` lacks, and with the pointer
/// of that part.
fn keep_marks<'a>(
    old: &'a Value,
    new: &Value,
    at: String,
    keep: &mut impl FnMut(String, &'a Value),
) {
    match (old, new) {
        (Value::Object(members), Value::Object(others)) => {
            for (key, member) in members.iter().filter(|(key, _)| *key != MARK) {
                if let Some(other) = others.get(key) {
                    keep_marks(member, other, pointer::join(&at, key), keep);
                }
            }
            if let Some(mark) = members.get(MARK)
                && others.get(MARK) != Some(mark)
                && equal_apart_from_marks(old, new)
            {
                keep(at, mark);
            }
        }
        (Value::Array(items), Value::Array(others)) => {
            for (index, item) in items.iter().enumerate() {
                if let Some((index, other)) = counterpart(item, index, others) {
                    keep_marks(item, other, format!("{at}/{index}"), keep);
                }
            }
        }
        _ => {}
    }
}

/// The counterpart of an item and its index: an item with a name has that with the same `name` and
/// `in`, any other item that with the same index.
fn counterpart<'a>(item: &Value, index: usize, others: &'a [Value]) -> Option<(usize, &'a Value)> {
    if item.get("name").is_some() {
        let is_counterpart = |other: &Value| {
            ["name", "in"]
                .iter()
                .all(|key| other.get(key) == item.get(key))
        };
        return others
            .iter()
            .enumerate()
            .find(|(_, other)| is_counterpart(other));
    }
    others.get(index).map(|other| (index, other))
}

/// Moves the members at `locations` from the ends of their objects to their positions in `old`, so
/// that a comparison finds no change of order.
pub(super) fn restore_order(old: &Value, locations: &[String], document: &mut Value) {
    for (parent, key) in locations
        .iter()
        .filter_map(|location| pointer::split(location))
    {
        let order = old.pointer(parent).and_then(Value::as_object);
        let Some(before) = order.and_then(|members| {
            let before = members.keys().take_while(|other| **other != key);
            members
                .contains_key(&key)
                .then(|| before.collect::<Vec<_>>())
        }) else {
            continue;
        };
        let Some(members) = document.pointer_mut(parent).and_then(Value::as_object_mut) else {
            continue;
        };
        let Some(member) = members.shift_remove(&key) else {
            continue;
        };
        let follows = members.keys().rposition(|other| before.contains(&other));
        members.shift_insert(follows.map_or(0, |index| index + 1), key, member);
    }
}

/// Whether two values are equal apart from marks.
pub(super) fn equal_apart_from_marks(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            let marked = |members: &Map<String, Value>| usize::from(members.contains_key(MARK));
            a.len() - marked(a) == b.len() - marked(b)
                && a.iter()
                    .filter(|(key, _)| *key != MARK)
                    .all(|(key, value)| {
                        b.get(key)
                            .is_some_and(|other| equal_apart_from_marks(value, other))
                    })
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal_apart_from_marks(a, b))
        }
        _ => a == b,
    }
}

/// Whether the change at `at` is only the removal of a mark. Such a mark is removed because its part
/// changed, and that change is listed.
pub(super) fn is_lost_mark(at: &str, new: &Value) -> bool {
    at.ends_with("/x-source") && new.pointer(at).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::Overlay;
    use crate::report::Report;

    /// Applies `kept` to `document`. Returns the pointers of the added members.
    fn applied(kept: &[KeptValues], document: &mut Value) -> Vec<String> {
        let mut overlay = Overlay::default();
        overlay.keep(kept).unwrap();
        let mut report = Report::default();
        let locations = overlay.apply(document, &mut report);
        assert_eq!(report.entries(), []);
        locations
    }

    /// `new` with the values of `old` that are kept, and the notes for the user.
    fn with_kept(old: &Value, new: &Value) -> (Value, Vec<String>) {
        let mut notes = vec![];
        let mut merged = new.clone();
        applied(&values(old, new, &mut notes), &mut merged);
        (merged, notes)
    }

    #[test]
    fn marks_stay_on_unchanged_parts() {
        let old = json!({"host": "h", "a": {"x-source": "published", "v": 1}, "b": {"x-source": "assumed", "v": 1},
            "c": {"x-source": "assumed", "d": {"x-source": "published"}}});
        let new = json!({"host": "h", "a": {"v": 1}, "b": {"v": 2}, "c": {"d": {}}});
        let (merged, notes) = with_kept(&old, &new);
        let expected = json!({"host": "h", "a": {"v": 1, "x-source": "published"}, "b": {"v": 2},
            "c": {"x-source": "assumed", "d": {"x-source": "published"}}});
        assert_eq!(merged, expected);
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert_eq!(with_kept(&merged, &new).0, merged, "the same again");
        assert_eq!(with_kept(&old, &old), (old.clone(), vec![]));
    }

    #[test]
    fn a_parameter_keeps_its_mark_at_any_position() {
        let a = json!({"name": "a", "in": "query", "x-source": "assumed"});
        let old = json!({"host": "h", "parameters": [a, {"name": "a", "in": "header", "x-source": "sibling"}]});
        let new = json!({"host": "h", "parameters": [{"name": "new", "in": "query"}, {"name": "a", "in": "query"}]});
        let (merged, _) = with_kept(&old, &new);
        assert_eq!(
            merged["parameters"],
            json!([{"name": "new", "in": "query"}, a])
        );
    }

    #[test]
    fn a_token_endpoint_with_a_placeholder_is_replaced_by_the_current_one() {
        let with = |name: &str, url: &str| {
            json!({"host": "h", "securityDefinitions": {
                name: {"type": "oauth2", "flow": "password", "tokenUrl": url, "scopes": {}}}})
        };
        let old = with("oauth2", "https://h.example/token");
        let (merged, notes) =
            with_kept(&old, &with("Another name", "https://$(catalog.host)/token"));
        assert_eq!(merged, with("Another name", "https://h.example/token"));
        assert_eq!(notes.len(), 1, "{notes:?}");
        let own = with("oauth2", "https://other.example/token");
        assert_eq!(with_kept(&old, &own), (own, vec![]));
    }

    #[test]
    fn a_document_without_a_token_endpoint_keeps_the_current_one() {
        let scheme = |url: &str| json!({"type": "oauth2", "flow": "password", "tokenUrl": url, "scopes": {"read": ""}});
        let paths = |security: &Value| {
            let mut get = json!({"operationId": "a", "responses": {}});
            if !security.is_null() {
                get["security"] = security.clone();
            }
            json!({"/a": {"get": get}})
        };
        let read = json!([{"oauth2": ["read"]}]);
        let url = "https://h.example/token";
        let old = json!({"host": "h", "securityDefinitions": {"oauth2": scheme(url)}, "paths": paths(&read)});
        // no security at all
        let (merged, notes) = with_kept(&old, &json!({"host": "h", "paths": paths(&Value::Null)}));
        assert_eq!(merged, old);
        assert_eq!(notes.len(), 2, "{notes:?}");
        // a scheme without an endpoint
        let bare = json!({"x": {"type": "oauth2", "flow": "password", "scopes": {}}});
        let (merged, notes) = with_kept(&old, &json!({"host": "h", "securityDefinitions": bare}));
        assert_eq!(merged["securityDefinitions"]["x"]["tokenUrl"], url);
        assert_eq!(notes.len(), 1, "{notes:?}");
        // another requirement
        let key = json!({"oauth2": {"type": "apiKey", "in": "header", "name": "K"}});
        let keyed = json!({"host": "h", "securityDefinitions": key, "paths": paths(&json!([{"oauth2": []}]))});
        let (merged, notes) = with_kept(&old, &keyed);
        assert_eq!(merged["paths"], keyed["paths"]);
        assert_eq!(merged["securityDefinitions"]["oauth2-token"], scheme(url));
        assert_eq!(notes.len(), 2, "{notes:?}");
    }

    #[test]
    fn a_missing_base_url_is_kept_as_a_whole_and_reported() {
        let old =
            json!({"host": "h.example", "basePath": "/org/sandbox/api/v1", "schemes": ["https"]});
        for host in [
            json!(null),
            json!(""),
            json!("127.0.0.1"),
            json!("localhost:9443"),
            json!("$(catalog.host)"),
        ] {
            let new = json!({"host": host, "basePath": "/api/v1", "schemes": ["http"]});
            let (merged, notes) = with_kept(&old, &new);
            assert_eq!(merged, old);
            assert_eq!(notes.len(), 1, "{notes:?}");
            assert!(
                notes[0].ends_with("is kept, https://h.example/org/sandbox/api/v1"),
                "{notes:?}"
            );
        }
        let own = json!({"host": "other.example", "basePath": "/v2"});
        assert_eq!(with_kept(&old, &own), (own.clone(), vec![]));
    }

    #[test]
    fn added_members_do_not_change_the_order() {
        let old = json!({"host": "h", "a": {"b": 1, "x-source": "assumed", "c": 2}, "d": 3});
        let mut new = json!({"a": {"b": 1, "c": 2}, "d": 3});
        let kept = values(&old, &new, &mut vec![]);
        let locations = applied(&kept, &mut new);
        assert_ne!(new.to_string(), old.to_string());
        restore_order(&old, &locations, &mut new);
        assert_eq!(new.to_string(), old.to_string());
    }

    #[test]
    fn a_kept_base_url_that_contradicts_the_document_is_reported() {
        let old = json!({"host": "h.example", "basePath": "/org/api/v1"});
        let endpoint = |url: &str| json!([{"endpointUrl": url, "type": ["production"]}]);
        let moved =
            json!({"basePath": "/api/v2", "x-ibm-endpoints": endpoint("https://g.example/org")});
        let (_, notes) = with_kept(&old, &moved);
        assert!(notes[1].contains("basePath is /api/v2"), "{notes:?}");
        assert!(notes[2].contains("name https://g.example/org"), "{notes:?}");
        let same =
            json!({"basePath": "/api/v1", "x-ibm-endpoints": endpoint("https://h.example/org/")});
        assert_eq!(with_kept(&old, &same).1.len(), 1);
        let (merged, notes) = with_kept(&json!({"host": "h.example"}), &json!({"basePath": "/v1"}));
        assert_eq!(
            api::base_url(&merged).as_deref(),
            Some("https://h.example"),
            "{notes:?}"
        );
        let (merged, notes) = with_kept(&json!({}), &json!({}));
        assert_eq!(merged, json!({}));
        assert!(notes[0].contains("callers must provide it"), "{notes:?}");
    }
}

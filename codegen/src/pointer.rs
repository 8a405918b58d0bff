//! JSON pointers (RFC 6901), which give positions in a document.

use serde_json::Value;

/// The maximum nesting depth of a document; the deepest real one known has 30.
pub(crate) const DEPTH_LIMIT: usize = 100;

/// `token` as one step of a pointer: `~` and `/` are escaped.
pub(crate) fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// The name in one step of a pointer.
pub fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// `pointer` extended by one step.
pub fn join(pointer: &str, token: impl AsRef<str>) -> String {
    format!("{pointer}/{}", escape(token.as_ref()))
}

/// The parent of a pointer, and its last step; `None` for the whole document.
pub fn split(pointer: &str) -> Option<(&str, String)> {
    let (parent, token) = pointer.rsplit_once('/')?;
    Some((parent, unescape(token)))
}

/// The value that a local reference (`#/definitions/Pet`) refers to, without following further
/// references. References are URI fragments, so percent-encoding is decoded; an unencoded reference
/// works as well.
pub(crate) fn follow<'a>(document: &'a Value, reference: &str) -> Option<&'a Value> {
    locate(document, reference).map(|(_, value)| value)
}

/// Like [`follow`], with the pointer of the value.
fn locate<'a>(document: &'a Value, reference: &str) -> Option<(String, &'a Value)> {
    let pointer = reference.strip_prefix('#')?;
    let found = |at: String| document.pointer(&at).map(|value| (at, value));
    found(pointer.to_owned()).or_else(|| found(percent_decode(pointer)))
}

/// The target of the reference in `value`, without following further references, with its pointer.
pub(crate) fn target<'a>(document: &'a Value, value: &Value) -> Option<(String, &'a Value)> {
    locate(document, value.get("$ref")?.as_str()?)
}

/// `value`, or the value that it refers to in the document, with its pointer.
pub fn resolve<'a>(
    document: &'a Value,
    at: impl Into<String>,
    value: &'a Value,
) -> (String, &'a Value) {
    let mut found = (at.into(), value);
    // validation refuses cycles; the bound protects against documents that are not validated yet
    for _ in 0..DEPTH_LIMIT {
        let Some(next) = target(document, found.1) else {
            break;
        };
        found = next;
    }
    found
}

/// Sets a member of an object. Values of other types are unchanged.
pub fn set(object: &mut Value, key: &str, value: impl Into<Value>) {
    if let Some(members) = object.as_object_mut() {
        members.insert(key.to_owned(), value.into());
    }
}

/// Decodes percent-encoding; an invalid encoding stays unchanged.
pub fn percent_decode(text: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(text).decode_utf8();
    decoded.map_or_else(|_| text.to_owned(), Into::into)
}

/// `value` and every value below it. Iterative, so depth is not limited.
pub(crate) fn values(value: &Value) -> impl Iterator<Item = &Value> {
    let mut todo = vec![value];
    std::iter::from_fn(move || {
        let value = todo.pop()?;
        match value {
            Value::Object(members) => todo.extend(members.values()),
            Value::Array(items) => todo.extend(items),
            _ => {}
        }
        Some(value)
    })
}

/// Calls `visit` for `value` and every value below it, parents first, with its pointer. Iterative,
/// so depth is not limited.
pub fn walk<'a>(pointer: &str, value: &'a Value, mut visit: impl FnMut(&str, &'a Value)) {
    let mut todo = vec![(pointer.to_owned(), value)];
    while let Some((pointer, value)) = todo.pop() {
        visit(&pointer, value);
        match value {
            Value::Object(members) => {
                todo.extend(members.iter().rev().map(|(k, v)| (join(&pointer, k), v)));
            }
            Value::Array(items) => {
                let numbered = items.iter().enumerate().rev();
                todo.extend(numbered.map(|(i, v)| (format!("{pointer}/{i}"), v)));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn references_are_followed_encoded_or_not() {
        let document = json!({"paths": {"/a/{b}": {"get": 1}}, "definitions": {"A B": 2}});
        assert_eq!(follow(&document, "#/paths/~1a~1{b}/get"), Some(&json!(1)));
        assert_eq!(
            follow(&document, "#/paths/~1a~1%7Bb%7D/get"),
            Some(&json!(1))
        );
        assert_eq!(follow(&document, "#/definitions/A%20B"), Some(&json!(2)));
        assert_eq!(follow(&document, "other.json#/a"), None);
        assert_eq!(percent_decode("100%"), "100%");
    }

    #[test]
    fn a_pointer_is_split_as_it_was_joined() {
        assert_eq!(split(&join("/a", "b/~c")), Some(("/a", "b/~c".to_owned())));
        assert_eq!(split("/a"), Some(("", "a".to_owned())));
        assert_eq!(split(""), None);
    }

    #[test]
    fn walk_visits_every_pointer() {
        let document = json!({"a": [1, {"b/c": 2}]});
        let mut locations = vec![];
        walk("", &document, |pointer, _| {
            locations.push(pointer.to_owned());
        });
        assert_eq!(locations, ["", "/a", "/a/0", "/a/1", "/a/1/b~1c"]);
    }
}

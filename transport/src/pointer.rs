//! Finds values of a JSON text by JSON pointer (RFC 6901). Only the objects and lists along the path are parsed.

use std::collections::HashMap;

use serde_json::value::RawValue;

/// The JSON text at `pointer` of a body; `None` if it does not exist, or if the body is not JSON.
pub(crate) fn at<'j>(body: &'j [u8], pointer: &str) -> Option<&'j RawValue> {
    let whole: &RawValue = serde_json::from_slice(body).ok()?;
    let mut tokens = pointer.split('/');
    // a pointer is empty or begins with a slash
    tokens.next().filter(|before| before.is_empty())?;
    tokens.try_fold(whole, |value, token| {
        let token = token.replace("~1", "/").replace("~0", "~");
        match value.get().as_bytes().first()? {
            b'{' => {
                let mut members: HashMap<String, &RawValue> =
                    serde_json::from_str(value.get()).ok()?;
                members.remove(&token)
            }
            b'[' => {
                let items: Vec<&RawValue> = serde_json::from_str(value.get()).ok()?;
                items.get(token.parse::<usize>().ok()?).copied()
            }
            _ => None,
        }
    })
}

/// The text of a string, a number or a boolean; `None` for null, objects and lists.
pub(crate) fn scalar(value: &RawValue) -> Option<String> {
    match value.get().as_bytes().first()? {
        b'"' => serde_json::from_str(value.get()).ok(),
        b'{' | b'[' | b'n' => None,
        _ => Some(value.get().to_owned()),
    }
}

/// The scalar at `pointer` of a body as text. A blank text counts as absent.
pub(crate) fn text_at(body: &[u8], pointer: &str) -> Option<String> {
    let text = scalar(at(body, pointer)?)?;
    (!text.trim().is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scalar_is_found_by_its_pointer_with_all_digits() {
        let body = br#" {"a":{"x/y":1.50,"b":["p",{"c":true}]},"d":"\u00e9","n":null,"d":"last","e":"  "} "#;
        let found = |pointer| text_at(body, pointer);
        assert_eq!(found("/a/x~1y").as_deref(), Some("1.50"));
        assert_eq!(found("/a/b/1/c").as_deref(), Some("true"));
        assert_eq!(found("/a/b/0").as_deref(), Some("p"));
        assert_eq!(found("/d").as_deref(), Some("last"));
        for pointer in [
            "/a", "/a/b", "/n", "/e", "/gone", "/a/b/2", "/d/x", "d", "", "/a/b/x",
        ] {
            assert_eq!(found(pointer), None, "{pointer}");
        }
        for body in ["", "<html>", r#"{"d":"x""#, "\u{feff}{}"] {
            assert_eq!(text_at(body.as_bytes(), "/d"), None, "{body}");
        }
        assert_eq!(text_at(b"7", "").as_deref(), Some("7"));
    }
}

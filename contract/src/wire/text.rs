//! Percent-decoding and query strings. Text that cannot be decoded is an error.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// Decodes percent-encoding. The error is the reason.
pub(crate) fn decode(text: &str) -> Result<Cow<'_, str>, &'static str> {
    if !text.contains('%') {
        return Ok(Cow::Borrowed(text));
    }
    let mut rest = text.as_bytes();
    while let Some(start) = rest.iter().position(|byte| *byte == b'%') {
        let after = rest.get(start + 1..).unwrap_or_default();
        match after {
            [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => {
                rest = after.get(2..).unwrap_or_default();
            }
            _ => return Err("`%` is not followed by two hexadecimal digits"),
        }
    }
    percent_decode_str(text)
        .decode_utf8()
        .map_err(|_| "the decoded text is not UTF-8")
}

/// A `name=value` of a query or a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) name: String,
    /// The decoded value, or the reason why it cannot be decoded.
    pub(crate) value: Result<String, &'static str>,
}

/// The pairs of a query or a form (`application/x-www-form-urlencoded`): `+` is a space.
///
/// A name that cannot be decoded stays unchanged.
pub(crate) fn pairs(text: &str) -> Vec<Pair> {
    let pair = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let plain = |text: &str| {
            let spaced = if text.contains('+') {
                Cow::Owned(text.replace('+', " "))
            } else {
                Cow::Borrowed(text)
            };
            decode(&spaced).map(Cow::into_owned)
        };
        Pair {
            name: plain(name).unwrap_or_else(|_| name.to_owned()),
            value: plain(value),
        }
    };
    text.split('&')
        .filter(|part| !part.is_empty())
        .map(pair)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoding_is_strict() {
        assert_eq!(decode("a%20b+c%2F%c3%b1").unwrap(), "a b+c/\u{f1}");
        for text in ["%", "a%2", "%zz", "%%20"] {
            assert!(decode(text).is_err(), "{text}");
        }
        assert!(decode("%ff").unwrap_err().contains("UTF-8"));
    }

    #[test]
    fn pairs_are_decoded_as_in_forms() {
        let pair = |name: &str, value: &str| Pair {
            name: name.into(),
            value: Ok(value.into()),
        };
        assert_eq!(
            pairs("a=x+y%26z&&b&c=d=e&%C3%B1="),
            [
                pair("a", "x y&z"),
                pair("b", ""),
                pair("c", "d=e"),
                pair("\u{f1}", "")
            ]
        );
        assert!(pairs("a=%zz").first().unwrap().value.is_err());
        assert_eq!(pairs(""), []);
    }
}

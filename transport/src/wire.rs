//! Values as text in a path, a query, a header or a form.
//!
//! A value is written in the documented form or refused. For example, a comma in an item of a comma-separated list, and
//! `..` as a path segment, would have another meaning.

use std::fmt::Display;

use http::header::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::TransportError;

mod upload;

pub use upload::Upload;

/// Everything but the unreserved characters of RFC 3986, section 2.3.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Encodes a path parameter as one segment. `delimiters` has one character for each level of lists, the outermost
/// first. The character separates the items of that level.
///
/// # Errors
/// [`TransportError::NotSent`] for an empty value or list; for `.` and `..`, which name another path even when encoded; for a
/// line end or NUL; for an object; for more levels of lists than delimiters; for an item that contains its delimiter.
///
/// ```
/// use api_transport::encode_path;
/// assert_eq!(encode_path("id", &9_007_199_254_740_993_i64, ",").unwrap(), "9007199254740993");
/// assert_eq!(encode_path("contractNo", &"12/34 A", ",").unwrap(), "12%2F34%20A");
/// assert_eq!(encode_path("ids", &["a b", "c"], ",").unwrap(), "a%20b,c");
/// assert_eq!(encode_path("pairs", &[[1, 2], [3, 4]], ",|").unwrap(), "1%7C2,3%7C4");
/// assert!(encode_path("contractNo", &"..", ",").is_err());
/// ```
pub fn encode_path<T: Serialize>(
    name: &str,
    value: &T,
    delimiters: &str,
) -> Result<String, TransportError> {
    let json = json(name, value)?;
    let text = text(name, &json, delimiters)?.unwrap_or_default();
    if matches!(text.as_str(), "" | "." | "..") {
        return Err(parameter_error(
            name,
            format!("{text:?} cannot be a path segment"),
        ));
    }
    if text.contains(['\r', '\n', '\0']) {
        let reason = format!("{text:?} contains a line end or a NUL character; remove it");
        return Err(parameter_error(name, reason));
    }
    let encoded = utf8_percent_encode(&text, SEGMENT).to_string();
    // items contain no delimiter, so each comma is a delimiter, which is allowed in a path
    Ok(if json.starts_with('[') && delimiters.contains(',') {
        encoded.replace("%2C", ",")
    } else {
        encoded
    })
}

/// Appends a header parameter; nothing for `None`. Lists are written as by [`encode_path`].
///
/// # Errors
/// [`TransportError::NotSent`] for a value that is invalid in a header, for an object, for more levels of lists than there
/// are delimiters, and for an item that contains the delimiter.
pub fn append_header<T: Serialize>(
    headers: &mut HeaderMap,
    name: &'static str,
    value: &T,
    delimiters: &str,
) -> Result<(), TransportError> {
    let Some(text) = text(name, &json(name, value)?, delimiters)? else {
        return Ok(());
    };
    let invalid = |_| parameter_error(name, format!("{text:?} cannot be a header value"));
    let value = HeaderValue::from_bytes(text.as_bytes()).map_err(invalid)?;
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|e| parameter_error(name, e))?;
    headers.append(name, value);
    Ok(())
}

/// A query parameter or a form field: nothing for `None`, one pair for a scalar, and for a list one pair
/// per item (`collectionFormat: multi`) or one pair for all (see [`QueryParam::delimited`]).
#[derive(Debug)]
pub struct QueryParam<'a, T> {
    name: &'a str,
    value: &'a T,
    repeated: bool,
    delimiters: &'static str,
}

impl<'a, T> QueryParam<'a, T> {
    /// Creates a parameter that writes a list as one pair for each item.
    #[must_use]
    pub fn new(name: &'a str, value: &'a T) -> Self {
        Self::repeated(name, value, "")
    }

    /// Creates a parameter that writes a list as one pair for each item. Items that are lists are separated by `delimiters`, as in
    /// [`QueryParam::delimited`].
    #[must_use]
    pub fn repeated(name: &'a str, value: &'a T, delimiters: &'static str) -> Self {
        Self {
            name,
            value,
            repeated: true,
            delimiters,
        }
    }

    /// Creates a parameter that writes a list as one pair. `delimiters` has one character for each level of a list of
    /// lists, the outermost first: `,` for `csv`, a space for `ssv`, a tab for `tsv`, `|` for `pipes`
    /// (OAS2, `collectionFormat`).
    #[must_use]
    pub fn delimited(name: &'a str, value: &'a T, delimiters: &'static str) -> Self {
        Self {
            name,
            value,
            repeated: false,
            delimiters,
        }
    }
}

impl<'a, T: Serialize> QueryParam<'a, T> {
    /// The pairs.
    ///
    /// # Errors
    /// [`TransportError::NotSent`] for an object, for more levels of lists than there are delimiters, and for an
    /// item that contains the delimiter.
    pub fn pairs(&self) -> Result<Vec<(&'a str, String)>, TransportError> {
        let (name, delimiters) = (self.name, self.delimiters);
        let json = json(name, self.value)?;
        let texts = if !json.starts_with('[') {
            text(name, &json, delimiters)?.into_iter().collect()
        } else if self.repeated {
            item_texts(name, &json, delimiters)?
        } else if non_null_items(name, &json)?.is_empty() {
            vec![]
        } else {
            text(name, &json, delimiters)?.into_iter().collect()
        };
        Ok(texts.into_iter().map(|text| (name, text)).collect())
    }
}

/// Converts a value to JSON. The text of a parameter is taken from the JSON, so that numbers keep every digit.
fn json<T: Serialize>(name: &str, value: &T) -> Result<String, TransportError> {
    serde_json::to_string(value).map_err(|e| parameter_error(name, e))
}

/// The items of a list that are not `null`.
fn non_null_items<'a>(name: &str, json: &'a str) -> Result<Vec<&'a RawValue>, TransportError> {
    let mut items: Vec<&RawValue> =
        serde_json::from_str(json).map_err(|e| parameter_error(name, e))?;
    items.retain(|item| item.get() != "null");
    Ok(items)
}

/// The texts of the items of a list.
fn item_texts(name: &str, json: &str, delimiters: &str) -> Result<Vec<String>, TransportError> {
    let texts = non_null_items(name, json)?.into_iter();
    let texts = texts.filter_map(|item| text(name, item.get(), delimiters).transpose());
    texts.collect()
}

/// The text of a scalar, or of a list whose levels are separated by `delimiters`; `None` for `null`.
fn text(name: &str, json: &str, delimiters: &str) -> Result<Option<String>, TransportError> {
    match json.chars().next() {
        Some('"') => serde_json::from_str(json)
            .map(Some)
            .map_err(|e| parameter_error(name, e)),
        Some('[') => {
            let mut levels = delimiters.chars();
            let delimiter = levels.next().ok_or_else(|| {
                let reason = "the value has more levels of lists than the document";
                parameter_error(name, reason)
            })?;
            let items = item_texts(name, json, levels.as_str())?;
            join(name, &items, delimiter).map(Some)
        }
        Some('{') => Err(parameter_error(name, "an object cannot be a parameter")),
        Some('n') => Ok(None),
        // a whole `f64` is written without a fraction, as servers that expect an integer refuse `1.0`
        _ => Ok(Some(json.strip_suffix(".0").unwrap_or(json).to_owned())),
    }
}

fn join(name: &str, items: &[String], delimiter: char) -> Result<String, TransportError> {
    match items.iter().find(|item| item.contains(delimiter)) {
        Some(item) => Err(parameter_error(
            name,
            format!("{item:?} contains {delimiter:?}, which separates the items"),
        )),
        None => Ok(items.join(delimiter.encode_utf8(&mut [0; 4]))),
    }
}

fn parameter_error(name: &str, reason: impl Display) -> TransportError {
    TransportError::invalid_request(format!("parameter {name}: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query<T: Serialize>(parameter: &QueryParam<'_, T>) -> Vec<String> {
        let pairs = parameter.pairs().unwrap().into_iter();
        pairs.map(|(name, text)| format!("{name}={text}")).collect()
    }

    #[test]
    fn a_scalar_is_one_pair_and_an_absent_value_is_none() {
        assert_eq!(query(&QueryParam::new("a", &"x y&z")), ["a=x y&z"]);
        assert_eq!(
            query(&QueryParam::new("a", &Some(9_007_199_254_740_993_i64))),
            ["a=9007199254740993"]
        );
        assert!(query(&QueryParam::new("a", &None::<i64>)).is_empty());
        assert_eq!(query(&QueryParam::new("a", &true)), ["a=true"]);
        assert_eq!(query(&QueryParam::new("a", &1.0)), ["a=1"]);
        assert_eq!(query(&QueryParam::new("a", &"1.0")), ["a=1.0"]);
        assert_eq!(query(&QueryParam::new("a", &10.05)), ["a=10.05"]);
        let exact: crate::Decimal = "12345678901234567890.10".parse().unwrap();
        assert_eq!(
            query(&QueryParam::new("a", &exact)),
            ["a=12345678901234567890.10"]
        );
    }

    #[test]
    fn lists_are_repeated_or_joined() {
        assert_eq!(query(&QueryParam::new("a", &vec![1, 2])), ["a=1", "a=2"]);
        assert_eq!(
            query(&QueryParam::delimited("a", &Some(vec![1, 2]), ",")),
            ["a=1,2"]
        );
        assert_eq!(
            query(&QueryParam::delimited("a", &["x", "y"], "|")),
            ["a=x|y"]
        );
        assert!(query(&QueryParam::delimited("a", &Vec::<i64>::new(), ",")).is_empty());
        assert!(query(&QueryParam::delimited("a", &[None::<i64>], ",")).is_empty());
    }

    #[test]
    fn each_level_of_a_list_of_lists_has_its_own_delimiter() {
        let lists = vec![vec!["a", "b"], vec!["c"]];
        assert_eq!(
            query(&QueryParam::delimited("l", &lists, ",|")),
            ["l=a|b,c"]
        );
        assert_eq!(
            query(&QueryParam::repeated("l", &lists, ",")),
            ["l=a,b", "l=c"]
        );
        assert_eq!(encode_path("p", &lists, "| ").unwrap(), "a%20b%7Cc");
        assert_eq!(encode_path("p", &lists, "|,").unwrap(), "a,b%7Cc");
        let deep = [[["a", "b"], ["c", "d"]], [["e", "f"], ["g", "h"]]];
        let mut headers = HeaderMap::new();
        append_header(&mut headers, "h", &deep, "|, ").unwrap();
        assert_eq!(headers["h"], "a b,c d|e f,g h");
        // an inner list contains the outer delimiter, an item contains its delimiter, or a level has no delimiter
        for (lists, delimiters) in [(&lists, ",,"), (&vec![vec!["a,b"]], ",|"), (&lists, ",")] {
            assert!(
                QueryParam::delimited("l", lists, delimiters)
                    .pairs()
                    .is_err()
            );
        }
    }

    #[test]
    fn an_item_with_the_delimiter_is_refused() {
        assert!(
            QueryParam::delimited("a", &["x,y", "z"], ",")
                .pairs()
                .is_err()
        );
        assert!(QueryParam::new("a", &[[1]]).pairs().is_err());
        assert!(encode_path("p", &["a,b", "c"], ",").is_err());
        assert!(append_header(&mut HeaderMap::new(), "h", &["a,b", "c"], ",").is_err());
    }

    #[test]
    fn a_path_parameter_is_one_segment() {
        let segment = encode_path("p", &"a/b c?d#e%2F\u{f1}", ",").unwrap();
        assert_eq!(segment, "a%2Fb%20c%3Fd%23e%252F%C3%B1");
        let url = url::Url::parse(&format!("http://localhost/{segment}/end")).unwrap();
        assert_eq!(url.path_segments().unwrap().count(), 2);
        assert_eq!(encode_path("p", &["a/b", "c"], "|").unwrap(), "a%2Fb%7Cc");
        for segment in ["", ".", "..", "123\r", "123\n", "1\r\n23", "\0"] {
            assert!(encode_path("p", &segment, ",").is_err(), "{segment:?}");
        }
        assert!(encode_path("p", &Vec::<i64>::new(), ",").is_err());
        assert!(encode_path("p", &None::<i64>, ",").is_err());
    }

    #[test]
    fn a_header_is_appended_unless_its_value_is_absent_or_invalid() {
        let mut headers = HeaderMap::new();
        append_header(&mut headers, "h", &[1, 2], ",").unwrap();
        append_header(&mut headers, "n", &None::<i64>, ",").unwrap();
        append_header(&mut headers, "u", &"\u{f1}", ",").unwrap();
        assert_eq!(headers["h"], "1,2");
        assert!(!headers.contains_key("n"));
        assert_eq!(headers["u"].as_bytes(), "\u{f1}".as_bytes());
        assert!(append_header(&mut headers, "h", &"a\nb", ",").is_err());
    }
}

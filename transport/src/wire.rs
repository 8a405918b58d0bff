//! Values as text in a path, a query, a header or a form.
//!
//! A value is written as the document says or refused: a comma inside a comma-separated list and `..`
//! as a path segment would mean something else.

use std::fmt::Display;

use http::header::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::Failure;

mod upload;

pub use upload::Upload;

/// Everything but the unreserved characters of RFC 3986, section 2.3.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A path parameter as one segment; the items of a list are separated by `delimiter`.
///
/// # Errors
/// [`Failure::NotSent`] for an empty value or list, for `.` and `..`, which name another path even when
/// they are encoded, and for an item that contains the delimiter.
///
/// ```
/// use api_transport::encode_path;
/// assert_eq!(encode_path("id", &9_007_199_254_740_993_i64, ",").unwrap(), "9007199254740993");
/// assert_eq!(encode_path("contractNo", &"12/34 A", ",").unwrap(), "12%2F34%20A");
/// assert_eq!(encode_path("ids", &["a b", "c"], ",").unwrap(), "a%20b,c");
/// assert!(encode_path("contractNo", &"..", ",").is_err());
/// ```
pub fn encode_path<T: Serialize>(
    name: &str,
    value: &T,
    delimiter: &str,
) -> Result<String, Failure> {
    let (items, joined) = match texts(name, value)? {
        Texts::One(text) => {
            let text = text.unwrap_or_default();
            (vec![text.clone()], text)
        }
        Texts::List(items) => {
            let joined = join(name, &items, delimiter)?;
            (items, joined)
        }
    };
    if matches!(joined.as_str(), "" | "." | "..") {
        return Err(refuse(name, format!("{joined:?} cannot be a path segment")));
    }
    let encode = |text: &str| utf8_percent_encode(text, SEGMENT).to_string();
    let items: Vec<String> = items.iter().map(|item| encode(item)).collect();
    let delimiter = match delimiter {
        "," => ",".to_owned(),
        other => encode(other),
    };
    Ok(items.join(&delimiter))
}

/// Appends a header parameter; nothing for `None`. The items of a list are separated by `delimiter`.
///
/// # Errors
/// [`Failure::NotSent`] for a value that no header can hold, and for an item that contains the delimiter.
pub fn append_header<T: Serialize>(
    headers: &mut HeaderMap,
    name: &'static str,
    value: &T,
    delimiter: &str,
) -> Result<(), Failure> {
    let text = match texts(name, value)? {
        Texts::One(None) => return Ok(()),
        Texts::One(Some(text)) => text,
        Texts::List(items) => join(name, &items, delimiter)?,
    };
    let invalid = |_| refuse(name, format!("{text:?} cannot be a header value"));
    let value = HeaderValue::from_bytes(text.as_bytes()).map_err(invalid)?;
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|e| refuse(name, e))?;
    headers.append(name, value);
    Ok(())
}

/// A query parameter or a form field: nothing for `None`, one pair for a scalar, and for a list one pair
/// per item (`collectionFormat: multi`) or one pair for all (see [`QueryParam::delimited`]).
#[derive(Debug)]
pub struct QueryParam<'a, T> {
    name: &'a str,
    value: &'a T,
    delimiter: Option<&'static str>,
}

impl<'a, T> QueryParam<'a, T> {
    /// A parameter whose lists are repeated pairs.
    #[must_use]
    pub fn new(name: &'a str, value: &'a T) -> Self {
        Self {
            name,
            value,
            delimiter: None,
        }
    }

    /// A parameter whose lists are one pair, the items separated by `delimiter`: `,` for `csv`, a space
    /// for `ssv`, a tab for `tsv`, `|` for `pipes` (OAS2, `collectionFormat`).
    #[must_use]
    pub fn delimited(name: &'a str, value: &'a T, delimiter: &'static str) -> Self {
        Self {
            name,
            value,
            delimiter: Some(delimiter),
        }
    }
}

impl<'a, T: Serialize> QueryParam<'a, T> {
    /// The pairs.
    ///
    /// # Errors
    /// [`Failure::NotSent`] for an object or a list of lists, and for an item that contains the delimiter.
    pub fn pairs(&self) -> Result<Vec<(&'a str, String)>, Failure> {
        let items = match (texts(self.name, self.value)?, self.delimiter) {
            (Texts::One(text), _) => text.into_iter().collect(),
            (Texts::List(items), Some(delimiter)) if !items.is_empty() => {
                vec![join(self.name, &items, delimiter)?]
            }
            (Texts::List(items), _) => items,
        };
        Ok(items.into_iter().map(|text| (self.name, text)).collect())
    }
}

/// The text of a scalar, or the texts of a list.
enum Texts {
    One(Option<String>),
    List(Vec<String>),
}

/// The texts of a value. They are taken from its JSON, so that numbers keep every digit.
fn texts<T: Serialize>(name: &str, value: &T) -> Result<Texts, Failure> {
    let json = serde_json::to_string(value).map_err(|e| refuse(name, e))?;
    if json.starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(&json).map_err(|e| refuse(name, e))?;
        let texts = items
            .into_iter()
            .filter_map(|item| text(name, item.get()).transpose());
        texts.collect::<Result<_, _>>().map(Texts::List)
    } else {
        text(name, &json).map(Texts::One)
    }
}

/// The text of one scalar; `None` for `null`.
fn text(name: &str, json: &str) -> Result<Option<String>, Failure> {
    match json.chars().next() {
        Some('"') => serde_json::from_str(json)
            .map(Some)
            .map_err(|e| refuse(name, e)),
        Some('{' | '[') => Err(refuse(
            name,
            "an object or a list of lists cannot be a parameter",
        )),
        Some('n') => Ok(None),
        // A whole `f64` is written without fraction: servers that expect an integer accept no `1.0`.
        _ => Ok(Some(json.strip_suffix(".0").unwrap_or(json).to_owned())),
    }
}

fn join(name: &str, items: &[String], delimiter: &str) -> Result<String, Failure> {
    match items.iter().find(|item| item.contains(delimiter)) {
        Some(item) => Err(refuse(
            name,
            format!("{item:?} contains {delimiter:?}, which separates the items"),
        )),
        None => Ok(items.join(delimiter)),
    }
}

fn refuse(name: &str, reason: impl Display) -> Failure {
    Failure::invalid_request(format!("parameter {name}: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query<T: Serialize>(parameter: &QueryParam<'_, T>) -> Vec<String> {
        let pairs = parameter.pairs().unwrap().into_iter();
        pairs.map(|(name, text)| format!("{name}={text}")).collect()
    }

    #[test]
    fn scalars_are_one_pair_and_absent_ones_none() {
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
    }

    #[test]
    fn lists_are_repeated_or_joined_as_the_document_says() {
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
    fn a_path_parameter_stays_one_segment() {
        let segment = encode_path("p", &"a/b c?d#e%2F\u{f1}", ",").unwrap();
        assert_eq!(segment, "a%2Fb%20c%3Fd%23e%252F%C3%B1");
        let url = url::Url::parse(&format!("http://localhost/{segment}/end")).unwrap();
        assert_eq!(url.path_segments().unwrap().count(), 2);
        assert_eq!(encode_path("p", &["a/b", "c"], "|").unwrap(), "a%2Fb%7Cc");
        for segment in ["", ".", ".."] {
            assert!(encode_path("p", &segment, ",").is_err(), "{segment:?}");
        }
        assert!(encode_path("p", &Vec::<i64>::new(), ",").is_err());
        assert!(encode_path("p", &None::<i64>, ",").is_err());
    }

    #[test]
    fn a_header_holds_what_headers_can() {
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

//! How parameters become text in a URL: what generated code calls while it builds a request.
//!
//! Values go out as the document says or not at all: a value that cannot be written without
//! meaning something else (a comma inside a comma list, `..` as a path segment) is refused.

use std::fmt::Display;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::ser::{Error as _, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::{Failure, NotSent, NotSentReason};

mod upload;
mod values;

pub use upload::Upload;
pub use values::{fields, header, path};

/// Everything but the unreserved characters of RFC 3986, section 2.3.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A path parameter as one segment of a path.
///
/// # Errors
/// [`Failure::NotSent`] for an empty value and for `.` and `..`, which a URL cannot hold as a
/// segment (encoded or not, they would name another path).
///
/// ```
/// use api_transport::wire::path_segment;
/// assert_eq!(path_segment("contractNo", "12/34 A").unwrap(), "12%2F34%20A");
/// assert!(path_segment("contractNo", "..").is_err());
/// ```
pub fn path_segment(name: &str, value: impl Display) -> Result<String, Failure> {
    let value = value.to_string();
    match value.as_str() {
        "" | "." | ".." => Err(Failure::NotSent(NotSent::new(
            NotSentReason::InvalidRequest,
            format!("path parameter {name}: {value:?} cannot be a path segment"),
        ))),
        _ => Ok(utf8_percent_encode(&value, SEGMENT).to_string()),
    }
}

/// A query parameter: nothing for `None`, one pair for a scalar, and for a list one pair per item
/// (`collectionFormat: multi`) or one pair for all (see [`QueryParam::delimited`]).
#[derive(Debug)]
pub struct QueryParam<'a, T> {
    name: &'a str,
    value: &'a T,
    delimiter: Option<&'static str>,
}

impl<'a, T> QueryParam<'a, T> {
    /// A parameter whose lists go out as repeated pairs.
    #[must_use]
    pub fn new(name: &'a str, value: &'a T) -> Self {
        Self {
            name,
            value,
            delimiter: None,
        }
    }

    /// A parameter whose lists go out as one pair, the items separated by `delimiter`: `,` for
    /// `csv`, a space for `ssv`, a tab for `tsv`, `|` for `pipes` (OAS2, `collectionFormat`).
    #[must_use]
    pub fn delimited(name: &'a str, value: &'a T, delimiter: &'static str) -> Self {
        Self {
            name,
            value,
            delimiter: Some(delimiter),
        }
    }
}

impl<T: Serialize> Serialize for QueryParam<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut texts = texts(self.value).map_err(|e| S::Error::custom(Refused(self.name, e)))?;
        if let (Some(delimiter), Texts::List(items)) = (self.delimiter, &texts) {
            if let Some(item) = items.iter().find(|item| item.contains(delimiter)) {
                let text = format!("{item:?} contains {delimiter:?}, which separates the items");
                return Err(S::Error::custom(Refused(self.name, text)));
            }
            texts = Texts::List(if items.is_empty() {
                vec![]
            } else {
                vec![items.join(delimiter)]
            });
        }
        let (Texts::One(items) | Texts::List(items)) = texts;
        let mut pairs = serializer.serialize_seq(Some(items.len()))?;
        for item in &items {
            pairs.serialize_element(&(self.name, item))?;
        }
        pairs.end()
    }
}

struct Refused<'a, E>(&'a str, E);

impl<E: Display> Display for Refused<'_, E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "query parameter {}: {}", self.0, self.1)
    }
}

/// A value's text, or a list's texts.
enum Texts {
    One(Vec<String>),
    List(Vec<String>),
}

/// The texts of a value. They are read off its JSON, so that numbers keep every digit that counts.
fn texts<T: Serialize>(value: &T) -> Result<Texts, String> {
    let json = serde_json::to_string(value).map_err(|e| e.to_string())?;
    if json.starts_with('[') {
        let items: Vec<&RawValue> = serde_json::from_str(&json).map_err(|e| e.to_string())?;
        items
            .into_iter()
            .filter_map(|item| text(item.get()).transpose())
            .collect::<Result<_, _>>()
            .map(Texts::List)
    } else {
        text(&json).map(|text| Texts::One(text.into_iter().collect()))
    }
}

/// The text of one scalar; `None` for `null`.
fn text(json: &str) -> Result<Option<String>, String> {
    match json.chars().next() {
        Some('"') => serde_json::from_str(json)
            .map(Some)
            .map_err(|e| e.to_string()),
        Some('{' | '[') => Err("an object or a list of lists cannot be a parameter".to_owned()),
        Some('n') => Ok(None),
        // A whole `f64` is written as in a URL by hand: servers that want an integer accept no `1.0`.
        _ => Ok(Some(json.strip_suffix(".0").unwrap_or(json).to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url<T: Serialize>(param: &QueryParam<'_, T>) -> Result<String, String> {
        let client = reqwest::Client::builder()
            .no_proxy()
            .build()
            .map_err(|e| e.to_string())?;
        let request = client.get("http://localhost/").query(param).build();
        request
            .map(|r| r.url().query().unwrap_or("").to_owned())
            .map_err(|e| format!("{e:?}"))
    }

    #[test]
    fn scalars_are_one_pair_and_absent_ones_none() {
        assert_eq!(url(&QueryParam::new("a", &"x y&z")).unwrap(), "a=x+y%26z");
        assert_eq!(
            url(&QueryParam::new("a", &Some(9_007_199_254_740_993_i64))).unwrap(),
            "a=9007199254740993"
        );
        assert_eq!(url(&QueryParam::new("a", &None::<i64>)).unwrap(), "");
        assert_eq!(url(&QueryParam::new("a", &true)).unwrap(), "a=true");
        assert_eq!(url(&QueryParam::new("a", &1.0)).unwrap(), "a=1");
        assert_eq!(url(&QueryParam::new("a", &"1.0")).unwrap(), "a=1.0");
        assert_eq!(url(&QueryParam::new("a", &10.05)).unwrap(), "a=10.05");
    }

    #[test]
    fn lists_are_repeated_or_joined_as_the_document_says() {
        assert_eq!(url(&QueryParam::new("a", &vec![1, 2])).unwrap(), "a=1&a=2");
        assert_eq!(
            url(&QueryParam::delimited("a", &Some(vec![1, 2]), ",")).unwrap(),
            "a=1%2C2"
        );
        assert_eq!(
            url(&QueryParam::delimited("a", &vec!["x", "y"], "|")).unwrap(),
            "a=x%7Cy"
        );
        assert_eq!(
            url(&QueryParam::delimited("a", &Vec::<i64>::new(), ",")).unwrap(),
            ""
        );
    }

    #[test]
    fn what_would_mean_something_else_is_refused() {
        let refused = url(&QueryParam::delimited("a", &vec!["x,y"], ",")).unwrap_err();
        assert!(
            refused.contains("query parameter a") && refused.contains("separates"),
            "{refused}"
        );
        for segment in ["", ".", ".."] {
            assert!(path_segment("p", segment).is_err(), "{segment:?}");
        }
    }

    #[test]
    fn a_segment_stays_one_segment() {
        let segment = path_segment("p", "a/b c?d#e%2F\u{f1}").unwrap();
        assert_eq!(segment, "a%2Fb%20c%3Fd%23e%252F%C3%B1");
        let url = url::Url::parse(&format!("http://localhost/{segment}/end")).unwrap();
        assert_eq!(url.path_segments().unwrap().count(), 2);
    }
}

//! Values of any serialisable type as text: in a path, in a header, as form fields.
//!
//! Generated code does not know whether an argument's type has a `Display` that is fit for the wire (a
//! date-time's is not), so every value is written by its serialisation, as in a query and in a body.

use http::HeaderValue;
use percent_encoding::utf8_percent_encode;
use serde::Serialize;

use super::{SEGMENT, Texts, path_segment, texts};
use crate::{Failure, NotSent, NotSentReason};

/// A path parameter as one segment; the items of a list are separated by `delimiter`.
///
/// # Errors
/// [`Failure::NotSent`] for what [`path_segment`] refuses, for an empty list, and for an item that
/// contains the delimiter.
///
/// ```
/// use api_transport::wire::path;
/// assert_eq!(path("id", &9_007_199_254_740_993_i64, ",").unwrap(), "9007199254740993");
/// assert_eq!(path("ids", &["a b", "c"], ",").unwrap(), "a%20b,c");
/// assert!(path("ids", &["a,b"], ",").is_err());
/// ```
pub fn path<T: Serialize>(name: &str, value: &T, delimiter: &str) -> Result<String, Failure> {
    match texts(value).map_err(|e| refuse("path", name, e))? {
        Texts::One(texts) => path_segment(name, texts.first().map_or("", String::as_str)),
        Texts::List(items) => {
            let joined = join("path", name, &items, delimiter)?;
            path_segment(name, &joined)?;
            let items: Vec<String> = items
                .iter()
                .map(|item| utf8_percent_encode(item, SEGMENT).to_string())
                .collect();
            let delimiter = match delimiter {
                "," => ",".to_owned(),
                other => utf8_percent_encode(other, SEGMENT).to_string(),
            };
            Ok(items.join(&delimiter))
        }
    }
}

/// A header parameter; nothing for `None`. The items of a list are separated by `delimiter`.
///
/// # Errors
/// [`Failure::NotSent`] for a value that no header can hold, and for an item that contains the
/// delimiter.
pub fn header<T: Serialize>(
    name: &str,
    value: &T,
    delimiter: &str,
) -> Result<Option<HeaderValue>, Failure> {
    let text = match texts(value).map_err(|e| refuse("header", name, e))? {
        Texts::One(texts) => match texts.into_iter().next() {
            Some(text) => text,
            None => return Ok(None),
        },
        Texts::List(items) => join("header", name, &items, delimiter)?,
    };
    HeaderValue::from_bytes(text.as_bytes())
        .map(Some)
        .map_err(|_| refuse("header", name, format!("{text:?} cannot be a header value")))
}

/// Form fields: nothing for `None`, one for a scalar; for a list one with the items separated by
/// `delimiter`, or one per item where there is none.
///
/// # Errors
/// [`Failure::NotSent`] for an object or a list of lists, and for an item that contains the
/// delimiter.
pub fn fields<T: Serialize>(
    name: &'static str,
    value: &T,
    delimiter: Option<&str>,
) -> Result<Vec<(&'static str, String)>, Failure> {
    let texts = match (
        texts(value).map_err(|e| refuse("form", name, e))?,
        delimiter,
    ) {
        (Texts::List(items), Some(delimiter)) if !items.is_empty() => {
            vec![join("form", name, &items, delimiter)?]
        }
        (Texts::One(texts) | Texts::List(texts), _) => texts,
    };
    Ok(texts.into_iter().map(|text| (name, text)).collect())
}

fn join(kind: &str, name: &str, items: &[String], delimiter: &str) -> Result<String, Failure> {
    match items.iter().find(|item| item.contains(delimiter)) {
        Some(item) => Err(refuse(
            kind,
            name,
            format!("{item:?} contains {delimiter:?}, which separates the items"),
        )),
        None => Ok(items.join(delimiter)),
    }
}

fn refuse(kind: &str, name: &str, text: String) -> Failure {
    Failure::NotSent(NotSent::new(
        NotSentReason::InvalidRequest,
        format!("{kind} parameter {name}: {text}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_in_paths_stay_one_segment() {
        assert_eq!(path("p", &["a/b", "c"], "|").unwrap(), "a%2Fb%7Cc");
        assert!(path("p", &Vec::<i64>::new(), ",").is_err());
        assert!(path("p", &[""], ",").is_err());
        assert!(path("p", &"..", ",").is_err());
        assert!(path("p", &None::<i64>, ",").is_err());
    }

    #[test]
    fn headers_hold_what_headers_can() {
        let text = |value: Option<HeaderValue>| value.map(|v| v.as_bytes().to_vec());
        assert_eq!(
            text(header("h", &[1, 2], ",").unwrap()),
            Some(b"1,2".to_vec())
        );
        assert_eq!(header("h", &None::<i64>, ",").unwrap(), None);
        assert_eq!(
            text(header("h", &"\u{f1}", ",").unwrap()),
            Some("\u{f1}".as_bytes().to_vec())
        );
        assert!(header("h", &"a\nb", ",").is_err());
        assert!(header("h", &["a,b"], ",").is_err());
    }

    #[test]
    fn fields_are_joined_or_repeated() {
        assert_eq!(
            fields("f", &[1, 2], Some("|")).unwrap(),
            [("f", "1|2".to_owned())]
        );
        assert_eq!(fields("f", &[1, 2], None).unwrap().len(), 2);
        assert_eq!(fields("f", &Vec::<i64>::new(), Some(",")).unwrap(), []);
        assert_eq!(fields("f", &None::<i64>, None).unwrap(), []);
    }
}

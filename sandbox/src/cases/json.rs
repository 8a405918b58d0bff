//! Compares JSON by meaning: objects without regard to the order of keys, numbers by value.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use classifications_contract::escape_step;
use serde_json::value::RawValue;

use crate::number;

/// A difference between two JSON documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The JSON pointer of the value.
    pub pointer: String,
    /// The expected value; `None` if the member is not expected.
    pub expected: Option<String>,
    /// The value found; `None` if the member is missing.
    pub found: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |side: &Option<String>| side.clone().unwrap_or_else(|| "nothing".to_owned());
        write!(
            f,
            "at {:?}: expected {}, found {}",
            self.pointer,
            text(&self.expected),
            text(&self.found)
        )
    }
}

/// The differences in meaning between `found` and `expected`; empty if both mean the same. Text
/// that is not JSON is compared literally.
#[must_use]
pub fn compare(expected: &str, found: &str) -> Vec<Difference> {
    let mut differences = vec![];
    differ("", expected.trim(), found.trim(), &mut differences);
    differences
}

fn differ(pointer: &str, expected: &str, found: &str, differences: &mut Vec<Difference>) {
    let (first, second) = (expected.chars().next(), found.chars().next());
    let both = |c: char| first == Some(c) && second == Some(c);
    let same = if both('{')
        && let (Some(expected), Some(found)) = (object(expected), object(found))
    {
        let keys: BTreeSet<_> = expected.keys().chain(found.keys()).collect();
        for key in keys {
            let child_pointer = format!("{pointer}/{}", escape_step(key));
            let sides = (expected.get(key), found.get(key));
            differ_or_miss(
                &child_pointer,
                sides.0.copied(),
                sides.1.copied(),
                differences,
            );
        }
        return;
    } else if both('[')
        && let (Some(expected), Some(found)) = (array(expected), array(found))
    {
        for index in 0..expected.len().max(found.len()) {
            let child_pointer = format!("{pointer}/{index}");
            let sides = (expected.get(index), found.get(index));
            differ_or_miss(
                &child_pointer,
                sides.0.copied(),
                sides.1.copied(),
                differences,
            );
        }
        return;
    } else if both('"') {
        string(expected).is_some() && string(expected) == string(found)
    } else {
        let number = (number::read(expected), number::read(found));
        matches!(number, (Some(expected), Some(found)) if expected == found)
    };
    if !same && expected != found {
        differences.push(Difference {
            pointer: pointer.to_owned(),
            expected: Some(expected.to_owned()),
            found: Some(found.to_owned()),
        });
    }
}

fn differ_or_miss(
    pointer: &str,
    expected: Option<&RawValue>,
    found: Option<&RawValue>,
    differences: &mut Vec<Difference>,
) {
    if let (Some(expected), Some(found)) = (expected, found) {
        return differ(pointer, expected.get(), found.get(), differences);
    }
    let text = |side: Option<&RawValue>| side.map(|raw| raw.get().to_owned());
    differences.push(Difference {
        pointer: pointer.to_owned(),
        expected: text(expected),
        found: text(found),
    });
}

fn object(text: &str) -> Option<BTreeMap<String, &RawValue>> {
    serde_json::from_str(text).ok()
}

fn array(text: &str) -> Option<Vec<&RawValue>> {
    serde_json::from_str(text).ok()
}

fn string(text: &str) -> Option<String> {
    serde_json::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_spelling_and_trailing_zeros_do_not_matter() {
        let one = r#"{"a": [1.50, "\u0041", true, null], "b": {}}"#;
        let other = r#"{"b":{},"a":[15e-1,"A",true,null]}"#;
        assert_eq!(compare(one, other), []);
    }

    #[test]
    fn every_difference_is_reported() {
        let one = r#"{"a":[1,2],"b":1,"c/d":"1","e":[]}"#;
        let other = r#"{"a":[1],"b":1.01,"c/d":1,"f":null,"e":{}}"#;
        let found: Vec<_> = compare(one, other)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            found,
            [
                r#"at "/a/1": expected 2, found nothing"#,
                r#"at "/b": expected 1, found 1.01"#,
                r#"at "/c~1d": expected "1", found 1"#,
                r#"at "/e": expected [], found {}"#,
                r#"at "/f": expected nothing, found null"#,
            ]
        );
        assert_eq!(compare("{}", "<html>").len(), 1);
        assert_eq!(compare("true", "false").len(), 1);
    }
}

//! The numbers of a document that `serde_json` would round.
//!
//! `serde_json` keeps integers of 64 bits and doubles. Its feature `arbitrary_precision` keeps all
//! digits, but would change how all other crates of a build read numbers.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::number::Decimal;
use crate::pointer;
use crate::schema::Tree;

/// The number of digits that a double keeps of any number.
const SAFE_DIGITS: usize = 15;

/// The texts of the numbers that the parsed value does not contain exactly, by their pointers.
#[derive(Debug, Default)]
pub(super) struct ExactNumbers(BTreeMap<String, String>);

impl ExactNumbers {
    /// The numbers of a JSON text that its parsed value does not contain exactly.
    pub(super) fn of(text: &str, value: &Value) -> Self {
        let mut exact = Self::default();
        if may_lose_digits(text)
            && let Ok(parsed) = Tree::parse(text.as_bytes())
        {
            exact.add(&parsed.tree, value, "");
        }
        exact
    }

    fn add(&mut self, tree: &Tree, value: &Value, at: &str) {
        match (tree, value) {
            (Tree::Number(text), Value::Number(number))
                if Decimal::parse(text) != Decimal::parse(&number.to_string()) =>
            {
                self.0.insert(at.to_owned(), text.clone());
            }
            (Tree::Array(items), Value::Array(values)) => {
                for (index, (item, value)) in items.iter().zip(values).enumerate() {
                    self.add(item, value, &format!("{at}/{index}"));
                }
            }
            (Tree::Object(members), Value::Object(values)) => {
                for (name, member) in members {
                    if let Some(value) = values.get(name) {
                        self.add(member, value, &pointer::join(at, name));
                    }
                }
            }
            _ => {}
        }
    }

    /// The text of the number at a pointer, if the value does not contain it exactly.
    pub(super) fn at(&self, location: &str) -> Option<&str> {
        self.0.get(location).map(String::as_str)
    }

    /// Replaces the rounded numbers in `tree`, the value at `location`, by their texts.
    pub(super) fn restore(&self, location: &str, tree: &mut Tree) {
        for (at, text) in self.0.range(location.to_owned()..) {
            let Some(below) = at.strip_prefix(location) else {
                break;
            };
            if let Some(number) = tree.at_mut(below) {
                *number = Tree::Number(text.clone());
            }
        }
    }
}

/// Whether a text contains so many consecutive digits, with or without a point, that a double may
/// round them.
fn may_lose_digits(text: &str) -> bool {
    let mut parts = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    parts.any(|part| part.len() > SAFE_DIGITS)
}

#[cfg(test)]
mod tests {
    use super::super::Document;

    #[test]
    fn numbers_beyond_a_double_stay_as_written() {
        let text = r#"{"openapi":"3.0.3","a":{"b":[0.12345678901234567890,1.50,2],"b/c":12345678901234567890123},
            "ab":90071992547409931,"c":90071992547409.93}"#;
        let document = Document::parse(text).unwrap();
        let tree = |at: &str| document.tree(at).map(|tree| tree.to_json());
        assert_eq!(
            tree("/a").as_deref(),
            Some(r#"{"b":[0.12345678901234567890,1.5,2],"b/c":12345678901234567890123}"#)
        );
        assert_eq!(tree("/a/b~1c").as_deref(), Some("12345678901234567890123"));
        assert_eq!(tree("/ab").as_deref(), Some("90071992547409931"));
        assert_eq!(tree("/c").as_deref(), Some("90071992547409.93"));
        assert_eq!(tree("/none"), None);
        assert_eq!(document.exact("/a/b/0"), Some("0.12345678901234567890"));
        assert_eq!(document.exact("/a/b/1"), None);
        assert_eq!(document.exact("/ab"), None);
    }
}

//! Parses JSON (RFC 8259) into a [`Tree`], in one pass.
//!
//! `serde_json` rounds numbers to integers of 64 bits or doubles, unless a feature is enabled that
//! changes how all other crates of a build read numbers. Its raw values keep the text, but each
//! level of a nested text would be parsed again. So this parser reads the structure, and
//! `serde_json` reads escaped strings. A test checks that both accept the same texts.

use std::collections::BTreeMap;

use super::tree::{Parsed, Tree};
use crate::number::is_json_number;
use crate::pointer;

/// The largest depth, which is that of `serde_json`.
const MAX_DEPTH: usize = 127;

impl Tree {
    /// Parses JSON. The error contains no part of the text.
    pub(crate) fn parse(text: &[u8]) -> Result<Parsed, String> {
        let text = std::str::from_utf8(text)
            .map_err(|e| format!("not UTF-8 from byte {}", e.valid_up_to()))?;
        let mut reader = Reader {
            text,
            at: 0,
            location: Vec::new(),
            duplicates: Vec::new(),
        };
        let tree = reader.value()?;
        reader.skip_whitespace();
        if reader.at < text.len() {
            return Err(reader.error("unexpected text after the value"));
        }
        Ok(Parsed {
            tree,
            duplicates: reader.duplicates,
        })
    }
}

impl std::str::FromStr for Tree {
    type Err = String;

    /// Parses JSON. The error contains no part of the text.
    fn from_str(text: &str) -> Result<Self, String> {
        Ok(Self::parse(text.as_bytes())?.tree)
    }
}

struct Reader<'a> {
    text: &'a str,
    /// The position of the next byte.
    at: usize,
    /// The path of the current value.
    location: Vec<Step>,
    duplicates: Vec<String>,
}

/// A name or an index.
enum Step {
    Name(String),
    Index(usize),
}

impl Step {
    fn text(&self) -> String {
        match self {
            Self::Name(name) => name.clone(),
            Self::Index(index) => index.to_string(),
        }
    }
}

impl<'a> Reader<'a> {
    fn value(&mut self) -> Result<Tree, String> {
        self.skip_whitespace();
        match self.peek() {
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'"') => self.string().map(Tree::String),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.literal("true", Tree::Bool(true)),
            Some(b'f') => self.literal("false", Tree::Bool(false)),
            Some(b'n') => self.literal("null", Tree::Null),
            Some(_) => Err(self.error("expected a value")),
            None => Err(self.error("unexpected end of the text")),
        }
    }

    fn object(&mut self) -> Result<Tree, String> {
        let mut members = BTreeMap::new();
        self.enter()?;
        if self.consume(b'}') {
            return Ok(Tree::Object(members));
        }
        loop {
            self.skip_whitespace();
            if self.peek() != Some(b'"') {
                return Err(self.error("expected a name"));
            }
            let name = self.string()?;
            if !self.consume(b':') {
                return Err(self.error("expected a colon"));
            }
            self.location.push(Step::Name(name));
            let value = self.value()?;
            let Some(Step::Name(name)) = self.location.pop() else {
                continue;
            };
            if members.contains_key(&name) {
                let at = self.location.iter().map(Step::text).chain([name.clone()]);
                self.duplicates
                    .push(at.fold(String::new(), |at, step| pointer::join(&at, step)));
            }
            members.insert(name, value);
            if self.consume(b'}') {
                return Ok(Tree::Object(members));
            }
            self.comma()?;
        }
    }

    fn array(&mut self) -> Result<Tree, String> {
        let mut items = Vec::new();
        self.enter()?;
        if self.consume(b']') {
            return Ok(Tree::Array(items));
        }
        loop {
            self.location.push(Step::Index(items.len()));
            items.push(self.value()?);
            self.location.pop();
            if self.consume(b']') {
                return Ok(Tree::Array(items));
            }
            self.comma()?;
        }
    }

    /// Reads a string, which ends at the first quotation mark that is not escaped. A string without
    /// escapes and control characters needs no decoding.
    fn string(&mut self) -> Result<String, String> {
        let rest = self.rest();
        let mut escaped = false;
        let mut plain = true;
        let end = rest.bytes().skip(1).position(|byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            plain &= byte != b'\\' && byte >= b' ';
            ends
        });
        let Some(end) = end else {
            return Err(self.error("unterminated string"));
        };
        let string = if plain {
            rest.get(1..=end).unwrap_or_default().to_owned()
        } else {
            let token = rest.get(..end + 2).unwrap_or_default();
            serde_json::from_str(token).map_err(|_| self.error("invalid character in a string"))?
        };
        self.at += end + 2;
        Ok(string)
    }

    fn number(&mut self) -> Result<Tree, String> {
        let rest = self.rest();
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E');
        let token = rest
            .find(|c| !is_part(c))
            .and_then(|end| rest.get(..end))
            .unwrap_or(rest);
        if !is_json_number(token) {
            return Err(self.error("invalid number"));
        }
        self.at += token.len();
        Ok(Tree::Number(token.to_owned()))
    }

    fn literal(&mut self, name: &str, value: Tree) -> Result<Tree, String> {
        if !self.rest().starts_with(name) {
            return Err(self.error("expected a value"));
        }
        self.at += name.len();
        Ok(value)
    }

    /// Consumes the opening bracket of an array or object.
    fn enter(&mut self) -> Result<(), String> {
        if self.location.len() >= MAX_DEPTH {
            return Err(format!("nested deeper than {MAX_DEPTH} levels"));
        }
        self.at += 1;
        Ok(())
    }

    fn comma(&mut self) -> Result<(), String> {
        if self.consume(b',') {
            Ok(())
        } else {
            Err(self.error("expected a comma or a closing bracket"))
        }
    }

    /// Skips white space, and consumes `byte` if it is next.
    fn consume(&mut self, byte: u8) -> bool {
        self.skip_whitespace();
        let is_next = self.peek() == Some(byte);
        if is_next {
            self.at += 1;
        }
        is_next
    }

    fn skip_whitespace(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn error(&self, problem: &str) -> String {
        format!("{problem} (byte {})", self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    #[test]
    fn numbers_stay_as_written() {
        let parsed = Tree::parse(br#" {"a": [1.10, -0, 1e400, 9007199254740993]} "#).unwrap();
        for (index, text) in ["1.10", "-0", "1e400", "9007199254740993"]
            .iter()
            .enumerate()
        {
            let found = parsed.tree.at(&format!("/a/{index}"));
            assert_eq!(found, Some(&Tree::Number((*text).to_owned())));
        }
    }

    #[test]
    fn duplicate_names_are_reported() {
        let parsed = Tree::parse(br#"{"a": {"b/c": 1, "b\u002fc": 2}, "a": {"b/c": 1}}"#).unwrap();
        assert_eq!(parsed.duplicates, ["/a/b~1c", "/a"]);
    }

    #[test]
    fn invalid_json_is_refused() {
        for text in [
            "",
            " ",
            "{",
            "[",
            "[1,]",
            "[,1]",
            "{,}",
            "{\"a\":1,}",
            "01",
            "1.",
            "-",
            "+1",
            "nul",
            "truex",
            "\"\\ud800\"",
            "\"\\x\"",
            "\"a\nb\"",
            "\"a",
            "\"\\\"",
            "{\"a\":1}x",
            "'a'",
            "{a:1}",
            "{\"a\" 1}",
            "[1 2]",
            "{\"a\":}",
            "\u{feff}1",
            "1e5e5",
            "NaN",
        ] {
            assert!(Tree::parse(text.as_bytes()).is_err(), "{text}");
            assert!(serde_json::from_str::<Value>(text).is_err(), "{text}");
        }
        assert!(Tree::parse(b"\"\xff\"").unwrap_err().contains("UTF-8"));
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |n: usize| "[".repeat(n) + &"]".repeat(n);
        for depth in [126, 127, 128, 129, 1_000_000] {
            let text = nested(depth);
            let other = serde_json::from_str::<Value>(&text);
            assert_eq!(
                Tree::parse(text.as_bytes()).is_ok(),
                other.is_ok(),
                "{depth}"
            );
        }
        assert!(
            Tree::parse(nested(1000).as_bytes())
                .unwrap_err()
                .contains("deeper")
        );
    }

    fn value() -> impl Strategy<Value = Value> {
        let scalar = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        scalar.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                proptest::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_value_written_by_serde_json_is_read_as_the_same_value(value in value(), pretty: bool) {
            let text = if pretty { format!("{value:#}") } else { value.to_string() };
            let parsed = Tree::parse(text.as_bytes()).unwrap();
            prop_assert_eq!(parsed.tree, Tree::from(&value));
            prop_assert!(parsed.duplicates.is_empty());
        }

        #[test]
        fn damaged_texts_are_accepted_exactly_as_by_serde_json(
            value in value(),
            at: proptest::sample::Index,
            replacement in "[\\[\\]{}\",:0-9eE+.\\\\tfn \n-]{0,3}",
        ) {
            let mut text: Vec<char> = value.to_string().chars().collect();
            let at = at.index(text.len());
            text.splice(at..=at, replacement.chars());
            let text: String = text.into_iter().collect();
            match serde_json::from_str::<Value>(&text) {
                Ok(_) => prop_assert!(Tree::parse(text.as_bytes()).is_ok(), "{}", text),
                // a number beyond the range of a double is still a number
                Err(e) if e.to_string().contains("out of range") => {}
                Err(_) => prop_assert!(Tree::parse(text.as_bytes()).is_err(), "{}", text),
            }
        }

        #[test]
        fn no_bytes_cause_a_panic(bytes: Vec<u8>) {
            let _ = Tree::parse(&bytes);
        }
    }
}

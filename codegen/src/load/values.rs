//! Parses JSON and YAML text, with the same rule for keys in both.
//!
//! Neither library reports duplicate keys as is needed here: `serde_json` uses the last one, and
//! YAML has `200` and `"200"` as two keys that become the same text here. So keys are read and
//! compared as text. A null key is the text `null`, as in JSON.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::ALIAS_LIMIT;
use crate::error::{DocumentError, Position};
use crate::pointer::DEPTH_LIMIT;

/// Parses `text`, as JSON first. Returns the value and a remark on the first duplicate key, of which
/// the last value is used.
///
/// # Errors
/// A [`DocumentError`] with the position where the text is neither JSON nor YAML.
pub(super) fn parse(text: &str) -> Result<(Value, Option<String>), DocumentError> {
    let json = match json(text, None) {
        Ok((value, None)) => return Ok((with_version(value, || json_version(text)), None)),
        Ok((value, Some(key))) => {
            let line = json_line(text, &key);
            let value = with_version(value, || json_version(text));
            return Ok((value, Some(remark(&key, line))));
        }
        Err(e) => e,
    };
    let yaml = match yaml(text, None) {
        Ok((value, key)) => {
            let remark = key.map(|key| remark(&key, yaml_line(text, &key)));
            return Ok((with_version(value, || yaml_version(text)), remark));
        }
        Err(e) => e,
    };
    let (position, problem) = if text.trim_start().starts_with('{') {
        // the text is meant as JSON, so the message of the JSON parser fits better
        let position = Position::Line(json.line() as u64, json.column() as u64);
        (position, format!("not JSON: {}", json_message(&json)))
    } else {
        let position = yaml.location().map_or(Position::Document, |location| {
            Position::Line(location.line(), location.column())
        });
        (position, format!("not YAML: {}", yaml_message(&yaml)))
    };
    Err(DocumentError {
        position,
        problem,
        remedy: "give an OAS2 document as JSON or YAML".to_owned(),
    })
}

/// A remark on a duplicate key.
fn remark(key: &str, line: Option<u64>) -> String {
    let line = line.map(|line| format!(" (line {line})"));
    format!(
        "the key {key:?} occurs twice in one object{}",
        line.unwrap_or_default()
    )
}

/// The value of a JSON text, and its first duplicate key. The second occurrence of the key `stop_at` is
/// an error.
fn json(text: &str, stop_at: Option<&str>) -> serde_json::Result<(Value, Option<String>)> {
    let mut keys = Keys {
        stop_at,
        repeated: None,
    };
    let mut json = serde_json::Deserializer::from_str(text);
    let value = Reader(&mut keys).deserialize(&mut json)?;
    json.end()?;
    Ok((value, keys.repeated))
}

/// Like [`json`], for YAML.
fn yaml(text: &str, stop_at: Option<&str>) -> Result<(Value, Option<String>), serde_saphyr::Error> {
    let mut keys = Keys {
        stop_at,
        repeated: None,
    };
    let value = serde_saphyr::with_deserializer_from_str_with_options(text, options(), |yaml| {
        Reader(&mut keys).deserialize(yaml)
    })?;
    Ok((value, keys.repeated))
}

/// The line of the second `key`, found by parsing again.
fn json_line(text: &str, key: &str) -> Option<u64> {
    json(text, Some(key)).err().map(|e| e.line() as u64)
}

fn yaml_line(text: &str, key: &str) -> Option<u64> {
    let error = yaml(text, Some(key)).err()?;
    error.location().map(|location| location.line())
}

fn options() -> serde_saphyr::Options {
    serde_saphyr::options! {
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::PassThrough,
        strict_booleans: true,
        with_snippet: false,
        budget: serde_saphyr::budget! {
            max_depth: DEPTH_LIMIT,
            max_events: 20_000_000,
            max_nodes: 10_000_000,
            max_aliases: 100_000,
            max_anchors: 100_000,
            max_total_scalar_bytes: 64 * 1024 * 1024,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: ALIAS_LIMIT,
            max_replay_stack_depth: DEPTH_LIMIT,
            max_alias_expansions_per_anchor: 100_000,
        },
    }
}

/// The message without its position, which is reported separately.
fn json_message(error: &serde_json::Error) -> String {
    without_position(&error.to_string()).to_owned()
}

/// The first line of the message, without its position and without advice for callers of the library.
fn yaml_message(error: &serde_saphyr::Error) -> String {
    use serde_saphyr::{Error, MessageFormatter as _};
    let message = match error.without_snippet() {
        Error::AliasError { error, .. } => yaml_message(error),
        Error::MultipleDocuments { .. } => "the file has several documents (`---`)".to_owned(),
        Error::Budget { .. }
        | Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => {
            "it nests too deep, or its aliases repeat too much".to_owned()
        }
        Error::RecursiveReferencesRequireWeakTypes { .. } => {
            "an alias refers back to itself".to_owned()
        }
        other => serde_saphyr::UserMessageFormatter
            .format_message(other)
            .into_owned(),
    };
    without_position(message.lines().next().unwrap_or_default()).to_owned()
}

fn without_position(message: &str) -> &str {
    let text = message.rsplit_once(" at line ").map(|(text, _)| text);
    text.unwrap_or(message)
}

/// Replaces a number in `info.version` by its text, because a number loses the zero of `1.10`.
fn with_version(mut value: Value, text: impl FnOnce() -> Option<String>) -> Value {
    if let Some(version) = value.pointer_mut("/info/version")
        && version.is_number()
        && let Some(text) = text()
    {
        *version = text.into();
    }
    value
}

#[derive(Deserialize)]
struct Document<T> {
    info: Info<T>,
}

#[derive(Deserialize)]
struct Info<T> {
    version: T,
}

fn json_version(text: &str) -> Option<String> {
    let document: Document<Box<RawValue>> = serde_json::from_str(text).ok()?;
    Some(document.info.version.get().to_owned())
}

fn yaml_version(text: &str) -> Option<String> {
    let document: Document<String> = serde_saphyr::from_str_with_options(text, options()).ok()?;
    Some(document.info.version)
}

/// The search for duplicate keys.
struct Keys<'a> {
    /// The key whose second occurrence ends the parsing.
    stop_at: Option<&'a str>,
    /// The first duplicate key.
    repeated: Option<String>,
}

/// Reads a value and all values below it.
struct Reader<'a, 'k>(&'a mut Keys<'k>);

impl<'de> DeserializeSeed<'de> for Reader<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<Value, D::Error> {
        value.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = vec![];
        while let Some(item) = items.next_element_seed(Reader(&mut *self.0))? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        loop {
            let key = Key {
                object: &object,
                stop_at: self.0.stop_at,
            };
            let Some(key) = members.next_key_seed(key)? else {
                return Ok(object.into());
            };
            if object.contains_key(&key) {
                self.0.repeated.get_or_insert_with(|| key.clone());
            }
            object.insert(key, members.next_value_seed(Reader(&mut *self.0))?);
        }
    }
}

/// Reads a key as text, with its spelling in the document.
struct Key<'a> {
    object: &'a Map<String, Value>,
    stop_at: Option<&'a str>,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<String, D::Error> {
        let key = Option::<String>::deserialize(key)?.unwrap_or_else(|| "null".to_owned());
        if self.stop_at == Some(key.as_str()) && self.object.contains_key(&key) {
            // an error at this point has the position of the key, not that of the object
            return Err(D::Error::custom("a key occurs twice"));
        }
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refused(text: &str) -> String {
        let error = parse(text).unwrap_err();
        format!("{}: {error}", error.position)
    }

    #[test]
    fn json_is_read_as_serde_json_reads_it() {
        let text = r#" {"b": [1, -2, 18446744073709551615, 1.5, 1e3, "\u0078"], "a": {"c": null, "d": true}} "#;
        let (value, repeated) = parse(text).unwrap();
        assert_eq!(repeated, None);
        let expected: Value = serde_json::from_str(text).unwrap();
        assert_eq!(value.to_string(), expected.to_string());
        for bad in ["{", "{} x", "{\"a\": ]}"] {
            let expected = serde_json::from_str::<Value>(bad).unwrap_err().to_string();
            assert_eq!(json(bad, None).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn a_key_twice_in_one_object_is_reported_with_its_line() {
        let once = "{\"a\": [{\"b\": 1}, {\"b\": null}], \"b\": {\"a\": \"a\"}}";
        assert_eq!(parse(once).unwrap().1, None);
        let json = "{\"a\": [1, {\"b\": {\"x\": 1,\n \"\\u0078\": 2}, \"c\": 0, \"c\": 0}]}";
        let (value, repeated) = parse(json).unwrap();
        let expected = "the key \"x\" occurs twice in one object (line 2)";
        assert_eq!(repeated.as_deref(), Some(expected));
        assert_eq!(value["a"][1]["b"]["x"], 2);
    }

    #[test]
    fn keys_are_compared_as_text() {
        for (first, second) in [
            ("200", "\"200\""),
            ("'200'", "200"),
            ("true", "'true'"),
            ("a", "a"),
        ] {
            let (value, repeated) = parse(&format!("r:\n  {first}: 1\n  {second}: 2\n")).unwrap();
            let key = second.trim_matches(['"', '\'']);
            assert_eq!(value["r"][key], 2, "{first}");
            let expected = format!("the key {key:?} occurs twice in one object (line 3)");
            assert_eq!(repeated, Some(expected));
        }
        assert_eq!(
            parse("r: {1.1: a, 1.10: b, 200: c, 0x10: d}").unwrap().1,
            None
        );
    }

    #[test]
    fn a_null_key_is_the_text_null() {
        let (value, repeated) = parse("properties: {null: {type: string}, other: 1}").unwrap();
        assert_eq!(
            value,
            json!({"properties": {"null": {"type": "string"}, "other": 1}})
        );
        assert_eq!(repeated, None);
        let repeated = parse("null: 1\n\"null\": 2\n").unwrap().1.unwrap();
        assert!(repeated.contains("\"null\""), "{repeated}");
    }

    #[test]
    fn a_version_keeps_its_digits() {
        let version = |text: &str| parse(text).unwrap().0["info"]["version"].clone();
        for text in ["1.10", "1.0", "2", "1e1", "12345678901234567890.10"] {
            assert_eq!(
                version(&format!("info: {{title: T, version: {text}}}")),
                text
            );
            assert_eq!(
                version(&format!("{{\"info\": {{\"version\": {text}}}}}")),
                text
            );
        }
        assert_eq!(version("info: {version: '1.10'}"), "1.10");
        assert_eq!(version("info: {version: true}"), true);
        assert_eq!(version("info: &i {version: 1.10}\nx: *i"), "1.10");
    }

    #[test]
    fn messages_are_for_authors_of_documents() {
        let several = refused("a: 1\n---\nb: 2\n");
        assert!(several.contains("several documents"), "{several}");
        let texts = [
            "a: 1\n---\nb: 2\n",
            "? [a]\n: 1\n",
            "a: *b\n",
            "a: &a [*a]\n",
            "a: [\n",
            "a: .inf\n",
            "a: !!int x",
        ];
        let repeated = (1..9).fold(
            "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned(),
            |text, i| {
                let items = vec![format!("*a{}", i - 1); 9].join(", ");
                format!("{text}a{i}: &a{i} [{items}]\n")
            },
        );
        assert!(refused(&repeated).contains("its aliases repeat too much"));
        for text in texts {
            let Err(error) = parse(text) else { continue };
            for advice in [
                "Option", "Policy", "from_str", "Cow", "Rc", "replayed", "struct",
            ] {
                assert!(!error.problem.contains(advice), "{text:?}: {error}");
            }
        }
    }
}

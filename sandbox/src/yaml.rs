//! Converts YAML to JSON text.
//!
//! Numbers keep their digits, and each value stays on its line, so that an error of the JSON parser
//! has the line of the YAML file.

use granit_parser::{Event, Parser, ScalarStyle};

/// The text is not YAML, or uses a part of YAML that JSON does not have.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct YamlError {
    line: usize,
    problem: String,
}

/// Converts a YAML document to JSON text.
pub(crate) fn to_json(text: &str) -> Result<String, YamlError> {
    let mut writer = Writer::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| YamlError {
            line: error.marker().line(),
            problem: error.to_string(),
        })?;
        writer.event(event, span.start.line())?;
    }
    Ok(writer.json)
}

#[derive(Default)]
struct Writer {
    json: String,
    /// The number of line breaks written so far.
    line: usize,
    open: Vec<Collection>,
}

/// An open collection.
enum Collection {
    Sequence { empty: bool },
    Mapping { empty: bool, at_key: bool },
}

impl Writer {
    fn event(&mut self, event: Event<'_>, line: usize) -> Result<(), YamlError> {
        match event {
            Event::Scalar(text, style, ..) => {
                self.before(line);
                let is_key = matches!(
                    self.open.last(),
                    Some(Collection::Mapping { at_key: true, .. })
                );
                let plain = style == ScalarStyle::Plain && !is_key;
                let json = plain.then(|| literal(&text)).flatten();
                let json = json.unwrap_or_else(|| serde_json::Value::from(&*text).to_string());
                self.json.push_str(&json);
                self.after();
            }
            Event::SequenceStart(..) => {
                self.before(line);
                self.start('[', Collection::Sequence { empty: true }, line)?;
            }
            Event::MappingStart(..) => {
                self.before(line);
                let mapping = Collection::Mapping {
                    empty: true,
                    at_key: true,
                };
                self.start('{', mapping, line)?;
            }
            Event::SequenceEnd => self.end(']'),
            Event::MappingEnd => self.end('}'),
            Event::Alias(..) | Event::UnresolvedAlias(..) => {
                let problem = "an alias (`*name`) is not supported; repeat the value".to_owned();
                return Err(YamlError { line, problem });
            }
            _ => {}
        }
        Ok(())
    }

    /// Writes the separators before a value: line breaks up to its line, and a comma.
    fn before(&mut self, line: usize) {
        if let Some(
            Collection::Sequence { empty }
            | Collection::Mapping {
                empty,
                at_key: true,
            },
        ) = self.open.last_mut()
            && !std::mem::take(empty)
        {
            self.json.push(',');
        }
        let line_breaks = line.saturating_sub(1).saturating_sub(self.line);
        self.json.extend(std::iter::repeat_n('\n', line_breaks));
        self.line += line_breaks;
    }

    /// Writes the separators after a value.
    fn after(&mut self) {
        if let Some(Collection::Mapping { at_key, .. }) = self.open.last_mut() {
            if *at_key {
                self.json.push(':');
            }
            *at_key = !*at_key;
        }
    }

    fn start(
        &mut self,
        bracket: char,
        collection: Collection,
        line: usize,
    ) -> Result<(), YamlError> {
        if let Some(Collection::Mapping { at_key: true, .. }) = self.open.last() {
            let problem = "a key must be a text".to_owned();
            return Err(YamlError { line, problem });
        }
        self.json.push(bracket);
        self.open.push(collection);
        Ok(())
    }

    fn end(&mut self, bracket: char) {
        self.json.push(bracket);
        self.open.pop();
        self.after();
    }
}

/// A plain scalar that is not a text, as JSON.
fn literal(text: &str) -> Option<String> {
    match text {
        "" | "~" | "null" => Some("null".to_owned()),
        "true" | "false" => Some(text.to_owned()),
        _ => {
            let starts_like_number = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
            let is_number =
                starts_like_number && serde_json::from_str::<serde_json::Number>(text).is_ok();
            is_number.then(|| text.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits_and_values_their_lines() {
        let text = "a: 1.50\nb:\n  - x: \"1\"\n    1: 01\n  - {y: ~, z: no}\nc: |\n  t\n  u\n";
        assert_eq!(
            to_json(text).unwrap(),
            "{\"a\":1.50,\n\"b\":\n[{\"x\":\"1\",\n\"1\":\"01\"},\n\
             {\"y\":null,\"z\":\"no\"}],\n\"c\":\n\"t\\nu\\n\"}"
        );
        let number = "9999999999999999999999.99";
        assert_eq!(to_json(number).unwrap(), number);
    }

    #[test]
    fn what_json_cannot_express_is_refused_with_its_line() {
        for (text, line) in [
            ("a: &x 1\nb: *x\n", "line 2: "),
            ("a: 1\n? [b]\n: 2\n", "line 2: "),
            ("a: 1\nb: [1\n", "line "),
        ] {
            let error = to_json(text).unwrap_err().to_string();
            assert!(error.starts_with(line), "{error}");
        }
    }
}

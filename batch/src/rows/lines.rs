//! JSON Lines: an object on each line, with nested objects or flattened names.

use std::fmt;
use std::io::{BufRead as _, BufReader};
use std::ops::ControlFlow;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::cell::{Cell, Cells, Record};
use super::error::RowsError;
use super::input::InputFile;
use super::number;

/// The deepest nesting of objects.
const MAX_DEPTH: usize = 16;

/// Passes on each row.
pub(super) fn each(
    file: &InputFile,
    row: &mut dyn FnMut(Record) -> ControlFlow<()>,
) -> Result<(), RowsError> {
    let (text, size) = file.text()?;
    let mut reader = BufReader::new(text);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        size.reset();
        let read = reader.read_until(b'\n', &mut line);
        if read.map_err(|error| file.row_error(number, &error))? == 0 {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        if text.trim().is_empty() {
            continue;
        }
        let (cells, problem) = match cells(text.trim()) {
            Ok(cells) => (cells, None),
            Err(problem) => (Vec::new(), Some(problem)),
        };
        let cells = Cells::Named(cells);
        let found = Record {
            number,
            cells,
            problem,
        };
        if row(found).is_break() {
            break;
        }
    }
    Ok(())
}

fn cells(text: &str) -> Result<Vec<(String, Cell)>, String> {
    if !text.starts_with('{') {
        return Err("is not a JSON object; write one object on each line".to_owned());
    }
    let mut cells = Vec::new();
    flatten(text, "", 0, &mut cells)?;
    cells.sort_by(|(a, _), (b, _)| a.cmp(b));
    let repeated = cells.windows(2).find_map(|pair| match pair {
        [(a, _), (b, _)] if a == b => Some(a),
        _ => None,
    });
    match repeated {
        Some(name) => Err(format!("has the name {name:?} twice; delete one of them")),
        None => Ok(cells),
    }
}

/// Adds the values of an object by their flattened names.
fn flatten(
    text: &str,
    parent: &str,
    depth: usize,
    cells: &mut Vec<(String, Cell)>,
) -> Result<(), String> {
    let members: Members<'_> = serde_json::from_str(text)
        .map_err(|error| format!("is not JSON at column {}; correct it", error.column()))?;
    if depth > MAX_DEPTH {
        return Err(format!(
            "is nested deeper than {MAX_DEPTH} objects; correct it"
        ));
    }
    for (name, raw) in members.0 {
        // a name of the outermost object can be a flattened name, so that it is not escaped
        let name = match parent {
            "" => name,
            _ => format!(
                "{parent}.{}",
                name.replace('\\', "\\\\").replace('.', "\\.")
            ),
        };
        if raw.get().starts_with('{') {
            flatten(raw.get(), &name, depth + 1, cells)?;
        } else {
            cells.push((name, cell(raw)?));
        }
    }
    Ok(())
}

fn cell(raw: &RawValue) -> Result<Cell, String> {
    let text = raw.get();
    let invalid = |error: serde_json::Error| format!("is not JSON: {error}");
    Ok(match text.bytes().next() {
        Some(b'"') => Cell::text(&serde_json::from_str::<String>(text).map_err(invalid)?),
        Some(b'n') => Cell::Empty,
        Some(b't') => Cell::Bool(true),
        Some(b'f') => Cell::Bool(false),
        Some(b'[') => Cell::Json(serde_json::from_str::<Value>(text).map_err(invalid)?),
        _ => Cell::Number(number::shortest(text)),
    })
}

/// The members of an object, including those with the same name.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(MembersVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_objects_are_flattened() {
        let found = cells(r#"{"b":{"c":" x ","d.e":null},"a":40.000,"t":[1,"2"],"u.v":true}"#);
        let text = |text: &str| Cell::Text(text.to_owned());
        let expected = [
            ("a", Cell::Number("40".to_owned())),
            ("b.c", text("x")),
            (r"b.d\.e", Cell::Empty),
            ("t", Cell::Json(serde_json::json!([1, "2"]))),
            ("u.v", Cell::Bool(true)),
        ];
        assert_eq!(
            found.unwrap(),
            expected.map(|(name, cell)| (name.to_owned(), cell))
        );
    }

    #[test]
    fn invalid_lines_are_reported() {
        for (text, start) in [
            ("[1]", "is not a JSON object"),
            ("{\"a\":1", "is not JSON at column"),
            (r#"{"a":1,"a":2}"#, "has the name \"a\" twice"),
            (r#"{"a":{"b":1},"a.b":2}"#, "has the name \"a.b\" twice"),
        ] {
            let problem = cells(text).unwrap_err();
            assert!(problem.starts_with(start), "{problem}");
        }
        let deep = format!("{}1{}", r#"{"a":"#.repeat(100), "}".repeat(100));
        let problem = cells(&deep).unwrap_err();
        assert!(problem.starts_with("is nested deeper"), "{problem}");
    }
}

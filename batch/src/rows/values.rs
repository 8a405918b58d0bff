//! Converts a cell to the value of its field. Values that a spreadsheet may have changed are refused.

use api_transport::meaning::{Given, Meaning};
use classifications_contract::{Facts, Field};
use serde_json::Value;

use super::cell::Cell;
use super::number;

/// Converts cells to the values of a field.
#[derive(Debug, Clone)]
pub(super) struct Converter {
    kind: Kind,
    meaning: Option<Meaning>,
    facts: Facts,
}

/// The kind of the cells of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number, or a text that stands for one.
    Number,
    Date,
    Flag,
    /// A list or an object.
    Structure,
    /// A text, which keeps zeros at its beginning.
    Text,
}

/// The reason why a cell is not a value of its field.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) rule: &'static str,
    pub(super) text: String,
    pub(super) remedy: String,
}

impl Converter {
    pub(super) fn of(field: &Field) -> Self {
        let facts = &field.facts;
        let meaning = field.extensions.get("x-meaning");
        let meaning = meaning.and_then(|meaning| Meaning::read(meaning).ok());
        let format = facts.keywords.get("format").and_then(Value::as_str);
        let kind = match (facts.kind.as_str(), &meaning) {
            ("array" | "object", _) => Kind::Structure,
            (_, Some(Meaning::Amount | Meaning::Percentage | Meaning::Integer))
            | ("integer" | "number", None) => Kind::Number,
            (_, Some(Meaning::Date)) => Kind::Date,
            (_, Some(Meaning::Flag { .. })) | ("boolean", None) => Kind::Flag,
            ("string", None) if format == Some("date") => Kind::Date,
            _ => Kind::Text,
        };
        Self {
            kind,
            meaning: meaning.filter(|_| facts.kind == "string"),
            facts: facts.clone(),
        }
    }

    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    /// A value of the documented form, in the form for people; `None` if there is no such form.
    pub(super) fn readable(&self, text: &str) -> Option<String> {
        self.meaning.as_ref()?.readable(text)
    }

    /// The value of a cell; `None` if it is empty.
    pub(super) fn value(&self, cell: &Cell, decimal_comma: bool) -> Result<Option<Value>, Problem> {
        let value = match (cell, self.kind) {
            (Cell::Empty, _) => return Ok(None),
            (Cell::Text(text), Kind::Number) => self.number(text, decimal_comma)?,
            (Cell::Text(text), Kind::Structure) => self.structure(text)?,
            (Cell::Text(text), _) | (Cell::Date(text), Kind::Date) => {
                self.documented(Given::Text(text))
            }
            (Cell::Number(digits), Kind::Number) => self.documented(Given::Number(digits)),
            (Cell::Bool(value), Kind::Flag) => self.documented(Given::Text(&value.to_string())),
            (Cell::Json(value), _) => value.clone(),
            (Cell::Number(digits), Kind::Structure) => Value::from(digits.as_str()),
            (cell, _) => return Err(wrong_type(cell)),
        };
        Ok(Some(value))
    }

    /// The documented form of a value. A value without one stays as it is, so that the check by the document reports it.
    fn documented(&self, given: Given<'_>) -> Value {
        let (Given::Text(text) | Given::Number(text)) = given;
        let Some(meaning) = &self.meaning else {
            return Value::from(text);
        };
        Value::from(match meaning.normalise(given) {
            // a text with three decimals is ambiguous, one with four is not
            Ok(normal) if meaning.normalise(Given::Text(&normal)).is_err() => normal + "0",
            Ok(normal) => normal,
            Err(_) => text.to_owned(),
        })
    }

    fn number(&self, text: &str, decimal_comma: bool) -> Result<Value, Problem> {
        if decimal_comma {
            let plain = number::with_comma(text).ok_or_else(|| Problem {
                rule: "decimal_comma",
                text: "is not a number with a decimal comma".to_owned(),
                remedy: "write digits such as 40000,00, or read the file without a decimal comma"
                    .to_owned(),
            })?;
            // as a number, since the notation is known and not ambiguous
            return Ok(self.documented(Given::Number(&plain.replace(',', "."))));
        }
        let fits_comma = number::with_comma(text).is_some();
        let problem = if let Some(meaning) = &self.meaning {
            let error = meaning.normalise(Given::Text(text)).err();
            error.map(|error| error.to_string())
        } else {
            let has_comma = fits_comma && text.contains(',');
            has_comma.then(|| format!("{text:?} has a decimal comma; write a decimal point"))
        };
        match problem {
            Some(problem) if fits_comma => {
                let (problem, remedy) = split_format_remedy(&problem);
                let value = format!("{text:?} ");
                let problem = problem.strip_prefix(&value).unwrap_or(problem);
                Err(Problem {
                    rule: "ambiguous_number",
                    text: problem.to_owned(),
                    remedy: format!("{remedy}, or read the file with a decimal comma"),
                })
            }
            _ => Ok(self.documented(Given::Text(text))),
        }
    }

    fn structure(&self, text: &str) -> Result<Value, Problem> {
        self.facts.value(&[text]).map_err(|error| Problem {
            rule: "json",
            text: format!("is not JSON: {error}"),
            remedy: "write the value as JSON".to_owned(),
        })
    }
}

/// The parts of a text: the problem, and the remedy, which begins with `write`. The remedy is empty if the text has none.
pub(super) fn split_format_remedy(text: &str) -> (&str, &str) {
    let end = text.find("; write ").unwrap_or(text.len());
    let (problem, remedy) = text.split_at(end);
    (problem, remedy.trim_start_matches("; "))
}

/// The problem of a cell whose type is not that of its field, as when a spreadsheet has changed a text to a number.
fn wrong_type(cell: &Cell) -> Problem {
    let (rule, text) = match cell {
        Cell::Number(_) => (
            "number_for_text",
            "is a number where the document has a text: zeros at its beginning are lost",
        ),
        Cell::Date(_) => ("date_for_text", "is a date where the document has none"),
        Cell::Time(_) => ("time", "is a time, or a date with a time"),
        Cell::Bool(_) => (
            "boolean_for_text",
            "is true or false where the document has a text",
        ),
        _ => ("cell_error", "is the error of a formula"),
    };
    let remedy = match rule {
        "time" => "write the date alone",
        "cell_error" => "correct the formula",
        _ => {
            "give the column the format Text (in JSON: quotation marks), and enter the value again"
        }
    };
    Problem {
        rule,
        text: text.to_owned(),
        remedy: remedy.to_owned(),
    }
}

//! Parameters in the path, the query and the headers, and how their lists are serialised.

use serde_json::Value;

use super::described::DescribedOperation;
use super::text;
use crate::pointer;
use crate::report::Report;
use crate::schema::Schema;

/// The location of a parameter in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path template.
    Path,
    /// In the query.
    Query,
    /// In the headers.
    Header,
}

impl Location {
    /// The value of `in` in OAS2.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
        }
    }
}

/// How a list is serialised (OAS2, `collectionFormat`). There is one delimiter for each level of
/// nested lists, the outermost first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListFormat {
    /// All items in one value, separated by these delimiters.
    Delimited(String),
    /// One pair per item; the delimiters are those of inner lists.
    Multi(String),
}

impl ListFormat {
    /// Reads the format of each level of `parameter`, found at `at`. Records levels that cannot be
    /// serialised as the document specifies, and levels whose delimiters are ambiguous.
    pub(super) fn read(
        oas2: &Value,
        (at, parameter): (&str, &Value),
        location: Location,
        report: &mut Report,
    ) -> Self {
        let (mut repeated, mut delimiters) = (false, String::new());
        for (depth, (at, format)) in levels(oas2, at, parameter).into_iter().enumerate() {
            let delimiter = match format.unwrap_or("csv") {
                "csv" => ',',
                "ssv" => ' ',
                "tsv" => '\t',
                "pipes" => '|',
                "multi" if depth == 0 && location == Location::Query => {
                    repeated = true;
                    continue;
                }
                other => {
                    let text = format!(
                        "collectionFormat {other:?} is not possible here: commas separate the items"
                    );
                    report.record("read", &at, text);
                    ','
                }
            };
            if delimiters.contains(delimiter) {
                let text = format!(
                    "{delimiter:?} separates the items of an outer list, too: a call with several items in the inner list is refused"
                );
                report.record("read", &at, text);
            }
            delimiters.push(delimiter);
        }
        if repeated {
            Self::Multi(delimiters)
        } else {
            Self::Delimited(delimiters)
        }
    }
}

/// The pointers and formats of the levels of nested lists, the outermost first. A value that is not
/// a list has one level.
fn levels<'a>(oas2: &'a Value, at: &str, parameter: &'a Value) -> Vec<(String, Option<&'a str>)> {
    let format = |list: &'a Value| list.get("collectionFormat").and_then(Value::as_str);
    let mut found = vec![(at.to_owned(), format(parameter))];
    let (mut at, mut list) = match parameter.get("schema") {
        Some(schema) if parameter.get("type").is_none() => {
            pointer::resolve(oas2, pointer::join(at, "schema"), schema)
        }
        _ => (at.to_owned(), parameter),
    };
    while let Some(items) = list.get("items") {
        (at, list) = pointer::resolve(oas2, pointer::join(&at, "items"), items);
        // A schema can be a list of itself.
        if kind(list) != Some("array") || found.iter().any(|(visited, _)| *visited == at) {
            break;
        }
        found.push((at.clone(), format(list)));
    }
    found
}

/// A parameter in the path, the query or a header.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Its name in Rust; empty until `normalise::names` sets it.
    pub rust: String,
    /// Its location.
    pub location: Location,
    /// Whether it is required.
    pub required: bool,
    /// Its schema.
    pub schema: Schema,
    /// How lists are serialised; unused for scalars.
    pub list: ListFormat,
    /// Its description.
    pub description: Option<String>,
    /// The key under the document's `parameters`, if it is a shared one.
    pub shared: Option<String>,
    /// Its pointer in the OAS2 document.
    pub pointer: String,
}

impl Parameter {
    /// Reads `parameter`, found at `at` in the OAS2 document; `None` if it has no name, or if `in` is
    /// neither path, query nor header.
    pub(super) fn read(
        oas2: &Value,
        at: &str,
        parameter: &Value,
        report: &mut Report,
    ) -> Option<Self> {
        let location = match parameter.get("in").and_then(Value::as_str)? {
            "path" => Location::Path,
            "query" => Location::Query,
            "header" => Location::Header,
            _ => return None,
        };
        let name = text(parameter.get("name")?);
        let required = location == Location::Path
            || parameter.get("required").and_then(Value::as_bool) == Some(true);
        let shared = at.strip_prefix("/parameters/").map(pointer::unescape);
        Some(Self {
            list: ListFormat::read(oas2, (at, parameter), location, report),
            description: description(parameter),
            schema: simple_schema(parameter),
            shared,
            pointer: at.to_owned(),
            rust: String::new(),
            name,
            location,
            required,
        })
    }
}

/// A description that is not empty.
pub(super) fn description(value: &Value) -> Option<String> {
    let text = value.get("description").map(text)?;
    (!text.trim().is_empty()).then_some(text)
}

/// The schema of a parameter, header or form field, which OAS2 writes beside its name. A few real
/// documents have a `schema` member instead, as in OAS3.
pub(super) fn simple_schema(parameter: &Value) -> Schema {
    if parameter.get("type").is_none()
        && let Some(schema) = parameter.get("schema")
    {
        return Schema::read(schema);
    }
    let keywords = [
        "type",
        "format",
        "default",
        "maximum",
        "minimum",
        "maxLength",
        "minLength",
        "pattern",
        "enum",
        "x-meaning",
        "x-known-values",
    ];
    let mut schema = Schema::default();
    for keyword in keywords {
        if let Some(value) = parameter.get(keyword) {
            schema.read_member(keyword, value);
        }
    }
    let items = parameter.get("items").map(simple_schema);
    schema.items = items.map(Box::new);
    schema
}

/// The `type` of a schema of the OAS2 document.
pub(super) fn kind(schema: &Value) -> Option<&str> {
    schema.get("type").and_then(Value::as_str)
}

/// All parameters of an operation, with references resolved: those of its path first, then its own,
/// which replace those of the path with the same name and location.
pub(crate) fn effective<'a>(
    oas2: &'a Value,
    operation: &DescribedOperation<'a>,
) -> Vec<(String, &'a Value)> {
    let mut found: Vec<(String, &Value)> = vec![];
    let key = |p: &Value| (p.get("in").cloned(), p.get("name").cloned());
    let (path, own) = (&operation.item, (&operation.at, operation.value));
    for (at, owner) in [(&path.0, path.1), own] {
        let at = pointer::join(at, "parameters");
        let parameters = owner.get("parameters").and_then(Value::as_array);
        for (i, parameter) in parameters.into_iter().flatten().enumerate() {
            let (at, parameter) = pointer::resolve(oas2, format!("{at}/{i}"), parameter);
            if !parameter.is_object() {
                continue;
            }
            match found.iter_mut().find(|(_, p)| key(p) == key(parameter)) {
                Some(replaced) => *replaced = (at, parameter),
                None => found.push((at, parameter)),
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The format of a list whose levels have these formats, and the recorded entries.
    fn read(location: Location, formats: &[&str]) -> (ListFormat, Vec<(String, String)>) {
        let mut list = json!({"type": "string"});
        for format in formats.iter().rev() {
            list = json!({"type": "array", "items": list, "collectionFormat": format});
        }
        let (oas2, mut report) = (json!({}), Report::default());
        let read = ListFormat::read(&oas2, ("/a", &list), location, &mut report);
        let entries = report.entries().iter();
        let recorded = entries.map(|entry| (entry.pointer.clone(), entry.text.clone()));
        (read, recorded.collect())
    }

    #[test]
    fn each_level_of_a_list_has_its_own_format() {
        let delimited = |text: &str| (ListFormat::Delimited(text.to_owned()), vec![]);
        let multi = |text: &str| (ListFormat::Multi(text.to_owned()), vec![]);
        for location in [Location::Path, Location::Query, Location::Header] {
            assert_eq!(read(location, &["pipes"]), delimited("|"));
            assert_eq!(read(location, &["csv", "pipes", "tsv"]), delimited(",|\t"));
        }
        assert_eq!(read(Location::Query, &["multi"]), multi(""));
        assert_eq!(read(Location::Query, &["multi", "csv", "ssv"]), multi(", "));
    }

    #[test]
    fn levels_that_cannot_be_serialised_are_recorded_with_their_pointer() {
        let (list, recorded) = read(Location::Query, &["csv", "multi"]);
        assert_eq!(list, ListFormat::Delimited(",,".to_owned()));
        let [(at, impossible), (_, ambiguous)] = recorded.as_slice() else {
            panic!("{recorded:?}");
        };
        assert_eq!(at, "/a/items");
        assert!(impossible.starts_with("collectionFormat \"multi\" is not possible"));
        assert!(ambiguous.starts_with("',' separates the items of an outer list"));
        for location in [Location::Path, Location::Header] {
            let (list, recorded) = read(location, &["multi"]);
            assert_eq!(list, ListFormat::Delimited(",".to_owned()));
            assert_eq!(recorded[0].0, "/a");
        }
    }

    #[test]
    fn levels_are_found_behind_references() {
        let oas2 = json!({"definitions": {
            "Ids": {"type": "array", "items": {"type": "integer"}},
            "Loop": {"type": "array", "items": {"$ref": "#/definitions/Loop"}},
        }});
        let read = |name: &str| {
            let items = json!({"$ref": format!("#/definitions/{name}")});
            let list =
                json!({"schema": {"type": "array", "items": items}, "collectionFormat": "pipes"});
            ListFormat::read(&oas2, ("", &list), Location::Query, &mut Report::default())
        };
        assert_eq!(read("Ids"), ListFormat::Delimited("|,".to_owned()));
        assert_eq!(read("Loop"), ListFormat::Delimited("|,".to_owned()));
    }
}

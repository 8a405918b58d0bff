//! Computes the expected request from the OAS2 document and the values alone.

use serde_json::Value;

use super::samples::{Argument, resolve};
use oas2_codegen::pointer::{percent_decode, unescape};

/// An expected request.
#[derive(Debug, Clone)]
pub struct Expected {
    /// The method.
    pub method: String,
    /// The path's segments below the base URL, decoded.
    pub segments: Vec<String>,
    /// The query's pairs, decoded.
    pub query: Vec<(String, String)>,
    /// Headers of parameters, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The allowed media types of the body; empty if there is no body.
    pub content_types: Vec<String>,
    /// The allowed media types of `Accept`.
    pub accept: Vec<String>,
    /// The body.
    pub body: Body,
}

/// An expected body.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// No body.
    Nothing,
    /// This value, as JSON if the content type is of that family.
    Value(Value),
    /// These fields.
    Fields(Vec<(String, String)>),
}

/// The expected request of the operation at `at` with these values; `None` if the document leaves
/// it open.
pub fn expected(oas2: &Value, at: &str, values: &[Argument]) -> Option<Expected> {
    let (path, method) = at.rsplit_once('/')?;
    let template = unescape(path.rsplit('/').next()?);
    let located_in = |location: &'static str| values.iter().filter(move |v| v.location == location);
    let (template, fixed) = match template.split_once('?') {
        Some((path, query)) => (path.to_owned(), query.to_owned()),
        None => (template, String::new()),
    };
    let template = template.split('#').next().unwrap_or_default().to_owned();
    let mut query: Vec<(String, String)> = url_pairs(&fixed);
    for value in located_in("query") {
        query.extend(pairs(value)?);
    }
    let mut headers = vec![];
    for value in located_in("header") {
        let text = joined(value)?;
        headers.push((value.name.to_ascii_lowercase(), text));
    }
    let operation = oas2.pointer(at)?;
    let types = |key: &str| -> Vec<String> {
        let list = operation.get(key).and_then(Value::as_array);
        let list = list.or_else(|| oas2.get(key).and_then(Value::as_array));
        list.into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(essence)
            .collect()
    };
    let (content_types, body) = body(oas2, values, &types("consumes"))?;
    Some(Expected {
        method: method.to_ascii_uppercase(),
        segments: segments(&template, values)?,
        query,
        headers,
        content_types,
        accept: types("produces"),
        body,
    })
}

/// A media type without its parameters.
pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// A scalar as text.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn url_pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split(['&', '#']).filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (name.to_owned(), value.to_owned())
        })
        .collect()
}

/// The template's segments with their parameters replaced. A slash within a value stays in its
/// segment.
fn segments(template: &str, values: &[Argument]) -> Option<Vec<String>> {
    let mut segments = vec![];
    for segment in template.trim_start_matches('/').split('/') {
        // An encoded character of the template is equal to its decoded form.
        let mut segment = percent_decode(segment);
        for value in values.iter().filter(|v| v.location == "path") {
            let name = format!("{{{}}}", value.name);
            if segment.to_lowercase().contains(&name.to_lowercase()) {
                let start = segment.to_lowercase().find(&name.to_lowercase())?;
                // a client must refuse values that would change the path
                let text = joined(value).filter(|text| !text.is_empty())?;
                segment.replace_range(start..start + name.len(), &text);
            }
        }
        if lacks_value(template, values) {
            return None;
        }
        segments.push(segment);
    }
    Some(segments)
}

/// Whether the template contains a parameter without a value.
fn lacks_value(template: &str, values: &[Argument]) -> bool {
    let names = template
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'));
    names.into_iter().any(|(name, _)| {
        let given = |v: &Argument| v.location == "path" && v.name.eq_ignore_ascii_case(name);
        !values.iter().any(given)
    })
}

fn format(parameter: &Value) -> &str {
    parameter
        .get("collectionFormat")
        .and_then(Value::as_str)
        .unwrap_or("csv")
}

fn delimiter(parameter: &Value) -> &'static str {
    match format(parameter) {
        "ssv" => " ",
        "tsv" => "\t",
        "pipes" => "|",
        _ => ",",
    }
}

/// The joined items; `None` if an item contains the delimiter, which a client must refuse.
fn joined(argument: &Argument) -> Option<String> {
    join(&argument.value, &argument.parameter)
}

/// The text of a value; each level of nested lists has the `collectionFormat` of its own items
/// object.
fn join(value: &Value, described: &Value) -> Option<String> {
    let Value::Array(items) = value else {
        return Some(text(value));
    };
    let delimiter = delimiter(described);
    let item_schema = described.get("items").unwrap_or(&Value::Null);
    let texts: Option<Vec<String>> = items.iter().map(|item| join(item, item_schema)).collect();
    let texts = texts?;
    if texts.iter().any(|text| text.contains(delimiter)) {
        return None;
    }
    Some(texts.join(delimiter))
}

/// Whether a form field is a file, or a binary string in a form that can contain files.
fn is_file(field: &Value, consumes: &[String]) -> bool {
    let text = |key: &str| field.get(key).and_then(Value::as_str);
    let multipart = consumes.iter().any(|t| t == "multipart/form-data");
    match (text("type"), text("format")) {
        (Some("file"), _) => true,
        (Some("string"), Some("binary")) => multipart,
        _ => false,
    }
}

fn is_list_of_files(field: &Value, consumes: &[String]) -> bool {
    let items = field.get("items").unwrap_or(&Value::Null);
    field.get("type") == Some(&"array".into()) && is_file(items, consumes)
}

/// The pairs of a query parameter.
fn pairs(argument: &Argument) -> Option<Vec<(String, String)>> {
    repeated_or_joined(argument, false)
}

/// The pairs of a form field; each file is a separate part.
fn fields(argument: &Argument, consumes: &[String]) -> Option<Vec<(String, String)>> {
    repeated_or_joined(argument, is_list_of_files(&argument.parameter, consumes))
}

/// A pair for each item if the format is `multi` or the items are files, else one pair.
fn repeated_or_joined(argument: &Argument, files: bool) -> Option<Vec<(String, String)>> {
    let name = &argument.name;
    Some(match &argument.value {
        Value::Array(items) if items.is_empty() => vec![],
        Value::Array(items) if format(&argument.parameter) == "multi" || files => {
            let item_schema = argument.parameter.get("items").unwrap_or(&Value::Null);
            let pair = |item| Some((name.clone(), join(item, item_schema)?));
            return items.iter().map(pair).collect();
        }
        Value::Object(_) => return None,
        _ => vec![(name.clone(), joined(argument)?)],
    })
}

fn body(oas2: &Value, values: &[Argument], consumes: &[String]) -> Option<(Vec<String>, Body)> {
    if let Some(body) = values.iter().find(|v| v.location == "body") {
        let types = if consumes.is_empty() {
            vec!["application/json".to_owned()]
        } else {
            consumes.to_vec()
        };
        return match properties(oas2, body).filter(|_| types.iter().all(|t| is_form(t))) {
            Some(properties) => form(&properties, consumes),
            None => Some((types, Body::Value(body.value.clone()))),
        };
    }
    let fields = values.iter().filter(|v| v.location == "formData").cloned();
    let fields: Vec<Argument> = fields.collect();
    if fields.is_empty() {
        return Some((vec![], Body::Nothing));
    }
    form(&fields, consumes)
}

pub(super) fn is_form(media_type: &str) -> bool {
    media_type == "application/x-www-form-urlencoded" || media_type == "multipart/form-data"
}

/// The fields of an object body that is sent as a form.
fn properties(oas2: &Value, body: &Argument) -> Option<Vec<Argument>> {
    let schema = resolve(oas2, body.parameter.get("schema")?);
    let described = schema.get("properties")?.as_object()?;
    let given = body.value.as_object()?.iter();
    let field = |(name, value): (&String, &Value)| {
        Some(Argument {
            name: name.clone(),
            location: "formData".to_owned(),
            parameter: resolve(oas2, described.get(name)?).clone(),
            value: value.clone(),
        })
    };
    given.map(field).collect()
}

fn form(given: &[Argument], consumes: &[String]) -> Option<(Vec<String>, Body)> {
    let mut all = vec![];
    for field in given {
        all.extend(fields(field, consumes)?);
    }
    let has_files =
        |f: &Argument| is_file(&f.parameter, consumes) || is_list_of_files(&f.parameter, consumes);
    let mut types: Vec<String> = consumes.iter().filter(|t| is_form(t)).cloned().collect();
    if types.is_empty() {
        types = vec![
            "application/x-www-form-urlencoded".to_owned(),
            "multipart/form-data".to_owned(),
        ];
    }
    if given.iter().any(has_files) {
        types = vec!["multipart/form-data".to_owned()];
    }
    Some((types, Body::Fields(all)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_level_of_a_list_has_its_own_delimiter() {
        let inner = |format: &str| json!({"type": "array", "items": {"type": "string"}, "collectionFormat": format});
        let sent = |outer: &str, inside: &str, value: Value| {
            let parameter =
                json!({"type": "array", "items": inner(inside), "collectionFormat": outer});
            pairs(&Argument {
                name: "a".to_owned(),
                location: "query".to_owned(),
                parameter,
                value,
            })
        };
        let pair = |value: &str| ("a".to_owned(), value.to_owned());
        let lists = json!([["x", "y"], ["z"]]);
        assert_eq!(
            sent("csv", "pipes", lists.clone()),
            Some(vec![pair("x|y,z")])
        );
        assert_eq!(
            sent("multi", "csv", lists.clone()),
            Some(vec![pair("x,y"), pair("z")])
        );
        assert_eq!(sent("csv", "csv", lists), None);
        assert_eq!(
            sent("csv", "csv", json!([["x"], ["z"]])),
            Some(vec![pair("x,z")])
        );
    }

    #[test]
    fn each_file_of_a_list_is_a_part_of_a_form() {
        let multipart = vec!["multipart/form-data".to_owned()];
        let files = |items: Value| json!({"type": "array", "items": items});
        for items in [
            json!({"type": "file"}),
            json!({"type": "string", "format": "binary"}),
        ] {
            let schema = json!({"properties": {"f": files(items.clone())}});
            let parameters = [
                ("f", "formData", files(items), json!(["a", "b"])),
                (
                    "body",
                    "body",
                    json!({ "schema": schema }),
                    json!({"f": ["a", "b"]}),
                ),
            ];
            for (name, location, parameter, value) in parameters {
                let argument = Argument {
                    name: name.to_owned(),
                    location: location.to_owned(),
                    parameter,
                    value,
                };
                let pair = |value: &str| ("f".to_owned(), value.to_owned());
                let sent = body(&json!({}), &[argument], &multipart);
                let parts = Body::Fields(vec![pair("a"), pair("b")]);
                assert_eq!(sent, Some((multipart.clone(), parts)));
            }
        }
    }
}

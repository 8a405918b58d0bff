//! What a request carries, by name: the same reading as the checks', handed out.

use std::collections::BTreeMap;

use http::HeaderMap;

use crate::contract::Inner;
use crate::operation::{BodyKind, Encoding, Location, Operation};
use crate::schema::Tree;
use crate::violation::Direction;
use crate::wire::{Media, Pair, form_object, pairs};

use super::RequestView;
use super::body::media;
use super::locate::locate;
use super::query::owns;
use super::report::Report;

/// The values of a request, numbers as they were written. A value that cannot be read is absent;
/// a check says why.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RequestValues {
    /// The operation that the request belongs to.
    pub operation: String,
    /// The parameters of the path, by name.
    pub path: BTreeMap<String, Tree>,
    /// The documented parameters of the query that are given, by name.
    pub query: BTreeMap<String, Tree>,
    /// The documented headers that are given, by name in lower case.
    pub header: BTreeMap<String, Tree>,
    /// A body of JSON or of form fields.
    pub body: Option<Tree>,
}

/// Reads the values of a request; `None` when it belongs to no operation.
pub(crate) fn request_values(contract: &Inner, request: RequestView<'_>) -> Option<RequestValues> {
    let mut report = Report::new(Direction::Request);
    let (operation, found) = locate(contract, request, &mut report)?;
    let query = pairs(request.uri.query().unwrap_or_default());
    let mut values = RequestValues {
        operation: operation.id.clone(),
        path: BTreeMap::new(),
        query: BTreeMap::new(),
        header: BTreeMap::new(),
        body: body(operation, request.headers, request.body),
    };
    for parameter in &operation.parameters {
        let name = &parameter.name;
        let (group, texts) = match parameter.location {
            Location::Path => {
                let own = found.iter().filter(|(found, _)| found == name);
                (&mut values.path, own.cloned().collect())
            }
            Location::Query => {
                let own = query.iter().filter(|pair| owns(parameter, &pair.name));
                (&mut values.query, own.filter_map(readable).collect())
            }
            Location::Header => {
                let given = request.headers.get_all(name.as_str()).into_iter();
                let given = given.filter_map(|value| value.to_str().ok());
                let own = given.map(|text| (name.clone(), text.to_owned()));
                (&mut values.header, own.collect::<Vec<_>>())
            }
            Location::Cookie => continue,
        };
        if let Some(value) = read(name, &parameter.encoding, &texts) {
            group.insert(name.clone(), value);
        }
    }
    Some(values)
}

fn readable(pair: &Pair) -> Option<(String, String)> {
    Some((pair.name.clone(), pair.value.clone().ok()?))
}

fn read(name: &str, encoding: &Encoding, texts: &[(String, String)]) -> Option<Tree> {
    let (_, first) = texts.first()?;
    match encoding {
        Encoding::Style(style, shape) => style.read(name, shape, texts, false).ok(),
        Encoding::Json => Some(Tree::parse(first.as_bytes()).ok()?.tree),
    }
}

fn body(operation: &Operation, headers: &HeaderMap, bytes: &[u8]) -> Option<Tree> {
    if bytes.is_empty() {
        return None;
    }
    let documented = &operation.body.as_ref()?.content;
    let media: Media = media(headers).ok()?;
    let content = documented.find(&media)?;
    match BodyKind::of(&media) {
        BodyKind::Json => Some(Tree::parse(bytes).ok()?.tree),
        BodyKind::Form => {
            let text = std::str::from_utf8(bytes).ok()?;
            let given: Vec<_> = pairs(text).iter().filter_map(readable).collect();
            let separator = |name: &str| content.separators.get(name).copied();
            let shape = content.shape.as_ref()?;
            Some(form_object(shape, &given, separator, false))
        }
        BodyKind::Text | BodyKind::Opaque => None,
    }
}

#[cfg(test)]
mod tests {
    use http::Request;
    use serde_json::json;

    use crate::Contract;

    #[test]
    fn values_are_read_by_name_with_all_digits() {
        let parameter = |name: &str, place: &str, schema: serde_json::Value| {
            json!({ "name": name, "in": place, "required": place == "path", "style":
                if place == "query" { "form" } else { "simple" }, "explode": false,
                "schema": schema })
        };
        let document = json!({ "openapi": "3.0.3", "paths": { "/things/{no}": { "put": {
            "operationId": "putThing",
            "parameters": [
                parameter("no", "path", json!({ "type": "string" })),
                parameter("size", "query",
                    json!({ "type": "array", "items": { "type": "integer" } })),
                parameter("X-Kind", "header", json!({ "type": "string" })),
            ],
            "requestBody": { "content": { "application/json": { "schema": {} } } },
            "responses": { "200": { "description": "done" } },
        } } } });
        let contract = Contract::from_value(document).unwrap();
        let request = Request::put("/things/a%2Fb?size=1,2&other=3")
            .header("x-kind", "k")
            .header("content-type", "application/json")
            .body(r#"{"limit":90071992547409.930}"#)
            .unwrap();
        let values = contract.request_values(&request).unwrap();
        let text = |values: &std::collections::BTreeMap<String, crate::Tree>, name: &str| {
            values.get(name).map(crate::Tree::to_json)
        };
        assert_eq!(values.operation, "putThing");
        assert_eq!(text(&values.path, "no").as_deref(), Some(r#""a/b""#));
        assert_eq!(text(&values.query, "size").as_deref(), Some("[1,2]"));
        assert_eq!(text(&values.query, "other"), None);
        assert_eq!(text(&values.header, "x-kind").as_deref(), Some(r#""k""#));
        let body = values.body.unwrap().to_json();
        assert_eq!(body, r#"{"limit":90071992547409.930}"#);
        let unknown = Request::get("/other").body("").unwrap();
        assert_eq!(contract.request_values(&unknown), None);
    }
}

//! The values of a request by name, which the check of each part keeps.

use std::collections::BTreeMap;

use crate::operation::{Location, Parameter};
use crate::schema::Tree;

/// The values of a request, with numbers as written. An unreadable value is absent; the check reports
/// it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RequestValues {
    /// The operation that the request belongs to.
    pub operation: String,
    /// The parameters of the path, by name.
    pub path: BTreeMap<String, Tree>,
    /// The documented parameters of the query that are present, by name.
    pub query: BTreeMap<String, Tree>,
    /// The documented headers that are present, by name in lower case.
    pub header: BTreeMap<String, Tree>,
    /// The body, if it is JSON or a form.
    pub body: Option<Tree>,
}

impl RequestValues {
    pub(super) fn of(operation: &str) -> Self {
        Self {
            operation: operation.to_owned(),
            ..Self::default()
        }
    }

    /// Keeps the value of a parameter, unless it is a cookie.
    pub(super) fn keep(&mut self, parameter: &Parameter, value: Option<Tree>) {
        let group = match parameter.location {
            Location::Path => &mut self.path,
            Location::Query => &mut self.query,
            Location::Header => &mut self.header,
            Location::Cookie => return,
        };
        if let Some(value) = value {
            group.insert(parameter.name.clone(), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use http::Request;
    use serde_json::json;

    use crate::Contract;

    #[test]
    fn values_are_read_by_name_with_all_digits() {
        let parameter = |name: &str, location: &str, schema: serde_json::Value| {
            json!({ "name": name, "in": location, "required": location == "path", "style":
                if location == "query" { "form" } else { "simple" }, "explode": false,
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
        let (_, values) = contract.read_request(&request);
        let values = values.unwrap();
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
        assert_eq!(contract.read_request(&unknown).1, None);
    }
}

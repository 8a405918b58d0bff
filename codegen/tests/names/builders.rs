//! Builds documents from lists of members.

use serde_json::{Map, Value, json};

/// A function that builds a document from members, in their order.
pub type Build = fn(&[&Value]) -> Value;

/// Operations by method and path, with or without an id: `["get", "/a", "getThing"]`.
pub fn operations(members: &[&Value]) -> Value {
    let mut paths = Map::new();
    for member in members {
        let mut operation = json!({"responses": {"200": {"description": "d", "schema": {"type": "object", "properties": {
            "inner": {"type": "object", "description": member.to_string(), "properties": {"a": {"type": "string"}}},
        }}}}});
        if let Some(id) = member.get(2) {
            operation["operationId"] = id.clone();
        }
        let path = paths
            .entry(member[1].as_str().unwrap())
            .or_insert_with(|| json!({}));
        path[member[0].as_str().unwrap()] = operation;
    }
    json!({"swagger": "2.0", "info": {"title": "T", "version": "1"}, "host": "h.example", "paths": paths})
}

fn definitions(members: impl Iterator<Item = (String, Value)>) -> Value {
    let mut document = operations(&[&json!(["get", "/a", "op"])]);
    document["definitions"] = Value::Object(members.collect());
    document
}

/// One operation with these parameters, see [`argument`].
pub fn arguments(members: &[&Value]) -> Value {
    let mut document = operations(&[&json!(["post", "/a", "op"])]);
    let operation = &mut document["paths"]["/a"]["post"];
    operation["consumes"] = json!(["application/x-www-form-urlencoded"]);
    operation["parameters"] = members.iter().copied().cloned().collect();
    document
}

pub fn argument(location: &str, name: &str) -> Value {
    let values = json!([format!("{location} {name}")]);
    json!({"name": name, "in": location, "type": "string", "enum": values})
}

/// One definition with these properties.
pub fn properties(members: &[&Value]) -> Value {
    let properties: Map<_, _> = members
        .iter()
        .map(|name| {
            let name = name.as_str().unwrap().to_owned();
            let schema = json!({"type": "string", "enum": [name]});
            (name, schema)
        })
        .collect();
    definitions(
        [(
            "Thing".to_owned(),
            json!({"type": "object", "properties": properties}),
        )]
        .into_iter(),
    )
}

/// One definition that is an enum of these values.
pub fn values(members: &[&Value]) -> Value {
    definitions(
        [(
            "Thing".to_owned(),
            json!({"type": "string", "enum": members}),
        )]
        .into_iter(),
    )
}

/// Definitions, and properties of them: `["Pet"]`, `["Pet", "status"]`.
pub fn types(members: &[&Value]) -> Value {
    let mut schemas: Map<String, Value> = Map::new();
    for member in members {
        let name = member[0].as_str().unwrap();
        let schema = schemas
            .entry(name)
            .or_insert_with(|| json!({"type": "object", "properties": {}}));
        schema["description"] = json!(format!("{name}."));
        if let Some(property) = member.get(1).and_then(Value::as_str) {
            schema["properties"][property] =
                json!({"type": "string", "enum": [format!("{name} {property}")]});
        }
    }
    definitions(schemas.into_iter())
}

/// Parameters with their keys if they are shared, and definitions.
pub fn shared(members: &[&Value]) -> Value {
    let mut document = operations(&[&json!(["get", "/a", "op"]), &json!(["put", "/a", "other"])]);
    document["definitions"] = json!({});
    document["parameters"] = json!({});
    for member in members {
        let schema = json!({"type": "string", "enum": [member[2]]});
        if member[0] == "definition" {
            document["definitions"][member[1].as_str().unwrap()] = schema;
            continue;
        }
        let mut parameter =
            json!({"name": member[1], "in": member[0], "type": "string", "enum": [member[2]]});
        if let Some(key) = member.get(3).and_then(Value::as_str) {
            document["parameters"][key] = parameter;
            parameter = json!({"$ref": format!("#/parameters/{}", key.replace('~', "~0").replace('/', "~1"))});
        }
        for method in ["get", "put"] {
            let operation = &mut document["paths"]["/a"][method];
            let mut parameters = operation.get("parameters").cloned().unwrap_or(json!([]));
            parameters.as_array_mut().unwrap().push(parameter.clone());
            operation["parameters"] = parameters;
        }
    }
    document
}

/// Definitions by their names, and references: `["a:b"]`, `["ref", "#/definitions/…"]`.
pub fn referred(members: &[&Value]) -> Value {
    let thing = json!({"type": "object", "properties": {
        "state": {"type": "string", "enum": ["state"]},
        "tags": {"type": "array", "items": {"type": "object", "description": "tag", "properties": {
            "kind": {"type": "string", "enum": ["kind"]},
        }}},
    }});
    let mut schemas = Map::from_iter([("Thing".to_owned(), thing)]);
    let mut user = json!({"type": "object", "properties": {}});
    for member in members {
        let name = member[0].as_str().unwrap();
        if let Some(to) = member.get(1) {
            user["properties"][name] = json!({"$ref": to});
        } else {
            schemas.insert(name.to_owned(), json!({"type": "string", "enum": [name]}));
            user["properties"][format!("of {name}")] =
                json!({"$ref": format!("#/definitions/{}", name.replace('/', "~1"))});
        }
    }
    schemas.insert("User".to_owned(), user);
    definitions(schemas.into_iter())
}

/// Operations and the statuses of their responses, each with another type, and definitions by their names.
pub fn responses(members: &[&Value]) -> Value {
    let mut document = operations(&[]);
    document["definitions"] = json!({});
    for member in members {
        let name = member[0].as_str().unwrap();
        let Some(statuses) = member.get(1).and_then(Value::as_array) else {
            document["definitions"][name] = json!({"type": "object", "description": member.to_string(),
                "properties": {"a": {"type": "string"}}});
            continue;
        };
        let responses: Map<_, _> = statuses
            .iter()
            .zip(["string", "integer", "boolean", "object"])
            .map(|(status, kind)| {
                (
                    status.as_str().unwrap().to_owned(),
                    json!({"description": "d", "schema": {"type": kind}}),
                )
            })
            .collect();
        document["paths"][format!("/{name}")] =
            json!({"get": {"operationId": name, "responses": responses}});
    }
    document
}

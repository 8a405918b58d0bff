//! The meaning of a name of the generated client does not depend on the order of a document or on
//! its other parts.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    reason = "tests"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use indexmap::IndexMap;
use oas2_codegen::api::BodyKind;
use oas2_codegen::pipeline::{self, Document, Made};
use oas2_codegen::report::Report;
use oas2_codegen::{load, standalone};
use serde_json::{Map, Value, json};

/// Each name of a client, with its wire form.
type Meanings = BTreeMap<String, String>;

fn made(document: &Value) -> Made {
    let file = Path::new("document.json");
    let source = load::parse(file, document.to_string().as_bytes()).unwrap();
    pipeline::run(&source, &standalone::target(file)).unwrap_or_else(|e| panic!("{e}"))
}

/// Builds a document of some members, in their order.
type Build = fn(&[&Value]) -> Value;

fn operations(members: &[&Value]) -> Value {
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

fn arguments(members: &[&Value]) -> Value {
    let mut document = operations(&[&json!(["post", "/a", "op"])]);
    let operation = &mut document["paths"]["/a"]["post"];
    operation["consumes"] = json!(["application/x-www-form-urlencoded"]);
    operation["parameters"] = members.iter().copied().cloned().collect();
    document
}

fn argument(location: &str, name: &str) -> Value {
    let values = json!([format!("{location} {name}")]);
    json!({"name": name, "in": location, "type": "string", "enum": values})
}

fn properties(members: &[&Value]) -> Value {
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

fn values(members: &[&Value]) -> Value {
    definitions(
        [(
            "Thing".to_owned(),
            json!({"type": "string", "enum": members}),
        )]
        .into_iter(),
    )
}

/// Definitions, and properties of them: `["Pet"]`, `["Pet", "status"]`.
fn types(members: &[&Value]) -> Value {
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
fn shared(members: &[&Value]) -> Value {
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
fn referred(members: &[&Value]) -> Value {
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

fn meanings(document: &Value) -> Meanings {
    let read = Document::read(document.clone(), &mut Report::default()).unwrap();
    let api = read.api();
    let mut found = Meanings::new();
    let mut add = |name: String, meaning: String| {
        let before = found.insert(name.clone(), meaning);
        assert!(before.is_none(), "{name} occurs twice in {document}");
    };
    for operation in &api.operations {
        let of = &operation.name;
        add(
            of.clone(),
            format!("{} {}", operation.method, operation.path),
        );
        for p in &operation.parameters {
            let meaning = format!("{} {}", p.location.as_str(), p.name);
            add(format!("{of}({})", p.rust), meaning);
        }
        if let Some(BodyKind::Form(fields)) = operation.body.as_ref().map(|body| &body.kind) {
            for f in fields {
                add(format!("{of}({})", f.rust), format!("form {}", f.name));
            }
        }
    }
    for (name, schema) in &api.schemas {
        let meaning = format!("{:?} {:?}", schema.description, schema.values);
        add(name.clone(), meaning);
        for property in schema.properties.iter().flat_map(IndexMap::keys) {
            let wire = schema.wire_names.get(property).unwrap_or(property);
            add(format!("{name}.{}", snake(property)), wire.clone());
        }
    }
    // Variants occur only in the generated code.
    if document.pointer("/definitions/Thing/enum").is_some() {
        variants(&made(document), &mut add);
    }
    found
}

/// The types in the generated code, with their documentation.
fn generated_types(document: &Value) -> Meanings {
    let made = made(document);
    let types = made.files.iter().find(|f| f.path == "types.rs").unwrap();
    let items = syn::parse_file(&types.text).unwrap().items.into_iter();
    let types = items.filter_map(|item| match item {
        syn::Item::Enum(item) => Some((item.ident, item.attrs)),
        syn::Item::Struct(item) => Some((item.ident, item.attrs)),
        _ => None,
    });
    let types = types.map(|(name, mut attrs)| {
        attrs.retain(|attr| attr.path().is_ident("doc"));
        (name.to_string(), quote::quote! { #(#attrs)* }.to_string())
    });
    types.collect()
}

/// Operations and the statuses of their responses, each with a type of its own, and definitions by their names.
fn responses(members: &[&Value]) -> Value {
    let mut document = operations(&[]);
    document["definitions"] = json!({});
    for member in members {
        let of = member[0].as_str().unwrap();
        let Some(statuses) = member.get(1).and_then(Value::as_array) else {
            document["definitions"][of] = json!({"type": "object", "description": member.to_string(),
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
        document["paths"][format!("/{of}")] =
            json!({"get": {"operationId": of, "responses": responses}});
    }
    document
}

fn snake(name: &str) -> String {
    use heck::ToSnakeCase as _;
    name.to_snake_case()
}

/// The wire form of each variant of the enums.
fn variants(made: &Made, add: &mut impl FnMut(String, String)) {
    let types = made.files.iter().find(|f| f.path == "types.rs").unwrap();
    let file = syn::parse_file(&types.text).unwrap();
    for item in &file.items {
        let syn::Item::Enum(item) = item else {
            continue;
        };
        for variant in &item.variants {
            let attrs = &variant.attrs;
            let doc = quote::quote! { #(#attrs)* }.to_string();
            add(format!("{}::{}", item.ident, variant.ident), doc);
        }
    }
}

/// Every subset of members, each in two orders.
fn variants_of(members: &[Value]) -> Vec<(usize, Vec<&Value>)> {
    let chosen = (1..1_usize << members.len()).flat_map(|set| {
        let members: Vec<_> = members
            .iter()
            .enumerate()
            .filter(|(i, _)| set & (1 << i) != 0)
            .map(|(_, member)| member)
            .collect();
        let reversed = members.iter().rev().copied().collect();
        [(set, members), (set, reversed)]
    });
    chosen.collect()
}

/// Compares the client of each subset of `members` with those of its own subsets. Names in both
/// must mean the same, except for the types in `evolving`, which get more values.
fn check(build: Build, members: Value, evolving: &[&str]) {
    check_by(meanings, build, members, evolving);
}

fn check_by(
    meanings: impl Fn(&Value) -> Meanings,
    build: Build,
    members: Value,
    evolving: &[&str],
) {
    let members = members.as_array().unwrap();
    let clients: Vec<_> = variants_of(members)
        .into_iter()
        .map(|(set, members)| (set, meanings(&build(&members))))
        .collect();
    for (part, of_part) in &clients {
        for (whole, of_whole) in &clients {
            if part & whole != *part {
                continue;
            }
            for (name, meaning) in of_part {
                let there = of_whole
                    .get(name)
                    .filter(|_| !evolving.contains(&name.as_str()));
                assert!(
                    there.is_none_or(|there| there == meaning),
                    "{name} is {meaning} and {there:?} in members {part:b} and {whole:b} of {members:?}"
                );
            }
            if part == whole {
                assert!(of_part.keys().eq(of_whole.keys()), "the order decides");
            }
        }
    }
}

/// Checks that each type of a subset of `members` exists for every superset.
fn check_types_stay(build: Build, members: Value) {
    check_stay(types_in, build, members);
}

fn check_stay(types_in: impl Fn(&Value) -> BTreeSet<String>, build: Build, members: Value) {
    let members = members.as_array().unwrap();
    let clients: Vec<_> = variants_of(members)
        .into_iter()
        .map(|(set, members)| (set, types_in(&build(&members))))
        .collect();
    for (part, of_part) in &clients {
        for (whole, of_whole) in &clients {
            let gone: Vec<_> = of_part.difference(of_whole).collect();
            assert!(
                part & whole != *part || gone.is_empty(),
                "{gone:?} are in members {part:b}, but not in {whole:b} of {members:?}"
            );
        }
    }
}

/// The names of all types.
fn types_in(document: &Value) -> BTreeSet<String> {
    let read = Document::read(document.clone(), &mut Report::default()).unwrap();
    let api = read.api();
    api.schemas.keys().cloned().collect()
}

#[test]
fn operations_keep_their_meaning() {
    check(
        operations,
        json!([
            ["get", "/a", "getThing"],
            ["put", "/a", "get_thing"],
            ["get", "/b", "GetThing"],
            ["get", "/c", "getthing_get_b"],
            ["get", "/thing"],
            ["get", "/thing/"],
        ]),
        &[],
    );
}

#[test]
fn reserved_operations_keep_their_meaning() {
    check(
        operations,
        json!([
            ["get", "/a", "new"],
            ["get", "/b", "new_operation"],
            ["get", "/c", "type"],
            ["get", "/d", "Type"],
            ["get", "/e", "new_get_a"],
        ]),
        &[],
    );
}

#[test]
fn arguments_keep_their_meaning() {
    let members = json!([
        argument("query", "pathA"),
        argument("query", "path_a"),
        argument("header", "path-a"),
        argument("formData", "pathA"),
        argument("query", "pathAQuery"),
        argument("query", "path_a_query_camel"),
    ]);
    check(arguments, members, &[]);
    let members = json!([
        argument("query", "send"),
        argument("query", "sendArgument"),
        argument("query", "body"),
        argument("query", "type"),
        argument("header", "type"),
        argument("query", "@type"),
    ]);
    check(arguments, members, &[]);
}

#[test]
fn properties_keep_their_meaning() {
    let members = json!(["a-b", "a_b", "aB", "a.b", "aBCamel", "b"]);
    check(properties, members, &[]);
    let members = json!(["type", "@type", "extra", "Extra", "extra_property", "$"]);
    check(properties, members, &[]);
}

#[test]
fn enum_values_keep_their_meaning() {
    let members = json!(["Active", "active", "ACTIVE", "active_lower", "x"]);
    check(values, members, &["Thing"]);
    let members = json!(["a", "a", "A", "A", "b"]);
    check(values, members, &["Thing"]);
    check(
        values,
        json!(["–", "…", "unlisted", "UnlistedValue", "", "Empty"]),
        &["Thing"],
    );
}

#[test]
fn types_keep_their_meaning() {
    let members = json!([
        ["Pet", "status"],
        ["pet", "status"],
        ["PetStatus"],
        ["PetStatusProperty"],
        ["Pet_Status"],
        ["petLower", "status"],
    ]);
    check(types, members, &[]);
    let members = json!([["abC"], ["aBc"], ["ABC"], ["Option"], ["OptionType"]]);
    check(types, members, &[]);
}

#[test]
fn enums_of_responses_keep_their_names_and_meaning() {
    let members = json!([
        ["op", ["200", "201", "400", "404"]],
        ["opSuccess"],
        ["OpSuccessByStatus"],
        ["opErrorByStatus"],
        ["op-success-by-status-type"],
        ["aB", ["200", "202", "500", "default"]],
    ]);
    check_by(generated_types, responses, members.clone(), &[]);
    let enums = |document: &Value| {
        let types = generated_types(document).into_iter();
        let enums = types.filter(|(_, doc)| doc.contains("Responses of"));
        enums.map(|(name, _)| name).collect()
    };
    check_stay(enums, responses, members.clone());
    let all = members.as_array().unwrap().iter().collect::<Vec<_>>();
    assert_eq!(enums(&responses(&all)).len(), 4);
}

#[test]
fn types_of_shared_parameters_keep_their_meaning() {
    let members = json!([
        ["query", "state", "1", "state"],
        ["header", "state", "2", "header_state"],
        ["definition", "State", "3"],
        ["query", "State", "4", "State"],
        ["header", "X-A", "5", "%2F/~"],
    ]);
    check(shared, members, &[]);
}

#[test]
fn equal_schemas_elsewhere_do_not_change_names_of_types() {
    let members = json!([
        ["query", "state", "same"],
        ["header", "region", "same"],
        ["definition", "Phase", "same"],
        ["definition", "State", "same"],
        ["query", "other", "same", "state"],
        ["query", "third", "same", "third"],
    ]);
    check(shared, members.clone(), &[]);
    check_types_stay(shared, members);
}

#[test]
fn definitions_and_references_keep_their_meaning() {
    let members = json!([["a:b"], ["a_b"], ["a b"], ["A_B"], ["a.-3a-b"], [""]]);
    check(referred, members, &[]);
    let members = json!([
        ["a", "#/definitions/Thing/properties/state"],
        ["b", "#/definitions/Thing/properties/tags/items"],
        [
            "c",
            "#/definitions/Thing/properties/tags/items/properties/kind"
        ],
        ["d", "#/definitions/Thing/properties/tags"],
        ["e", "#/definitions/Thing/properties/%74ags/items"],
    ]);
    check(referred, members.clone(), &[]);
    check_types_stay(referred, members);
    let members = json!([
        ["a", "#/definitions/Thing/properties/state"],
        ["ThingState"],
        ["thing:state"],
        ["Thing/state"],
        ["ThingStateProperty"],
    ]);
    check(referred, members, &[]);
}

#[test]
fn a_member_that_joins_a_clash_leaves_the_names_of_the_others() {
    let names = |members: &[&str]| -> Vec<String> {
        let members: Vec<_> = members.iter().map(|name| json!(name)).collect();
        let found = meanings(&properties(&members.iter().collect::<Vec<_>>()));
        found
            .into_keys()
            .filter(|name| name.starts_with("Thing."))
            .collect()
    };
    let two = names(&["a-b", "a_b"]);
    assert_eq!(two, ["Thing.a_b_kebab", "Thing.a_b_snake"]);
    let three = names(&["aB", "a-b", "a_b"]);
    assert_eq!(three[0], "Thing.a_b_camel");
    assert_eq!(three[1..], two);
}

#[test]
fn every_clash_is_in_the_report() {
    let locations = |document: Value| {
        let made = made(&document);
        let entries = made.report.entries().iter();
        entries
            .map(|e| format!("{} {}", e.pass, e.pointer))
            .collect::<Vec<_>>()
    };
    let (one, two) = (json!(["get", "/a", "getA"]), json!(["get", "/b", "get_a"]));
    assert_eq!(
        locations(operations(&[&one, &two])),
        [
            "names /paths/~1a/get/operationId",
            "names /paths/~1b/get/operationId"
        ]
    );
    let (one, two) = (argument("query", "a"), argument("header", "a"));
    assert_eq!(
        locations(arguments(&[&one, &two]))[..2],
        [
            "names /paths/~1a/post/parameters/0",
            "names /paths/~1a/post/parameters/1"
        ]
    );
    assert_eq!(
        locations(properties(&[&json!("a"), &json!("A")]))[..2],
        [
            "property_names /definitions/Thing/properties/a",
            "property_names /definitions/Thing/properties/A",
        ]
    );
    assert_eq!(
        locations(values(&[&json!("a"), &json!("A")])),
        ["enum_values /definitions/Thing/enum"; 2]
    );
    assert_eq!(
        locations(types(&[&json!(["Pet"]), &json!(["pet"])])),
        ["type_names /definitions/Pet", "type_names /definitions/pet"]
    );
}

//! The meaning of a name of the generated client does not depend on the order of a document or on
//! its other parts.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    reason = "tests"
)]

mod builders;
mod check;

use serde_json::{Value, json};

use builders::{
    argument, arguments, operations, properties, referred, responses, shared, types, values,
};
use check::{check, check_by, check_stay, check_types_stay, generate, generated_types, meanings};

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
        let generated = generate(&document);
        let entries = generated.report.entries().iter();
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

//! Changes every keyword at every position, and compares the bump of `diff` with what both
//! generated clients accept and send.
//!
//! The expected bump shares no code with `diff`. `jsonschema` decides which values a schema
//! accepts, with values around the limits; the public Rust names are read from the generated
//! crates. A pair is breaking if a request that was valid is refused, if the old client cannot read
//! a response that is valid now, or if a public name is removed or has another type.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod edits;
#[path = "../pairs/mod.rs"]
mod pairs;
mod positions;
mod rust;

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use oas2_codegen::diff::{Bump, Change, bump, render};
use oas2_codegen::pipeline::Document;
use oas2_codegen::report::Report;
use oas2_codegen::standalone;
use serde_json::{Value, json};

use edits::{Edit, Expected};
use pairs::Fixture;
use positions::Position;

/// The changes for a caller of a stand-alone crate.
fn diff(old: &Document, new: &Document) -> Vec<Change> {
    oas2_codegen::diff::diff(old, new, &standalone::target(Path::new("new.json")))
}

fn valid(document: Value) -> Document {
    Document::read(document, &mut Report::default()).unwrap()
}

/// A schema for `jsonschema`, without the keywords that clients ignore unless `keep` returns true.
fn for_jsonschema(schema: &Value, keep: &dyn Fn(&str) -> bool) -> Value {
    let Some(members) = schema.as_object() else {
        return schema.clone();
    };
    let mut kept = serde_json::Map::new();
    // documents omit the type beside properties or items, and empty lists have no meaning
    for (key, kind) in [("properties", "object"), ("items", "array")] {
        if members.contains_key(key) {
            kept.insert("type".to_owned(), json!(kind));
        }
    }
    for (key, value) in members
        .iter()
        .filter(|(key, value)| keep(key) && **value != json!([]))
    {
        let value = match key.as_str() {
            "properties" => {
                let properties = value.as_object().unwrap().iter();
                properties
                    .map(|(name, schema)| (name.clone(), for_jsonschema(schema, keep)))
                    .collect()
            }
            "allOf" => value
                .as_array()
                .unwrap()
                .iter()
                .map(|part| for_jsonschema(part, keep))
                .collect(),
            "items" | "additionalProperties" => for_jsonschema(value, keep),
            _ => value.clone(),
        };
        kept.insert(key.clone(), value);
    }
    let schema = Value::Object(kept);
    if members.get("x-nullable") == Some(&json!(true)) {
        return json!({"anyOf": [{"type": "null"}, schema]});
    }
    schema
}

/// Whether a value is valid for a schema, see [`for_jsonschema`].
fn accepts(schema: &Value, keep: &dyn Fn(&str) -> bool) -> impl Fn(&Value) -> bool + use<> {
    let schema = for_jsonschema(schema, keep);
    let validator = jsonschema::draft4::options().build(&schema).unwrap();
    move |value| validator.is_valid(value)
}

/// The keywords for which the client refuses a response: types, required properties, and the limits
/// of strings.
fn is_read(key: &str) -> bool {
    let keys = [
        "type",
        "properties",
        "required",
        "items",
        "allOf",
        "x-nullable",
        "pattern",
        "minLength",
        "maxLength",
    ];
    keys.contains(&key)
}

/// The names of the clients of documents that were already generated.
type Clients = HashMap<String, BTreeSet<String>>;

/// The expected bump, by the documents' meaning and by the public Rust names.
fn expected_bump(edit: &Edit, position: &Position, clients: &mut Clients) -> Bump {
    if let Expected::Given(request, response) = edit.expected {
        return if position.request { request } else { response };
    }
    let (before, now) = (accepts(&edit.old, &|_| true), accepts(&edit.new, &|_| true));
    let reads = accepts(&edit.old, &is_read);
    let values = edits::samples();
    let refused = |value: &Value| before(value) && !now(value);
    let unreadable = |value: &Value| now(value) && !before(value) && !reads(value);
    if position.request && values.iter().any(refused)
        || position.response && values.iter().any(unreadable)
    {
        return Bump::Major;
    }
    let mut names = |schema: &Value| {
        let document = position.document(schema);
        let client = clients.entry(document.to_string());
        client
            .or_insert_with(|| rust::names(&valid(document)))
            .clone()
    };
    let (old, new) = (names(&edit.old), names(&edit.new));
    // properties that the document does not name were allowed before, too
    let added =
        |line: &&String| !(line.contains("extra") && line.contains(":: serde_json :: Map <"));
    // setters accept integers of any width; changed limits have their own rules
    let unsized_integers = |line: &String| line.replace("TryInto < i32 >", "TryInto < i64 >");
    let old: BTreeSet<String> = old.iter().map(unsized_integers).collect();
    let new: BTreeSet<String> = new.iter().map(unsized_integers).collect();
    if !old.is_subset(&new) {
        Bump::Major
    } else if new.difference(&old).any(|line| added(&line))
        || values.iter().any(|value| before(value) != now(value))
    {
        Bump::Minor
    } else {
        Bump::Patch
    }
}

#[test]
fn every_keyword_at_every_position_has_the_expected_bump() {
    let edits = edits::all();
    let mut clients = Clients::new();
    let mut bumps: HashMap<(&str, &str), Bump> = HashMap::new();
    let positions = positions::all();
    let mut failures = vec![];
    for position in &positions {
        for edit in edits.iter().filter(|edit| position.allows(edit)) {
            let name = edit.name.as_str();
            let expected = match position.like {
                [] => expected_bump(edit, position, &mut clients),
                like => like.iter().map(|like| bumps[&(*like, name)]).max().unwrap(),
            };
            bumps.insert((position.name, name), expected);
            let changes = diff(
                &valid(position.document(&edit.old)),
                &valid(position.document(&edit.new)),
            );
            if bump(&changes) != expected {
                failures.push(format!(
                    "{}, {name}: {:?} instead of {expected:?}\n{} -> {}\n{}",
                    position.name,
                    bump(&changes),
                    edit.old,
                    edit.new,
                    render::text(&changes)
                ));
            }
        }
    }
    assert!(bumps.len() > 3000, "only {} pairs", bumps.len());
    assert!(
        failures.is_empty(),
        "{} of {} bumps are wrong:\n{}",
        failures.len(),
        bumps.len(),
        failures.join("\n")
    );
}

#[test]
fn every_change_of_a_document_has_the_expected_bump() {
    let mut failures = vec![];
    let table = include_str!("../../fixtures/diff/documents.yaml");
    for Fixture {
        name,
        bump: expected,
        old,
        new,
        ..
    } in pairs::read(table)
    {
        let changes = diff(&old, &new);
        if bump(&changes) != expected {
            failures.push(format!(
                "{name}: {:?} instead of {expected:?}\n{}",
                bump(&changes),
                render::text(&changes)
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

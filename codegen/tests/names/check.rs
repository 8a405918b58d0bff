//! The names of a client with their meanings, and the comparison of the clients of subsets of a document.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use indexmap::IndexMap;
use oas2_codegen::api::BodyKind;
use oas2_codegen::pipeline::{self, Document, Generated};
use oas2_codegen::report::Report;
use oas2_codegen::{load, standalone};
use serde_json::Value;

use super::builders::Build;

/// Each name of a client, with its wire form.
pub type Meanings = BTreeMap<String, String>;

pub fn generate(document: &Value) -> Generated {
    let file = Path::new("document.json");
    let source = load::parse(file, document.to_string().as_bytes()).unwrap();
    pipeline::run(&source, &standalone::target(file)).unwrap_or_else(|e| panic!("{e}"))
}

/// The names of the client of a document.
pub fn meanings(document: &Value) -> Meanings {
    let read_document = Document::read(document.clone(), &mut Report::default()).unwrap();
    let api = read_document.api();
    let mut found = Meanings::new();
    let mut add = |name: String, meaning: String| {
        let previous = found.insert(name.clone(), meaning);
        assert!(previous.is_none(), "{name} occurs twice in {document}");
    };
    for operation in &api.operations {
        let method = &operation.name;
        add(
            method.clone(),
            format!("{} {}", operation.method, operation.path),
        );
        for p in &operation.parameters {
            let meaning = format!("{} {}", p.location.as_str(), p.name);
            add(format!("{method}({})", p.rust), meaning);
        }
        if let Some(BodyKind::Form(fields)) = operation.body.as_ref().map(|body| &body.kind) {
            for f in fields {
                add(format!("{method}({})", f.rust), format!("form {}", f.name));
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
        variants(&generate(document), &mut add);
    }
    found
}

/// The types in the generated code, with their documentation.
pub fn generated_types(document: &Value) -> Meanings {
    let generated = generate(document);
    let types = generated
        .files
        .iter()
        .find(|f| f.path == "types.rs")
        .unwrap();
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

fn snake(name: &str) -> String {
    use heck::ToSnakeCase as _;
    name.to_snake_case()
}

/// The wire form of each variant of the enums.
fn variants(generated: &Generated, add: &mut impl FnMut(String, String)) {
    let types = generated
        .files
        .iter()
        .find(|f| f.path == "types.rs")
        .unwrap();
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

/// Every subset of members in two orders, each with a number that has a bit for each member.
fn subsets(members: &[Value]) -> Vec<(usize, Vec<&Value>)> {
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
pub fn check(build: Build, members: Value, evolving: &[&str]) {
    check_by(meanings, build, members, evolving);
}

/// Like [`check`], with another function for the names of a client.
pub fn check_by(
    meanings: impl Fn(&Value) -> Meanings,
    build: Build,
    members: Value,
    evolving: &[&str],
) {
    let members = members.as_array().unwrap();
    let clients: Vec<_> = subsets(members)
        .into_iter()
        .map(|(set, members)| (set, meanings(&build(&members))))
        .collect();
    for (part, names_of_part) in &clients {
        for (whole, names_of_whole) in &clients {
            if part & whole != *part {
                continue;
            }
            for (name, meaning) in names_of_part {
                let other = names_of_whole
                    .get(name)
                    .filter(|_| !evolving.contains(&name.as_str()));
                assert!(
                    other.is_none_or(|other| other == meaning),
                    "{name} is {meaning} and {other:?} in members {part:b} and {whole:b} of {members:?}"
                );
            }
            if part == whole {
                assert!(
                    names_of_part.keys().eq(names_of_whole.keys()),
                    "the names depend on the order"
                );
            }
        }
    }
}

/// Checks that each type of a subset of `members` exists for every superset.
pub fn check_types_stay(build: Build, members: Value) {
    check_stay(types_in, build, members);
}

/// Like [`check_types_stay`], with another function for the types of a client.
pub fn check_stay(types_in: impl Fn(&Value) -> BTreeSet<String>, build: Build, members: Value) {
    let members = members.as_array().unwrap();
    let clients: Vec<_> = subsets(members)
        .into_iter()
        .map(|(set, members)| (set, types_in(&build(&members))))
        .collect();
    for (part, names_of_part) in &clients {
        for (whole, names_of_whole) in &clients {
            let gone: Vec<_> = names_of_part.difference(names_of_whole).collect();
            assert!(
                part & whole != *part || gone.is_empty(),
                "{gone:?} are in members {part:b}, but not in {whole:b} of {members:?}"
            );
        }
    }
}

/// The names of all types.
fn types_in(document: &Value) -> BTreeSet<String> {
    let read_document = Document::read(document.clone(), &mut Report::default()).unwrap();
    let api = read_document.api();
    api.schemas.keys().cloned().collect()
}

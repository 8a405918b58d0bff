//! Generates Rust files from the normalised API, with progenitor.
//!
//! progenitor, with typify below it, generates the client: `Client`, the types, the operation
//! builders, and typed mocks. Generated code uses `api-transport`, which a crate renames to
//! `progenitor_client`.
//!
//! * `document` writes the API as the OAS3 document that progenitor reads;
//! * `types` improves the types: documentation, open enums, known values;
//! * `passes` adapt the client, its builders and mocks, and count their changes;
//! * `responses` makes the enums of operations with several response types;
//! * `operations` makes the table of operations, which progenitor does not have;
//! * `dynamic` makes the functions that fill the builders from named values;
//! * `pages` makes the builder methods for paged lists;
//! * `operation_tests` makes the tests of the workspace's own client, which has mocks.

mod docs;
pub(crate) mod document;
mod dynamic;
pub(crate) mod known_values;
mod names;
pub(crate) mod open_enums;
mod operation_tests;
mod operations;
mod pages;
pub(crate) mod passes;
pub(crate) mod responses;
mod rust;
mod types;

use std::panic::{AssertUnwindSafe, catch_unwind};

use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor_impl::{
    CrateVers, GenerationSettings, Generator, HooksMode, InterfaceStyle, TagStyle,
};
use quote::quote;
use syn::{Item, parse_quote};

use crate::api::Api;
use crate::error::{DocumentError, panic_text};
use crate::target::Target;

/// The version of the generator, for the lock.
pub(crate) const GENERATOR: &str = "progenitor 0.15.1";

/// The path of the tests, which are not in the folder of generated files.
pub(crate) const OPERATION_TESTS: &str = "operation_tests.rs";

/// A generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path below the folder of generated files.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Generates all files of a client.
///
/// # Errors
/// A [`DocumentError`] when the generator cannot express the document, or when its output has another
/// form than the passes expect.
pub fn generate(api: &Api, target: &Target) -> Result<Vec<File>, DocumentError> {
    let document = document::make(api)?;
    let settings = settings(api, target);
    let generated = run(&settings, |generator| {
        generator.generate_tokens(&document.openapi)
    })?;
    let mut client = generated.items;
    let mut builders = take_module(&mut client, "builder")?;
    let mut types = take_module(&mut client, "types")?;
    passes::apply(&mut client, &mut builders, &mut types, api)?;
    types::improve(&mut types, &document.choices, api, target)?;

    let calls = dynamic::calls(api, &mut builders)?;
    pages::apply(&calls, &mut builders, &types, api)?;
    let dynamic = dynamic::tokens(&calls, &types, &document.choices);
    let mut files = vec![];
    if target.mocks {
        let openapi = document::for_mocks(&document.openapi);
        let mut mocks = mocks(&settings, &openapi)?;
        passes::mocks::apply(&mut mocks, api, &types, &document.choices)?;
        let tests = operation_tests::text_of(api, &calls, &mut mocks, &types)?;
        files.push(File {
            path: OPERATION_TESTS.to_owned(),
            text: headed(target, &tests),
        });
        client.push(parse_quote! { #[cfg(feature = "httpmock")] pub mod mock; });
        files.push(file(target, "mock.rs", mocks));
    }
    client.push(parse_quote! { pub mod operations; });
    let gate = (!target.is_own).then(|| quote! { #[cfg(feature = "dynamic")] });
    client.push(parse_quote! { #gate pub mod dynamic; });
    files.extend([
        file(target, "mod.rs", client),
        file(target, "types.rs", types),
        file(target, "builder.rs", builders),
        File {
            path: "operations.rs".to_owned(),
            text: headed(target, &format(operations::tokens(api))?),
        },
        File {
            path: "dynamic.rs".to_owned(),
            text: headed(target, &format(dynamic)?),
        },
    ]);
    Ok(files)
}

/// The settings of progenitor for types and run time.
fn settings(api: &Api, target: &Target) -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote! { progenitor_client::Sender })
        .with_crate("progenitor-client", CrateVers::Any, None);
    types::configure(&mut settings, api, target);
    settings
}

/// Runs progenitor, which panics on some documents.
fn run(
    settings: &GenerationSettings,
    generate: impl FnOnce(&mut Generator) -> progenitor_impl::Result<TokenStream>,
) -> Result<syn::File, DocumentError> {
    let refuse = |problem: String| {
        DocumentError::document(
            format!("progenitor cannot express the document: {problem}"),
            "report it with the document, so that a pass can be written",
        )
    };
    let mut generator = Generator::new(settings);
    let tokens = catch_unwind(AssertUnwindSafe(|| generate(&mut generator)))
        .map_err(|panic| refuse(panic_text(&*panic)))?
        .map_err(|e| refuse(e.to_string()))?;
    syn::parse2(tokens).map_err(|e| refuse(e.to_string()))
}

fn mocks(settings: &GenerationSettings, openapi: &OpenAPI) -> Result<Vec<Item>, DocumentError> {
    let generated = run(settings, |generator| {
        generator.httpmock(openapi, "crate::generated")
    })?;
    Ok(generated.items)
}

/// Removes a module and returns its content, which becomes a file of its own.
fn take_module(items: &mut [Item], name: &str) -> Result<Vec<Item>, DocumentError> {
    let content = items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == name => {
            module.semi = Some(syn::token::Semi::default());
            module.content.take()
        }
        _ => None,
    });
    let missing = || passes::other_shape("modules", name, "is not a module");
    content.map(|(_, items)| items).ok_or_else(missing)
}

fn file(target: &Target, path: &str, items: Vec<Item>) -> File {
    let body = prettyplease::unparse(&syn::File {
        shebang: None,
        attrs: vec![],
        items,
    });
    File {
        path: path.to_owned(),
        text: headed(target, &body),
    }
}

/// Formats tokens with `prettyplease`, which needs no toolchain and has the same output everywhere.
fn format(tokens: TokenStream) -> Result<String, DocumentError> {
    let file = syn::parse2(tokens).map_err(|e| {
        DocumentError::document(
            format!("the generated code is not Rust ({e})"),
            "report it with the document: it is a bug in the pipeline",
        )
    })?;
    Ok(prettyplease::unparse(&file))
}

/// The text of a file: a comment with its origin, then `body`.
fn headed(target: &Target, body: &str) -> String {
    format!("// {}\n\n{body}", target.origin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Document;
    use crate::report::Report;
    use crate::standalone;
    use serde_json::json;

    fn api() -> Api {
        let oas2 = json!({
            "swagger": "2.0",
            "info": { "title": "Files", "version": "1" },
            "paths": { "/files/{id}": {
                "parameters": [
                    { "name": "id", "in": "path", "required": true, "type": "string" },
                    { "name": "If-Match", "in": "header", "type": "string" },
                    { "name": "zone", "in": "query", "type": "string" },
                    { "name": "area", "in": "query", "type": "array", "items": { "type": "string" } },
                ],
                "put": {
                    "operationId": "putFile",
                    "deprecated": true,
                    "parameters": [{ "name": "body", "in": "body", "schema": { "$ref": "#/definitions/File" } }],
                    "responses": {
                        "200": { "description": "ok", "schema": { "$ref": "#/definitions/File" } },
                        "204": { "description": "none" },
                    },
                },
            } },
            "definitions": { "File": {
                "type": "object",
                "required": ["name"],
                "properties": { "name": { "type": "string" }, "note": { "type": "string" } },
            } },
        });
        Document::read(oas2, &mut Report::default())
            .unwrap()
            .api()
            .clone()
    }

    /// Runs the passes over progenitor's output, changed by `change`.
    fn passed(change: impl Fn(String) -> String) -> Result<(), DocumentError> {
        let (api, target) = (api(), standalone::target("files.yaml".as_ref()));
        let document = document::make(&api).unwrap();
        let settings = settings(&api, &target);
        let output = run(&settings, |g| g.generate_tokens(&document.openapi)).unwrap();
        let text = change(prettyplease::unparse(&output));
        let mut client = syn::parse_file(&text).unwrap().items;
        let mut builders = take_module(&mut client, "builder")?;
        let mut types = take_module(&mut client, "types")?;
        passes::apply(&mut client, &mut builders, &mut types, &api)?;
        types::improve(&mut types, &document.choices, &api, &target)
    }

    #[test]
    fn output_of_another_shape_is_refused_by_the_pass_that_expects_it() {
        passed(|text| text).unwrap();
        let changes = [
            ("client", "pub fn new(baseurl", "pub fn create(baseurl"),
            ("bodies", "pub fn body_map<F>", "pub fn body_with<F>"),
            ("arguments", "pub fn zone<V>", "pub fn set_zone<V>"),
            ("requests", "id.to_string()", "id.as_text()"),
            ("requests", ".query(", ".parameter("),
            ("requests", "= if_match", "= if_match.clone()"),
            ("requests", ".exec(request, &info)", ".run(request, &info)"),
            ("unlisted", ".status().as_u16()", ".status().code()"),
            ("responses", "NoContent", "Empty"),
            ("modules", "pub mod types", "pub mod models"),
            (
                "builders",
                "pub struct PutFile<",
                "pub struct PutFileBuilder<",
            ),
        ];
        for (pass, from, to) in changes {
            let error = passed(|text| {
                assert!(text.contains(from), "{from} is not in:\n{text}");
                text.replace(from, to)
            });
            let message = error.expect_err(from).to_string();
            assert!(
                message.contains("another shape than that of progenitor 0.15"),
                "{message}"
            );
            assert!(
                message.contains(&format!("pass `{pass}`")),
                "{from}: {message}"
            );
        }
    }
}

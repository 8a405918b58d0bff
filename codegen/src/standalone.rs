//! A whole crate for any OAS2 document: what a user needs for another API behind the same token endpoint.
//!
//! It sends through `api-transport`, as the workspace's own client does, and is made by the same pipeline; only
//! the frame around the generated files differs.

use std::fmt::Write as _;
use std::path::Path;

use heck::ToKebabCase;
use serde_json::Value;

use crate::api::Api;
use crate::generate::File;
use crate::target::{Numbers, Target};

/// What all files of a crate say, so that they are told from files of others.
pub(crate) const MARK: &str = "by `cargo xtask generate";

/// What only the module of mocks refers to.
const MOCKS: &str = "::httpmock::";

/// What a stand-alone crate is made for.
pub fn target(document: &Path) -> Target {
    let name = document.file_name().unwrap_or_default().to_string_lossy();
    Target {
        origin: format!("Made by `cargo xtask generate --spec {name} --out ..`. Do not edit."),
        json_schema: false,
        numbers: Numbers::Float,
        percentage: "::progenitor_client::Decimal".to_owned(),
        replacements: vec![],
        dynamic_feature: true,
        mocks: false,
    }
}

/// The name of the crate of an API: as given, or made from the title.
pub fn crate_name(given: Option<&str>, api: &Api) -> String {
    if let Some(name) = given {
        return name.to_owned();
    }
    let ascii: String = api
        .title
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let name = ascii.to_kebab_case();
    match name.chars().next() {
        Some(first) if first.is_ascii_alphabetic() && !is_taken(&name) => name,
        _ => format!("api-{name}").trim_end_matches('-').to_owned(),
    }
}

/// Names of the standard crates, which would be hidden, and the one of which a lock file has no second.
const TAKEN: [&str; 6] = [
    "alloc",
    "api_transport",
    "core",
    "proc_macro",
    "std",
    "test",
];

/// Whether no crate can be called so; a keyword is the name of none.
pub fn is_taken(name: &str) -> bool {
    let library = name.replace('-', "_");
    syn::parse_str::<syn::Ident>(&library).is_err() || TAKEN.contains(&library.as_str())
}

/// All files of a crate; `transport` is where `api-transport` is. The crate is no workspace of its own: it could not be
/// part of one then, and a project in whose folder it lies would not build.
pub fn files(name: &str, api: &Api, generated: &[File], transport: &Path) -> Vec<File> {
    let mut files = vec![
        File {
            path: "Cargo.toml".to_owned(),
            text: manifest(name, api, generated, transport),
        },
        File {
            path: "README.md".to_owned(),
            text: readme(name, api),
        },
        File {
            path: "src/lib.rs".to_owned(),
            text: library(api, generated.iter().any(|file| file.text.contains(MOCKS))),
        },
    ];
    files.extend(generated.iter().map(|file| File {
        path: format!("src/generated/{}", file.path),
        text: file.text.clone(),
    }));
    files
}

/// Whether a crate at `out` would lie in the folder of the workspace at `root`, whose members are listed.
pub fn within(root: &Path, out: &Path) -> bool {
    let real = |path: &Path| {
        let path = std::path::absolute(path).ok()?;
        path.ancestors().find_map(|there| there.canonicalize().ok())
    };
    real(root)
        .zip(real(out))
        .is_some_and(|(root, out)| out.starts_with(root))
}

fn manifest(name: &str, api: &Api, generated: &[File], transport: &Path) -> String {
    let uses = |what: &str| generated.iter().any(|file| file.text.contains(what));
    let mut text = format!(
        "# Made by `cargo xtask generate`.\n[package]\nname = {}\nversion = \"0.1.0\"\n\
         edition = \"2024\"\nrust-version = \"1.94\"\ndescription = {}\npublish = false\n\n\
         [features]\n\
         # calls by data: an operation by its id, values by their names\n\
         dynamic = []\n{}\n\
         [dependencies]\n\
         # the same that `classifications-auth` is built with, or its transport does not fit\n\
         api-transport = {{ path = {} }}\n",
        quoted(name),
        quoted(&format!("Client of {}", one_line(&api.title))),
        if uses(MOCKS) {
            "# typed mocks of the operations, for tests of code that calls the API\n\
             httpmock = [\"dep:httpmock\", \"api-transport/httpmock\"]\n"
        } else {
            ""
        },
        quoted(&transport.to_string_lossy()),
    );
    let optional = [
        (
            "::chrono::",
            "chrono = { version = \"0.4\", default-features = false, features = [\"alloc\", \"clock\", \"serde\", \"std\"] }",
        ),
        (
            MOCKS,
            "httpmock = { version = \"0.9\", default-features = false, optional = true }",
        ),
        ("::regress::", "regress = \"0.11\""),
    ];
    for (what, line) in optional {
        if uses(what) {
            text.push_str(line);
            text.push('\n');
        }
    }
    text.push_str(
        "reqwest = { version = \"0.13\", default-features = false, features = [\"form\", \"json\", \"multipart\", \"query\", \"stream\"] }\n\
         serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n",
    );
    if uses("::uuid::") {
        text.push_str("uuid = { version = \"1\", features = [\"serde\"] }\n");
    }
    text
}

/// As a TOML string: all that JSON writes is one, but for control characters, which a line has not.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A title or a summary as words on one line, without the invisible characters that TOML and the compiler refuse.
fn one_line(text: &str) -> String {
    let invisible = |c: char| {
        (c.is_control() && !c.is_whitespace())
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let text: String = text.chars().filter(|c| !invisible(*c)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn readme(name: &str, api: &Api) -> String {
    let mut text = format!(
        "# {name}\n\nClient of *{}*, version {}, made from its OAS2 document by `cargo xtask generate`.\n\n\
         | method | operation |\n|---|---|\n",
        one_line(&api.title),
        one_line(&api.version),
    );
    for operation in &api.operations {
        let summary = one_line(operation.summary.as_deref().unwrap_or_default());
        let _ = writeln!(
            text,
            "| `{}` | `{} {}` {} |",
            operation.name,
            operation.method,
            operation.path.replace('|', "\\|"),
            summary.replace('|', "\\|"),
        );
    }
    text.push_str(&calling(name, api));
    text
}

/// How a caller comes to a client that is authorised: what no table of operations shows.
fn calling(name: &str, api: &Api) -> String {
    let name = name.replace('-', "_");
    let base_url = match (api.environments.is_empty(), &api.base_url) {
        (false, _) => format!("transport.base_url({name}::operations::ENVIRONMENTS)?"),
        (true, Some(_)) => format!("{name}::operations::BASE_URL"),
        (true, None) => "\"https://..\"".to_owned(),
    };
    let token_url = match api.token_url {
        Some(_) => format!("    .token_url({name}::operations::TOKEN_URL)\n"),
        None => String::new(),
    };
    format!(
        "\n## Calling it\n\n\
         With `classifications-auth`, which gets each operation the token that it needs, and sends again only what may be:\n\n\
         ```rust\n\
         let transport = classifications_auth::Client::builder()\n    \
             .credentials(classifications_auth::credentials::Environment::default())\n\
         {token_url}    \
             .build_transport()?;\n\
         let (http, sender) = (transport.http().clone(), transport.sender());\n\
         let base_url = {base_url};\n\
         let client = {name}::Client::new_with_client(base_url, http, sender);\n\
         ```\n\n\
         Where there is a client of another API already, take its `transport()` instead: credentials, tokens and\n\
         connections are shared. `Sender::direct` sends requests as they are, without any transport.\n\n\
         With the feature `dynamic`, `{name}::dynamic::call` takes the id of an operation and named values in the place of\n\
         typed arguments.\n\n\
         `classifications-auth` stands in the workspace that made this crate, beside `api-transport`.\n",
    )
}

fn library(api: &Api, mocks: bool) -> String {
    format!(
        "//! Client of {}.\n\
         //!\n\
         //! Made by `cargo xtask generate`. Requests go through `api_transport::Sender`: straight to\n\
         //! `reqwest`, or through a transport that authorises and retries.\n\
         \n\
         #![allow(\n    confusable_idents,\n    mixed_script_confusables,\n    uncommon_codepoints,\n    \
             reason = \"names come from the document, in whatever script\"\n)]\n\
         \n\
         // the name by which generated code refers to its run time\n\
         extern crate api_transport as progenitor_client;\n\
         \n\
         #[allow(clippy::all, clippy::pedantic, missing_docs, deprecated, reason = \"generated\")]\n\
         #[rustfmt::skip]\n\
         mod generated;\n\
         \n\
         pub use api_transport::{{\n    \
             BodyError, ByteStream, ClientHooks, ClientInfo, Decimal, Error, ErrorResponse, Failure, Fault,\n    \
             KnownCode, NotDocumented, NotExact, NotSent, NotSentReason, NotUnderstood, Operation,\n    \
             OutcomeUnknown, Page, Pages, Paging, Response, ResponseValue, Rows, Sender, Tolerance,\n    \
             Tolerated, Transport, UnreadRow, Upload, meaning,\n\
         }};\n\
         #[cfg(feature = \"dynamic\")]\n\
         pub use generated::dynamic;\n\
         {}\
         pub use generated::{{Client, builder, operations, types}};\n\
         \n\
         impl ClientHooks<Sender> for Client {{\n    \
             async fn exec(\n        \
                 &self,\n        \
                 request: reqwest::Request,\n        \
                 operation: &Operation,\n    \
             ) -> Result<Response, Failure> {{\n        \
                 let sender = ClientInfo::<Sender>::inner(self);\n        \
                 let http = ClientInfo::<Sender>::client(self);\n        \
                 sender.send(http, operation, request).await\n    \
             }}\n\
         }}\n",
        one_line(&api.title),
        if mocks {
            "#[cfg(feature = \"httpmock\")]\npub use generated::mock;\n"
        } else {
            ""
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;
    use crate::pipeline;

    fn made(title: &str) -> Vec<File> {
        let document = serde_json::json!({
            "swagger": "2.0", "info": {"title": title, "version": "1"},
            "paths": {"/a": {"get": {"operationId": "a", "summary": "x | y", "responses": {}}}},
        });
        let file = Path::new("d.json");
        let source = load::parse(file, document.to_string().as_bytes()).unwrap();
        let made = pipeline::run(&source, &target(file)).unwrap();
        let name = crate_name(None, made.document.api());
        files(
            &name,
            made.document.api(),
            &made.files,
            Path::new("C:\\transport"),
        )
    }

    fn text<'a>(files: &'a [File], path: &str) -> &'a str {
        &files.iter().find(|file| file.path == path).unwrap().text
    }

    #[test]
    fn any_title_becomes_a_manifest() {
        for (title, name) in [
            ("Sales \"II\"\n\\ \u{7}\u{200b}x\u{202e}", "sales-ii-x"),
            ("3 \u{e9}t\u{e9}s", "api-3-t-s"),
            ("\u{65e5}\u{672c}", "api"),
            ("Test", "api-test"),
            ("API transport", "api-api-transport"),
        ] {
            let files = made(title);
            let manifest = text(&files, "Cargo.toml");
            assert!(
                manifest.contains(&format!("name = \"{name}\"\n")),
                "{manifest}"
            );
            let escaped = manifest.contains("\\u") || manifest.contains('\u{202e}');
            assert!(
                !escaped && !text(&files, "src/lib.rs").contains('\u{202e}'),
                "{manifest}"
            );
            assert!(manifest.contains(r#"path = "C:\\transport""#), "{manifest}");
        }
    }

    #[test]
    fn what_lies_in_the_workspace_is_seen_before_it_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("root");
        std::fs::create_dir(&root).unwrap();
        assert!(within(&root, &root.join("not/yet")));
        assert!(!within(&root, &root.join("../beside/yet")));
        assert!(!within(&root, &folder.path().join("root2")));
    }

    #[test]
    fn the_readme_lists_the_operations_and_asks_for_what_the_document_lacks() {
        let files = made("A");
        let readme = text(&files, "README.md");
        assert!(readme.contains("| `a` | `GET /a` x \\| y |"), "{readme}");
        assert!(
            readme.contains("let base_url = \"https://..\";\n"),
            "{readme}"
        );
        assert!(!readme.contains("TOKEN_URL"), "{readme}");
    }
}

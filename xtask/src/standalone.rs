//! A whole crate for any OAS2 document: what a user needs for another API behind the same token endpoint.
//!
//! It sends through `api-transport`, as the workspace's own client does, and is made by the same pipeline; only
//! the frame around the generated files differs.

use std::fmt::Write as _;
use std::path::Path;

use heck::ToKebabCase;

use crate::api::Api;
use crate::generate::File;
use crate::target::{Numbers, Target};

/// What a stand-alone crate is made for.
pub fn target(document: &Path) -> Target {
    let name = document.file_name().unwrap_or_default().to_string_lossy();
    Target {
        origin: format!("Made by `cargo xtask generate --spec {name} --out ..`. Do not edit."),
        json_schema: false,
        numbers: Numbers::Float,
        replacements: vec![],
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
        Some(first) if first.is_ascii_alphabetic() => name,
        _ => format!("api-{name}").trim_end_matches('-').to_owned(),
    }
}

/// All files of a crate; `transport` is where `api-transport` is.
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
            text: library(api, generated),
        },
    ];
    files.extend(generated.iter().map(|file| File {
        path: format!("src/generated/{}", file.path),
        text: file.text.clone(),
    }));
    files
}

fn manifest(name: &str, api: &Api, generated: &[File], transport: &Path) -> String {
    let uses = |what: &str| generated.iter().any(|file| file.text.contains(what));
    let mut text = format!(
        "# Made by `cargo xtask generate`.\n[package]\nname = {name:?}\nversion = \"0.1.0\"\n\
         edition = \"2024\"\nrust-version = \"1.90\"\ndescription = {:?}\npublish = false\n\n\
         [workspace]\n\n[dependencies]\napi-transport = {{ path = {:?} }}\n",
        format!("Client of {}", one_line(&api.title)),
        transport.to_string_lossy(),
    );
    let optional = [
        (
            "::chrono::",
            "chrono = { version = \"0.4\", default-features = false, features = [\"alloc\", \"clock\", \"serde\", \"std\"] }",
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

fn one_line(text: &str) -> String {
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
    text
}

fn library(api: &Api, generated: &[File]) -> String {
    let answers = if generated.iter().any(|file| file.path == "answers.rs") {
        "answers, "
    } else {
        ""
    };
    format!(
        "//! Client of {}.\n\
         //!\n\
         //! Made by `cargo xtask generate`. Requests go through `api_transport::Sender`: straight to\n\
         //! `reqwest`, or through a transport that authorises and retries.\n\
         \n\
         #[allow(clippy::all, clippy::pedantic, missing_docs, deprecated, reason = \"generated\")]\n\
         #[rustfmt::skip]\n\
         mod generated;\n\
         \n\
         pub use api_transport::{{\n    \
             ByteStream, ClientHooks, ClientInfo, Error, Failure, Operation, ResponseValue, Sender, Transport,\n\
         }};\n\
         pub use generated::{{Client, {answers}builder, operations, types}};\n\
         \n\
         impl ClientHooks<Sender> for Client {{\n    \
             async fn exec(\n        \
                 &self,\n        \
                 request: reqwest::Request,\n        \
                 operation: &Operation,\n    \
             ) -> Result<reqwest::Response, Failure> {{\n        \
                 let sender = ClientInfo::<Sender>::inner(self);\n        \
                 sender.send(ClientInfo::<Sender>::client(self), operation, request).await\n    \
             }}\n\
         }}\n",
        one_line(&api.title),
    )
}

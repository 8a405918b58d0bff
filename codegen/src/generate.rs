//! From the normalised API to Rust files.
//!
//! progenitor (with typify below it) makes the types and decides which type every argument has.
//! What it writes around them is replaced, pass by pass, because its limits are beyond what a rewritten
//! document can work around: it knows one success and one error type per operation, sends lists only as
//! repeated parameters, has no multipart, adds an `api-version` header, loses the status of an error whose
//! body is not the documented JSON, and its `Client::new` can panic. So it is given a document in which every type that is
//! wanted occurs once (see `document`), and from its output
//!
//! * `types` takes the types and improves them: documentation, open enums, known values;
//! * `client` makes the client and its methods in progenitor's shape;
//! * `builders` makes a builder per operation, whose `send` writes the wire as the OAS2 document says;
//! * `answers` makes the enums of operations with several answer types;
//! * `operations` makes the table of operations;
//! * `mocks` makes typed mocks for `httpmock`.
//!
//! Everything refers to std and to `api_transport` by absolute paths: no name in a document can hide one.

pub(crate) mod answers;
pub(crate) mod builders;
mod client;
mod docs;
mod document;
mod document_order;
mod known_values;
mod mocks;
mod open_enums;
mod operations;
mod room_to_grow;
pub(crate) mod send;
pub mod types;
mod wire_names;

use crate::api::Api;
use crate::error::Refusal;
use crate::format::{format, formatted};
use crate::target::Target;

/// The version of the generator, for the lock.
pub const GENERATOR: &str = "progenitor 0.15.1";

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
/// A [`Refusal`] when the generator cannot express the document.
pub fn generate(api: &Api, target: &Target) -> Result<Vec<File>, Refusal> {
    files(api, target, &types::generate(api, target)?)
}

/// The same, for whoever wants to know the types as well.
///
/// # Errors
/// A [`Refusal`] when what is generated is no Rust, which is a fault of the pipeline.
pub fn files(api: &Api, target: &Target, made: &types::Types) -> Result<Vec<File>, Refusal> {
    let mut files = vec![
        file(target, "mod.rs", &format(client::tokens(api, target))?),
        file(target, "types.rs", &formatted(&made.module)),
        file(target, "builder.rs", &format(builders::tokens(api, made))?),
        file(target, "operations.rs", &format(operations::tokens(api))?),
    ];
    if answers::any(api) {
        files.push(file(
            target,
            "answers.rs",
            &format(answers::tokens(api, made))?,
        ));
    }
    if target.mocks {
        files.push(file(target, "mock.rs", &format(mocks::tokens(api, made))?));
    }
    Ok(files)
}

fn file(target: &Target, path: &str, body: &str) -> File {
    File {
        path: path.to_owned(),
        text: format!("// {}\n\n{body}", target.origin),
    }
}

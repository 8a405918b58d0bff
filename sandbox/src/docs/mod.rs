//! A page for people: interactive documentation at `/docs`.
//!
//! The page is Swagger UI, since its plug-ins can put a badge on each part of a document, which is
//! how a reader sees what of this API is published and what is a model. Everything that it needs
//! is embedded: nothing comes from another host, and the policy that goes with the page would not
//! let it. Around Swagger UI stands what a person needs to try it: the sandbox's credentials,
//! which are worth nothing elsewhere, what is stored, and what the model says in words.
//!
//! * `document`: the OAS3 document, with the addresses of the sandbox that serves it.
//! * `page`: the page around it; `template` puts texts into it, `table` the stored resources.
//! * `assets`: the files that it loads.
//! * `inspector`: the page at `/`, which shows requests as they arrive.
//! * `serve`: the routes of a running sandbox.
//! * `files`: the same page as files, for a web server that knows no sandbox.
//!
//! ```no_run
//! let folder = std::path::Path::new("target/docs");
//! let written = classifications_sandbox::docs::write(folder)?;
//! println!("{} files", written.len());
//! # Ok::<(), classifications_sandbox::docs::WriteError>(())
//! ```

mod assets;
mod document;
mod files;
mod inspector;
mod page;
mod serve;
mod table;
mod template;

pub use files::{WriteError, write};
pub(crate) use serve::{Served, routes};

/// The path of the page.
pub const DOCS_PATH: &str = "/docs";

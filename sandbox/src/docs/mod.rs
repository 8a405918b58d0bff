//! Interactive documentation at `/docs`.
//!
//! The page is Swagger UI, because its plug-ins can put a badge on each part of a document, which
//! shows what is published and what is a model. All files are embedded; nothing comes from another
//! host, and the page's content security policy forbids it. The page also shows the sandbox's
//! credentials, which are valid nowhere else, the stored resources and the model's notes.
//!
//! * `document`: the OAS3 document, with the addresses of the sandbox that serves it.
//! * `page`: the HTML around it; `template` fills it in, `table` shows stored resources.
//! * `assets`: the files that it loads.
//! * `inspector`: the page at `/`, which shows requests as they arrive.
//! * `serve`: the routes of a running sandbox.
//! * `files`: the same page as static files.
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
mod served;
mod table;
mod template;

pub use files::{WriteError, write};
pub(crate) use serve::routes;
pub(crate) use served::Served;

/// The path of the page.
pub const DOCS_PATH: &str = "/docs";

//! What can go wrong on the way from a document to a crate.
//!
//! Every error about a document names the file, the place in it (a JSON pointer, or a line where
//! the text is not even YAML), what is wrong there, and what to do.

use std::fmt;
use std::path::PathBuf;

/// The result of a step of the pipeline.
pub type Result<T> = std::result::Result<T, Error>;

/// Where in a document something is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The document as a whole.
    Document,
    /// A JSON pointer (RFC 6901) into the OAS2 document.
    Pointer(String),
    /// Line and column of the text, both counted from 1.
    Line(u64, u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document => Ok(()),
            Self::Pointer(pointer) => write!(f, ": #{pointer}"),
            Self::Line(line, column) => write!(f, ":{line}:{column}"),
        }
    }
}

/// A document that cannot become a crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Where the reason is.
    pub place: Place,
    /// What is wrong there.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

impl Refusal {
    /// A refusal because of the value at `pointer`.
    pub fn at(
        pointer: impl Into<String>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            place: Place::Pointer(pointer.into()),
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    /// A refusal because of the document as a whole.
    pub fn document(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            place: Place::Document,
            what: what.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.what, self.remedy)
    }
}

impl std::error::Error for Refusal {}

/// Anything that ends a task early.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The document cannot become a crate.
    #[error("{}{}: {refusal}", .file.display(), .refusal.place)]
    Refused {
        /// The document's file.
        file: PathBuf,
        /// The place, the reason and the remedy.
        refusal: Refusal,
    },
    /// A file or folder cannot be read or written.
    #[error("cannot {action} {}", .path.display())]
    Io {
        /// What was tried: "read", "write", ...
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// Files other than the document hold something unexpected.
    #[error("{}: {what}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and what to do.
        what: String,
    },
    /// The pipeline itself is at fault.
    #[error("{0}; this is a fault of the pipeline, please report it with the document")]
    Internal(String),
}

impl Error {
    /// The message, with the reasons below it.
    pub fn with_sources(&self) -> String {
        let mut text = self.to_string();
        let mut source = std::error::Error::source(self);
        while let Some(reason) = source {
            text.extend([": ", &reason.to_string()]);
            source = reason.source();
        }
        text
    }

    /// An error of the file system.
    pub fn io(action: &'static str, path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::Io {
            action,
            path: path.into(),
            source,
        }
    }
}

/// What a panic said, as a part of a message.
pub fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    format!("it panicked: {}", text.unwrap_or("without a word"))
}

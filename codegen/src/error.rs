//! Errors of the pipeline.
//!
//! Every error about a document has the file, the position in it (a JSON pointer, or a line if the
//! text is not YAML), the reason, and a remedy.

use std::fmt;
use std::path::PathBuf;

/// The result of a step of the pipeline.
pub type Result<T> = std::result::Result<T, Error>;

/// A position in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Position {
    /// The document as a whole.
    Document,
    /// A JSON pointer (RFC 6901) into the OAS2 document.
    Pointer(String),
    /// Line and column of the text, both counted from 1.
    Line(u64, u64),
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document => Ok(()),
            Self::Pointer(pointer) => write!(f, ": #{pointer}"),
            Self::Line(line, column) => write!(f, ":{line}:{column}"),
        }
    }
}

/// A reason why a document cannot become a crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentError {
    /// The position of the problem.
    pub position: Position,
    /// The problem.
    pub problem: String,
    /// The remedy.
    pub remedy: String,
}

impl DocumentError {
    /// An error at `pointer`.
    pub fn at(
        pointer: impl Into<String>,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            position: Position::Pointer(pointer.into()),
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }

    /// An error about the document as a whole.
    pub fn document(problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            position: Position::Document,
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.problem, self.remedy)
    }
}

impl std::error::Error for DocumentError {}

/// An error that ends a task.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The document cannot become a crate.
    #[error("{}{}: {error}", .file.display(), .error.position)]
    Document {
        /// The document's file.
        file: PathBuf,
        /// The position, the reason and the remedy.
        error: DocumentError,
    },
    /// A file or folder cannot be read or written.
    #[error("cannot {action} {}", .path.display())]
    Io {
        /// The action: "read", "write", ...
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// The content of another file is invalid.
    #[error("{}: {problem}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The problem, and the remedy.
        problem: String,
    },
    /// A bug in the pipeline.
    #[error("{0}; this is a bug in the pipeline, please report it with the document")]
    Internal(String),
}

impl Error {
    /// The message, followed by those of the errors that caused it.
    pub fn with_sources(&self) -> String {
        let mut text = self.to_string();
        let mut source = std::error::Error::source(self);
        while let Some(reason) = source {
            text.extend([": ", &reason.to_string()]);
            source = reason.source();
        }
        text
    }

    /// An [`Error::File`]. `problem` is the problem and the remedy.
    pub fn file(path: impl Into<PathBuf>, problem: impl Into<String>) -> Self {
        Self::File {
            path: path.into(),
            problem: problem.into(),
        }
    }

    /// An [`Error::Io`].
    pub fn io(action: &'static str, path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::Io {
            action,
            path: path.into(),
            source,
        }
    }
}

/// The message of a panic.
pub fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    format!("it panicked: {}", text.unwrap_or("without a message"))
}

//! A file of faults, in TOML.
//!
//! ```toml
//! # The request is carried out, but its response is lost, twice.
//! [[fault]]
//! kind = "reset"
//! operation = "createClassification"
//! afterProcessing = true
//! times = 2
//!
//! [[fault]]
//! kind = "status"
//! status = 503
//! headers = { retry-after = "1" }
//! every = 10
//! ```

use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Fault;

/// A file of faults cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FaultFileError {
    /// The file cannot be read.
    #[error("cannot read fault file {}", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The content of the file is invalid.
    #[error("fault file {}, line {line}: {reason}", file.display())]
    Invalid {
        /// The file.
        file: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// The problem, and the allowed values.
        reason: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    fault: Vec<Fault>,
}

/// Reads a file of faults.
pub(super) fn read(file: &Path) -> Result<Vec<Fault>, FaultFileError> {
    let text = std::fs::read_to_string(file).map_err(|source| FaultFileError::Read {
        file: file.to_owned(),
        source,
    })?;
    let read: Result<File, _> = toml::from_str(&text);
    read.map(|read| read.fault).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        FaultFileError::Invalid {
            file: file.to_owned(),
            line: before.unwrap_or_default().matches('\n').count() + 1,
            reason: error.message().trim().replace('\n', ", "),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Vec<Fault>, FaultFileError> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("faults.toml");
        std::fs::write(&file, text).unwrap();
        read(&file)
    }

    #[test]
    fn a_file_has_its_faults_in_order() {
        let faults = read_text(
            "[[fault]]\nkind = \"reset\"\noperation = \"token\"\n\n\
             [[fault]]\nkind = \"status\"\nstatus = 503\nheaders = { retry-after = \"1\" }\n",
        );
        let expected = [
            Fault::reset().on("token"),
            Fault::status(503).header("retry-after", "1"),
        ];
        assert_eq!(faults.unwrap(), expected);
    }

    #[test]
    fn errors_name_the_line_and_what_is_allowed() {
        for (text, expected) in [
            (
                "[[fault]]\nkind = \"reset\"\nstatus = 500\n",
                (1, "only with: status, html"),
            ),
            (
                "\n[[fault]]\nkind = \"rest\"\n",
                (3, "expected one of `delay`"),
            ),
            (
                "[[fault]]\nkind = \"reset\"\nonce = true\n",
                (3, "unknown field `once`"),
            ),
            ("[[fault]]\nkind = \n", (2, "")),
            (
                "[[faults]]\nkind = \"reset\"\n",
                (1, "unknown field `faults`, expected `fault`"),
            ),
        ] {
            let error = read_text(text).unwrap_err();
            let FaultFileError::Invalid { line, reason, .. } = &error else {
                panic!("{error:?}")
            };
            assert_eq!(*line, expected.0, "{error}");
            assert!(reason.contains(expected.1), "{error}");
            assert!(!error.to_string().contains('\n'), "{error}");
        }
        let error = read(Path::new("no-such-file.toml")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot read fault file no-such-file.toml"
        );
    }
}

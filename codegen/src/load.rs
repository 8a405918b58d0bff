//! Parses the bytes of a document into a JSON value. This step handles hostile input.
//!
//! Documents are JSON or YAML, with or without a byte-order mark, with integer keys (`200:`), with
//! anchors. JSON is tried first because it is faster and because a JSON text is not always YAML
//! (tabs). The limits are far above any real document and far below the memory of a machine: a few
//! kilobytes of nested anchors must not become gigabytes.
//!
//! YAML is parsed by `serde-saphyr`: it is maintained, fuzzed, counts lines, limits aliases, and
//! keeps the document's order and the spelling of numbers that are really codes (`0755`).

mod bundle;
mod other_files;
mod values;

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};

use self::bundle::Origin;
use crate::error::{DocumentError, Error, Position, Result};
use crate::pointer::DEPTH_LIMIT;
use crate::report::Report;

/// The maximum size of a document, in bytes.
pub(crate) const SIZE_LIMIT: u64 = 64 * 1024 * 1024;

/// The maximum number of values that aliases may add to a document.
const ALIAS_LIMIT: usize = 200_000;

/// A parsed document.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its file, for messages.
    pub file: PathBuf,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its text, without a byte-order mark.
    pub text: String,
    /// Its value, in the document's order.
    pub value: Value,
    /// The other files that it refers to.
    pub parts: Vec<Part>,
    /// Remarks on duplicate keys in objects, of which the last value is used.
    repeated_keys: Vec<String>,
    /// The origins of the parts from other files.
    origins: Vec<Origin>,
}

/// A file that a document refers to.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its path below the document's folder.
    pub path: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Source {
    /// `error` as an error about this document, with the position in the file that contains it.
    pub fn refuse(&self, mut error: DocumentError) -> Error {
        let mut file = &self.file;
        if let Position::Pointer(at) = &mut error.position {
            let inside = self.origins.iter().filter_map(|origin| {
                let rest = at.strip_prefix(&origin.bundled)?;
                (rest.is_empty() || rest.starts_with('/')).then_some((origin, rest))
            });
            if let Some((origin, rest)) = inside.max_by_key(|(origin, _)| origin.bundled.len()) {
                file = &origin.file;
                *at = format!("{}{rest}", origin.pointer);
            }
        }
        Error::Document {
            file: file.clone(),
            error,
        }
    }

    /// The document as one file: a document of several files is written again, as JSON.
    #[must_use]
    pub fn in_one_file(mut self) -> Self {
        if !self.parts.is_empty() {
            self.text = format!("{:#}\n", self.value);
            self.sha256 = sha256(self.text.as_bytes());
            self.parts.clear();
        }
        self
    }

    /// Records the duplicate keys, whose earlier values are lost.
    pub(crate) fn report_repeated_keys(&self, report: &mut Report) {
        for remark in &self.repeated_keys {
            report.record("load", "", format!("{remark}: the last value is used"));
        }
    }
}

/// Reads and parses the document in `file`.
///
/// # Errors
/// [`Error::Io`] when it cannot be read; [`Error::Document`] when it is neither JSON nor YAML, exceeds a
/// limit, or has a reference to another file that cannot be resolved.
pub fn load(file: &Path) -> Result<Source> {
    let source = parse(file, &read(file, SIZE_LIMIT)?)?;
    if !bundle::is_needed(&source.value) {
        return Ok(source);
    }
    let source = bundle::bundle(source)?;
    check_depth(&source.value).map_err(|error| source.refuse(error))?;
    Ok(source)
}

/// Reads at most `limit` bytes of `file`, because a device can be endless.
fn read(file: &Path, limit: u64) -> Result<Vec<u8>> {
    let io = |e| Error::io("read", file, e);
    let mut bytes = vec![];
    let opened = File::open(file).map_err(io)?;
    opened
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(io)?;
    if bytes.len() as u64 > limit {
        return Err(Error::Document {
            file: file.to_owned(),
            error: DocumentError::document(
                format!("the file has more than {limit} bytes"),
                "give an OAS2 document",
            ),
        });
    }
    Ok(bytes)
}

/// Parses a document in memory; `file` is for messages.
///
/// # Errors
/// [`Error::Document`], see [`load`].
pub fn parse(file: &Path, bytes: &[u8]) -> Result<Source> {
    let refuse = |error| Error::Document {
        file: file.to_owned(),
        error,
    };
    other_files::refuse_bytes(bytes).map_err(refuse)?;
    let bytes_without_mark = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes_without_mark).map_err(|e| {
        let before = bytes_without_mark
            .get(..e.valid_up_to())
            .unwrap_or_default();
        let line = before.split(|b| *b == b'\n').count() as u64;
        refuse(DocumentError {
            position: Position::Line(line, 1),
            problem: "the file is not UTF-8".to_owned(),
            remedy: "save it as UTF-8".to_owned(),
        })
    })?;
    other_files::refuse_text(text).map_err(refuse)?;
    let (value, repeated_key) = values::parse(text).map_err(refuse)?;
    check_depth(&value).map_err(refuse)?;
    Ok(Source {
        file: file.to_owned(),
        sha256: sha256(bytes),
        text: text.to_owned(),
        value,
        parts: vec![],
        repeated_keys: repeated_key.into_iter().collect(),
        origins: vec![],
    })
}

/// The SHA-256 of `bytes`, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Checks the depth, because later steps recurse.
fn check_depth(value: &Value) -> std::result::Result<(), DocumentError> {
    let mut todo = vec![(value, 1)];
    while let Some((value, depth)) = todo.pop() {
        if depth > DEPTH_LIMIT {
            return Err(DocumentError::document(
                format!("the document nests more than {DEPTH_LIMIT} deep"),
                "move inner schemas to definitions and refer to them",
            ));
        }
        match value {
            Value::Object(members) => todo.extend(members.values().map(|v| (v, depth + 1))),
            Value::Array(items) => todo.extend(items.iter().map(|v| (v, depth + 1))),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn value(text: &str) -> Value {
        parse(Path::new("a.yaml"), text.as_bytes()).unwrap().value
    }

    fn message(bytes: &[u8]) -> String {
        parse(Path::new("a.yaml"), bytes).unwrap_err().to_string()
    }

    #[test]
    fn yaml_keys_codes_and_anchors_survive() {
        let text = "a: &x {200: ok, default: no}\nb: *x\nc: 0755\nd: 2020-01-01\ne: 9007199254740993\nf: 1.0\n";
        assert_eq!(
            value(text),
            json!({"a": {"200": "ok", "default": "no"}, "b": {"200": "ok", "default": "no"},
                   "c": "0755", "d": "2020-01-01", "e": 9_007_199_254_740_993_i64, "f": 1.0})
        );
    }

    #[test]
    fn a_byte_order_mark_is_removed() {
        assert_eq!(value("\u{feff}{\"a\": 1}"), json!({"a": 1}));
        assert_eq!(value("\u{feff}a: 1"), json!({"a": 1}));
    }

    #[test]
    fn invalid_text_is_refused_with_its_line() {
        assert!(
            message(b"a: 1\nb: [\n").starts_with("a.yaml:"),
            "{}",
            message(b"a: 1\nb: [\n")
        );
        let json = message(b"{\n \"a\": ]}");
        assert!(
            json.starts_with("a.yaml:2:7: not JSON: expected value;"),
            "{json}"
        );
        assert!(message(b"a\n\xff").starts_with("a.yaml:2:1: the file is not UTF-8"));
    }

    #[test]
    fn aliases_are_limited() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for i in 1..10 {
            use std::fmt::Write as _;
            let p = i - 1;
            let _ = writeln!(
                text,
                "a{i}: &a{i} [*a{p}, *a{p}, *a{p}, *a{p}, *a{p}, *a{p}, *a{p}, *a{p}, *a{p}]"
            );
        }
        assert!(message(text.as_bytes()).contains("not YAML"));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_without_an_end_is_read_up_to_the_limit() {
        let endless = read(Path::new("/dev/zero"), 1000).unwrap_err().to_string();
        assert!(
            endless.contains("/dev/zero: the file has more than 1000 bytes"),
            "{endless}"
        );
    }

    #[test]
    fn depth_is_bounded() {
        let text = format!("{}{}", "[".repeat(120), "]".repeat(120));
        assert!(
            message(text.as_bytes()).contains("deep") || message(text.as_bytes()).contains("depth")
        );
    }
}

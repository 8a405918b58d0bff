//! The files of a document: each is read once, below the document's folder, within limits.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::Location;
use crate::error::{DocumentError, Error, Result};
use crate::load::{self, Part, SIZE_LIMIT, Source};
use crate::pointer;

/// The index of the main file.
pub(super) const ROOT: usize = 0;

/// The maximum number of files of a document.
const FILE_LIMIT: usize = 1000;

/// The files of a document that have been read; each has an index.
pub(super) struct Files {
    /// The document's folder as given, for messages.
    folder: PathBuf,
    /// The document's folder in canonical form.
    canonical: PathBuf,
    sources: Vec<Source>,
    /// Paths below the folder, by index.
    paths: Vec<String>,
    /// The indices of files by canonical path.
    indices: HashMap<PathBuf, usize>,
    /// The size of all files.
    bytes: u64,
}

impl Files {
    /// The files of a document; only the first has been read.
    pub(super) fn of(root: Source) -> Result<Self> {
        let real = root
            .file
            .canonicalize()
            .map_err(|e| Error::io("read", &root.file, e))?;
        let folder = root.file.parent().map(Path::to_owned).unwrap_or_default();
        let name = root.file.file_name().unwrap_or_default();
        Ok(Self {
            canonical: real.parent().map(Path::to_owned).unwrap_or_default(),
            paths: vec![name.to_string_lossy().into_owned()],
            bytes: root.text.len() as u64,
            indices: HashMap::from([(real, ROOT)]),
            sources: vec![root],
            folder,
        })
    }

    /// The file of an index, for messages.
    pub(super) fn path(&self, file: usize) -> PathBuf {
        let source = self.sources.get(file);
        source.map(|source| source.file.clone()).unwrap_or_default()
    }

    /// The path of a file below the document's folder, separated by `/`.
    pub(super) fn name(&self, file: usize) -> &str {
        self.paths.get(file).map_or("", String::as_str)
    }

    /// The value at a pointer of a file.
    pub(super) fn value(&self, file: usize, pointer: &str) -> Option<&Value> {
        self.sources.get(file)?.value.pointer(pointer)
    }

    /// The document with this `value`; the other files become its `parts`.
    pub(super) fn into_source(self, value: Value) -> Result<Source> {
        let mut sources = self.sources.into_iter();
        let root = sources.next();
        let mut root = root.ok_or_else(|| Error::Internal("a document has no file".to_owned()))?;
        for (path, source) in self.paths.into_iter().skip(1).zip(sources) {
            let remarks = source.repeated_keys.iter();
            root.repeated_keys
                .extend(remarks.map(|remark| format!("{path}: {remark}")));
            root.parts.push(Part {
                path,
                sha256: source.sha256,
            });
        }
        root.value = value;
        Ok(root)
    }

    /// The file and the pointer in it that the reference `to` refers to from `location`.
    pub(super) fn follow(&mut self, location: &Location, to: &str) -> Result<(usize, String)> {
        let refuse = |files: &Self, problem: String, remedy: &str| Error::Document {
            file: files.path(location.file),
            error: DocumentError::at(&location.pointer, problem, remedy),
        };
        let (path, fragment) = to.split_once('#').unwrap_or((to, ""));
        if let Err((problem, remedy)) = check_relative(path) {
            let problem = format!("`$ref` refers to {to:?}, {problem}");
            return Err(refuse(self, problem, remedy));
        }
        let file = if path.is_empty() {
            location.file
        } else {
            self.open(self.name(location.file).to_owned().as_str(), path)
                .map_err(|e| match e {
                    Unread::Reference(problem, remedy) => {
                        refuse(self, format!("`$ref` refers to {to:?}, {problem}"), remedy)
                    }
                    Unread::Document(error) => *error,
                })?
        };
        let pointer = fragment.trim_end_matches('/');
        if !(pointer.is_empty() || pointer.starts_with('/')) {
            let problem =
                format!("`$ref` refers to {to:?}, whose part after `#` is not a JSON pointer");
            return Err(refuse(
                self,
                problem,
                "write it as `file.yaml#/definitions/Name`",
            ));
        }
        for pointer in [pointer.to_owned(), pointer::percent_decode(pointer)] {
            if self.value(file, &pointer).is_some() {
                return Ok((file, pointer));
            }
        }
        let problem = format!("`$ref` refers to {to:?}, which does not exist");
        Err(refuse(
            self,
            problem,
            "add the definition, or correct the reference",
        ))
    }

    /// The index of the file at `path`, relative to the file `from`.
    fn open(&mut self, from: &str, path: &str) -> std::result::Result<usize, Unread> {
        let unread = |problem: &str, remedy| Unread::Reference(problem.to_owned(), remedy);
        let name = below(from, &pointer::percent_decode(path)).ok_or_else(|| {
            unread(
                "outside of the document's folder",
                "move the file below that folder",
            )
        })?;
        let file = self.folder.join(&name);
        let missing = "put the file there, or correct the reference";
        let real = file
            .canonicalize()
            .map_err(|e| Unread::Reference(format!("a file that cannot be read: {e}"), missing))?;
        if !real.starts_with(&self.canonical) {
            return Err(unread(
                "a link to a file outside of the document's folder",
                "put the file itself below that folder",
            ));
        }
        if let Some(index) = self.indices.get(&real) {
            return Ok(*index);
        }
        if !real.is_file() {
            return Err(unread("which is not a file", missing));
        }
        if self.sources.len() >= FILE_LIMIT {
            let problem =
                format!("but the document has {FILE_LIMIT} files already, which is the limit");
            return Err(Unread::Reference(problem, "bundle some of them into one"));
        }
        let remaining = SIZE_LIMIT.saturating_sub(self.bytes);
        let source = load::read(&file, remaining)
            .and_then(|bytes| load::parse(&file, &bytes))
            .map_err(|e| Unread::Document(Box::new(e)))?;
        self.bytes = self.bytes.saturating_add(source.text.len() as u64);
        let index = self.sources.len();
        self.indices.insert(real, index);
        self.sources.push(source);
        self.paths.push(name);
        Ok(index)
    }
}

/// The reason why a file was not read: a problem of the reference, or an error of the file.
enum Unread {
    /// The problem and the remedy.
    Reference(String, &'static str),
    Document(Box<Error>),
}

/// Refuses URLs and absolute paths.
///
/// # Errors
/// The problem and the remedy.
fn check_relative(path: &str) -> std::result::Result<(), (&'static str, &'static str)> {
    let scheme = path.split_once(':').map(|(scheme, _)| scheme);
    let is_scheme = |scheme: &str| {
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(is_allowed)
    };
    if path.starts_with("//") || scheme.is_some_and(is_scheme) {
        let problem = "but URLs are not read";
        Err((
            problem,
            "save it below the document's folder and refer to the file",
        ))
    } else if path.starts_with(['/', '\\']) {
        let problem = "an absolute path";
        Err((problem, "write it relative to the file that refers to it"))
    } else {
        Ok(())
    }
}

/// `path` relative to the folder of the file `from`, as a path below the document's folder; `None`
/// if it is outside.
fn below(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            other => parts.push(other),
        }
    }
    Some(parts.join("/"))
}

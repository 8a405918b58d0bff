//! Documents of several files: bundles the targets of relative references into one document.
//!
//! Schemas, parameters and responses of other files become members of `definitions`, `parameters`
//! and `responses`, once each. Anything else (a path, an operation, a whole list) replaces its
//! reference. Only files below the document's folder are read, and nothing is fetched over a
//! network.

mod files;
mod names;
mod part_kind;

use std::collections::HashMap;

use indexmap::IndexSet;
use serde_json::{Map, Value};

use self::files::{Files, ROOT};
use self::part_kind::PartKind;
use super::Source;
use crate::error::{DocumentError, Error, Result};
use crate::pointer;
use crate::pointer::DEPTH_LIMIT;

/// The maximum number of values that references may copy, so that a few kilobytes that refer to
/// each other cannot become gigabytes.
const VALUE_LIMIT: usize = 2_000_000;

/// The origin of a part of a bundled document.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// The pointer in the bundled document.
    pub(super) bundled: String,
    /// The file that contains the part.
    pub(super) file: std::path::PathBuf,
    /// The pointer in that file.
    pub(super) pointer: String,
}

/// Whether a document refers to other files.
pub(super) fn is_needed(document: &Value) -> bool {
    pointer::values(document).any(|value| reference(value).is_some_and(|to| !to.starts_with('#')))
}

/// Resolves the references of `source` to other files.
///
/// # Errors
/// [`Error::Document`] with the file and the pointer of a reference that cannot be resolved.
pub(super) fn bundle(source: Source) -> Result<Source> {
    let mut document = source.value.clone();
    let mut bundler = Bundler {
        files: Files::of(source)?,
        named: HashMap::new(),
        targets: IndexSet::new(),
        inlined: vec![],
        origins: vec![],
        copied: 0,
    };
    for section in part_kind::SECTIONS {
        bundler.name_section_targets(&document, section)?;
    }
    bundler.walk(&mut document, PartKind::Root, &Location::default())?;
    bundler.add_targets(&mut document)?;
    let mut source = bundler.files.into_source(document)?;
    source.origins = bundler.origins;
    Ok(source)
}

/// The target of a reference that becomes a member of a section.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Target {
    section: &'static str,
    /// The index of the file.
    file: usize,
    /// The pointer in the file.
    pointer: String,
}

/// The current position of the walk.
#[derive(Clone, Default)]
struct Location {
    /// The index of the file.
    file: usize,
    /// The pointer in the file.
    pointer: String,
    /// The pointer in the bundled document.
    bundled: String,
    depth: usize,
}

impl Location {
    fn below(&self, token: &str) -> Self {
        Self {
            file: self.file,
            pointer: pointer::join(&self.pointer, token),
            bundled: pointer::join(&self.bundled, token),
            depth: self.depth + 1,
        }
    }
}

struct Bundler {
    files: Files,
    /// Targets that a section of the document refers to directly, with their names.
    named: HashMap<Target, String>,
    /// The other targets, in the order in which they were found.
    targets: IndexSet<Target>,
    /// The targets that are being copied in place of their references, to detect cycles.
    inlined: Vec<(usize, String)>,
    origins: Vec<Origin>,
    /// The number of copied values.
    copied: usize,
}

impl Bundler {
    /// Names the targets that the members of a section refer to after these members.
    fn name_section_targets(&mut self, document: &Value, section: &'static str) -> Result<()> {
        let Some(members) = document.get(section) else {
            return Ok(());
        };
        let location = Location::default().below(section);
        let (file, at, members) = match reference(members) {
            Some(to) if !to.starts_with('#') => {
                let (file, at) = self.files.follow(&location, to)?;
                let members = self.files.value(file, &at).cloned();
                (file, at, members.unwrap_or_default())
            }
            _ => (ROOT, location.pointer, members.clone()),
        };
        for (name, member) in members.as_object().into_iter().flatten() {
            let at = pointer::join(&at, name);
            let mut add = |file, pointer| {
                let target = Target {
                    section,
                    file,
                    pointer,
                };
                self.named.entry(target).or_insert_with(|| name.clone());
            };
            if let Some(to) = reference(member).filter(|to| !to.starts_with('#')) {
                let location = Location {
                    file,
                    pointer: at.clone(),
                    ..Location::default()
                };
                let (file, pointer) = self.files.follow(&location, to)?;
                add(file, pointer);
            }
            add(file, at);
        }
        Ok(())
    }

    /// Resolves the references in `value`, a part of this kind at `location`.
    fn walk(&mut self, value: &mut Value, kind: PartKind, location: &Location) -> Result<()> {
        if location.depth > DEPTH_LIMIT {
            let problem = format!("the document nests more than {DEPTH_LIMIT} deep");
            return Err(self.refuse(location, problem, "move inner schemas to definitions"));
        }
        if kind == PartKind::Data {
            return Ok(());
        }
        if let Some(to) = reference(value) {
            let to = to.to_owned();
            return self.replace(value, &to, kind, location);
        }
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    self.walk(member, kind.below(key), &location.below(key))?;
                }
            }
            Value::Array(items) => {
                for (i, item) in items.iter_mut().enumerate() {
                    self.walk(item, kind.item(), &location.below(&i.to_string()))?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Replaces a reference by one within the bundled document, or by its target.
    fn replace(
        &mut self,
        value: &mut Value,
        to: &str,
        kind: PartKind,
        location: &Location,
    ) -> Result<()> {
        if location.file == ROOT && to.starts_with('#') {
            return Ok(());
        }
        let (file, pointer) = self.files.follow(location, to)?;
        if file == ROOT {
            pointer::set(value, "$ref", format!("#{pointer}"));
            return Ok(());
        }
        if let Some(section) = kind.section() {
            let key = Target {
                section,
                file,
                pointer: pointer.clone(),
            };
            match self.named.get(&key) {
                Some(name) if location.bundled == pointer::join(&format!("/{section}"), name) => {}
                Some(name) => {
                    pointer::set(
                        value,
                        "$ref",
                        format!("#/{section}/{}", pointer::escape(name)),
                    );
                    return Ok(());
                }
                None => {
                    let (index, _) = self.targets.insert_full(key);
                    pointer::set(value, "$ref", names::placeholder(index));
                    return Ok(());
                }
            }
        }
        let key = (file, pointer.clone());
        if self.inlined.contains(&key) {
            let problem = format!("`$ref` refers to {to:?}, which refers back to itself");
            return Err(self.refuse(location, problem, "write its content instead"));
        }
        let target_location = Location {
            file,
            pointer,
            bundled: location.bundled.clone(),
            depth: location.depth + 1,
        };
        self.inlined.push(key);
        let mut content = self.copy(&target_location)?;
        self.walk(&mut content, kind, &target_location)?;
        self.inlined.pop();
        self.record(&target_location);
        merge(value, content);
        Ok(())
    }

    /// Makes the targets members of their sections. Targets can refer to further targets.
    fn add_targets(&mut self, document: &mut Value) -> Result<()> {
        let mut contents = vec![];
        while let Some(target) = self.targets.get_index(contents.len()).cloned() {
            let location = Location {
                bundled: names::placeholder_pointer(&target, contents.len()),
                file: target.file,
                pointer: target.pointer,
                depth: 2,
            };
            let mut content = self.copy(&location)?;
            self.walk(&mut content, PartKind::member_of(target.section), &location)?;
            self.record(&location);
            contents.push(content);
        }
        let names = names::choose(document, &self.files, &self.targets);
        for index in names::order(&self.files, &self.targets) {
            let (Some(target), Some(name)) = (self.targets.get_index(index), names.get(index))
            else {
                continue;
            };
            if document.get(target.section).is_none_or(|s| !s.is_object()) {
                pointer::set(document, target.section, Map::new());
            }
            let section = document.get_mut(target.section);
            if let (Some(section), Some(content)) = (section, contents.get_mut(index)) {
                pointer::set(section, name, content.take());
            }
        }
        names::write(document, &mut self.origins, &self.targets, &names);
        Ok(())
    }

    /// A copy of the value at `location`.
    ///
    /// # Errors
    /// When all copies together exceed the limit.
    fn copy(&mut self, location: &Location) -> Result<Value> {
        let value = self.files.value(location.file, &location.pointer);
        self.copied = self
            .copied
            .saturating_add(value.map_or(0, |value| pointer::values(value).count()));
        if self.copied > VALUE_LIMIT {
            let problem = format!("references copy more than {VALUE_LIMIT} values of other files");
            return Err(self.refuse(
                location,
                problem,
                "use fewer references to the same part of a file",
            ));
        }
        Ok(value.cloned().unwrap_or_default())
    }

    /// Records the origin of the part at `location`.
    fn record(&mut self, location: &Location) {
        self.origins.push(Origin {
            bundled: location.bundled.clone(),
            file: self.files.path(location.file),
            pointer: location.pointer.clone(),
        });
    }

    fn refuse(&self, location: &Location, problem: impl Into<String>, remedy: &str) -> Error {
        Error::Document {
            file: self.files.path(location.file),
            error: DocumentError::at(&location.pointer, problem, remedy),
        }
    }
}

fn reference(value: &Value) -> Option<&str> {
    value.get("$ref").and_then(Value::as_str)
}

/// Replaces a reference by the content of its target. Members beside the reference replace those of
/// the target.
fn merge(value: &mut Value, mut content: Value) {
    if let (Some(beside), Some(members)) = (value.as_object(), content.as_object_mut()) {
        let beside = beside.iter().filter(|(key, _)| *key != "$ref");
        members.extend(beside.map(|(key, member)| (key.clone(), member.clone())));
    }
    *value = content;
}

//! Names the parts that come from other files.
//!
//! A part keeps the name that it has in its file; a whole file keeps the name of the file. If two
//! parts, or a part and a member of the document, have the same name, each part's name gets the path
//! of its file as a prefix. Names depend only on files and pointers, not on the order of references,
//! so that a document that is extended keeps its names.

use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;
use serde_json::Value;

use super::files::Files;
use super::{Origin, Target};
use crate::pointer;

/// The placeholder for a target's name until all names are known.
pub(super) fn placeholder(index: usize) -> String {
    format!("\u{1}{index}")
}

/// The pointer of a target until its name is known.
pub(super) fn placeholder_pointer(target: &Target, index: usize) -> String {
    format!("/{}/{}", target.section, placeholder(index))
}

/// The names of all targets, by their index.
pub(super) fn choose(document: &Value, files: &Files, targets: &IndexSet<Target>) -> Vec<String> {
    let mut uses: HashMap<(&str, String), usize> = HashMap::new();
    for target in targets {
        *uses
            .entry((target.section, plain(files, target)))
            .or_default() += 1;
    }
    let mut taken: HashSet<(&str, String)> = HashSet::new();
    for section in super::part_kind::SECTIONS {
        let members = document.get(section).and_then(Value::as_object);
        taken.extend(
            members
                .into_iter()
                .flatten()
                .map(|(name, _)| (section, name.clone())),
        );
    }
    let mut names = vec![String::new(); targets.len()];
    for index in order(files, targets) {
        let (Some(target), Some(slot)) = (targets.get_index(index), names.get_mut(index)) else {
            continue;
        };
        let mut name = (target.section, plain(files, target));
        if uses.get(&name).is_some_and(|count| *count > 1) || taken.contains(&name) {
            name.1 = qualified(files, target);
        }
        let (base, mut count) = (name.1.clone(), 2);
        while !taken.insert(name.clone()) {
            name.1 = format!("{base}_{count}");
            count += 1;
        }
        *slot = name.1;
    }
    names
}

/// The targets' indices, sorted by file and pointer.
pub(super) fn order(files: &Files, targets: &IndexSet<Target>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..targets.len()).collect();
    order.sort_by_key(|index| {
        let target = targets.get_index(*index);
        target.map(|target| (files.name(target.file), target.pointer.as_str()))
    });
    order
}

/// The last part of the pointer, or the file's name without its extension.
fn plain(files: &Files, target: &Target) -> String {
    if let Some((_, name)) = pointer::split(&target.pointer) {
        return name;
    }
    let path = without_extension(files.name(target.file));
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

/// The path of the file and the last part of the pointer.
fn qualified(files: &Files, target: &Target) -> String {
    let mut parts: Vec<String> = without_extension(files.name(target.file))
        .split('/')
        .map(str::to_owned)
        .collect();
    parts.extend(pointer::split(&target.pointer).map(|(_, name)| name));
    parts.join("_")
}

fn without_extension(path: &str) -> &str {
    let extensions = [".json", ".yaml", ".yml"];
    let found = extensions
        .iter()
        .find_map(|extension| path.strip_suffix(extension));
    found.unwrap_or(path)
}

/// Replaces the placeholders in references and origins by the names.
pub(super) fn write(
    document: &mut Value,
    origins: &mut [Origin],
    targets: &IndexSet<Target>,
    names: &[String],
) {
    let final_pointer = |text: &str| {
        let index: usize = text.strip_prefix('\u{1}')?.parse().ok()?;
        let (target, name) = (targets.get_index(index)?, names.get(index)?);
        Some(format!("/{}/{}", target.section, pointer::escape(name)))
    };
    let mut todo = vec![document];
    while let Some(value) = todo.pop() {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(to)) = members.get_mut("$ref")
                    && let Some(pointer) = final_pointer(to)
                {
                    *to = format!("#{pointer}");
                }
                todo.extend(members.values_mut());
            }
            Value::Array(items) => todo.extend(items),
            _ => {}
        }
    }
    for origin in origins {
        let mut tokens = origin.bundled.splitn(4, '/').skip(2);
        if let Some(pointer) = tokens.next().and_then(final_pointer) {
            let rest = tokens.next().map(|rest| format!("/{rest}"));
            origin.bundled = pointer + &rest.unwrap_or_default();
        }
    }
}

//! Targets of actions: RFC 9535 paths, made from pointers and fitted to a document.

use std::ops::Range;

use serde_json::Value;

use crate::pointer::unescape;

/// The path that selects the value at a JSON pointer.
pub(super) fn of_pointer(pointer: &str) -> String {
    let mut path = "$".to_owned();
    for token in pointer.split('/').skip(1) {
        let name = unescape(token);
        if is_name(&name) {
            path.extend([".", &name]);
        } else if name
            .parse::<usize>()
            .is_ok_and(|index| index.to_string() == name)
        {
            // an index of an array, or the status of a response: both are selected
            path.extend(["[", &name, ",", &quoted(&name), "]"]);
        } else {
            path.extend(["[", &quoted(&name), "]"]);
        }
    }
    path
}

fn is_name(name: &str) -> bool {
    let may_begin = |c: char| c.is_ascii_alphabetic() || c == '_';
    name.starts_with(may_begin) && name.chars().all(|c| may_begin(c) || c.is_ascii_digit())
}

fn quoted(name: &str) -> String {
    let mut text = "'".to_owned();
    for c in name.chars() {
        match c {
            '\'' | '\\' => text.extend(['\\', c]),
            c if c.is_control() => text.extend(format!("\\u{:04x}", u32::from(c)).chars()),
            c => text.push(c),
        }
    }
    text + "'"
}

/// The target with the document's own spelling of its paths: the names of path parameters, and
/// whether the base path is included, make no difference.
pub(super) fn in_document(target: &str, document: &Value) -> String {
    let mut text = String::new();
    let mut copied = 0;
    for string in strings(target) {
        let name = target.get(string.clone()).unwrap_or_default();
        if let Some(path) = spelling(name, document) {
            // the quotes are a byte each
            text.push_str(target.get(copied..string.start - 1).unwrap_or_default());
            text.push_str(&quoted(path));
            copied = string.end + 1;
        }
    }
    text + target.get(copied..).unwrap_or_default()
}

/// The paths in a target, each with the document's own spelling.
pub(super) fn paths(target: &str, document: &Value) -> Vec<(String, String)> {
    let names = strings(target).filter_map(|string| target.get(string));
    let found =
        names.filter_map(|name| Some((name.to_owned(), spelling(name, document)?.to_owned())));
    found.collect()
}

/// The ranges of the quoted strings in a target, without their quotes.
fn strings(target: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = target.get(at..)?;
        let start = at + rest.find(['\'', '"'])? + 1;
        let quote = if target.get(..start)?.ends_with('"') {
            '"'
        } else {
            '\''
        };
        let end = start + end_of_string(target.get(start..)?, quote)?;
        at = end + 1;
        Some(start..end)
    })
}

fn end_of_string(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            return Some(at);
        }
        None
    })
}

/// The one path of the document that equals `wanted`, or ends with it.
fn spelling<'a>(wanted: &str, document: &'a Value) -> Option<&'a str> {
    let shape = shape(wanted)?;
    let paths: Vec<_> = document.get("paths")?.as_object()?.keys().collect();
    let only = |same: &dyn Fn(&str) -> bool| {
        let mut found = paths
            .iter()
            .filter(|path| self::shape(path).is_some_and(|s| same(&s)));
        found.next().filter(|_| found.next().is_none())
    };
    only(&|other| other == shape)
        .or_else(|| only(&|other| other.ends_with(&shape)))
        .map(|path| path.as_str())
}

/// A path without the names of its parameters and without a slash at its end; `None` if it is not a
/// path.
pub(crate) fn shape(path: &str) -> Option<String> {
    if !path.starts_with('/') {
        return None;
    }
    let segments = path.trim_end_matches('/').split('/');
    let segments = segments.map(|segment| match (segment.find('{'), segment.rfind('}')) {
        (Some(start), Some(end)) if start < end => {
            format!(
                "{}{{}}{}",
                segment.get(..start).unwrap_or_default(),
                segment.get(end + 1..).unwrap_or_default()
            )
        }
        _ => segment.to_owned(),
    });
    Some(segments.collect::<Vec<_>>().join("/"))
}

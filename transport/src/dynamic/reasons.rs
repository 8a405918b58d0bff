//! Reasons why values are invalid, by path.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;

use serde::de;

use super::node::escape;
use super::{Field, Required};

/// The parts of a name below the root.
pub(super) type Parts = Vec<String>;

/// The state of one conversion; see [`decode`](super::decode::decode).
pub(super) struct Context<'a> {
    /// The name of the root in reasons; empty for a body.
    pub name: &'a str,
    pub required: Required,
    /// The parameters that were found by their plain names.
    pub taken: &'a [Field],
    pub found: RefCell<Found>,
}

/// The invalid values that were found.
#[derive(Default)]
pub(super) struct Found {
    /// The values with a reason.
    reported: HashSet<Parts>,
    /// The values that are left out.
    pub skipped: HashSet<Parts>,
    pub reasons: Vec<String>,
}

impl Context<'_> {
    /// Records a reason, unless the value has one already or was left out.
    pub fn report(&self, path: Parts, text: &str) {
        let mut found = self.found.borrow_mut();
        if found.skipped.contains(&path) || !found.reported.insert(path.clone()) {
            return;
        }
        let mut name = self.name.to_owned();
        for part in path {
            if !name.is_empty() && !part.starts_with('[') {
                name.push('.');
            }
            name.push_str(&part);
        }
        let name = if name.is_empty() { "body" } else { &name };
        found.reasons.push(format!("{name}: {text}"));
    }
}

/// The path of a value: a list on the stack, from the value to the root.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    Root,
    Name(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    pub fn parts(&self) -> Parts {
        let (parent, part) = match self {
            Self::Root => return vec![],
            Self::Name(parent, name) => (parent, escape(name)),
            Self::Item(parent, index) => (parent, format!("[{index}]")),
        };
        let mut parts = parent.parts();
        parts.push(part);
        parts
    }
}

/// The reason why a value cannot be converted.
#[derive(Debug)]
pub(super) struct Reason {
    /// The path of the value, once it is known.
    pub path: Option<Parts>,
    /// The missing property, if that is the reason.
    missing: Option<&'static str>,
    pub text: String,
}

impl Reason {
    /// Sets the path, unless it is known.
    pub fn with_path(mut self, path: &Path<'_>) -> Self {
        if self.path.is_none() {
            let mut parts = path.parts();
            parts.extend(self.missing.map(escape));
            self.path = Some(parts);
        }
        self
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Reason {}

impl de::Error for Reason {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Self {
            path: None,
            missing: None,
            text: text.to_string(),
        }
    }

    fn missing_field(field: &'static str) -> Self {
        Self {
            missing: Some(field),
            ..Self::custom("is missing")
        }
    }
}

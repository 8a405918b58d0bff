//! The kinds of change.

#![allow(
    clippy::semicolon_if_nothing_returned,
    reason = "most changes are one call"
)]

mod meaningless;
mod messages;
mod operations;
mod parameters;
mod schemas;
mod security;

use serde_json::Value;

/// A kind of change.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The name: what changes, and how.
    pub name: &'static str,
    /// Why nothing notices it, where nothing should.
    pub explained: Option<&'static str>,
    /// Where it can be made.
    pub(super) places: fn(&Value) -> Vec<String>,
    /// Makes it.
    pub(super) change: fn(&mut Value, &str),
}

const fn kind(
    name: &'static str,
    places: fn(&Value) -> Vec<String>,
    change: fn(&mut Value, &str),
) -> Kind {
    Kind {
        name,
        explained: None,
        places,
        change,
    }
}

/// All kinds.
#[must_use]
pub fn all() -> Vec<Kind> {
    let groups = [
        operations::KINDS,
        parameters::KINDS,
        messages::KINDS,
        schemas::KINDS,
        security::KINDS,
        meaningless::KINDS,
    ];
    groups.concat()
}

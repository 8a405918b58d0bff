//! The rules: what each kind of change means, by the way it travels.

mod api;
mod operations;
mod rest;
mod schemas;

use super::Direction;
use super::Severity::{self, Breaking};

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name.
    pub name: &'static str,
    /// What it means in a request, and where there is no direction.
    pub request: Severity,
    /// What it means in an answer.
    pub response: Severity,
    /// Why.
    pub why: &'static str,
}

const fn rule(
    name: &'static str,
    request: Severity,
    response: Severity,
    why: &'static str,
) -> Rule {
    Rule {
        name,
        request,
        response,
        why,
    }
}

/// All rules.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [api::RULES, operations::RULES, schemas::RULES, rest::RULES]
        .into_iter()
        .flatten()
}

/// What a rule means in a direction; the worse of two where it travels both ways.
pub fn severity(name: &str, direction: Direction) -> Severity {
    let Some(rule) = all().find(|rule| rule.name == name) else {
        return Breaking;
    };
    match direction {
        Direction::Request | Direction::None => rule.request,
        Direction::Response => rule.response,
        Direction::Both => rule.request.max(rule.response),
    }
}

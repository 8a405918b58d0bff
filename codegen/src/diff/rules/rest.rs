//! Changes that are seen only when everything is put together, and those of no other rule.

use super::{Rule, rule};
use crate::diff::Severity::{Breaking, Cosmetic};

/// These rules.
pub(super) const RULES: &[Rule] = &[
    // the client
    rule(
        "client-changed",
        Breaking,
        Breaking,
        "what a caller wrote compiles no more",
    ),
    // the rest
    rule("words", Cosmetic, Cosmetic, "documentation"),
    rule("order", Cosmetic, Cosmetic, "only the order changed"),
    rule("other", Breaking, Breaking, "nothing is known about it"),
];

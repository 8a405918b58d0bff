//! Changes of the API as a whole: where it is, and how one is authorised.

use super::{Rule, rule};
use crate::diff::Severity::{Breaking, Compatible, Cosmetic};

/// These rules.
pub(super) const RULES: &[Rule] = &[
    rule("api-version", Cosmetic, Cosmetic, "the version is a text"),
    rule(
        "base-url",
        Breaking,
        Breaking,
        "callers are configured with the old one",
    ),
    rule("base-url-defined", Compatible, Compatible, "there was none"),
    rule(
        "scheme-added",
        Compatible,
        Compatible,
        "one more way to reach it",
    ),
    rule("scheme-removed", Breaking, Breaking, "callers may use it"),
    rule(
        "security-scheme-added",
        Compatible,
        Compatible,
        "nobody has to use it",
    ),
    rule(
        "security-scheme-removed",
        Breaking,
        Breaking,
        "callers may use it",
    ),
    rule(
        "security-scheme-changed",
        Breaking,
        Breaking,
        "credentials are used another way",
    ),
    rule(
        "token-url",
        Breaking,
        Breaking,
        "callers are configured with the old one",
    ),
    rule(
        "scope-defined",
        Compatible,
        Compatible,
        "a scope that exists is not one that is needed",
    ),
    rule(
        "scope-undefined",
        Breaking,
        Breaking,
        "asking for it will be refused",
    ),
];

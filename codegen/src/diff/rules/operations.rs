//! Changes of operations: their names, what they take and what they answer.

use super::{Rule, rule};
use crate::diff::Severity::{Breaking, Compatible, Cosmetic};

/// These rules.
pub(super) const RULES: &[Rule] = &[
    // operations
    rule("operation-added", Compatible, Compatible, "a new method"),
    rule(
        "operation-removed",
        Breaking,
        Breaking,
        "its method is gone",
    ),
    rule(
        "operation-renamed",
        Breaking,
        Breaking,
        "its method has another name",
    ),
    rule(
        "operation-deprecated",
        Compatible,
        Compatible,
        "its method warns",
    ),
    rule(
        "operation-undeprecated",
        Compatible,
        Compatible,
        "its method warns no more",
    ),
    rule(
        "operation-scope-added",
        Breaking,
        Breaking,
        "the credentials may lack it",
    ),
    rule(
        "operation-scope-removed",
        Compatible,
        Compatible,
        "less is needed",
    ),
    rule(
        "operation-security",
        Breaking,
        Breaking,
        "it is authorised another way",
    ),
    rule("tags", Cosmetic, Cosmetic, "tags are not in the client"),
    // parameters
    rule(
        "parameter-added-optional",
        Compatible,
        Compatible,
        "a new setter",
    ),
    rule(
        "parameter-added-required",
        Breaking,
        Breaking,
        "calls without it fail",
    ),
    rule(
        "parameter-removed",
        Breaking,
        Breaking,
        "its setter is gone",
    ),
    rule(
        "parameter-became-required",
        Breaking,
        Breaking,
        "calls without it fail",
    ),
    rule(
        "parameter-became-optional",
        Compatible,
        Compatible,
        "calls with it stay right",
    ),
    rule(
        "parameter-moved",
        Compatible,
        Compatible,
        "the client sends it where it belongs",
    ),
    rule(
        "parameter-list-format",
        Compatible,
        Compatible,
        "the client writes it as it should be",
    ),
    // bodies and media types
    rule(
        "body-added-optional",
        Compatible,
        Compatible,
        "a new setter",
    ),
    rule(
        "body-added-required",
        Breaking,
        Breaking,
        "calls without it fail",
    ),
    rule("body-removed", Breaking, Breaking, "its setter is gone"),
    rule(
        "body-became-required",
        Breaking,
        Breaking,
        "calls without it fail",
    ),
    rule(
        "body-became-optional",
        Compatible,
        Compatible,
        "calls with it stay right",
    ),
    rule(
        "body-form-changed",
        Breaking,
        Breaking,
        "the body has another type",
    ),
    rule(
        "media-type-changed",
        Compatible,
        Compatible,
        "the client says what it should",
    ),
    // answers
    rule(
        "response-added",
        Compatible,
        Compatible,
        "a status that was undocumented",
    ),
    rule(
        "response-removed",
        Breaking,
        Breaking,
        "where it still comes it is undocumented; its mock is gone",
    ),
    rule(
        "answer-type-changed",
        Breaking,
        Breaking,
        "the call has another result",
    ),
    rule(
        "answer-variant-added",
        Compatible,
        Compatible,
        "enums of answers are not exhaustive",
    ),
    rule(
        "response-header-added",
        Compatible,
        Compatible,
        "headers are at hand as they are",
    ),
    rule(
        "response-header-removed",
        Compatible,
        Compatible,
        "headers are at hand as they are",
    ),
    rule(
        "response-header-changed",
        Compatible,
        Compatible,
        "headers are at hand as they are",
    ),
];

//! Changes of schemas: types, properties, enums, limits.

use super::{Rule, rule};
use crate::diff::Severity::{Breaking, Compatible};

/// These rules.
pub(super) const RULES: &[Rule] = &[
    rule("definition-added", Compatible, Compatible, "a new type"),
    rule("definition-removed", Breaking, Breaking, "its type is gone"),
    rule("type-changed", Breaking, Breaking, "another Rust type"),
    rule("format-changed", Breaking, Breaking, "another Rust type"),
    rule(
        "format-same-type",
        Compatible,
        Compatible,
        "the Rust type stays",
    ),
    rule(
        "property-added-optional",
        Compatible,
        Compatible,
        "structs are not exhaustive",
    ),
    rule(
        "property-added-required",
        Breaking,
        Compatible,
        "requests without it fail; answers hold more",
    ),
    rule("property-removed", Breaking, Breaking, "its field is gone"),
    rule(
        "property-became-required",
        Breaking,
        Breaking,
        "`Option<T>` becomes `T`",
    ),
    rule(
        "property-became-optional",
        Breaking,
        Breaking,
        "`T` becomes `Option<T>`",
    ),
    rule(
        "nullable-changed",
        Breaking,
        Breaking,
        "`T` becomes `Option<T>`, or the other way round",
    ),
    rule(
        "nullable-same-type",
        Compatible,
        Compatible,
        "it is an `Option` either way",
    ),
    rule(
        "null-allowed",
        Compatible,
        Breaking,
        "callers never send it; answers hold what the type refuses",
    ),
    rule(
        "null-forbidden",
        Compatible,
        Compatible,
        "callers never send it; answers hold less",
    ),
    rule(
        "enum-opened",
        Breaking,
        Breaking,
        "a value that nobody listed is no error any more, and it is no `Copy`",
    ),
    rule(
        "enum-closed",
        Breaking,
        Breaking,
        "its variant for other values is gone",
    ),
    rule(
        "enum-value-added",
        Compatible,
        Compatible,
        "enums are not exhaustive",
    ),
    rule(
        "enum-value-removed",
        Breaking,
        Breaking,
        "its variant is gone",
    ),
    rule(
        "number-enum-changed",
        Compatible,
        Compatible,
        "numbers are not enums in the client",
    ),
    rule("enum-added", Breaking, Breaking, "a string becomes an enum"),
    rule(
        "enum-dropped",
        Breaking,
        Breaking,
        "an enum becomes a string",
    ),
    rule(
        "known-value-added",
        Compatible,
        Compatible,
        "a new constant",
    ),
    rule(
        "known-value-removed",
        Breaking,
        Breaking,
        "its constant is gone",
    ),
    rule(
        "constraint-added",
        Breaking,
        Breaking,
        "a string becomes a type that checks it",
    ),
    rule(
        "constraint-dropped",
        Breaking,
        Breaking,
        "a type that checks it becomes a string",
    ),
    rule(
        "limit-tightened",
        Breaking,
        Compatible,
        "values that were right are refused; answers hold less",
    ),
    rule(
        "limit-loosened",
        Compatible,
        Breaking,
        "more is right; answers hold what the type refuses",
    ),
    rule(
        "limit-loosened-unchecked",
        Compatible,
        Compatible,
        "the type does not check it",
    ),
    rule(
        "default-changed",
        Compatible,
        Compatible,
        "the client sends no defaults",
    ),
    rule(
        "additional-properties-added",
        Compatible,
        Compatible,
        "a new field for them",
    ),
    rule(
        "additional-properties-removed",
        Breaking,
        Breaking,
        "their field is gone",
    ),
    rule(
        "additional-properties-changed",
        Breaking,
        Breaking,
        "their field has another type",
    ),
    rule(
        "composition-changed",
        Compatible,
        Compatible,
        "its properties say what follows",
    ),
    rule(
        "discriminator-changed",
        Compatible,
        Compatible,
        "its property is one like others",
    ),
];

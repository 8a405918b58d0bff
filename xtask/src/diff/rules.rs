//! The rules: what each kind of change means, by the way it travels.

use super::Direction;
use super::Severity::{self, Breaking, Compatible, Cosmetic};

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
pub const RULES: &[Rule] = &[
    // the API as a whole
    rule("api-version", Cosmetic, Cosmetic, "the version is a text"),
    rule(
        "base-url",
        Breaking,
        Breaking,
        "callers are configured with the old one",
    ),
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
        Compatible,
        Compatible,
        "a status that may come undocumented",
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
    // schemas
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
        Breaking,
        Breaking,
        "the type is made of other parts",
    ),
    // the rest
    rule("words", Cosmetic, Cosmetic, "documentation"),
    rule("order", Cosmetic, Cosmetic, "only the order changed"),
    rule("other", Breaking, Breaking, "nothing is known about it"),
];

/// What a rule means in a direction; the worse of two where it travels both ways.
pub fn severity(name: &str, direction: Direction) -> Severity {
    let Some(rule) = RULES.iter().find(|rule| rule.name == name) else {
        return Breaking;
    };
    match direction {
        Direction::Request | Direction::None => rule.request,
        Direction::Response => rule.response,
        Direction::Both => rule.request.max(rule.response),
    }
}

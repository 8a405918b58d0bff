//! What can be wrong with a document.

/// Why a document cannot judge messages. Each variant names the place in the document, as a JSON
/// pointer (RFC 6901).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ContractError {
    /// The document is not JSON.
    #[error("the document is not JSON")]
    NotJson(#[source] serde_json::Error),
    /// The document is not OpenAPI 3.0.
    #[error("the document is not OpenAPI 3.0: {found}; convert it first")]
    NotOpenApi3 {
        /// What the document says of itself.
        found: String,
    },
    /// A place holds something else than OpenAPI asks for.
    #[error("{pointer}: expected {expected}")]
    Malformed {
        /// Where.
        pointer: String,
        /// What should stand there.
        expected: String,
    },
    /// A `$ref` that leads nowhere.
    #[error("{pointer}: {reference:?} leads nowhere in the document")]
    DanglingReference {
        /// Where the `$ref` stands.
        pointer: String,
        /// What it says.
        reference: String,
    },
    /// A `$ref` to another document; a contract is one document, and nothing is fetched.
    #[error("{pointer}: {reference:?} refers outside of the document; bundle the documents into one")]
    ExternalReference {
        /// Where the `$ref` stands.
        pointer: String,
        /// What it says.
        reference: String,
    },
    /// `$ref`s that only lead to each other.
    #[error("{pointer}: {reference:?} refers back to itself")]
    CircularReference {
        /// Where the `$ref` stands.
        pointer: String,
        /// What it says.
        reference: String,
    },
    /// A `pattern` that is not a regular expression.
    #[error("{pointer}: {pattern:?} is not a regular expression")]
    InvalidPattern {
        /// Where the pattern stands.
        pointer: String,
        /// The pattern.
        pattern: String,
    },
    /// A schema that is not one.
    #[error("{pointer}: not a valid schema: {reason}")]
    InvalidSchema {
        /// Where the schema, or the wrong part of it, stands.
        pointer: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Two operations with one `operationId`.
    #[error("{pointer}: operationId {id:?} is taken by another operation")]
    DuplicateOperation {
        /// Where the second of them stands.
        pointer: String,
        /// The `operationId`.
        id: String,
    },
    /// A security requirement that names no scheme of `components.securitySchemes`.
    #[error("{pointer}: no security scheme {name:?} in components.securitySchemes")]
    UnknownSecurityScheme {
        /// Where the requirement stands.
        pointer: String,
        /// The name.
        name: String,
    },
    /// Something OpenAPI has and this crate cannot judge; better refused than silently unchecked.
    #[error("{pointer}: {feature} cannot be checked")]
    Unsupported {
        /// Where it stands.
        pointer: String,
        /// What it is.
        feature: String,
    },
    /// A base URL that is none.
    #[error("{url:?} is not a base URL: {reason}")]
    InvalidBaseUrl {
        /// The text.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl ContractError {
    pub(crate) fn malformed(pointer: impl Into<String>, expected: impl Into<String>) -> Self {
        Self::Malformed {
            pointer: pointer.into(),
            expected: expected.into(),
        }
    }

    pub(crate) fn unsupported(pointer: impl Into<String>, feature: impl Into<String>) -> Self {
        Self::Unsupported {
            pointer: pointer.into(),
            feature: feature.into(),
        }
    }
}

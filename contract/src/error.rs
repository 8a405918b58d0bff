//! Errors in a document.

/// The reason why a document cannot be compiled. Errors in a part of the document have its location,
/// as a JSON pointer (RFC 6901).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ContractError {
    /// The document is not JSON.
    #[error("the document is not JSON")]
    NotJson(#[source] serde_json::Error),
    /// The document is not OpenAPI 3.0.
    #[error("the document is not OpenAPI 3.0: {found}; convert it first")]
    NotOpenApi3 {
        /// The version that it declares.
        found: String,
    },
    /// A value is not what OpenAPI requires.
    #[error("{pointer}: expected {expected}")]
    Malformed {
        /// Its pointer.
        pointer: String,
        /// The requirement.
        expected: String,
    },
    /// A dangling `$ref`.
    #[error("{pointer}: {reference:?} does not exist in the document")]
    DanglingReference {
        /// The pointer of the `$ref`.
        pointer: String,
        /// Its value.
        reference: String,
    },
    /// A `$ref` to another document; a contract is one document, and nothing is fetched.
    #[error(
        "{pointer}: {reference:?} refers outside of the document; bundle the documents into one"
    )]
    ExternalReference {
        /// The pointer of the `$ref`.
        pointer: String,
        /// Its value.
        reference: String,
    },
    /// `$ref`s that refer only to each other.
    #[error("{pointer}: {reference:?} refers back to itself")]
    CircularReference {
        /// The pointer of the `$ref`.
        pointer: String,
        /// Its value.
        reference: String,
    },
    /// A `pattern` that is not a regular expression.
    #[error("{pointer}: {pattern:?} is not a regular expression")]
    InvalidPattern {
        /// The pointer of the pattern.
        pointer: String,
        /// The pattern.
        pattern: String,
    },
    /// An invalid schema.
    #[error("{pointer}: not a valid schema: {reason}")]
    InvalidSchema {
        /// The pointer of the schema, or of its invalid part.
        pointer: String,
        /// The reason.
        reason: String,
    },
    /// Two operations with one `operationId`.
    #[error("{pointer}: operationId {id:?} is used by another operation")]
    DuplicateOperation {
        /// The pointer of the second operation.
        pointer: String,
        /// The `operationId`.
        id: String,
    },
    /// A security requirement with a scheme that `components.securitySchemes` does not have.
    #[error("{pointer}: no security scheme {name:?} in components.securitySchemes")]
    UnknownSecurityScheme {
        /// The pointer of the requirement.
        pointer: String,
        /// The name.
        name: String,
    },
    /// A feature of OpenAPI that this crate cannot check, so that the document is refused.
    #[error("{pointer}: {feature} cannot be checked")]
    Unsupported {
        /// Its pointer.
        pointer: String,
        /// The feature.
        feature: String,
    },
    /// An invalid base URL.
    #[error("{url:?} is not a base URL: {reason}")]
    InvalidBaseUrl {
        /// The text.
        url: String,
        /// The reason.
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

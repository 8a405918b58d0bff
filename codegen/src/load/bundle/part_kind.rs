//! The kind of each part of an OAS2 document, by its position.

/// The sections of a document, whose members other parts refer to.
pub(super) const SECTIONS: [&str; 3] = ["definitions", "parameters", "responses"];

/// The kind of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    Root,
    Paths,
    Path,
    Operation,
    Parameters,
    Parameter,
    Responses,
    Response,
    Schema,
    /// An object or a list of schemas.
    Schemas,
    /// An object whose members can only be references as a whole, such as `headers`.
    Members,
    /// Any other part: it can be a reference, but contains none.
    Other,
    /// Examples, defaults and extensions, where `$ref` has no meaning.
    Data,
}

impl PartKind {
    /// The kind of a section's members.
    pub(super) fn member_of(section: &str) -> Self {
        match section {
            "parameters" => Self::Parameter,
            "responses" => Self::Response,
            _ => Self::Schema,
        }
    }

    /// The section for the target of a reference of this kind.
    pub(super) fn section(self) -> Option<&'static str> {
        match self {
            Self::Parameter => Some("parameters"),
            Self::Response => Some("responses"),
            Self::Schema => Some("definitions"),
            _ => None,
        }
    }

    /// The kind of the member `key` of a part of this kind.
    pub(super) fn below(self, key: &str) -> Self {
        let is_extension = key.starts_with("x-");
        match (self, key) {
            (Self::Schemas, _) => Self::Schema,
            (Self::Parameters, _) => Self::Parameter,
            (_, _) if is_extension => Self::Data,
            (Self::Root, "paths") => Self::Paths,
            (Self::Root, "securityDefinitions") | (Self::Response, "headers") => Self::Members,
            (Self::Root | Self::Path | Self::Operation, "parameters") => Self::Parameters,
            (Self::Root | Self::Operation, "responses") => Self::Responses,
            (Self::Paths, _) => Self::Path,
            (Self::Path, _) => Self::Operation,
            (Self::Responses, _) => Self::Response,
            (Self::Parameter | Self::Response, "schema")
            | (Self::Parameter | Self::Schema, "items")
            | (Self::Schema, "additionalProperties" | "not") => Self::Schema,
            (Self::Root | Self::Schema, "definitions")
            | (Self::Schema, "properties" | "patternProperties" | "allOf" | "anyOf" | "oneOf") => {
                Self::Schemas
            }
            (Self::Root | Self::Members, _) => Self::Other,
            _ => Self::Data,
        }
    }

    /// The kind of an item of a list of this kind.
    pub(super) fn item(self) -> Self {
        match self {
            Self::Parameters => Self::Parameter,
            // some documents have a list with one schema
            Self::Schemas | Self::Schema => Self::Schema,
            _ => Self::Data,
        }
    }
}

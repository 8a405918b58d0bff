//! What each part of an OAS2 document is, by where it stands.

/// The members of a document whose members other parts refer to.
pub(super) const SECTIONS: [&str; 3] = ["definitions", "parameters", "responses"];

/// A kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
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
    /// Anything else: a reference in its place is followed, none below it.
    Other,
    /// Examples, defaults and extensions, where `$ref` means nothing.
    Data,
}

impl Place {
    /// What the members of a section are.
    pub(super) fn member_of(section: &str) -> Self {
        match section {
            "parameters" => Self::Parameter,
            "responses" => Self::Response,
            _ => Self::Schema,
        }
    }

    /// The section for what a reference in this place leads to.
    pub(super) fn section(self) -> Option<&'static str> {
        match self {
            Self::Parameter => Some("parameters"),
            Self::Response => Some("responses"),
            Self::Schema => Some("definitions"),
            _ => None,
        }
    }

    /// The place of a member.
    pub(super) fn below(self, key: &str) -> Self {
        let extension = key.starts_with("x-");
        match (self, key) {
            (Self::Schemas, _) => Self::Schema,
            (Self::Parameters, _) => Self::Parameter,
            (_, _) if extension => Self::Data,
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

    /// The place of an item of a list.
    pub(super) fn item(self) -> Self {
        match self {
            Self::Parameters => Self::Parameter,
            // some documents write a list of one schema
            Self::Schemas | Self::Schema => Self::Schema,
            _ => Self::Data,
        }
    }
}

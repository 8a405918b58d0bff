//! Violations as data: the rule, the location in the message, the pointer in the document.

use std::fmt;

use serde::Serialize;

use crate::pointer;

/// The largest number of violations of one message that are kept. [`Checked::omitted`] counts the rest.
pub const MAX_VIOLATIONS: usize = 100;

/// The direction of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From client to server: `readOnly` properties are not allowed.
    Request,
    /// From server to client: `writeOnly` properties are not allowed.
    Response,
}

impl Direction {
    /// The keyword that excludes a property from this direction.
    pub(crate) fn excluding_keyword(self) -> &'static str {
        match self {
            Self::Request => "readOnly",
            Self::Response => "writeOnly",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Request => "request",
            Self::Response => "response",
        })
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// The rules that a message can violate. Names are stable: programs may match on them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl Rule {
            /// All rules, in the order in which they are checked.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable name, in `snake_case`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

rules! {
    /// Scheme, host, port or base path does not match any base URL of the contract.
    BaseUrl = "base_url",
    /// An invalid path: invalid percent-encoding, text that is not UTF-8, `.` or `..`.
    PathSyntax = "path_syntax",
    /// No path template of the document matches.
    UnknownPath = "unknown_path",
    /// The path is known except for its trailing slash.
    TrailingSlash = "trailing_slash",
    /// The path is known, but not with this method.
    MethodNotAllowed = "method_not_allowed",
    /// A response to an operation that the document does not have.
    UnknownOperation = "unknown_operation",
    /// A named value for which the operation has no field.
    UnknownField = "unknown_field",
    /// A required parameter is absent.
    ParameterMissing = "parameter_missing",
    /// A parameter that can be given only once is repeated.
    ParameterRepeated = "parameter_repeated",
    /// A parameter's text that its serialisation does not allow.
    ParameterSyntax = "parameter_syntax",
    /// A query parameter that the operation does not have.
    UnknownQueryParameter = "unknown_query_parameter",
    /// A request header that neither HTTP nor the operation has.
    UnknownHeader = "unknown_header",
    /// A required response header is absent.
    HeaderMissing = "header_missing",
    /// No security requirement of the operation is met: a token or key is absent or malformed.
    SecurityMissing = "security_missing",
    /// The status is not documented.
    UndocumentedStatus = "undocumented_status",
    /// The content type is absent, unreadable or not documented.
    ContentType = "content_type",
    /// `Accept` excludes the media types of the operation's successes.
    NotAcceptable = "not_acceptable",
    /// A required body is absent.
    BodyMissing = "body_missing",
    /// A body that the document does not have.
    BodyUnexpected = "body_unexpected",
    /// A body that does not match its content type: not JSON, not a form, not UTF-8.
    BodySyntax = "body_syntax",
    /// A JSON object with a duplicate name, which readers interpret differently.
    DuplicateName = "duplicate_name",
    /// A value of another type; also `null` where the schema is not `nullable`.
    Type = "type",
    /// None of the listed values.
    Enum = "enum",
    /// Not of the format, such as `int32`, `date` or `uuid`.
    Format = "format",
    /// Does not match the pattern.
    Pattern = "pattern",
    /// Below the minimum, or at an exclusive one.
    Minimum = "minimum",
    /// Above the maximum, or at an exclusive one.
    Maximum = "maximum",
    /// Not a multiple.
    MultipleOf = "multiple_of",
    /// Too short a text.
    MinLength = "min_length",
    /// Too long a text.
    MaxLength = "max_length",
    /// Too few items.
    MinItems = "min_items",
    /// Too many items.
    MaxItems = "max_items",
    /// Equal items.
    UniqueItems = "unique_items",
    /// Too few properties.
    MinProperties = "min_properties",
    /// Too many properties.
    MaxProperties = "max_properties",
    /// A required property is absent.
    Required = "required",
    /// A property that the schema excludes.
    AdditionalProperties = "additional_properties",
    /// None of the alternatives fits.
    AnyOf = "any_of",
    /// Not exactly one of the alternatives fits.
    OneOf = "one_of",
    /// Fits the schema that `not` excludes.
    Not = "not",
    /// A `readOnly` property in a request.
    ReadOnly = "read_only",
    /// A `writeOnly` property in a response.
    WriteOnly = "write_only",
    /// Any other keyword of a schema.
    Schema = "schema",
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A violation of the contract in a message.
///
/// A violation contains names of the message and requirements of the document, never a value of the
/// message: values may be secret or personal, and the pointer leads to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Violation {
    /// The operation, by its `operationId` (`GET /path` if it has none), if it is known.
    pub operation: Option<String>,
    /// Whether the request or the response is invalid.
    pub direction: Direction,
    /// The rule.
    pub rule: Rule,
    /// The location in the message, as a JSON pointer over `/url`, `/method`, `/path/<parameter>`,
    /// `/query/<parameter>[/<item>]`, `/headers/<name>`, `/cookies/<name>`, `/status` and
    /// `/body/...`. A missing part has the location where it is required.
    pub message_pointer: String,
    /// The violated part of the document, as a JSON pointer with references resolved.
    pub document_pointer: String,
    /// The explanation.
    pub text: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation.as_deref().unwrap_or("unknown operation");
        write!(
            f,
            "{operation}: {} {}: {}: {} (document {})",
            self.direction,
            pointer::one_line(&self.message_pointer),
            self.rule,
            self.text,
            pointer::one_line(&self.document_pointer),
        )
    }
}

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[must_use = "the result contains the violations"]
pub struct Checked {
    pub(crate) operation: Option<String>,
    pub(crate) violations: Vec<Violation>,
    pub(crate) omitted: usize,
}

impl Checked {
    /// Whether the message has no violations.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.violations.is_empty()
    }

    /// The operation of the message, if one was found.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.operation.as_deref()
    }

    /// The violations, in a fixed order: by kind of check, then by location.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Returns only the violations.
    #[must_use]
    pub fn into_violations(self) -> Vec<Violation> {
        self.violations
    }

    /// The number of violations beyond [`MAX_VIOLATIONS`] that were left out.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// Whether a rule is violated.
    #[must_use]
    pub fn violates(&self, rule: Rule) -> bool {
        self.violations.iter().any(|v| v.rule == rule)
    }
}

/// One line per violation; `no violation` when there is none.
impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_ok() {
            return f.write_str("no violation");
        }
        for (index, violation) in self.violations.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{violation}")?;
        }
        if self.omitted > 0 {
            write!(f, "\nand {} more", self.omitted)?;
        }
        Ok(())
    }
}

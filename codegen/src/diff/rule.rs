//! The rules: the severity of each kind of change in a request and in a response.

use serde::{Deserialize, Serialize};

use super::Direction;
use super::Severity::{self, Breaking, Compatible, Cosmetic};

/// Defines the enum, the list of its values and the table of severities from one row per rule.
macro_rules! rules {
    ($($rule:ident $request:ident $response:ident $why:literal)*) => {
        /// A kind of change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Rule {
            $(#[doc = $why] $rule,)*
        }

        impl Rule {
            /// All rules.
            pub const ALL: &'static [Self] = &[$(Self::$rule),*];

            /// The severity of the rule in a request, and in a response.
            fn severities(self) -> (Severity, Severity) {
                match self {
                    $(Self::$rule => ($request, $response),)*
                }
            }
        }
    };
}

rules! {
    // the API as a whole
    ApiVersion Cosmetic Cosmetic "`info.version` is a text."
    BaseUrlChanged Breaking Breaking "Callers are configured with the old base URL."
    BaseUrlDefined Compatible Compatible "There was no base URL."
    TransferSchemeAdded Compatible Compatible "One more way to reach the API."
    TransferSchemeRemoved Breaking Breaking "Callers may use the scheme."
    SecuritySchemes Compatible Compatible "No operation requires more than before; each operation's requirements are compared."
    TokenUrlChanged Breaking Breaking "Callers are configured with the old token URL."
    EnvironmentAdded Compatible Compatible "One more name for callers to use."
    EnvironmentChanged Breaking Breaking "Callers reach other addresses by the same name."
    EnvironmentRemoved Breaking Breaking "Callers use a name that is no longer known."

    // operations
    OperationAdded Compatible Compatible "A new method."
    OperationRemoved Breaking Breaking "The server may no longer have the operation."
    OperationId Compatible Compatible "Only the operation's identifier; a new method name has its own rule."
    OperationDeprecated Compatible Compatible "The method has a deprecation warning, or has it no longer."
    SecurityTightened Breaking Breaking "Credentials that were sufficient are refused."
    SecurityLoosened Compatible Compatible "Credentials that were sufficient still are."
    ContentTypeChanged Breaking Breaking "The body is sent in another form."
    AcceptChanged Breaking Breaking "No media type that callers accept is offered."
    MediaTypes Compatible Compatible "The media types that callers send and accept remain."

    // parameters and bodies
    ParameterAdded Compatible Compatible "Calls without it stay valid."
    ParameterAddedRequired Breaking Breaking "Calls without it are refused."
    ParameterRemoved Breaking Breaking "The server may no longer have the parameter."
    ParameterMoved Breaking Breaking "The value is sent in another location."
    ParameterBecameRequired Breaking Breaking "Calls without it are refused."
    ParameterBecameOptional Compatible Compatible "Calls with it stay valid."
    ListFormat Breaking Breaking "Lists are written in another form; an item may contain the new delimiter."
    EmptyForbidden Breaking Breaking "Empty values are refused."
    EmptyAllowed Compatible Compatible "Empty values are accepted."

    // responses
    ResponseAdded Compatible Compatible "A status that was undocumented; a new result type has its own rule."
    ResponseRemoved Breaking Breaking "Where the status still occurs, it is undocumented."
    ResponseBody Breaking Breaking "The client reads another body, or none."
    ResponseHeaders Compatible Compatible "The client passes headers on unread."

    // schemas
    TypeChanged Breaking Breaking "No value of one type is a value of the other."
    FormatAdded Breaking Compatible "Values in another format are refused."
    FormatChanged Compatible Compatible "Values that were accepted still are."
    PropertyAdded Compatible Compatible "Structs are not exhaustive."
    PropertyAddedRequired Breaking Compatible "Requests without it are refused; responses contain more."
    PropertyRemoved Breaking Breaking "Its field is gone."
    PropertyBecameRequired Breaking Compatible "Requests without it are refused."
    PropertyBecameOptional Compatible Breaking "Responses without it cannot be read by the old client."
    ReadOnlyAdded Breaking Cosmetic "Requests must no longer contain it."
    ReadOnlyRemoved Compatible Cosmetic "Requests may contain it."
    NullAllowed Compatible Breaking "Responses contain null where the old client expects a value."
    NullAllowedOptional Compatible Compatible "An optional property that is null is read as one that is absent."
    NullForbidden Compatible Compatible "Responses contain fewer nulls; a new type has its own rule."
    ValueAdded Compatible Compatible "Enums are not exhaustive."
    ValueRemoved Breaking Compatible "A value that was accepted is refused."
    ValuesListed Breaking Compatible "Only listed values are accepted."
    ValuesUnlisted Compatible Compatible "Other values than the listed ones are accepted."
    LimitTightened Breaking Compatible "Values that were accepted are refused; responses contain less."
    LimitLoosened Compatible Compatible "More values are accepted; the client does not check responses for the limit."
    CheckLoosened Compatible Breaking "Responses contain strings that the old client refuses."
    PatternChanged Breaking Breaking "Whether one pattern includes the other is unknown."
    AdditionalTightened Breaking Compatible "Additional properties that were accepted are refused."
    AdditionalClosed Compatible Compatible "The client sends no additional properties here, and ignores those of responses."
    AdditionalLoosened Compatible Compatible "More additional properties are accepted."
    DiscriminatorChanged Breaking Compatible "The server chooses the subtype by another property."
    DefaultChanged Compatible Compatible "The client sends no defaults."

    // the Rust API
    RustNameRemoved Breaking Breaking "Code that uses the name does not compile."
    RustNameRedirected Breaking Breaking "Code that uses the name compiles and does something else."
    RustTypeChanged Breaking Breaking "Code that uses the name may not compile."
    RustNameAdded Compatible Compatible "A new name."

    // other
    Words Cosmetic Cosmetic "Documentation."
    Rewritten Cosmetic Cosmetic "The documents differ in form, not in effect."
    Uncovered Breaking Breaking "No rule covers the difference."
}

impl Rule {
    /// The severity of the rule in a direction: the higher one if the part travels both ways, and
    /// never breaking if the client neither sends nor reads the part.
    pub fn severity(self, direction: Direction) -> Severity {
        let (request, response) = self.severities();
        match direction {
            Direction::Request | Direction::None => request,
            Direction::Response => response,
            Direction::Both => request.max(response),
            Direction::Unread => request.max(response).min(Compatible),
        }
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.serialize(f)
    }
}

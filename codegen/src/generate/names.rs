//! The names that progenitor generates.

use heck::ToPascalCase;

use crate::api::Operation;

/// The name of an operation's builder, and the first part of the names of its types.
pub(crate) fn builder_name(operation: &Operation) -> String {
    identifier(&operation.name.to_pascal_case())
}

/// `text`, with an underscore appended if it is no identifier, for example a keyword.
pub(crate) fn identifier(text: &str) -> String {
    if syn::parse_str::<syn::Ident>(text).is_ok() {
        text.to_owned()
    } else {
        format!("{text}_")
    }
}

/// The name for which progenitor generates `rust`: it appends a keyword's underscore itself.
pub(crate) fn given_name(rust: &str) -> &str {
    rust.strip_suffix('_').unwrap_or(rust)
}

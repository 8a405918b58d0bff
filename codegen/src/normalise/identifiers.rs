//! Names of types as Rust's identifiers.

use heck::ToPascalCase;
use proc_macro2::Ident;

use crate::mend::definition_names::decode;

/// Names that generated code uses for something else.
const TAKEN: &[&str] = &[
    "String",
    "Option",
    "Vec",
    "Box",
    "Result",
    "Ok",
    "Err",
    "Some",
    "None",
    "Default",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "Clone",
    "Copy",
    "Debug",
    "Display",
    "Eq",
    "PartialEq",
    "Ord",
    "PartialOrd",
    "Hash",
    "ToString",
    "Self",
    "Send",
    "Sync",
    "Sized",
    "Drop",
    "Fn",
    "FnOnce",
    "FnMut",
    "Iterator",
    "AsRef",
    "ToOwned",
    "Deserialize",
    "Serialize",
];

/// The endings of the names of enums with a variant for each status of an operation's responses.
pub(crate) const SUCCESS_BY_STATUS: &str = "SuccessByStatus";
pub(crate) const ERROR_BY_STATUS: &str = "ErrorByStatus";

/// Whether generated code uses a name for something else, or for an operation that another document may have.
pub(super) fn is_taken(name: &str) -> bool {
    TAKEN.contains(&name)
        || [SUCCESS_BY_STATUS, ERROR_BY_STATUS]
            .iter()
            .any(|ending| name.ends_with(ending))
}

/// What a definition is called in Rust if no other type is.
pub(super) fn definition_identifier(name: &str) -> String {
    identifier(&decode(name))
}

/// `name` as a Rust type's name, the same that the generator would make of it.
pub fn identifier(name: &str) -> String {
    let cleaned: String = name
        .chars()
        .filter(|c| *c != '\'')
        .map(|c| if is_for_names(c) { c } else { '-' })
        .collect();
    let name = cleaned.to_pascal_case();
    let name = match name.chars().next() {
        Some(first) if first.is_alphabetic() => name,
        Some(_) => format!("N{name}"),
        None => "X".to_owned(),
    };
    settled(name)
}

/// `aB` is `AB` in Pascal case, and `AB` is `Ab`: the generator does it once more, so it is done until it changes
/// nothing.
pub(super) fn settled(mut name: String) -> String {
    for _ in 0..8 {
        let next = name.to_pascal_case();
        if next == name {
            break;
        }
        name = next;
    }
    name
}

/// Whether Rust's names may contain a character; not all that are letters or digits to Unicode may.
pub(crate) fn is_for_names(c: char) -> bool {
    c.is_alphanumeric() && syn::parse_str::<Ident>(&format!("a_{c}")).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_stays_as_it_is() {
        assert_eq!(identifier("eBayItem"), identifier(&identifier("eBayItem")));
        assert_eq!(identifier("x²"), "X");
        assert_eq!(definition_identifier("java.-3a-lang"), "JavaLang");
    }
}

//! Type names as Rust identifiers.

use heck::ToPascalCase;
use proc_macro2::Ident;

use crate::repair::definition_names::decode;

/// Names that generated code uses for other items.
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

/// The suffixes of the enums of responses by status.
pub(crate) const SUCCESS_BY_STATUS: &str = "SuccessByStatus";
pub(crate) const ERROR_BY_STATUS: &str = "ErrorByStatus";

/// Whether generated code uses a name for another item, or may use it for an operation of a later
/// document.
pub(super) fn is_taken(name: &str) -> bool {
    TAKEN.contains(&name)
        || [SUCCESS_BY_STATUS, ERROR_BY_STATUS]
            .iter()
            .any(|ending| name.ends_with(ending))
}

/// The Rust name of a definition if it is unique.
pub(super) fn definition_identifier(name: &str) -> String {
    identifier(&decode(name))
}

/// `name` as a Rust type name, the same as the generator's.
pub fn identifier(name: &str) -> String {
    let cleaned: String = name
        .chars()
        .filter(|c| *c != '\'')
        .map(|c| if is_identifier_char(c) { c } else { '-' })
        .collect();
    let name = cleaned.to_pascal_case();
    let name = match name.chars().next() {
        Some(first) if first.is_alphabetic() => name,
        Some(_) => format!("N{name}"),
        None => "X".to_owned(),
    };
    stable(name)
}

/// `name` in Pascal case, converted until the result is stable, because the generator converts again:
/// `aB` becomes `AB`, and `AB` becomes `Ab`.
pub(super) fn stable(mut name: String) -> String {
    for _ in 0..8 {
        let next = name.to_pascal_case();
        if next == name {
            break;
        }
        name = next;
    }
    name
}

/// Whether Rust identifiers may contain a character, which excludes some letters and digits of
/// Unicode.
pub(crate) fn is_identifier_char(c: char) -> bool {
    c.is_alphanumeric() && syn::parse_str::<Ident>(&format!("a_{c}")).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_stable() {
        assert_eq!(identifier("eBayItem"), identifier(&identifier("eBayItem")));
        assert_eq!(identifier("x²"), "X");
        assert_eq!(definition_identifier("java.-3a-lang"), "JavaLang");
    }
}

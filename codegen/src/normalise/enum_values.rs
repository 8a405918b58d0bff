//! Gives every value of an enum a different variant.
//!
//! Punctuation becomes words (`>=` is `GreaterEqual`). Values with the same variant name (`RED`,
//! `red`) are distinguished by their spelling (see [`super::clashes`]).

use heck::{ToPascalCase, ToSnakeCase};
use proc_macro2::Ident;

use super::clashes::{Candidates, resolve_clashes, spelling};
use super::identifiers::is_identifier_char;
use crate::pointer;
use crate::report::Report;
use crate::schema::Schema;

/// Records the values that clash; the generator names the variants.
pub fn record(at: &str, schema: &mut Schema, report: &mut Report) {
    let values = schema.texts();
    for (value, name) in values.iter().zip(names(&values)) {
        let plain = variant_name(value);
        if name != plain {
            let text = format!(
                "{value:?} is not the only value that is called {plain} in Rust; it becomes {name}"
            );
            report.record("enum_values", pointer::join(at, "enum"), text);
        }
    }
}

/// The name of each value's variant, before keywords are handled.
pub(crate) fn names(values: &[&str]) -> Vec<String> {
    let members: Vec<_> = values
        .iter()
        .map(|value| {
            let plain = variant_name(value);
            let spelling = spelling(&plain.to_snake_case(), value).to_pascal_case();
            let full = format!("{plain}{spelling}");
            // Reserved for the variant for undocumented values, which a later document may need.
            let plain = if plain == "Unlisted" {
                format!("{plain}Value")
            } else {
                plain
            };
            Candidates::pascal(plain, [full], value)
        })
        .collect();
    resolve_clashes(&members, |_| false, str::to_owned)
}

/// The variant name of a value, if it is unique.
fn variant_name(value: &str) -> String {
    let words: String = value
        .chars()
        .map(|c| match c {
            c if c.is_ascii_alphanumeric() || is_identifier_char(c) => c.to_string(),
            ' ' | '_' | '-' | '/' | '.' | ':' | ',' if value.chars().any(char::is_alphanumeric) => {
                " ".to_owned()
            }
            c => format!(" {} ", punctuation(c)),
        })
        .collect();
    let name = words.to_pascal_case();
    match name.chars().next() {
        None => "Empty".to_owned(),
        // The leading letter rules out keywords.
        Some(first) if syn::parse_str::<Ident>(&format!("{first}a")).is_ok() => name,
        Some(_) => format!("N{name}"),
    }
}

fn punctuation(c: char) -> &'static str {
    match c {
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '+' => "plus",
        '-' => "minus",
        '!' => "not",
        '*' => "star",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '@' => "at",
        '#' => "hash",
        '^' => "caret",
        '~' => "tilde",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '/' => "slash",
        '_' => "underscore",
        '\\' => "backslash",
        '(' | '[' | '{' => "open",
        ')' | ']' | '}' => "close",
        '?' => "question",
        '"' | '\'' => "quote",
        ' ' => "space",
        _ => "symbol",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_a_name() {
        assert_eq!(
            names(&["RED", "red", "dark-red"]),
            ["RedUpper", "RedLower", "DarkRed"]
        );
        assert_eq!(
            names(&[">", "$", ">=", "", "-"]),
            ["Greater", "Dollar", "GreaterEqual", "Empty", "Minus"]
        );
        assert_eq!(
            names(&["1", "self", "unlisted"]),
            ["N1", "Self", "UnlistedValue"]
        );
        let symbols = names(&["–", "…"]);
        assert!(symbols.iter().all(|name| name.starts_with("SymbolH")));
        assert_ne!(symbols.first(), symbols.last());
    }
}

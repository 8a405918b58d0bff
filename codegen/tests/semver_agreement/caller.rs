//! Generates a caller that uses every name of a client with the type that `diff` assumes.

use std::fmt::Write as _;

use heck::ToPascalCase as _;
use oas2_codegen::api::Api;
use oas2_codegen::diff;
use oas2_codegen::target::Target;

/// A crate's `lib.rs` that uses all names of the client of an API, for `target`, whose crate is called `client`.
pub(super) fn text(api: &Api, target: &Target) -> String {
    let mut text = "#![allow(warnings)]\n".to_owned();
    for (i, (name, item)) in diff::names(api, target).iter().enumerate() {
        let _ = writeln!(text, "// {name}");
        for (j, body) in uses(name, &item.rust).iter().enumerate() {
            let _ = writeln!(text, "mod m{i}_{j} {{ {body} }}");
        }
    }
    text
}

/// The code that uses a name.
fn uses(name: &str, rust: &str) -> Vec<String> {
    let ty = rust_code(rust).unwrap_or_default();
    if let Some((operation, result)) = name.split_once(" -> ") {
        let send = format!("client.{operation}().send().await");
        return match (result, ty.as_str()) {
            (_, "") => vec![],
            ("success", ty) => vec![format!(
                "async fn f(client: &client::Client) -> {ty} \
                 {{ match {send} {{ Ok(value) => value.into_inner(), Err(_) => loop {{}} }} }}"
            )],
            ("error", ty) => vec![format!(
                "async fn f(client: &client::Client) -> client::Error<{ty}> \
                 {{ match {send} {{ Ok(_) => loop {{}}, Err(error) => error }} }}"
            )],
            _ => vec![],
        };
    }
    let Some(of_type) = name.strip_prefix("types::") else {
        let (operation, call) = match name.split_once('.') {
            None => (name, String::new()),
            Some(_) if ty.is_empty() => return vec![],
            Some((operation, setter)) => (operation, format!(".{setter}(value)")),
        };
        let value = if call.is_empty() { "()" } else { &ty };
        return vec![format!(
            "fn f(client: &client::Client, value: {value}) {{ client.{operation}(){call}; }}"
        )];
    };
    if let Some((owner, variant)) = of_type.split_once("::") {
        let owner = format!("client::types::{owner}");
        return vec![match rust {
            "variant" => {
                format!("fn f(value: {owner}) {{ if let {owner}::{variant} = value {{}} }}")
            }
            _ => format!("fn f() -> {owner} {{ {owner}::{variant} }}"),
        }];
    }
    let (owner, field) = of_type.split_once('.').unwrap_or((of_type, ""));
    let owner = format!("client::types::{owner}");
    vec![match (field, rust) {
        ("", "a struct") => format!("fn f(_: {owner}) {{}}"),
        ("", "a checked string") => format!("fn f(value: &{owner}) -> &String {{ value }}"),
        ("", "an open enum") => {
            format!("fn f(value: String) -> {owner} {{ {owner}::Unlisted(value) }}")
        }
        ("", "a closed enum") => format!("fn f(value: &{owner}) -> {owner} {{ *value }}"),
        ("", _) => format!("fn f(value: {owner}) -> {ty} {{ value.0 }}"),
        (field, _) => format!("fn f(value: {owner}) -> {ty} {{ value.{field} }}"),
    }]
}

/// A type of [`diff::names`] as Rust code; `None` if it has none of these forms.
fn rust_code(rust: &str) -> Option<String> {
    for wrapper in ["Option", "Vec", "Box"] {
        let inner = rust
            .strip_prefix(wrapper)
            .and_then(|rest| rest.strip_prefix('<'));
        if let Some(inner) = inner.and_then(|inner| inner.strip_suffix('>')) {
            return Some(format!("{wrapper}<{}>", rust_code(inner)?));
        }
    }
    if let Some(values) = rust.strip_prefix("a map of ") {
        return Some(match values {
            "any value" => "::serde_json::Map<String, ::serde_json::Value>".to_owned(),
            values => format!(
                "::std::collections::HashMap<String, {}>",
                rust_code(values)?
            ),
        });
    }
    if let Some(meaning) = rust
        .strip_prefix("a ")
        .and_then(|rest| rest.strip_suffix(" in a string"))
    {
        return text_of(meaning);
    }
    Some(match rust {
        "String" | "i32" | "i64" | "u32" | "u64" | "()" => rust.to_owned(),
        "boolean" => "bool".to_owned(),
        "number" => "f64".to_owned(),
        "any value" => "::serde_json::Value".to_owned(),
        "bytes" => "::client::ByteStream".to_owned(),
        "none" => "()".to_owned(),
        "a date" => "::chrono::NaiveDate".to_owned(),
        "a date-time" => "::chrono::DateTime<::chrono::offset::Utc>".to_owned(),
        "a uuid" => "::uuid::Uuid".to_owned(),
        definition => format!(
            "::client::{}",
            definition.strip_prefix("types::").map(|_| definition)?
        ),
    })
}

/// The type of a text with a meaning.
fn text_of(meaning: &str) -> Option<String> {
    let form = match meaning {
        "amount-comma" => "AmountComma<::client::Decimal>".to_owned(),
        "percentage-comma" => "PercentageComma<::client::Decimal>".to_owned(),
        "date-compact" => "CompactDate".to_owned(),
        "integer" => "Whole".to_owned(),
        "code" => return Some("::client::meaning::Code".to_owned()),
        flag => {
            let (yes, no) = flag.strip_prefix("flag ")?.split_once(' ')?;
            let name = format!("{yes} or {no}").to_pascal_case();
            format!("Flag<::client::types::flags::{name}>")
        }
    };
    Some(format!(
        "::client::meaning::Text<::client::meaning::{form}>"
    ))
}

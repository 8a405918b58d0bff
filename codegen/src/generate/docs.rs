//! Descriptions as rustdoc.
//!
//! A description is Markdown. rustdoc would misinterpret parts of it: an indented example becomes a
//! doctest, `[1]` a link, `<id>` HTML.

use std::collections::HashMap;

use heck::ToPascalCase;
use syn::{Attribute, Expr, ExprLit, Item, Lit, Meta, parse_quote};

use super::rust::{definition, methods, renamed, wire_name};
use crate::api::Api;
use crate::schema::Schema;

/// `text` as the content of a `#[doc]` attribute.
pub fn rustdoc(text: &str) -> String {
    let mut lines = vec![];
    let mut fence: Option<String> = None;
    for line in text.replace("\r\n", "\n").replace('\r', "\n").lines() {
        let line = line.trim_end();
        let trimmed = line.trim_start();
        let mark: String = trimmed
            .chars()
            .take_while(|c| *c == '`' || *c == '~')
            .collect();
        if let Some(open) = &fence {
            if mark.starts_with(open.as_str()) && trimmed.len() == mark.len() {
                fence = None;
            }
            lines.push(line.to_owned());
        } else if mark.len() >= 3 && !trimmed.get(mark.len()..).unwrap_or("").contains('`') {
            let indent = line.len() - trimmed.len();
            let info = trimmed.get(mark.len()..).unwrap_or("").trim();
            let info = if info.is_empty() || info.contains("rust") {
                "text"
            } else {
                info
            };
            lines.push(format!(
                "{}{mark}{}",
                " ".repeat(indent.min(3)),
                language(info)
            ));
            fence = Some(mark);
        } else {
            let indent = (line.len() - trimmed.len()).min(3);
            lines.push(format!("{}{}", " ".repeat(indent), prose(trimmed)));
        }
    }
    if let Some(open) = fence {
        lines.push(open);
    }
    lines.join("\n").trim().to_owned()
}

/// A fence's language: one that rustdoc does not compile.
fn language(info: &str) -> String {
    let word: String = info.chars().take_while(|c| c.is_alphanumeric()).collect();
    let compiled = [
        "should",
        "no",
        "compile",
        "ignore",
        "test",
        "edition2015",
        "edition2018",
        "edition2021",
        "edition2024",
    ];
    if word.is_empty() || compiled.contains(&word.as_str()) {
        "text".to_owned()
    } else {
        word
    }
}

/// Prose with characters that rustdoc would misinterpret escaped, except in code spans.
fn prose(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let balanced = line.matches('`').count().is_multiple_of(2);
    for (i, part) in line.split('`').enumerate() {
        let code = balanced && i % 2 == 1;
        if i > 0 {
            out.push_str(if balanced { "`" } else { "\\`" });
        }
        if code {
            out.push_str(part);
        } else {
            escape(part, &mut out);
        }
    }
    out
}

/// Appends `part` to `out`, with brackets escaped and URLs as links.
fn escape(part: &str, out: &mut String) {
    let mut rest = part;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("http://") || rest.starts_with("https://") {
            let end = rest
                .find(|c: char| c.is_whitespace() || "<>\"')]}|*".contains(c))
                .unwrap_or(rest.len());
            let url = rest
                .get(..end)
                .unwrap_or(rest)
                .trim_end_matches(['.', ',', ';', ':']);
            let linked = out.ends_with("](") || out.ends_with('<') || out.ends_with('"');
            if out.ends_with("\\<") {
                out.truncate(out.len() - 2);
            }
            if linked && out.ends_with("](") {
                out.push_str(url);
            } else {
                out.push('<');
                out.push_str(url);
                out.push('>');
                if rest.get(url.len()..).is_some_and(|r| r.starts_with('>')) {
                    rest = rest.get(1..).unwrap_or_default();
                }
            }
            rest = rest.get(url.len()..).unwrap_or_default();
            continue;
        }
        match c {
            '<' | '>' if !out.is_empty() || c == '<' => {
                out.push('\\');
                out.push(c);
            }
            '[' => {
                let is_link = rest.find("](").is_some_and(|end| {
                    rest.get(1..end)
                        .is_some_and(|text| !text.contains(['[', ']']))
                        && rest.get(end + 2..).is_some_and(|to| to.starts_with("http"))
                });
                out.push_str(if is_link { "[" } else { "\\[" });
            }
            ']' => out.push_str(if rest.starts_with("](http") {
                "]"
            } else {
                "\\]"
            }),
            other => out.push(other),
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
}

/// Rewrites the documentation of all types: removes typify's copies of schemas, escapes
/// descriptions, gives properties with a reference the description beside the reference, and documents
/// the others by their names.
pub fn apply(items: &mut [Item], api: &Api) {
    let schemas: HashMap<String, &Schema> = api
        .schemas
        .iter()
        .map(|(name, schema)| (name.to_pascal_case(), schema))
        .collect();
    for item in items {
        document_item(item, &schemas);
    }
}

fn document_item(item: &mut Item, schemas: &HashMap<String, &Schema>) {
    match item {
        Item::Struct(definition) => {
            let properties = schemas.get(&definition.ident.to_string()).copied();
            for field in &mut definition.fields {
                let wire = wire_name(field);
                clean(&mut field.attrs);
                let Some(wire) = wire.filter(|_| !has_doc(&field.attrs)) else {
                    continue;
                };
                let description = properties
                    .and_then(|schema| property(schema, &wire))
                    .and_then(|property| property.description.as_deref());
                let name = format!("`{wire}`.");
                add_doc(&mut field.attrs, description.unwrap_or(&name));
            }
        }
        Item::Enum(definition) => {
            for variant in &mut definition.variants {
                clean(&mut variant.attrs);
                if !has_doc(&variant.attrs) {
                    let wire = renamed(&variant.attrs).unwrap_or_else(|| variant.ident.to_string());
                    let doc = format!("`{}`.", wire.replace('`', "'"));
                    add_doc(&mut variant.attrs, &doc);
                }
            }
        }
        Item::Impl(block) => {
            clean(&mut block.attrs);
            methods(block).for_each(|method| clean(&mut method.attrs));
        }
        Item::Mod(module) => {
            for item in module.content.iter_mut().flat_map(|(_, items)| items) {
                document_item(item, schemas);
            }
        }
        _ => {}
    }
    if let Some((name, attrs)) = definition(item) {
        clean(attrs);
        if !has_doc(attrs) {
            add_doc(attrs, &format!("`{name}`."));
        }
    }
}

/// A property of an object schema, or of its `allOf`.
fn property<'a>(schema: &'a Schema, name: &str) -> Option<&'a Schema> {
    let own = schema.properties.as_ref().and_then(|p| p.get(name));
    own.or_else(|| schema.all_of.iter().find_map(|part| property(part, name)))
}

/// Escapes the documentation and removes the copy of the schema from it.
fn clean(attrs: &mut Vec<Attribute>) {
    let mut lines = vec![];
    attrs.retain(|attr| {
        if !attr.path().is_ident("doc") {
            return true;
        }
        if let Meta::NameValue(value) = &attr.meta
            && let Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) = &value.value
        {
            lines.push(text.value());
        }
        false
    });
    let text = lines.join("\n");
    let text = text.split("<details>").next().unwrap_or_default().trim();
    if !text.is_empty() {
        add_doc(attrs, text);
    }
}

fn has_doc(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| attr.path().is_ident("doc"))
}

fn add_doc(attrs: &mut Vec<Attribute>, text: &str) {
    let text = rustdoc(text);
    attrs.insert(0, parse_quote! { #[doc = #text] });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_and_brackets_become_no_tests_and_no_links() {
        assert_eq!(rustdoc("a\n\n        let x = 1;"), "a\n\n   let x = 1;");
        assert_eq!(rustdoc("```\ncurl x\n```"), "```text\ncurl x\n```");
        assert_eq!(rustdoc("```json\n{}"), "```json\n{}\n```");
        assert_eq!(
            rustdoc("see [1], <id> and `a[0]`"),
            "see \\[1\\], \\<id\\> and `a[0]`"
        );
    }

    #[test]
    fn links_stay_links() {
        assert_eq!(rustdoc("[a](https://b.c/d) x"), "[a](https://b.c/d) x");
        assert_eq!(rustdoc("see https://b.c/d."), "see <https://b.c/d>.");
        assert_eq!(rustdoc("see <https://b.c/d>."), "see <https://b.c/d>.");
    }
}

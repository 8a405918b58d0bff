//! The public Rust names of a generated crate, as text with their types, without bodies and
//! documentation.

use std::collections::BTreeSet;
use std::path::Path;

use oas2_codegen::pipeline::Document;
use oas2_codegen::{generate, standalone};
use quote::ToTokens;
use syn::{Attribute, ImplItem, Item, Visibility};

/// All public names of a document's client.
pub fn names(document: &Document) -> BTreeSet<String> {
    let files = generate::generate(document.api(), &standalone::target(Path::new("d"))).unwrap();
    let mut found = BTreeSet::new();
    for file in files
        .iter()
        .filter(|file| Path::new(&file.path).extension().is_some_and(|e| e == "rs"))
    {
        items(
            &file.path,
            &syn::parse_file(&file.text).unwrap().items,
            &mut found,
        );
    }
    found
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

/// The attributes with wire names and derived traits.
fn relevant(attributes: &[Attribute]) -> String {
    let relevant = attributes.iter().filter(|a| {
        ["serde", "derive"]
            .iter()
            .any(|name| a.path().is_ident(name))
    });
    relevant.map(text).collect()
}

/// Adds the public names of `items`; `path` is their file and module.
fn items(path: &str, items: &[Item], found: &mut BTreeSet<String>) {
    for item in items {
        match item {
            Item::Mod(module) => {
                if let (Visibility::Public(_), Some((_, inner))) = (&module.vis, &module.content) {
                    self::items(&format!("{path} {}", module.ident), inner, found);
                }
            }
            Item::Struct(item) => {
                found.insert(format!(
                    "{path} struct {} {}",
                    item.ident,
                    relevant(&item.attrs)
                ));
                for (member, field) in item.fields.members().zip(&item.fields) {
                    if let Visibility::Public(_) = field.vis {
                        let (attributes, field) = (relevant(&field.attrs), text(&field.ty));
                        found.insert(format!(
                            "{path} {}.{} : {field} {attributes}",
                            item.ident,
                            text(&member)
                        ));
                    }
                }
            }
            Item::Enum(item) => {
                found.insert(format!(
                    "{path} enum {} {}",
                    item.ident,
                    relevant(&item.attrs)
                ));
                for variant in &item.variants {
                    found.insert(format!(
                        "{path} {}::{} {}",
                        item.ident,
                        variant.ident,
                        text(&variant.fields)
                    ));
                }
            }
            Item::Impl(item) => {
                let ty = text(&item.self_ty);
                if let Some((_, name, _)) = &item.trait_ {
                    found.insert(format!("{path} {ty}: {}", text(name)));
                    continue;
                }
                for inner in &item.items {
                    match inner {
                        ImplItem::Fn(f) if matches!(f.vis, Visibility::Public(_)) => {
                            found.insert(format!("{path} {ty} {}", text(&f.sig)));
                        }
                        ImplItem::Const(constant) => {
                            found.insert(format!("{path} {ty}::{}", constant.ident));
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

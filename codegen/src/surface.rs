//! What a caller can do with a generated crate: every use of it, each as a few lines of a caller.
//!
//! Whether a change breaks a caller is a question for callers, so one is made that does everything: it reads every
//! field, makes and matches every variant (with an arm for those that come), calls every method with the
//! arguments that it takes and keeps the result, and asks for every trait. A use that the new crate
//! does not offer in the same words is a break, even where `cargo semver-checks` has no lint for it (it looks at no type of
//! a field, an argument or a result); a use that the old one does not offer is an addition. As text the uses can be compared in
//! no time; as a crate ([`Surface::caller`]) they convince the compiler.
//!
//! It knows what the generator writes and nothing else: an item of another kind is an error, so that none is left out
//! silently.

mod calls;
mod items;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::error::Refusal;
use crate::generate::File;

/// All uses of a crate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Surface {
    modules: BTreeMap<Vec<String>, Module>,
}

/// What a caller sees of a module.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Module {
    /// What the module itself imports, so that its types are found by the same names.
    imports: Vec<String>,
    /// The uses, each with what it is a use of, for people.
    uses: BTreeMap<String, String>,
}

impl Surface {
    /// The uses of generated files.
    ///
    /// # Errors
    /// When a file holds something that this module does not know, which is a fault of the pipeline.
    pub fn of(files: &[File]) -> Result<Self, Refusal> {
        let mut surface = Self::default();
        for file in files {
            let refuse = |what: String| {
                Refusal::document(
                    format!(
                        "what is generated is beyond the comparison of callers: {}: {what}",
                        file.path
                    ),
                    "this is a fault of the pipeline, please report it with the document",
                )
            };
            let parsed = syn::parse_file(&file.text).map_err(|e| refuse(e.to_string()))?;
            let path = match file.path.trim_end_matches(".rs") {
                "mod" => vec![],
                name => vec![name.to_owned()],
            };
            surface.module(&path, &parsed.items).map_err(refuse)?;
        }
        Ok(surface)
    }

    fn module(&mut self, path: &[String], items: &[syn::Item]) -> Result<(), String> {
        let mut module = Module::default();
        for item in items {
            match item {
                syn::Item::Use(import) => module.imports.push(quote! { #import }.to_string()),
                syn::Item::Mod(inner) if items::is_public(&inner.vis) => {
                    let mut below = path.to_vec();
                    below.push(inner.ident.to_string());
                    // a module in a file of its own comes with that file
                    if let Some((_, items)) = &inner.content {
                        self.module(&below, items)?;
                    }
                }
                other => {
                    for (label, text) in items::uses(other, items)? {
                        module
                            .uses
                            .insert(text, [path.join("::"), label].join("::"));
                    }
                }
            }
        }
        // that the module is there is a use of it
        let names = path.iter().map(|name| format_ident!("{name}"));
        let import = quote! { pub use ::client #(::#names)*::*; };
        module.uses.insert(import.to_string(), path.join("::"));
        self.modules.insert(path.to_vec(), module);
        Ok(())
    }

    /// What `new` does not offer any more, in the same words; with nothing, a caller of this still compiles.
    pub fn gone<'a>(&'a self, new: &Self) -> Vec<&'a str> {
        let mut gone = vec![];
        for (path, module) in &self.modules {
            let there = new.modules.get(path);
            for (text, label) in &module.uses {
                if !there.is_some_and(|there| there.uses.contains_key(text)) {
                    gone.push(label.trim_start_matches("::"));
                }
            }
        }
        gone.sort_unstable();
        gone.dedup();
        gone
    }

    /// A crate's `lib.rs` that does all of it to a crate called `client`.
    ///
    /// # Errors
    /// When it is no Rust, which is a fault of the pipeline.
    pub fn caller(&self) -> Result<String, Refusal> {
        let modules = self.tokens(&[])?;
        // `crate::generated` is what the generated code calls itself
        let tokens = quote! {
            //! Everything that a caller can do with a generated crate.
            #![allow(warnings)]
            mod generated { #modules }
        };
        let file = syn::parse2(tokens).map_err(|e| no_rust(&e))?;
        Ok(prettyplease::unparse(&file))
    }

    fn tokens(&self, path: &[String]) -> Result<TokenStream, Refusal> {
        let mut tokens = TokenStream::new();
        if let Some(module) = self.modules.get(path) {
            for text in module.imports.iter().chain(module.uses.keys()) {
                tokens.extend(text.parse::<TokenStream>().map_err(|e| no_rust(&e))?);
            }
        }
        let below = self
            .modules
            .keys()
            .filter(|other| other.split_last().is_some_and(|(_, parent)| parent == path));
        for other in below {
            let name = format_ident!("{}", other.last().map_or("", String::as_str));
            let inner = self.tokens(other)?;
            tokens.extend(quote! { pub mod #name { #inner } });
        }
        Ok(tokens)
    }
}

fn no_rust(error: &dyn std::fmt::Display) -> Refusal {
    Refusal::document(
        format!("a caller of what is generated is no Rust: {error}"),
        "this is a fault of the pipeline, please report it with the document",
    )
}

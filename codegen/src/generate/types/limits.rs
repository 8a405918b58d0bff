//! Strings with limits that responses may exceed.
//!
//! typify enforces a pattern or a length whenever a value is read, so that one invalid value makes
//! a response unreadable. The run time reads these types (see `api_transport::limited`) and
//! enforces limits only where a value is built.

use std::collections::HashSet;

use syn::{Fields, ImplItemFn, Item, parse_quote};

use crate::generate::rust::{implements, methods, text, type_name};

/// Applies the pass to the items of the module `types`.
pub fn apply(items: &mut [Item]) {
    let texts: HashSet<String> = items.iter().filter_map(name_of_text).collect();
    for item in items {
        if let Item::Impl(block) = item
            && texts.contains(&type_name(&block.self_ty))
            && implements(block, "Deserialize")
        {
            methods(block).for_each(read_any);
        }
    }
}

/// The name of a type that is only a string.
fn name_of_text(item: &Item) -> Option<String> {
    let Item::Struct(definition) = item else {
        return None;
    };
    let Fields::Unnamed(fields) = &definition.fields else {
        return None;
    };
    let mut fields = fields.unnamed.iter();
    let is_text = fields.len() == 1 && fields.all(|f| text(&f.ty) == "::std::string::String");
    is_text.then(|| definition.ident.to_string())
}

/// Makes a function that parses a value read it without its limits.
fn read_any(function: &mut ImplItemFn) {
    if text(&function.block).contains(".parse()") {
        function.block = parse_quote! {{ ::progenitor_client::limited(deserializer, Self) }};
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn only_texts_with_limits_are_read_by_the_run_time() {
        let before = quote! {
            struct Code(::std::string::String);
            struct Plain(::std::string::String);
            struct Count(i64);
            impl<'de> ::serde::Deserialize<'de> for Code {
                fn deserialize<D>(deserializer: D) -> Result<Self, D::Error> {
                    ::std::string::String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
                }
            }
            impl<'de> ::serde::Deserialize<'de> for Plain {
                fn deserialize<D>(deserializer: D) -> Result<Self, D::Error> {
                    ::std::string::String::deserialize(deserializer).map(Self)
                }
            }
            impl<'de> ::serde::Deserialize<'de> for Count {
                fn deserialize<D>(deserializer: D) -> Result<Self, D::Error> {
                    i64::deserialize(deserializer)?.to_string().parse()
                }
            }
        };
        let mut file: syn::File = syn::parse2(before.clone()).unwrap();
        apply(&mut file.items);
        let after = prettyplease::unparse(&file);
        assert_eq!(
            after
                .matches("::progenitor_client::limited(deserializer, Self)")
                .count(),
            1
        );
        let code = after.split("for Plain").next().unwrap();
        assert!(code.contains("limited"), "{after}");
    }
}

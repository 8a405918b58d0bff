//! What `schemars` cannot see when it derives a type's schema: what the type refuses to be made of.
//!
//! It sees a `String` behind a checked text, and derives the schema of any text. So such a type says in an
//! attribute what its own `FromStr` refuses. That is read from the code that typify wrote, not from the document:
//! the schema then refuses exactly what the type refuses, whatever name the type was given.

use std::collections::HashMap;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, BinOp, Expr, ExprBinary, ExprCall, Item, ItemImpl, Lit, Type, parse_quote};

use super::text;

/// Applies the pass to the items of the module `types`.
pub fn apply(items: &mut [Item]) {
    let texts: HashMap<String, Vec<TokenStream>> =
        items.iter_mut().filter_map(checked_text).collect();
    for item in items {
        let Item::Struct(definition) = item else {
            continue;
        };
        let limits = texts.get(&definition.ident.to_string());
        if let Some(limits) = limits.filter(|_| derives_schema(&definition.attrs)) {
            definition
                .attrs
                .push(parse_quote! { #[schemars(extend(#(#limits),*))] });
        }
    }
}

fn derives_schema(attrs: &[Attribute]) -> bool {
    let derives = attrs.iter().filter(|attr| attr.path().is_ident("derive"));
    derives
        .map(|attr| attr.to_token_stream().to_string())
        .any(|derive| derive.contains("JsonSchema"))
}

/// The name of a type that is read from text, and the keywords for what its `FromStr` refuses.
fn checked_text(item: &mut Item) -> Option<(String, Vec<TokenStream>)> {
    let Item::Impl(block) = item else { return None };
    let name = from_str_of(block)?;
    let mut checks = Checks::default();
    checks.visit_item_impl_mut(block);
    let limits = checks.keywords();
    (!limits.is_empty()).then_some((name, limits))
}

fn from_str_of(block: &ItemImpl) -> Option<String> {
    let (_, of, _) = block.trait_.as_ref()?;
    if of.segments.last()?.ident != "FromStr" {
        return None;
    }
    match &*block.self_ty {
        Type::Path(path) => Some(path.path.get_ident()?.to_string()),
        _ => None,
    }
}

/// The checks that typify writes: `Regex::new("..")`, and `..count()` compared with a number.
#[derive(Default)]
struct Checks {
    pattern: Option<String>,
    shortest: Option<usize>,
    longest: Option<usize>,
}

impl Checks {
    fn keywords(&self) -> Vec<TokenStream> {
        let pattern = self.pattern.as_ref();
        let shortest = self.shortest.map(Literal::usize_unsuffixed);
        let longest = self.longest.map(Literal::usize_unsuffixed);
        let keywords = [
            pattern.map(|pattern| quote! { "pattern" = #pattern }),
            shortest.map(|least| quote! { "minLength" = #least }),
            longest.map(|most| quote! { "maxLength" = #most }),
        ];
        keywords.into_iter().flatten().collect()
    }
}

impl VisitMut for Checks {
    fn visit_expr_call_mut(&mut self, call: &mut ExprCall) {
        if text(&call.func).ends_with("Regex::new")
            && let Some(Expr::Lit(pattern)) = call.args.first()
            && let Lit::Str(pattern) = &pattern.lit
        {
            self.pattern = Some(pattern.value());
        }
        visit_mut::visit_expr_call_mut(self, call);
    }

    fn visit_expr_binary_mut(&mut self, comparison: &mut ExprBinary) {
        if let Expr::MethodCall(counted) = &*comparison.left
            && counted.method == "count"
            && let Expr::Lit(limit) = &*comparison.right
            && let Lit::Int(limit) = &limit.lit
        {
            // Beyond what an `i32` holds, the attribute's literal would be none; no text is that long.
            let limit = limit.base10_parse().ok();
            let limit = limit.filter(|limit| i32::try_from(*limit).is_ok());
            match comparison.op {
                BinOp::Lt(_) => self.shortest = limit,
                BinOp::Gt(_) => self.longest = limit,
                _ => {}
            }
        }
        visit_mut::visit_expr_binary_mut(self, comparison);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The attributes that the pass adds to these items, as text without spaces.
    fn added(file: syn::File) -> Vec<String> {
        let mut items = file.items;
        apply(&mut items);
        let mut added = vec![];
        for item in &items {
            let Item::Struct(definition) = item else {
                continue;
            };
            for attr in &definition.attrs {
                if attr.path().is_ident("schemars") {
                    added.push(text(attr));
                }
            }
        }
        added
    }

    #[test]
    fn a_text_says_what_it_refuses() {
        let file = parse_quote! {
            #[derive(schemars::JsonSchema)]
            #[serde(transparent)]
            pub struct Code(String);
            impl ::std::str::FromStr for Code {
                fn from_str(value: &str) -> Result<Self, Error> {
                    if value.chars().count() > 9usize { return Err("longer".into()); }
                    if value.chars().count() < 1usize { return Err("shorter".into()); }
                    static PATTERN: LazyLock<::regress::Regex> =
                        LazyLock::new(|| { ::regress::Regex::new("^\"[A-Z]{2}\\d$").unwrap() });
                    Ok(Self(value.to_string()))
                }
            }
        };
        assert_eq!(
            added(file),
            [r#"#[schemars(extend("pattern"="^\"[A-Z]{2}\\d$","minLength"=1,"maxLength"=9))]"#]
        );
    }

    #[test]
    fn what_refuses_nothing_stays() {
        let file = parse_quote! {
            #[derive(schemars::JsonSchema)]
            pub struct Any(pub String);
            impl ::std::str::FromStr for Any {
                fn from_str(value: &str) -> Result<Self, Error> { Ok(Self(value.to_string())) }
            }
            #[derive(Debug)]
            pub struct Plain(String);
            impl ::std::str::FromStr for Plain {
                fn from_str(value: &str) -> Result<Self, Error> {
                    if value.chars().count() < 1usize { return Err("shorter".into()); }
                    Ok(Self(value.to_string()))
                }
            }
        };
        assert_eq!(added(file), [""; 0]);
    }
}

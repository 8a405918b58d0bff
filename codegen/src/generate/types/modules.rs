//! Takes out of progenitor's output what is wanted, before anything is parsed.
//!
//! Half of what progenitor writes is functions whose bodies are replaced anyway. Parsing is where most of the time
//! goes, so they are cut out of the tokens first.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// What stands in the modules of these names.
///
/// # Errors
/// The name of a module that is not there.
pub fn take<const N: usize>(
    file: TokenStream,
    names: [&'static str; N],
) -> Result<[TokenStream; N], &'static str> {
    let mut found = [const { None }; N];
    let mut before: [Option<String>; 2] = [None, None];
    for token in file {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let [Some(keyword), Some(name)] = &before else {
                    continue;
                };
                let wanted = names.iter().zip(&mut found).find(|(n, _)| *n == name);
                if let (Some((_, found)), "mod") = (wanted, keyword.as_str()) {
                    *found = Some(group.stream());
                }
            }
            TokenTree::Ident(ident) => {
                let [_, last] = before;
                before = [last, Some(ident.to_string())];
            }
            _ => before = [None, None],
        }
    }
    let mut modules = std::array::from_fn(|_| TokenStream::new());
    for ((module, found), name) in modules.iter_mut().zip(found).zip(names) {
        *module = found.ok_or(name)?;
    }
    Ok(modules)
}

/// The items of a module, with nothing in the bodies of their methods.
pub fn without_bodies(items: TokenStream) -> TokenStream {
    let empty = |token| emptied(token, |_| TokenStream::new());
    items
        .into_iter()
        .map(|token| emptied(token, |item| item.stream().into_iter().map(empty).collect()))
        .collect()
}

/// `token`, with `content` in it where it is a block.
fn emptied(token: TokenTree, content: impl Fn(&Group) -> TokenStream) -> TokenTree {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
            Group::new(Delimiter::Brace, content(&group)).into()
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn modules_are_found_by_name() {
        let file = quote! { use x; pub mod a { struct A {} } impl Client { fn a() {} } mod b { const B: u8 = 1; } };
        let [b, a] = take(file.clone(), ["b", "a"]).unwrap();
        assert_eq!(a.to_string(), quote! { struct A {} }.to_string());
        assert_eq!(b.to_string(), quote! { const B: u8 = 1; }.to_string());
        assert_eq!(take(file, ["a", "c"]).unwrap_err(), "c");
    }

    #[test]
    fn methods_keep_their_signatures_and_lose_their_bodies() {
        let with = quote! { impl A { pub fn b<V>(self, v: V) -> [u8; { 1 }] where V: C { let x = { v }; x } } };
        let without = quote! { impl A { pub fn b<V>(self, v: V) -> [u8; { 1 }] where V: C {} } };
        assert_eq!(without_bodies(with).to_string(), without.to_string());
    }
}

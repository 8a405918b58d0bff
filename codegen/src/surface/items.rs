//! The uses of one item.

use super::calls::{Named, calls};
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::punctuated::Punctuated;
use syn::visit_mut::VisitMut;
use syn::{
    Attribute, Fields, GenericArgument, Generics, ImplItem, Item, PathArguments, TraitItem, Type,
    TypeParamBound, Visibility, parse_quote,
};

/// Whether a caller sees it.
pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The uses of `item`, which stands among `items`: what each is a use of, and its text.
pub(super) fn uses(item: &Item, items: &[Item]) -> Result<Vec<(String, String)>, String> {
    let uses = match item {
        Item::Struct(item) if is_public(&item.vis) => {
            let name = &item.ident;
            let t = whole(name, &item.generics);
            let mut uses = derived(&item.attrs, &item.generics, &t)?;
            uses.extend(fields(
                &t,
                &item.generics,
                &item.fields,
                !is_open(&item.attrs),
            ));
            uses
        }
        Item::Enum(item) if is_public(&item.vis) => {
            let t = whole(&item.ident, &item.generics);
            let mut uses = derived(&item.attrs, &item.generics, &t)?;
            for variant in &item.variants {
                uses.extend(self::variant(&t, variant));
            }
            if !is_open(&item.attrs) {
                return Err(format!("the enum {} cannot grow", item.ident));
            }
            uses
        }
        Item::Const(item) if is_public(&item.vis) => {
            let (name, t) = (&item.ident, &item.ty);
            vec![(name.to_string(), quote! { fn f() { let _: #t = #name; } })]
        }
        Item::Static(item) if is_public(&item.vis) => {
            let (name, t) = (&item.ident, &item.ty);
            vec![(
                name.to_string(),
                quote! { fn f() { let _: &'static #t = &#name; } },
            )]
        }
        Item::Trait(item) if is_public(&item.vis) => {
            let name = &item.ident;
            let mut uses = vec![];
            for method in &item.items {
                let TraitItem::Fn(method) = method else {
                    return Err(format!("the trait {name} has more than methods"));
                };
                let generics: Generics = parse_quote! { <This: #name + ?::std::marker::Sized> };
                let label = format!("{name}::{}", method.sig.ident);
                let calls = calls(&parse_quote! { This }, &generics, &method.sig);
                uses.extend(calls.into_iter().map(|tokens| (label.clone(), tokens)));
            }
            uses
        }
        Item::Impl(item) => match &item.trait_ {
            Some((_, path, _)) if is_private(path, items) => vec![],
            Some((_, path, _)) => vec![implemented(item, path)?],
            None => methods(item)?,
        },
        Item::Const(_)
        | Item::Static(_)
        | Item::Struct(_)
        | Item::Enum(_)
        | Item::Trait(_)
        | Item::Fn(syn::ItemFn {
            vis: Visibility::Inherited | Visibility::Restricted(_),
            ..
        })
        | Item::Mod(_) => vec![],
        other => {
            return Err(format!(
                "an item of an unknown kind: {}",
                other.to_token_stream()
            ));
        }
    };
    // a block of its own, so that all can be called `f`
    let text = |tokens: TokenStream| quote! { const _: () = { #tokens }; }.to_string();
    Ok(uses
        .into_iter()
        .map(|(label, tokens)| (label, text(tokens)))
        .collect())
}

/// A use: what it is a use of, for people, and what a caller writes.
type Use = (String, TokenStream);

/// A type as people write it.
fn named(t: &impl ToTokens) -> String {
    t.to_token_stream().to_string().replace(' ', "")
}

/// Whether more can be added to it.
fn is_open(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|a| a.path().is_ident("non_exhaustive"))
}

/// A trait in a module that callers do not see.
fn is_private(path: &syn::Path, items: &[Item]) -> bool {
    let first = path.segments.first().filter(|_| path.segments.len() > 1);
    first.is_some_and(|first| {
        items.iter().any(|item| {
            matches!(item, Item::Mod(module) if module.ident == first.ident && !is_public(&module.vis))
        })
    })
}

/// A type with its own generics as arguments.
fn whole(name: &syn::Ident, generics: &Generics) -> Type {
    let (_, arguments, _) = generics.split_for_impl();
    parse_quote! { #name #arguments }
}

fn derived(attributes: &[Attribute], generics: &Generics, t: &Type) -> Result<Vec<Use>, String> {
    let mut uses = vec![];
    for attribute in attributes.iter().filter(|a| a.path().is_ident("derive")) {
        let paths = attribute
            .parse_args_with(Punctuated::<syn::Path, syn::Token![,]>::parse_terminated)
            .map_err(|e| e.to_string())?;
        for path in paths {
            let name = path
                .segments
                .last()
                .map(|s| s.ident.to_string())
                .unwrap_or_default();
            let bound: TypeParamBound = match name.as_str() {
                "Deserialize" => parse_quote! { ::serde::de::DeserializeOwned },
                "Serialize" => parse_quote! { ::serde::Serialize },
                "Debug" => parse_quote! { ::std::fmt::Debug },
                "Hash" => parse_quote! { ::std::hash::Hash },
                "Default" => parse_quote! { ::std::default::Default },
                "Clone" => parse_quote! { ::std::clone::Clone },
                "Copy" => parse_quote! { ::std::marker::Copy },
                "PartialEq" => parse_quote! { ::std::cmp::PartialEq },
                "Eq" => parse_quote! { ::std::cmp::Eq },
                "PartialOrd" => parse_quote! { ::std::cmp::PartialOrd },
                "Ord" => parse_quote! { ::std::cmp::Ord },
                _ => parse_quote! { #path },
            };
            uses.push((
                format!("{}: {name}", named(t)),
                bounded(generics, t, &bound),
            ));
        }
    }
    Ok(uses)
}

/// `T` is asked for a trait.
fn bounded(generics: &Generics, t: &Type, bound: &TypeParamBound) -> TokenStream {
    let parameters = &generics.params;
    let (declared, _, _) = generics.split_for_impl();
    let separator = (!parameters.is_empty() && !parameters.trailing_punct()).then(|| quote! { , });
    quote! {
        fn f #declared () {
            fn is<#parameters #separator T: ?::std::marker::Sized + #bound>() {}
            is::<#t>();
        }
    }
}

fn implemented(item: &syn::ItemImpl, path: &syn::Path) -> Result<Use, String> {
    if item.generics.type_params().next().is_some() {
        return Err("an implementation for more than one type".to_owned());
    }
    let t = &item.self_ty;
    let mut bound = path.clone();
    for inner in &item.items {
        if let ImplItem::Type(associated) = inner {
            let (name, mut value) = (&associated.ident, associated.ty.clone());
            Named(t).visit_type_mut(&mut value);
            let argument: GenericArgument = parse_quote! { #name = #value };
            let last = bound.segments.last_mut().ok_or("a trait without a name")?;
            match &mut last.arguments {
                PathArguments::AngleBracketed(arguments) => arguments.args.push(argument),
                other => *other = PathArguments::AngleBracketed(parse_quote! { <#argument> }),
            }
        }
    }
    // a bound with a lifetime of the implementation, or with one that is left out, is one for every lifetime
    let mut left_out = LeftOut(false);
    left_out.visit_path_mut(&mut bound);
    let mut lifetimes: Vec<_> = item
        .generics
        .lifetimes()
        .filter(|l| !mentions(t, &l.lifetime))
        .map(|l| l.lifetime.clone())
        .collect();
    if left_out.0 {
        lifetimes.push(parse_quote! { 'any });
    }
    let mut generics = item.generics.clone();
    generics.params = item
        .generics
        .params
        .iter()
        .filter(|p| matches!(p, syn::GenericParam::Lifetime(l) if mentions(t, &l.lifetime)))
        .cloned()
        .collect();
    let for_all = (!lifetimes.is_empty()).then(|| quote! { for<#(#lifetimes),*> });
    let label = format!("{}: {}", named(t), named(path));
    Ok((
        label,
        bounded(&generics, t, &parse_quote! { #for_all #bound }),
    ))
}

fn mentions(t: &Type, lifetime: &syn::Lifetime) -> bool {
    t.to_token_stream()
        .to_string()
        .contains(&lifetime.to_token_stream().to_string())
}

fn fields(t: &Type, generics: &Generics, fields: &Fields, can_be_made: bool) -> Vec<Use> {
    let (declared, _, _) = generics.split_for_impl();
    let mut uses = vec![];
    for (member, field) in fields.members().zip(fields) {
        if is_public(&field.vis) {
            let inner = &field.ty;
            let label = format!("{}.{}", named(t), named(&member));
            uses.push((label, quote! {
                fn f #declared (this: #t) { let _: &#inner = &this.#member; let _: #inner = this.#member; }
            }));
        }
    }
    if can_be_made && !fields.is_empty() && fields.iter().all(|f| is_public(&f.vis)) {
        let (names, types) = arguments_of(fields);
        let members = fields.members();
        let arguments = names
            .iter()
            .zip(&types)
            .map(|(name, t)| quote! { #name: #t });
        uses.push((
            named(t),
            quote! {
                fn f #declared (#(#arguments),*) -> #t { #t { #(#members: #names),* } }
            },
        ));
    }
    uses
}

fn arguments_of(fields: &Fields) -> (Vec<syn::Ident>, Vec<Type>) {
    let names = (0..fields.len()).map(|i| format_ident!("a{i}")).collect();
    (names, fields.iter().map(|f| f.ty.clone()).collect())
}

fn variant(t: &Type, variant: &syn::Variant) -> Vec<Use> {
    let name = &variant.ident;
    let (names, types) = arguments_of(&variant.fields);
    let members: Vec<_> = variant.fields.members().collect();
    let arguments = names
        .iter()
        .zip(&types)
        .map(|(name, t)| quote! { #name: #t });
    let label = format!("{}::{name}", named(t));
    vec![
        (
            label.clone(),
            quote! {
                fn f(this: #t) {
                    match this {
                        #t::#name { #(#members: #names,)* } => { #(let _: #types = #names;)* }
                        _ => {}
                    }
                }
            },
        ),
        (
            label,
            quote! {
                fn f(#(#arguments),*) -> #t { #t::#name { #(#members: #names),* } }
            },
        ),
    ]
}

fn methods(item: &syn::ItemImpl) -> Result<Vec<Use>, String> {
    let t = &item.self_ty;
    let mut uses = vec![];
    for inner in &item.items {
        match inner {
            ImplItem::Fn(method) if is_public(&method.vis) => {
                let label = format!("{}::{}", named(t), method.sig.ident);
                let calls = calls(t, &item.generics, &method.sig);
                uses.extend(calls.into_iter().map(|tokens| (label.clone(), tokens)));
            }
            ImplItem::Const(constant) if is_public(&constant.vis) => {
                let (name, mut value) = (&constant.ident, constant.ty.clone());
                Named(t).visit_type_mut(&mut value);
                let label = format!("{}::{name}", named(t));
                uses.push((label, quote! { fn f() { let _: #value = <#t>::#name; } }));
            }
            ImplItem::Fn(_) | ImplItem::Const(_) => {}
            other => {
                return Err(format!(
                    "a member of an unknown kind: {}",
                    other.to_token_stream()
                ));
            }
        }
    }
    Ok(uses)
}

/// Names the lifetimes of references that have none; tells whether there were any.
struct LeftOut(bool);

impl VisitMut for LeftOut {
    fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
        if reference.lifetime.is_none() {
            self.0 = true;
            reference.lifetime = Some(parse_quote! { 'any });
        }
        syn::visit_mut::visit_type_reference_mut(self, reference);
    }
}

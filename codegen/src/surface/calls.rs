//! Calls of methods: with everything that they take, keeping what they give.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::visit_mut::VisitMut;
use syn::{
    FnArg, GenericArgument, Generics, PathArguments, ReturnType, Signature, Type, TypeParamBound,
    parse_quote,
};

/// A function that takes what the method takes, calls it, and hands on what it gives.
///
/// An argument that is anything convertible to an `Option` is two uses: a caller passes a value, or an
/// `Option` of one.
pub(super) fn calls(t: &Type, outer: &Generics, signature: &Signature) -> Vec<TokenStream> {
    let mut signature = signature.clone();
    Named(t).visit_signature_mut(&mut signature);
    let mut variants = vec![];
    let optional: Vec<Option<Type>> = signature.inputs.iter().map(into_option).collect();
    if optional.iter().any(Option::is_some) {
        for wrap in [false, true] {
            let mut signature = signature.clone();
            signature.generics.params.clear();
            for (input, inner) in signature.inputs.iter_mut().zip(&optional) {
                if let (FnArg::Typed(input), Some(inner)) = (input, inner) {
                    let inner = inner.clone();
                    *input.ty = if wrap {
                        parse_quote! { ::std::option::Option<#inner> }
                    } else {
                        inner
                    };
                }
            }
            variants.push(call(t, outer, &signature));
        }
    } else {
        variants.push(call(t, outer, &signature));
    }
    variants
}

fn call(t: &Type, outer: &Generics, signature: &Signature) -> TokenStream {
    let mut arguments = vec![];
    let mut names = vec![];
    for (i, input) in signature.inputs.iter().enumerate() {
        let (name, t) = match input {
            FnArg::Receiver(receiver) => {
                let reference = receiver
                    .reference
                    .as_ref()
                    .map(|(and, lifetime)| quote! { #and #lifetime });
                let mutable = receiver.mutability.filter(|_| reference.is_some());
                (format_ident!("this"), quote! { #reference #mutable #t })
            }
            FnArg::Typed(input) => {
                let t = &input.ty;
                (format_ident!("a{i}"), quote! { #t })
            }
        };
        arguments.push(quote! { #name: #t });
        names.push(name);
    }
    let mut generics = outer.clone();
    generics
        .params
        .extend(signature.generics.params.iter().cloned());
    if let Some(clause) = &signature.generics.where_clause {
        generics
            .make_where_clause()
            .predicates
            .extend(clause.predicates.iter().cloned());
    }
    let (declared, _, bounds) = generics.split_for_impl();
    let (name, output) = (&signature.ident, &signature.output);
    let is_async = signature.asyncness;
    let wait = is_async.map(|_| quote! { .await });
    let result = match output {
        ReturnType::Default => quote! { () },
        ReturnType::Type(_, t) => quote! { #t },
    };
    quote! {
        #is_async fn f #declared (#(#arguments),*) -> #result #bounds {
            <#t>::#name(#(#names),*) #wait
        }
    }
}

/// `&T` of an argument `impl Into<Option<&'v T>>`.
fn into_option(input: &FnArg) -> Option<Type> {
    let FnArg::Typed(input) = input else {
        return None;
    };
    let Type::ImplTrait(bounds) = &*input.ty else {
        return None;
    };
    let TypeParamBound::Trait(bound) = bounds.bounds.first()? else {
        return None;
    };
    let into = bound.path.segments.last().filter(|s| s.ident == "Into")?;
    let Type::Path(option) = only_argument(&into.arguments)? else {
        return None;
    };
    let option = option
        .path
        .segments
        .last()
        .filter(|s| s.ident == "Option")?;
    let mut inner = only_argument(&option.arguments)?.clone();
    if let Type::Reference(reference) = &mut inner {
        reference.lifetime = None;
    }
    Some(inner)
}

fn only_argument(arguments: &PathArguments) -> Option<&Type> {
    match arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(t) => Some(t),
            _ => None,
        },
        _ => None,
    }
}

/// Writes a type in the place of `Self`.
pub(super) struct Named<'a>(pub(super) &'a Type);

impl VisitMut for Named<'_> {
    fn visit_type_mut(&mut self, t: &mut Type) {
        if matches!(t, Type::Path(path) if path.path.is_ident("Self")) {
            *t = self.0.clone();
        } else {
            syn::visit_mut::visit_type_mut(self, t);
        }
    }
}

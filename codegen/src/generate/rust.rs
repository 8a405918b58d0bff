//! Reads and changes Rust code as `syn` parses it.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Block, Expr, ExprAssign, ExprStruct, Field, Fields, GenericArgument, Ident,
    ImplItem, ImplItemFn, Item, ItemImpl, Meta, Path, PathArguments, Stmt, Token, Type,
    TypeParamBound, WhereClause, WherePredicate,
};

/// Tokens as text without spaces, to compare them.
pub(crate) fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

/// All identifiers in `tokens`.
pub(super) fn idents(tokens: TokenStream) -> Vec<String> {
    let mut found = vec![];
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => found.push(ident.to_string()),
            TokenTree::Group(group) => found.extend(idents(group.stream())),
            _ => {}
        }
    }
    found
}

/// The name and the attributes of a struct or an enum.
pub(super) fn definition(item: &mut Item) -> Option<(&Ident, &mut Vec<Attribute>)> {
    match item {
        Item::Struct(item) => Some((&item.ident, &mut item.attrs)),
        Item::Enum(item) => Some((&item.ident, &mut item.attrs)),
        _ => None,
    }
}

/// The name of a struct or an enum.
pub(super) fn definition_name(item: &Item) -> Option<&Ident> {
    match item {
        Item::Struct(item) => Some(&item.ident),
        Item::Enum(item) => Some(&item.ident),
        _ => None,
    }
}

/// The items of the module `name`.
pub(super) fn module<'a>(items: &'a mut [Item], name: &str) -> Option<&'a mut Vec<Item>> {
    items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == name => Some(&mut module.content.as_mut()?.1),
        _ => None,
    })
}

/// The last segment of a type's path.
pub(super) fn type_name(ty: &Type) -> String {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|s| s.ident.to_string()),
        _ => None,
    }
    .unwrap_or_default()
}

/// The generic arguments of a path whose last segment is `name`.
fn arguments<'a>(path: &'a Path, name: &str) -> impl DoubleEndedIterator<Item = &'a Type> {
    let last = path.segments.last().filter(|segment| segment.ident == name);
    let arguments = last.and_then(|segment| match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    });
    arguments
        .into_iter()
        .flatten()
        .filter_map(|argument| match argument {
            GenericArgument::Type(inner) => Some(inner),
            _ => None,
        })
}

/// The first generic argument of a type, if its last segment is `name`.
pub(super) fn argument_of<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    match ty {
        Type::Path(path) => arguments(&path.path, name).next(),
        _ => None,
    }
}

/// The last generic argument of a type, if its last segment is `name`.
pub(super) fn last_argument_of<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    match ty {
        Type::Path(path) => arguments(&path.path, name).next_back(),
        _ => None,
    }
}

/// The first generic argument of the first of `bounds` that is the trait `name`.
pub(super) fn bound_argument<'a>(
    bounds: impl IntoIterator<Item = &'a TypeParamBound>,
    name: &str,
) -> Option<&'a Type> {
    bounds.into_iter().find_map(|bound| match bound {
        TypeParamBound::Trait(bound) => arguments(&bound.path, name).next(),
        _ => None,
    })
}

/// The bounds of all types in a `where` clause, with the types.
pub(super) fn type_bounds(
    clause: &WhereClause,
) -> impl Iterator<Item = (&Type, &Punctuated<TypeParamBound, Token![+]>)> {
    clause
        .predicates
        .iter()
        .filter_map(|predicate| match predicate {
            WherePredicate::Type(bound) => Some((&bound.bounded_ty, &bound.bounds)),
            _ => None,
        })
}

/// Whether a block implements the trait `name`.
pub(super) fn implements(block: &ItemImpl, name: &str) -> bool {
    let last = block
        .trait_
        .as_ref()
        .and_then(|(_, path, _)| path.segments.last());
    last.is_some_and(|segment| segment.ident == name)
}

pub(super) fn methods(block: &mut ItemImpl) -> impl Iterator<Item = &mut ImplItemFn> {
    block.items.iter_mut().filter_map(|item| match item {
        ImplItem::Fn(method) => Some(method),
        _ => None,
    })
}

pub(super) fn method<'a>(block: &'a mut ItemImpl, name: &str) -> Option<&'a mut ImplItemFn> {
    methods(block).find(|method| method.sig.ident == name)
}

/// The name of a path expression that is one identifier.
pub(super) fn variable(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        _ => None,
    }
}

/// The assignment that a function begins with.
pub(super) fn assignment(block: &mut Block) -> Option<&mut ExprAssign> {
    match block.stmts.first_mut() {
        Some(Stmt::Expr(Expr::Assign(assign), Some(_))) => Some(assign),
        _ => None,
    }
}

/// The struct that a function ends with.
pub(super) fn returned_struct(block: &mut Block) -> Option<&mut ExprStruct> {
    match block.stmts.last_mut() {
        Some(Stmt::Expr(Expr::Struct(literal), None)) => Some(literal),
        _ => None,
    }
}

/// The expression of a field of a struct that a function ends with.
pub(super) fn returned_field<'a>(block: &'a mut Block, name: &str) -> Option<&'a mut Expr> {
    let mut fields = returned_struct(block)?.fields.iter_mut();
    let named = |member: &syn::Member| matches!(member, syn::Member::Named(n) if n == name);
    fields
        .find(|field| named(&field.member))
        .map(|field| &mut field.expr)
}

/// The named fields of a struct, with their names on the wire.
pub(super) fn wire_fields(fields: &Fields) -> impl Iterator<Item = (String, &Field)> {
    fields
        .iter()
        .filter_map(|field| Some((wire_name(field)?, field)))
}

/// The name of a field on the wire.
pub(super) fn wire_name(field: &Field) -> Option<String> {
    let name = field.ident.as_ref()?.to_string();
    Some(renamed(&field.attrs).unwrap_or(name))
}

pub(super) fn serde_attributes(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("serde"))
}

/// The name in `#[serde(rename = "..")]`.
pub(super) fn renamed(attrs: &[Attribute]) -> Option<String> {
    let mut name = None;
    for attr in serde_attributes(attrs) {
        // other members of the attribute are ignored
        let _ = attr.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                name = Some(meta.value()?.parse::<syn::LitStr>()?.value());
            } else if meta.input.peek(Token![=]) {
                meta.value()?.parse::<Expr>()?;
            }
            Ok(())
        });
    }
    name
}

/// Removes what [`renamed`] finds; the rest of the attribute stays.
pub(super) fn remove_rename(attrs: &mut [Attribute]) {
    for attr in attrs
        .iter_mut()
        .filter(|attr| attr.path().is_ident("serde"))
    {
        let metas = attr.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
        if let (Ok(metas), Meta::List(list)) = (metas, &mut attr.meta) {
            let others = metas
                .into_iter()
                .filter(|meta| !meta.path().is_ident("rename"));
            let others: Punctuated<Meta, Token![,]> = others.collect();
            list.tokens = others.to_token_stream();
        }
    }
}

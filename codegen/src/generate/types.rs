//! The types, as progenitor and typify make them, and which type each argument and answer has.

mod derived_schemas;
mod extra_properties;
mod modules;
mod recursive_options;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle, TagStyle, TypeImpl};
use quote::ToTokens;
use syn::{FnArg, GenericParam, ImplItem, Item, ReturnType, Type, parse_quote};

use super::{docs, document, document_order, known_values, open_enums, room_to_grow, wire_names};
use crate::api::{Api, BodyKind, Content, Operation};
use crate::error::{Refusal, panic_text};
use crate::pointer;
use crate::target::{Numbers, Target};

/// The types of an API.
#[derive(Debug)]
pub struct Types {
    /// The module `types`.
    pub module: syn::File,
    /// Per operation, in the API's order: the types of its parts.
    pub operations: Vec<OperationTypes>,
}

/// The types of one operation.
#[derive(Debug, Default)]
pub struct OperationTypes {
    /// By the argument's Rust name; a JSON body is `body`.
    pub arguments: HashMap<String, Type>,
    /// Whether the body has a builder of its own, which one can fill in place.
    pub body_builder: Option<Type>,
    /// By the answer's position in [`Operation::responses`].
    pub answers: HashMap<usize, Type>,
}

/// Runs progenitor.
///
/// # Errors
/// A [`Refusal`] with progenitor's own words, or when it panics.
pub fn generate(api: &Api, target: &Target) -> Result<Types, Refusal> {
    let document = document::make(api)?;
    let refuse = |what: String| {
        Refusal::document(
            format!("progenitor cannot express the document: {what}"),
            "report it with the document, so that a pass can be written",
        )
    };
    let mut generator = Generator::new(&settings(api, target));
    let tokens = catch_unwind(AssertUnwindSafe(|| generator.generate_tokens(&document)))
        .map_err(|panic| refuse(panic_text(&*panic)))?
        .map_err(|e| refuse(e.to_string()))?;
    let [types, builders] = modules::take(tokens, ["types", "builder"])
        .map_err(|name| refuse(format!("there is no module `{name}`")))?;
    let parse = |tokens| syn::parse2::<syn::File>(tokens).map_err(|e| refuse(e.to_string()));
    let mut items = parse(types)?.items;
    let builders = parse(modules::without_bodies(builders))?.items;
    let operations = operation_types(api, &builders)
        .ok_or_else(|| refuse("an argument has no type".to_owned()))?;

    recursive_options::apply(&mut items);
    extra_properties::apply(&mut items);
    document_order::apply(&mut items, api);
    wire_names::apply(&mut items, api);
    docs::apply(&mut items, api);
    room_to_grow::apply(&mut items);
    known_values::apply(&mut items, api);
    if target.json_schema {
        derived_schemas::apply(&mut items, &api.schemas);
    }
    // Large documents have thousands of types: they are kept as they are parsed, not made tokens and parsed again.
    let mut module: syn::File = parse_quote! {
        //! The types of arguments, bodies and answers.
    };
    module.items = items;
    module
        .items
        .extend(parse(open_enums::tokens(api, target))?.items);
    Ok(Types { module, operations })
}

fn settings(api: &Api, target: &Target) -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_derive("PartialEq");
    if target.json_schema {
        settings.with_derive("schemars::JsonSchema");
    }
    for (name, path) in &target.replacements {
        settings.with_replacement(
            name,
            path,
            [TypeImpl::Display, TypeImpl::FromStr].into_iter(),
        );
    }
    for (name, _) in open_enums::all(api) {
        let path = format!("crate::generated::types::{name}");
        let impls = [TypeImpl::Display, TypeImpl::FromStr];
        settings.with_replacement(name, path, impls.into_iter());
    }
    if let Numbers::Exact(path) = &target.numbers {
        for format in [None, Some("float"), Some("double")] {
            let mut schema = serde_json::json!({ "type": "number" });
            if let Some(format) = format {
                pointer::set(&mut schema, "format", format);
            }
            if let Ok(schema) = serde_json::from_value(schema) {
                settings.with_conversion::<_, std::array::IntoIter<TypeImpl, 2>>(
                    schema,
                    path,
                    [TypeImpl::Display, TypeImpl::FromStr].into_iter(),
                );
            }
        }
    }
    settings
}

/// progenitor writes one builder per operation, in the document's order: the arguments' operation first,
/// then one per JSON answer.
fn operation_types(api: &Api, builders: &[Item]) -> Option<Vec<OperationTypes>> {
    let mut impls = builders.iter().filter_map(|item| match item {
        Item::Impl(block) if block.trait_.is_none() => Some(block),
        _ => None,
    });
    let mut made = vec![];
    for operation in &api.operations {
        let arguments = impls.next()?;
        let mut types = OperationTypes::default();
        for (rust, base) in argument_names(operation) {
            types.arguments.insert(rust, setter_type(arguments, &base)?);
        }
        if matches!(
            operation.body.as_ref().map(|b| &b.kind),
            Some(BodyKind::Json { .. })
        ) {
            types
                .arguments
                .insert("body".to_owned(), setter_type(arguments, "body")?);
            types.body_builder = body_builder(arguments);
        }
        for (i, response) in operation.responses.iter().enumerate() {
            if matches!(response.content, Content::Json(_)) {
                types.answers.insert(i, answer_type(impls.next()?)?);
            }
        }
        made.push(types);
    }
    Some(made)
}

/// The Rust name of each argument, and the name that progenitor was given for it.
fn argument_names(operation: &Operation) -> Vec<(String, String)> {
    let fields = match operation.body.as_ref().map(|body| &body.kind) {
        Some(BodyKind::Form(fields) | BodyKind::Multipart(fields)) => fields.as_slice(),
        _ => &[],
    };
    let fields = fields
        .iter()
        .filter(|f| f.schema.is_some())
        .map(|f| &f.rust);
    operation
        .parameters
        .iter()
        .map(|p| &p.rust)
        .chain(fields)
        .map(|rust| (rust.clone(), rust.trim_end_matches('_').to_owned()))
        .collect()
}

fn method<'a>(block: &'a syn::ItemImpl, base: &str) -> Option<&'a syn::ImplItemFn> {
    block.items.iter().find_map(|item| match item {
        ImplItem::Fn(f)
            if f.sig.ident.to_string().trim_end_matches('_') == base
                && !matches!(f.sig.inputs.first(), Some(FnArg::Typed(_))) =>
        {
            Some(f)
        }
        _ => None,
    })
}

/// `T` of a setter's `where V: TryInto<T>`.
fn setter_type(block: &syn::ItemImpl, base: &str) -> Option<Type> {
    let setters = block.items.iter().filter_map(|item| match item {
        ImplItem::Fn(f) => Some(f),
        _ => None,
    });
    for setter in setters {
        let name = setter.sig.ident.to_string();
        let generic = setter
            .sig
            .generics
            .params
            .iter()
            .any(|p| matches!(p, GenericParam::Type(t) if t.ident == "V"));
        if name.trim_end_matches('_') != base || !generic {
            continue;
        }
        let predicates = &setter.sig.generics.where_clause.as_ref()?.predicates;
        return predicates.iter().find_map(|predicate| match predicate {
            syn::WherePredicate::Type(bound) => match bound.bounds.first()? {
                syn::TypeParamBound::Trait(bound) => first_argument(&bound.path),
                _ => None,
            },
            _ => None,
        });
    }
    None
}

/// The builder type that `body_map` hands to its closure.
fn body_builder(block: &syn::ItemImpl) -> Option<Type> {
    let map = method(block, "body_map")?;
    let predicates = &map.sig.generics.where_clause.as_ref()?.predicates;
    let syn::WherePredicate::Type(bound) = predicates.first()? else {
        return None;
    };
    let syn::TypeParamBound::Trait(bound) = bound.bounds.first()? else {
        return None;
    };
    match &bound.path.segments.last()?.arguments {
        syn::PathArguments::Parenthesized(arguments) => arguments.inputs.first().cloned(),
        _ => None,
    }
}

/// `T` of `send(..) -> Result<ResponseValue<T>, _>`.
fn answer_type(block: &syn::ItemImpl) -> Option<Type> {
    let ReturnType::Type(_, result) = &method(block, "send")?.sig.output else {
        return None;
    };
    let Type::Path(result) = &**result else {
        return None;
    };
    match first_argument(&result.path)? {
        Type::Path(value) => first_argument(&value.path),
        _ => None,
    }
}

fn first_argument(path: &syn::Path) -> Option<Type> {
    match &path.segments.last()?.arguments {
        syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            syn::GenericArgument::Type(t) => Some(t.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// A type as text without spaces, to compare and to name it.
pub fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

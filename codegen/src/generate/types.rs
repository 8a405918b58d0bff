//! The types: settings for typify, and passes over its output.

mod equality;
mod exact_extra;
mod extra_properties;
mod limits;
mod meanings;
mod non_exhaustive;
mod properties;
mod recursive_options;

use progenitor_impl::{GenerationSettings, TypeImpl};
use syn::{Item, parse_quote};

use super::passes::other_shape;
use super::responses::{self, Choice};
use super::rust::definition;
use super::{docs, known_values, open_enums};
use crate::api::Api;
use crate::error::DocumentError;
use crate::normalise::keywords::DECIMAL;
use crate::pointer;
use crate::schema::Kind;
use crate::target::Target;

/// Applies the passes over types.
pub(super) fn improve(
    items: &mut Vec<Item>,
    choices: &[Choice],
    api: &Api,
    target: &Target,
) -> Result<(), DocumentError> {
    responses::decode_by_status(items, choices)
        .map_err(|name| other_shape("responses", &name, "has other variants"))?;
    recursive_options::apply(items);
    extra_properties::apply(items);
    properties::apply(items, api);
    exact_extra::apply(items);
    limits::apply(items);
    docs::apply(items, api);
    non_exhaustive::apply(items);
    known_values::apply(items, api);
    equality::apply(items, target);
    items.extend(meanings::flags(api));
    if target.is_own {
        // typify derives without a condition
        for (_, attrs) in items.iter_mut().filter_map(definition) {
            attrs.push(parse_quote! {
                #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
            });
        }
    }
    let enums: syn::File = syn::parse2(open_enums::tokens(api, target)).map_err(|e| {
        DocumentError::document(
            format!("a generated enum is not Rust: {e}"),
            "report it with the document: it is a bug in the pipeline",
        )
    })?;
    items.extend(enums.items);
    Ok(())
}

/// The traits of replacing types that progenitor may use.
const IMPLS: [TypeImpl; 2] = [TypeImpl::Display, TypeImpl::FromStr];

/// Configures the types that typify does not generate.
pub(super) fn configure(settings: &mut GenerationSettings, api: &Api, target: &Target) {
    settings.with_derive("PartialEq");
    for (name, path) in target.replacements() {
        settings.with_replacement(name, path, IMPLS.into_iter());
    }
    for (name, _) in open_enums::all(api) {
        let path = format!("crate::generated::types::{name}");
        settings.with_replacement(name, path, IMPLS.into_iter());
    }
    if target.is_own {
        convert(settings, Kind::Number, None, target.amount());
    }
    convert(settings, Kind::Number, Some(DECIMAL), target.amount());
    for (kind, format, path) in meanings::conversions(api, target) {
        convert(settings, kind, Some(&format), &path);
    }
}

/// Makes `path` the Rust type of all schemas with this type and format.
fn convert(settings: &mut GenerationSettings, kind: Kind, format: Option<&str>, path: &str) {
    let mut schema = serde_json::json!({ "type": kind.as_str() });
    if let Some(format) = format {
        pointer::set(&mut schema, "format", format);
    }
    if let Ok(schema) = serde_json::from_value(schema) {
        settings.with_conversion(schema, path, IMPLS.into_iter());
    }
}

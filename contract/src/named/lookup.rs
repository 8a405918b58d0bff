//! Finds a field by name.

use super::{Field, FieldLocation, name};

/// The qualifier of a location.
pub(super) fn qualifier(location: FieldLocation) -> &'static str {
    match location {
        FieldLocation::Path => "path",
        FieldLocation::Query => "query",
        FieldLocation::Header => "header",
        FieldLocation::Cookie => "cookie",
        FieldLocation::Body | FieldLocation::Property | FieldLocation::Form => "body",
    }
}

/// The field with a name, which can have the location as its prefix.
pub(super) fn find<'f>(fields: &'f [Field], name: &str) -> Option<&'f Field> {
    let exact = fields.iter().find(|field| field.name == name);
    exact.or_else(|| fields.iter().find(|field| has_name(field, name)))
}

/// Whether a field has a name, with or without the location. Names of headers ignore case.
fn has_name(field: &Field, name: &str) -> bool {
    let unqualified = name
        .strip_prefix(qualifier(field.location))
        .and_then(|rest| rest.strip_prefix('.'));
    let plain = name::join(&field.steps);
    match field.location {
        FieldLocation::Body => false,
        FieldLocation::Header => [Some(name), unqualified]
            .into_iter()
            .flatten()
            .any(|name| plain.eq_ignore_ascii_case(name)),
        _ => unqualified == Some(&plain),
    }
}

/// The field at these steps in the body.
pub(super) fn find_in_body<'f>(fields: &'f [Field], steps: &[String]) -> Option<&'f Field> {
    fields
        .iter()
        .find(|field| field.location.is_in_body() && field.steps == steps)
}

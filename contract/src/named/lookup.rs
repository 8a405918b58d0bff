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

/// The field of a name, which can have the location as its prefix.
pub(super) fn find<'f>(fields: &'f [Field], wanted: &str) -> Option<&'f Field> {
    let exact = fields.iter().find(|field| field.name == wanted);
    exact.or_else(|| fields.iter().find(|field| means(field, wanted)))
}

fn means(field: &Field, wanted: &str) -> bool {
    let unqualified = wanted
        .strip_prefix(qualifier(field.location))
        .and_then(|rest| rest.strip_prefix('.'));
    let plain = name::join(&field.steps);
    match field.location {
        FieldLocation::Body => false,
        FieldLocation::Header => [Some(wanted), unqualified]
            .into_iter()
            .flatten()
            .any(|wanted| plain.eq_ignore_ascii_case(wanted)),
        _ => unqualified == Some(&plain),
    }
}

/// The field at a path in the body.
pub(super) fn of_body<'f>(fields: &'f [Field], steps: &[String]) -> Option<&'f Field> {
    fields
        .iter()
        .find(|field| field.location.is_in_body() && field.steps == steps)
}

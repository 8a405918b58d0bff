//! Checks bodies: presence, content type and schema.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::operation::{BodyKind, Content, ContentMap};
use crate::pointer;
use crate::schema::{SchemaId, SchemaSet, Tree};
use crate::violation::Rule;
use crate::wire::{Media, form_object, pairs};

use super::report::Report;

/// Checks a body; returns its JSON or form value, unless it cannot be read.
pub(super) fn check_body(
    documented: &ContentMap,
    schemas: &SchemaSet,
    headers: &HeaderMap,
    body: &[u8],
    report: &mut Report,
) -> Option<Tree> {
    let (content, media) = match content(documented, headers) {
        Ok(found) => found,
        Err((pointer, text)) => {
            report.add(Rule::ContentType, "/headers/content-type", pointer, text);
            return None;
        }
    };
    let kind = BodyKind::of(&media);
    match (kind, content.schema) {
        (BodyKind::Json, schema) => check_json((&content.pointer, schema), schemas, body, report),
        (BodyKind::Form, Some(schema)) => check_form(content, schema, schemas, body, report),
        (BodyKind::Text, Some(schema)) if media.is_utf8() => {
            check_text(content, schema, schemas, body, report);
            None
        }
        (BodyKind::Form | BodyKind::Text | BodyKind::Opaque, _) => None,
    }
}

/// The documented content that a message has; the error is the violated part of the document and
/// the reason.
fn content<'d>(
    documented: &'d ContentMap,
    headers: &HeaderMap,
) -> Result<(&'d Content, Media), (&'d str, String)> {
    let error = |text: String| {
        let text = format!("content type {text}; documented: {}", documented.listed());
        (documented.pointer.as_str(), text)
    };
    let media = media(headers).map_err(|problem| error(problem.to_owned()))?;
    let Some(content) = documented.find(&media) else {
        let found = pointer::one_line(&media.essence());
        return Err(error(format!("{found} is not documented")));
    };
    if BodyKind::of(&media) == BodyKind::Json && !media.is_utf8() {
        let text = "JSON has to be UTF-8 (RFC 8259, section 8.1), but the charset is another one";
        return Err((&content.pointer, text.to_owned()));
    }
    Ok((content, media))
}

fn check_text(
    content: &Content,
    schema: SchemaId,
    schemas: &SchemaSet,
    body: &[u8],
    report: &mut Report,
) {
    match std::str::from_utf8(body) {
        Ok(text) => {
            let tree = Tree::String(text.to_owned());
            report.add_findings("/body", schemas.check(schema, &tree));
        }
        Err(_) => report.add(Rule::BodySyntax, "/body", &content.pointer, "not UTF-8"),
    }
}

/// The content type; the error is the reason why it is invalid.
pub(super) fn media(headers: &HeaderMap) -> Result<Media, &'static str> {
    let mut values = headers.get_all(CONTENT_TYPE).into_iter();
    match (values.next(), values.next()) {
        (None, _) => Err("is absent"),
        (Some(_), Some(_)) => Err("is given more than once"),
        (Some(value), None) => value
            .to_str()
            .ok()
            .and_then(Media::parse)
            .ok_or("cannot be read"),
    }
}

/// Checks JSON against a schema, and returns its value unless it cannot be read. `document_pointer`
/// is the part of the document that invalid JSON violates. Without a schema, duplicate names are
/// allowed.
pub(crate) fn check_json(
    (document_pointer, schema): (&str, Option<SchemaId>),
    schemas: &SchemaSet,
    body: &[u8],
    report: &mut Report,
) -> Option<Tree> {
    let parsed = match Tree::parse(body) {
        Ok(parsed) => parsed,
        Err(problem) => {
            let text = format!("not JSON: {problem}");
            report.add(Rule::BodySyntax, "/body", document_pointer, text);
            return None;
        }
    };
    let Some(schema) = schema else {
        return Some(parsed.tree);
    };
    for duplicate in parsed.duplicates {
        let at = format!("/body{duplicate}");
        let text = "the name occurs twice in its object";
        report.add(Rule::DuplicateName, at, document_pointer, text);
    }
    report.add_findings("/body", schemas.check(schema, &parsed.tree));
    Some(parsed.tree)
}

fn check_form(
    content: &Content,
    schema: SchemaId,
    schemas: &SchemaSet,
    body: &[u8],
    report: &mut Report,
) -> Option<Tree> {
    let Ok(text) = std::str::from_utf8(body) else {
        report.add(Rule::BodySyntax, "/body", &content.pointer, "not UTF-8");
        return None;
    };
    let mut fields = Vec::new();
    for pair in pairs(text) {
        match pair.value {
            Ok(value) => fields.push((pair.name, value)),
            Err(problem) => {
                let at = pointer::join("/body", &pair.name);
                report.add(Rule::BodySyntax, at, &content.pointer, problem);
                return None;
            }
        }
    }
    let shape = content.shape.as_ref()?;
    let separator = |name: &str| content.separators.get(name).copied();
    let tree = form_object(shape, &fields, separator, false);
    let findings = schemas.check(schema, &tree);
    let fits_as_text = || {
        shape.is_ambiguous() && schemas.fits(schema, &form_object(shape, &fields, separator, true))
    };
    if !findings.is_empty() && !fits_as_text() {
        report.add_findings("/body", findings);
    }
    Some(tree)
}

//! Bodies by media type.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::error::ContractError;
use crate::pointer;
use crate::schema::{Converter, SchemaId};
use crate::wire::{Media, MediaRange, Shape};

/// The `content` of a request or response.
#[derive(Debug, Default)]
pub(crate) struct ContentMap {
    pub(crate) pointer: String,
    contents: Vec<Content>,
}

/// A body of one media type or range.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) range: MediaRange,
    pub(crate) pointer: String,
    pub(crate) schema: Option<SchemaId>,
    /// The outline of the schema.
    pub(crate) shape: Option<Shape>,
    /// The separators of lists in the properties of a form.
    pub(crate) separators: BTreeMap<String, char>,
}

/// The format of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyKind {
    Json,
    Form,
    Text,
    /// A body of which only the presence is checked: a file, multipart, XML.
    Opaque,
}

impl BodyKind {
    pub(crate) fn of(media: &Media) -> Self {
        match media {
            media if media.is_json() => Self::Json,
            media if media.is_form() => Self::Form,
            media if media.is_text() => Self::Text,
            _ => Self::Opaque,
        }
    }
}

impl ContentMap {
    /// Reads `content` at a pointer of the document.
    pub(crate) fn compile(
        document: &Document,
        schemas: &mut Converter<'_>,
        at: &str,
    ) -> Result<Self, ContractError> {
        let mut contents = Vec::new();
        for name in document.members(at, "an object of media types")? {
            let pointer = pointer::join(at, name);
            let Some(range) = MediaRange::parse(name) else {
                return Err(ContractError::malformed(pointer, "a media type as name"));
            };
            contents.push(Content::compile(document, schemas, range, pointer)?);
        }
        Ok(Self {
            pointer: at.to_owned(),
            contents,
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.contents.is_empty()
    }

    /// The most specific entry for a media type.
    pub(crate) fn find(&self, media: &Media) -> Option<&Content> {
        let matching = self
            .contents
            .iter()
            .filter(|content| content.range.contains(media));
        matching.max_by_key(|content| content.range.specificity())
    }

    /// The pointer and the compiled form of the JSON schema.
    pub(crate) fn json_schema(&self) -> Option<(String, SchemaId)> {
        let content = self.find(&Media::parse("application/json")?)?;
        Some((format!("{}/schema", content.pointer), content.schema?))
    }

    /// The entry that is used by default: JSON, otherwise a form, otherwise the first one.
    pub(crate) fn preferred(&self) -> Option<(&Content, BodyKind)> {
        let json = Media::parse("application/json").and_then(|json| self.find(&json));
        if let Some(json) = json {
            return Some((json, BodyKind::Json));
        }
        let kinds = self
            .contents
            .iter()
            .map(|content| (content, BodyKind::of(content.range.media())));
        kinds.min_by_key(|(_, kind)| match kind {
            BodyKind::Json => 0,
            BodyKind::Form => 1,
            _ => 2,
        })
    }

    pub(crate) fn ranges(&self) -> impl Iterator<Item = &MediaRange> {
        self.contents.iter().map(|content| &content.range)
    }

    /// The documented media types, as text.
    pub(crate) fn listed(&self) -> String {
        let names = self
            .contents
            .iter()
            .filter_map(|c| pointer::pointer_steps(&c.pointer).last());
        names.collect::<Vec<_>>().join(", ")
    }
}

impl Content {
    fn compile(
        document: &Document,
        schemas: &mut Converter<'_>,
        range: MediaRange,
        pointer: String,
    ) -> Result<Self, ContractError> {
        document.object(&pointer, "a media type object")?;
        let at = format!("{pointer}/schema");
        let (schema, shape) = match document.get(&at) {
            Some(_) => (Some(schemas.schema(&at)?), Some(Shape::of(document, &at)?)),
            None => (None, None),
        };
        let separators = separators(document, &format!("{pointer}/encoding"))?;
        Ok(Self {
            range,
            pointer,
            schema,
            shape,
            separators,
        })
    }
}

/// The separators of the lists in a form that are written as one text, according to `encoding`.
fn separators(document: &Document, at: &str) -> Result<BTreeMap<String, char>, ContractError> {
    let mut separators = BTreeMap::new();
    for name in document.members(at, "an object of encodings")? {
        let at = pointer::join(at, name);
        let style = document.text(&format!("{at}/style"))?.unwrap_or("form");
        let explode = document
            .flag(&format!("{at}/explode"))?
            .unwrap_or(style == "form");
        let separator = match style {
            _ if explode => continue,
            "spaceDelimited" => ' ',
            "pipeDelimited" => '|',
            _ => ',',
        };
        separators.insert(name.clone(), separator);
    }
    Ok(separators)
}

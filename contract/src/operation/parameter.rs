//! Parameters with their serialisation.

use crate::document::Document;
use crate::error::ContractError;
use crate::pointer;
use crate::schema::{Converter, SchemaId};
use crate::wire::{MediaRange, Shape, Style};

/// The location of a parameter in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

impl Location {
    /// The name in a document.
    fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        let all = [Self::Path, Self::Query, Self::Header, Self::Cookie];
        all.into_iter().find(|location| location.name() == name)
    }

    /// The name of a parameter in the form for comparisons: lower case for headers.
    pub(super) fn normalised(self, name: &str) -> String {
        match self {
            Self::Header => name.to_ascii_lowercase(),
            _ => name.to_owned(),
        }
    }
}

/// A parameter, or a header of a response.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// Its name, in lower case for headers.
    pub(crate) name: String,
    pub(crate) location: Location,
    /// Its JSON pointer in the message.
    pub(crate) at: String,
    /// Its pointer in the document.
    pub(crate) pointer: String,
    pub(crate) required: bool,
    /// Whether the parameter can be empty (`allowEmptyValue`).
    pub(crate) allow_empty: bool,
    pub(crate) schema: SchemaId,
    pub(crate) encoding: Encoding,
}

/// The serialisation of the value.
#[derive(Debug)]
pub(crate) enum Encoding {
    /// By style.
    Style(Style, Shape),
    /// As JSON (`content`).
    Json,
}

impl Parameter {
    /// Reads a parameter; `None` for the headers that OpenAPI describes elsewhere (`Accept`,
    /// `Content-Type`, `Authorization`).
    pub(crate) fn compile(
        document: &Document,
        schemas: &mut Converter<'_>,
        at: &str,
    ) -> Result<Option<Self>, ContractError> {
        let (at, _) = document.object(at, "a parameter object")?;
        let member = |name: &str| format!("{at}/{name}");
        let malformed =
            |name: &str, expected: &str| ContractError::malformed(member(name), expected);
        let name = document
            .text(&member("name"))?
            .ok_or_else(|| malformed("name", "a name"))?;
        let location = document
            .text(&member("in"))?
            .and_then(Location::named)
            .ok_or_else(|| malformed("in", "path, query, header or cookie"))?;
        let name = location.normalised(name);
        let described_elsewhere = ["accept", "content-type", "authorization"];
        if location == Location::Header && described_elsewhere.contains(&name.as_str()) {
            return Ok(None);
        }
        let mut parameter = Self::compile_shared(document, schemas, (location, &name), at)?;
        let allow_empty = format!("{}/allowEmptyValue", parameter.pointer);
        parameter.allow_empty = document.flag(&allow_empty)?.unwrap_or(false);
        Ok(Some(parameter))
    }

    /// Reads the members that parameters and headers of responses share.
    pub(super) fn compile_shared(
        document: &Document,
        schemas: &mut Converter<'_>,
        (location, name): (Location, &str),
        pointer: String,
    ) -> Result<Self, ContractError> {
        let (schema, encoding) = value(document, schemas, &pointer, location)?;
        let group = match location {
            Location::Path => "/path",
            Location::Query => "/query",
            Location::Header => "/headers",
            Location::Cookie => "/cookies",
        };
        let name = location.normalised(name);
        Ok(Self {
            at: pointer::join(group, &name),
            name,
            location,
            required: location == Location::Path
                || document
                    .flag(&format!("{pointer}/required"))?
                    .unwrap_or(false),
            allow_empty: false,
            pointer,
            schema,
            encoding,
        })
    }

    /// The pointer of its example: `example`, the first of `examples`, or `x-example`, which
    /// converted OAS2 documents have.
    pub(crate) fn example(&self, document: &Document) -> Option<String> {
        let existing = |at: String| document.get(&at).is_some().then_some(at);
        let member = |keyword: &str| existing(format!("{}/{keyword}", self.pointer));
        let first = || {
            let at = format!("{}/examples", self.pointer);
            let mut names = document.get(&at)?.as_object()?.keys();
            names.find_map(|name| existing(format!("{}/value", pointer::join(&at, name))))
        };
        member("example")
            .or_else(first)
            .or_else(|| member("x-example"))
    }

    /// The pointer of its schema.
    pub(crate) fn schema_pointer(&self, document: &Document) -> String {
        let content = format!("{}/content", self.pointer);
        let names = document.members(&content, "an object with one media type");
        match names.unwrap_or_default().first() {
            Some(name) => format!("{}/schema", pointer::join(&content, name)),
            None => format!("{}/schema", self.pointer),
        }
    }
}

/// The schema and the encoding of a parameter.
fn value(
    document: &Document,
    schemas: &mut Converter<'_>,
    at: &str,
    location: Location,
) -> Result<(SchemaId, Encoding), ContractError> {
    let schema = format!("{at}/schema");
    if document.get(&schema).is_none() {
        return json_value(document, schemas, at);
    }
    let default = match location {
        Location::Path | Location::Header => "simple",
        Location::Query | Location::Cookie => "form",
    };
    let style = document.text(&format!("{at}/style"))?.unwrap_or(default);
    let explode = document
        .flag(&format!("{at}/explode"))?
        .unwrap_or(style == "form");
    let is_allowed = match style {
        "simple" | "form" => style == default,
        _ => location == Location::Query,
    };
    let style = Style::named(style, explode)
        .filter(|_| is_allowed)
        .ok_or_else(|| {
            ContractError::unsupported(
                format!("{at}/style"),
                format!("style {style} at this location"),
            )
        })?;
    let shape = Shape::of(document, &schema)?;
    Ok((schemas.schema(&schema)?, Encoding::Style(style, shape)))
}

fn json_value(
    document: &Document,
    schemas: &mut Converter<'_>,
    at: &str,
) -> Result<(SchemaId, Encoding), ContractError> {
    let content = format!("{at}/content");
    let names = document.members(&content, "an object with one media type")?;
    let [name] = names.as_slice() else {
        return Err(ContractError::malformed(
            at,
            "a schema, or content with one media type",
        ));
    };
    let at = pointer::join(&content, name);
    let is_json = crate::wire::Media::parse(name).is_some_and(|media| media.is_json());
    if !is_json || MediaRange::parse(name).is_none() {
        return Err(ContractError::unsupported(
            at,
            "a parameter that is not JSON",
        ));
    }
    let schema = format!("{at}/schema");
    if document.get(&schema).is_none() {
        return Err(ContractError::malformed(at, "a media type with a schema"));
    }
    Ok((schemas.schema(&schema)?, Encoding::Json))
}

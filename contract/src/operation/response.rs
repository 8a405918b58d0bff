//! Documented responses.

use crate::document::Document;
use crate::error::ContractError;
use crate::pointer;
use crate::schema::Converter;

use super::content::ContentMap;
use super::parameter::{Location, Parameter};

/// A response.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: Status,
    pub(crate) pointer: String,
    pub(crate) headers: Vec<Parameter>,
    pub(crate) content: ContentMap,
}

/// The statuses of a documented response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Exact(u16),
    /// The first digit, as in `4XX`.
    Range(u16),
    Default,
}

impl Status {
    fn parse(text: &str) -> Option<Self> {
        if text == "default" {
            return Some(Self::Default);
        }
        if let Some(first) = text.strip_suffix("XX") {
            return first
                .parse()
                .ok()
                .filter(|first| (1..=5).contains(first))
                .map(Self::Range);
        }
        let status = text
            .parse()
            .ok()
            .filter(|status| (100..=599).contains(status))?;
        (text.len() == 3).then_some(Self::Exact(status))
    }

    pub(super) fn contains(self, status: u16) -> bool {
        match self {
            Self::Exact(exact) => exact == status,
            Self::Range(first) => first == status / 100,
            Self::Default => true,
        }
    }

    /// The specificity, larger for narrower ranges.
    pub(super) fn specificity(self) -> u8 {
        match self {
            Self::Default => 0,
            Self::Range(_) => 1,
            Self::Exact(_) => 2,
        }
    }

    /// Whether all of these statuses are successes.
    pub(crate) fn is_success(self) -> bool {
        matches!(self, Self::Exact(200..=299) | Self::Range(2))
    }
}

impl Response {
    /// Reads the responses at a pointer of the document.
    pub(super) fn compile_all(
        document: &Document,
        schemas: &mut Converter<'_>,
        at: &str,
    ) -> Result<Vec<Self>, ContractError> {
        let mut responses = Vec::new();
        for name in document.members(at, "an object of responses by status")? {
            let pointer = pointer::join(at, name);
            let Some(status) = Status::parse(name) else {
                let expected = "a status such as 200 or 4XX, or default, as name";
                return Err(ContractError::malformed(pointer, expected));
            };
            responses.push(Self::compile(document, schemas, status, &pointer)?);
        }
        if responses.is_empty() {
            return Err(ContractError::malformed(at, "at least one response"));
        }
        Ok(responses)
    }

    fn compile(
        document: &Document,
        schemas: &mut Converter<'_>,
        status: Status,
        at: &str,
    ) -> Result<Self, ContractError> {
        let (at, _) = document.object(at, "a response object")?;
        let mut headers = Vec::new();
        let headers_pointer = format!("{at}/headers");
        if let Some(serde_json::Value::Object(names)) = document.get(&headers_pointer) {
            // here, `x-...` is a header and not an extension
            for name in names.keys() {
                // OpenAPI describes this header by `content`
                if !name.eq_ignore_ascii_case("content-type") {
                    let header = pointer::join(&headers_pointer, name);
                    let (header, _) = document.object(&header, "a header object")?;
                    let name = (Location::Header, name.as_str());
                    headers.push(Parameter::compile_shared(document, schemas, name, header)?);
                }
            }
        }
        let content = ContentMap::compile(document, schemas, &format!("{at}/content"))?;
        Ok(Self {
            status,
            headers,
            content,
            pointer: at,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_read_strictly() {
        assert_eq!(Status::parse("200"), Some(Status::Exact(200)));
        assert_eq!(Status::parse("4XX"), Some(Status::Range(4)));
        assert_eq!(Status::parse("default"), Some(Status::Default));
        for text in ["", "20", "2000", "600", "099", "6XX", "4xx", "+20", "OK"] {
            assert_eq!(Status::parse(text), None, "{text}");
        }
    }
}

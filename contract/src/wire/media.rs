//! Media types, and the types that a client accepts (RFC 9110, sections 8.3 and 12.5.1).

/// A media type in lower case, with its charset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Media {
    kind: String,
    subtype: String,
    charset: Option<String>,
}

impl Media {
    /// Parses a `Content-Type`; `None` when it is invalid.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';');
        let (kind, subtype) = parts.next()?.trim().split_once('/')?;
        if !is_token(kind) || !is_token(subtype) {
            return None;
        }
        let charset = parts
            .filter_map(|part| part.split_once('='))
            .find_map(|(name, value)| {
                let value = value.trim().trim_matches('"');
                name.trim()
                    .eq_ignore_ascii_case("charset")
                    .then(|| value.to_ascii_lowercase())
            });
        Some(Self {
            kind: kind.to_ascii_lowercase(),
            subtype: subtype.to_ascii_lowercase(),
            charset,
        })
    }

    /// `type/subtype`.
    pub(crate) fn essence(&self) -> String {
        format!("{}/{}", self.kind, self.subtype)
    }

    /// Whether a body of this type is JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.subtype == "json" || self.subtype.ends_with("+json")
    }

    /// Whether a body of this type is a URL-encoded form.
    pub(crate) fn is_form(&self) -> bool {
        self.kind == "application" && self.subtype == "x-www-form-urlencoded"
    }

    /// Whether a body of this type is text.
    pub(crate) fn is_text(&self) -> bool {
        self.kind == "text"
    }

    /// Whether the charset is UTF-8 or a part of it, or is not given.
    pub(crate) fn is_utf8(&self) -> bool {
        self.charset
            .as_deref()
            .is_none_or(|c| matches!(c, "utf-8" | "utf8" | "us-ascii"))
    }
}

/// A media type or a range, as in `content` of a document and in `Accept`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MediaRange(Media);

impl MediaRange {
    /// Parses a range; `None` when it is invalid.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let media = Media::parse(text)?;
        (media.kind != "*" || media.subtype == "*").then_some(Self(media))
    }

    /// The range as a media type.
    pub(crate) fn media(&self) -> &Media {
        &self.0
    }

    /// Whether a type is in the range.
    pub(crate) fn contains(&self, media: &Media) -> bool {
        (self.0.kind == "*" || self.0.kind == media.kind)
            && (self.0.subtype == "*" || self.0.subtype == media.subtype)
    }

    /// The specificity, larger for narrower ranges.
    pub(crate) fn specificity(&self) -> u8 {
        match (self.0.kind.as_str(), self.0.subtype.as_str()) {
            ("*", _) => 0,
            (_, "*") => 1,
            _ => 2,
        }
    }

    /// Whether two ranges have a type in common.
    fn overlaps(&self, other: &Self) -> bool {
        self.contains(&other.0) || other.contains(&self.0)
    }
}

/// The media types that a client accepts: ranges, and whether the types of each are accepted.
#[derive(Debug)]
pub(crate) struct Accept(Vec<(MediaRange, bool)>);

impl Accept {
    /// Parses the values of `Accept`. Without a value, everything is accepted. Invalid parts are
    /// ignored.
    pub(crate) fn parse<'a>(values: impl Iterator<Item = &'a str>) -> Self {
        let part = |part: &str| {
            let accepted = part
                .split(';')
                .skip(1)
                .filter_map(|p| p.split_once('='))
                .all(|(n, v)| {
                    !n.trim().eq_ignore_ascii_case("q")
                        || v.trim().parse::<f32>().is_ok_and(|q| q > 0.0)
                });
            Some((MediaRange::parse(part)?, accepted))
        };
        Self(
            values
                .flat_map(|value| value.split(','))
                .filter_map(part)
                .collect(),
        )
    }

    /// Whether a type is accepted, by the narrowest range that contains it.
    pub(crate) fn accepts(&self, media: &Media) -> bool {
        let ranges = self.0.iter().filter(|(range, _)| range.contains(media));
        self.0.is_empty()
            || ranges
                .max_by_key(|(range, _)| range.specificity())
                .is_some_and(|(_, accepted)| *accepted)
    }

    /// Whether a type of a range may be accepted.
    pub(crate) fn accepts_some_of(&self, range: &MediaRange) -> bool {
        if range.specificity() == 2 {
            return self.accepts(&range.0);
        }
        self.0.is_empty()
            || self
                .0
                .iter()
                .any(|(other, accepted)| *accepted && other.overlaps(range))
    }
}

fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn media(text: &str) -> Media {
        Media::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn types_are_read_without_regard_to_case_and_parameters() {
        let json = media("Application/JSON; Charset=\"UTF-8\"");
        assert_eq!(json.essence(), "application/json");
        assert!(json.is_json() && json.is_utf8());
        assert!(media("application/problem+json").is_json());
        assert!(!media("application/jsonp").is_json());
        assert!(!media("application/json;charset=latin1").is_utf8());
        for text in ["", "json", "/", "a/", "a b/c", "text/html, text/plain"] {
            assert!(Media::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_narrowest_range_decides() {
        let accept = Accept::parse(["text/*;q=0.5, text/html;q=0", "*/*; q=0.1"].into_iter());
        assert!(accept.accepts(&media("text/plain")));
        assert!(!accept.accepts(&media("text/html")));
        assert!(accept.accepts(&media("application/json")));
        assert!(Accept::parse([].into_iter()).accepts(&media("a/b")));
        assert!(
            !Accept::parse(["application/xml"].into_iter()).accepts(&media("application/json"))
        );
        let range = MediaRange::parse("application/*").unwrap();
        assert!(Accept::parse(["application/json"].into_iter()).accepts_some_of(&range));
        assert!(!Accept::parse(["text/html"].into_iter()).accepts_some_of(&range));
    }
}

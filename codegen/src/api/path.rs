//! Path templates.

/// A part of a path template.
#[derive(Debug, PartialEq)]
pub(crate) enum Part<'a> {
    /// Literal text.
    Text(&'a str),
    /// The name of a parameter.
    Parameter(&'a str),
}

/// The parts of a path template; an unpaired brace is text.
pub(crate) fn path_parts(path: &str) -> Vec<Part<'_>> {
    let mut parts = vec![];
    let mut rest = path;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest.get(open..).and_then(|r| r.find('}')).map(|i| open + i) else {
            break;
        };
        parts.extend(rest.get(..open).filter(|t| !t.is_empty()).map(Part::Text));
        parts.extend(rest.get(open + 1..close).map(Part::Parameter));
        rest = rest.get(close + 1..).unwrap_or_default();
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_text_and_parameters() {
        use Part::{Parameter, Text};
        assert_eq!(
            path_parts("/a/{b}.json/{c}"),
            [Text("/a/"), Parameter("b"), Text(".json/"), Parameter("c")]
        );
        assert_eq!(path_parts("/a{"), [Text("/a{")]);
    }
}

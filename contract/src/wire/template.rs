//! Path templates, matched against paths that are still percent-encoded.

use super::text::decode;

/// A path template such as `/contracts/{contractNo}/classifications`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template {
    segments: Vec<Segment>,
    /// Whether it has a trailing slash.
    slash: bool,
}

/// A segment: alternating texts and parameters, for example `{a}.json`.
type Segment = Vec<Part>;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Parameter(String),
}

/// A path that a template matches.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// The parameters, decoded, in the order of the template.
    pub(crate) parameters: Vec<(String, String)>,
    /// Whether path and template differ in a trailing slash.
    pub(crate) slash_differs: bool,
}

impl Template {
    /// Parses a template. The error is the requirement that it violates.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let Some(path) = text.strip_prefix('/') else {
            return Err("a path that begins with a slash".to_owned());
        };
        let (path, slash) = without_slash(path);
        let segments: Vec<Segment> = path
            .split('/')
            .map(parse_segment)
            .collect::<Result<_, _>>()?;
        let template = Self { segments, slash };
        let mut names: Vec<&str> = template.parameters().collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair.first() == pair.last()) {
            return Err("a path with each parameter once".to_owned());
        }
        Ok(template)
    }

    /// The names of the parameters.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = &str> {
        self.segments
            .iter()
            .flatten()
            .filter_map(|part| match part {
                Part::Parameter(name) => Some(name.as_str()),
                Part::Text(_) => None,
            })
    }

    /// Matches a path, which begins with a slash or is empty. The path is split before it is decoded,
    /// so that an encoded slash stays inside its segment. A path that cannot be decoded does not
    /// match.
    pub(crate) fn matches(&self, path: &str) -> Option<Match> {
        let (path, slash) = without_slash(path.strip_prefix('/').unwrap_or(path));
        let mut texts = path.split('/');
        let mut parameters = Vec::new();
        for segment in &self.segments {
            let text = decode(texts.next()?).ok()?;
            match_segment(segment, &text, &mut parameters)?;
        }
        texts.next().is_none().then_some(Match {
            parameters,
            slash_differs: slash != self.slash,
        })
    }

    /// A key that sorts more concrete templates first (OpenAPI 3.0.3, "Path Templating Matching").
    pub(crate) fn abstractness(&self) -> Vec<usize> {
        let rank = |segment: &Segment| match segment.as_slice() {
            [Part::Text(_)] => 0,
            [Part::Parameter(_)] => 2,
            _ => 1,
        };
        self.segments.iter().map(rank).collect()
    }
}

/// A path without its trailing slash, and whether it has one. The root has none.
fn without_slash(path: &str) -> (&str, bool) {
    match path.strip_suffix('/') {
        Some(rest) if !rest.is_empty() => (rest, true),
        _ => (path, false),
    }
}

fn parse_segment(text: &str) -> Result<Segment, String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            return Err("a path whose braces are closed".to_owned());
        };
        if name.is_empty() {
            return Err("a path whose parameters have names".to_owned());
        }
        if !before.is_empty() {
            parts.push(Part::Text(decode(before)?.into_owned()));
        } else if matches!(parts.last(), Some(Part::Parameter(_))) {
            return Err("a path with something between two parameters".to_owned());
        }
        parts.push(Part::Parameter(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() || parts.is_empty() {
        parts.push(Part::Text(decode(rest)?.into_owned()));
    }
    Ok(parts)
}

/// Matches a decoded segment, and adds its parameters. A parameter ends where the text after it
/// first occurs.
fn match_segment(parts: &[Part], text: &str, parameters: &mut Vec<(String, String)>) -> Option<()> {
    match parts {
        [] => text.is_empty().then_some(()),
        [Part::Text(literal), rest @ ..] => {
            match_segment(rest, text.strip_prefix(literal.as_str())?, parameters)
        }
        [Part::Parameter(name)] => {
            parameters.push((name.clone(), text.to_owned()));
            Some(())
        }
        [Part::Parameter(name), rest @ ..] => {
            let Some(Part::Text(literal)) = rest.first() else {
                return None;
            };
            // the last text of a segment must be at its end
            let end = if rest.len() == 1 {
                text.rfind(literal.as_str())?
            } else {
                text.find(literal.as_str())?
            };
            parameters.push((name.clone(), text.get(..end)?.to_owned()));
            match_segment(rest, text.get(end..)?, parameters)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(template: &str, path: &str) -> Option<Vec<String>> {
        let found = Template::parse(template).unwrap().matches(path)?;
        assert!(!found.slash_differs, "{template} {path}");
        Some(
            found
                .parameters
                .into_iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect(),
        )
    }

    #[test]
    fn parameters_are_decoded_after_the_path_is_split() {
        assert_eq!(
            parameters("/c/{no}/x", "/c/a%2Fb%20%C3%B1/x").unwrap(),
            ["no=a/b \u{f1}"]
        );
        assert_eq!(parameters("/c/{no}/x", "/c/a/b/x"), None);
        assert_eq!(parameters("/c/{no}/x", "/c//x").unwrap(), ["no="]);
        assert_eq!(parameters("/c/{no}/x", "/c/%zz/x"), None);
        assert_eq!(parameters("/a%20b", "/a b").unwrap(), Vec::<String>::new());
        assert_eq!(parameters("/", "/").unwrap(), Vec::<String>::new());
    }

    #[test]
    fn several_parameters_of_one_segment_are_separated() {
        assert_eq!(
            parameters("/{name}.{format}", "/a.b.json").unwrap(),
            ["name=a", "format=b.json"]
        );
        assert_eq!(
            parameters("/{name}.json", "/a.json.json").unwrap(),
            ["name=a.json"]
        );
        assert_eq!(parameters("/v{n}", "/v12").unwrap(), ["n=12"]);
        assert_eq!(parameters("/v{n}", "/12"), None);
    }

    #[test]
    fn a_different_trailing_slash_is_detected() {
        for (template, path, differs) in [
            ("/a", "/a", false),
            ("/a", "/a/", true),
            ("/a/", "/a", true),
            ("/a/", "/a/", false),
        ] {
            let found = Template::parse(template).unwrap().matches(path).unwrap();
            assert_eq!(found.slash_differs, differs, "{template} {path}");
        }
        assert_eq!(Template::parse("/a").unwrap().matches("/a//"), None);
    }

    #[test]
    fn invalid_templates_are_refused() {
        for text in ["a", "/{a", "/{}", "/{a}{b}", "/{a}/{a}", "/%zz"] {
            assert!(Template::parse(text).is_err(), "{text}");
        }
    }
}
